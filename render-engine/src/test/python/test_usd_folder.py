"""A USD model in a ZIP, with the layers and textures that it names."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

import views
from engine_client import Session, Zygote

_QUAD = """
    def Mesh "NAME" (
        prepend apiSchemas = ["MaterialBindingAPI"]
    )
    {
        int[] faceVertexCounts = [4]
        int[] faceVertexIndices = [0, 1, 2, 3]
        point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1)]
        texCoord2f[] primvars:st = [(0, 0), (1, 0), (1, 1), (0, 1)] (interpolation = "vertex")
        rel material:binding = </root/paint>
    }
"""
_PAINT = """
    def Material "paint"
    {
        token outputs:surface.connect = </root/paint/surface.outputs:surface>
        def Shader "surface"
        {
            uniform token info:id = "UsdPreviewSurface"
            color3f inputs:diffuseColor.connect = </root/paint/picture.outputs:rgb>
            token outputs:surface
        }
        def Shader "picture"
        {
            uniform token info:id = "UsdUVTexture"
            asset inputs:file = @PICTURE@
            float3 outputs:rgb
        }
    }
"""
_BLUE = bytes([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 24, 0]) + b"\xc0\x10\x10"
"""A Targa picture of one pixel."""


def _layer(name: str = "", layer: str = "", root: str = "", picture: str = "") -> str:
    content = _QUAD.replace("NAME", name) if name else ""
    content += _PAINT.replace("PICTURE", picture) if picture else ""
    head = f'#usda 1.0\n(\ndefaultPrim = "root"\nupAxis = "Z"\n{layer}\n)\n'
    return f'{head}def Xform "root" (\n{root}\n)\n{{{content}}}\n'


def _zip(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def _request(model: Path) -> dict[str, Any]:
    return {
        "source": model,
        "filename": "model.zip",
        "format": "usd_zip",
        "output": model.with_suffix(".blend"),
    }


@pytest.mark.parametrize(
    ("layer", "root"),
    [
        ("", "references = @./parts/bolt.usda@"),
        ("", "payload = @parts/bolt.usda@"),
        ("", r"references = @C:\work\Bolt.usda@"),
        ("subLayers = [@./parts/bolt.usda@]", ""),
    ],
)
def test_takes_in_the_layers_that_came_along(session: Session, tmp_path: Path, layer: str, root: str) -> None:
    files: dict[str, str | bytes] = {
        "model/model.usda": _layer("own", layer, root),
        "model/parts/bolt.usda": _layer("bolt", root="references = @../thread.usda@"),
        "model/thread.usda": _layer("thread"),
    }
    result = session.ask("prepare", **_request(_zip(tmp_path / "blob", files)))

    assert result["triangles"] == 6
    assert result["notes"] == []


@pytest.mark.parametrize("named", ["./maps/blue.tga", "blue.tga", r"D:\maps\BLUE.tga"])
def test_textures_are_found_by_their_names(blender: Zygote, tmp_path: Path, named: str) -> None:
    files: dict[str, str | bytes] = {
        "maps/blue.tga": _BLUE,
        "model.usda": _layer("own", root="references = @parts/paint.usda@"),
        "parts/paint.usda": _layer(picture=named),
    }
    request = _request(_zip(tmp_path / "blob", files))
    with blender.session() as session:
        result = session.ask("prepare", **request)
    with blender.session() as session:
        session.ask("load", scene=request["output"])
        picture = views.render(session, tmp_path / "v.tga", transparent=True, elevation=0.0).astype(int)

    assert result["notes"] == []
    red, _, blue, _ = picture[picture[..., 3] == 255].mean(axis=0)
    assert blue > red + 40


def test_nothing_is_taken_in_of_this_machine(session: Session, tmp_path: Path) -> None:
    secret = tmp_path / "secret.usda"
    secret.write_text(_layer("secret"))
    (tmp_path / "secret.tga").write_bytes(_BLUE)
    files: dict[str, str | bytes] = {
        "model.usda": _layer("own", root=f"references = @{secret}@", picture=str(tmp_path / "secret.tga")),
    }
    result = session.ask("prepare", **_request(_zip(tmp_path / "blob", files)))

    assert result["triangles"] == 2
    said = " ".join(result["notes"])
    assert f"did not come with it, and is made without them: {secret}." in said
    assert "Textures that did not come with the model are left out: secret.tga." in said


def test_layers_that_hold_all_geometry_and_did_not_come_are_named(session: Session, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"model.usda": _layer(root="references = @./gone.usda@")}
    error = session.refused("prepare", **_request(_zip(tmp_path / "blob", files)))

    assert error["code"] == "MISSING_PARTS"
    assert error["message"].endswith("(./gone.usda) and holds none itself. Pack it with all of them.")


def test_of_several_layers_the_one_is_meant_that_no_other_takes_in(session: Session, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.usda": _layer("bolt"),
        "b.usda": _layer(root="references = @a.usda@", layer="subLayers = [@c.usda@]"),
        "c.usda": _layer("nut"),
    }
    result = session.ask("prepare", **_request(_zip(tmp_path / "blob", files)))

    assert result["triangles"] == 4


def test_several_models_are_refused(session: Session, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.usda": _layer("bolt"), "b.usda": _layer("nut")}
    error = session.refused("prepare", **_request(_zip(tmp_path / "blob", files)))

    assert error["message"] == "model.zip holds several models (a.usda, b.usda). Pack one model per ZIP."


def test_the_first_file_of_a_usdz_is_the_model(session: Session, tmp_path: Path) -> None:
    layers = {"wanted.usda": _layer("wanted"), "another.usda": _layer("another")}
    package = _request(_zip(tmp_path / "model.usdz", layers)) | {"filename": "model.usdz"}

    assert session.ask("prepare", **package)["triangles"] == 2
