"""FBX files look as in the program that they come from, whether they are binary or text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

import views
from engine_client import Zygote

_TEXT = """; FBX 7.3.0 project file
FBXHeaderExtension:  {
    FBXVersion: 7300
}
Objects:  {
    Geometry: 1, "Geometry::", "Mesh" {
        Vertices: *12 { a: 0,0,0,100,0,0,0,100,0,0,0,100 }
        PolygonVertexIndex: *12 { a: 0,2,-2,0,1,-4,0,3,-3,1,2,-4 }
        GeometryVersion: 124
        LayerElementMaterial: 0 {
            Version: 101
            Name: ""
            MappingInformationType: "AllSame"
            ReferenceInformationType: "IndexToDirect"
            Materials: *1 { a: 0 }
        }
        LayerElementUV: 0 {
            Version: 101
            Name: "map"
            MappingInformationType: "ByPolygonVertex"
            ReferenceInformationType: "Direct"
            UV: *24 { a: 0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0 }
        }
        Layer: 0 {
            Version: 100
            LayerElement:  {
                Type: "LayerElementUV"
                TypedIndex: 0
            }
            LayerElement:  {
                Type: "LayerElementMaterial"
                TypedIndex: 0
            }
        }
    }
    Model: 2, "Model::wedge", "Mesh" {
        Version: 232
    }
    Material: 3, "Material::painted", "" {
        Version: 102
        ShadingModel: "phong"
        Properties70:  {
            P: "DiffuseColor", "Color", "", "A",0.8,0.05,0.05
            P: "TransparentColor", "Color", "", "A",1,1,1
        }
    }
}
Connections:  {
    C: "OO",2,0
    C: "OO",1,2
    C: "OO",3,2
}
"""
_TEXTURE = """    Texture: 4, "Texture::paint", "" {
        Type: "TextureVideoClip"
        Version: 202
        FileName: "NAMED"
        RelativeFilename: "NAMED"
    }
}
Connections:  {
    C: "OP",4,3, "DiffuseColor"
"""
_BLUE = bytes([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 24, 0]) + b"\xc0\x10\x10"
"""A Targa picture of one pixel."""


def test_the_text_form_is_read_and_a_colour_without_transparency_is_opaque(
    blender: Zygote, tmp_path: Path
) -> None:
    (tmp_path / "blob").write_text(_TEXT)
    scene = tmp_path / "out.blend"
    with blender.session() as session:
        result = session.ask("prepare", source=tmp_path / "blob", format="fbx", output=scene)
    with blender.session() as session:
        session.ask("load", scene=scene)
        picture = views.render(session, tmp_path / "v.tga", transparent=True).astype(int)

    assert result["triangles"] == 4
    assert np.allclose(np.ptp(result["bounds"], axis=0), 1, atol=1e-4)  # centimetres
    shown = picture[picture[..., 3] == 255]
    assert len(shown) > 1000
    red, green, _, _ = shown.mean(axis=0)
    assert red > green + 40


@pytest.mark.parametrize(
    "named", ["paint.tga", "maps/paint.tga", r"C:\\work\\PAINT.tga", "../elsewhere/paint.tga"]
)
def test_the_textures_of_a_zip_are_found_by_their_names(blender: Zygote, tmp_path: Path, named: str) -> None:
    model = _TEXT.replace("}\nConnections:  {\n", _TEXTURE.replace("NAMED", named))
    scene = tmp_path / "out.blend"
    with zipfile.ZipFile(tmp_path / "blob", "w") as packed:
        packed.writestr("chair/chair.fbx", model)
        packed.writestr("chair/maps/paint.tga", _BLUE)
    with blender.session() as session:
        result = session.ask("prepare", source=tmp_path / "blob", format="fbx_zip", output=scene)
    with blender.session() as session:
        session.ask("load", scene=scene)
        picture = views.render(session, tmp_path / "v.tga", transparent=True).astype(int)

    assert result["notes"] == []
    red, _, blue, _ = picture[picture[..., 3] == 255].mean(axis=0)
    assert blue > red + 40


def test_a_texture_of_this_machine_is_not_read(blender: Zygote, tmp_path: Path) -> None:
    (tmp_path / "secret.tga").write_bytes(_BLUE)
    model = _TEXT.replace("}\nConnections:  {\n", _TEXTURE.replace("NAMED", str(tmp_path / "secret.tga")))
    with zipfile.ZipFile(tmp_path / "blob", "w") as packed:
        packed.writestr("chair.fbx", model)
    with blender.session() as session:
        result = session.ask(
            "prepare", source=tmp_path / "blob", format="fbx_zip", output=tmp_path / "out.blend"
        )

    assert result["notes"] == ["Textures that did not come with the model are left out: secret.tga."]


def test_a_refusal_tells_nothing_of_the_machine(blender: Zygote, tmp_path: Path) -> None:
    (tmp_path / "blob").write_bytes(b"Kaydara FBX Binary   \x1a ")
    with blender.session() as session:
        error = session.refused(
            "prepare", source=tmp_path / "blob", filename="chair.fbx", format="fbx", output=tmp_path / "out"
        )

    assert error["code"] == "UNREADABLE_MODEL"
    assert error["message"].startswith("chair.fbx could not be read as an FBX file")
    assert str(tmp_path) not in error["message"]
    assert "model.fbx" not in error["message"]
