"""A model as a geometry file, read again, has the same shape, colours and textures."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import gltf_models
from engine_client import INPUTS, Zygote


def export(blender: Zygote, source: Path, model_format: str, output: Path, target: str) -> dict[str, Any]:
    with blender.session() as session:
        return session.ask("export", source=source, format=model_format, output=output, target=target)


def refusal(blender: Zygote, source: Path, model_format: str, folder: Path) -> dict[str, Any]:
    with blender.session() as session:
        return session.refused(
            "export",
            source=source,
            filename="chair",
            format=model_format,
            output=folder / "out",
            target="usdz",
        )


def read_again(blender: Zygote, file: Path, model_format: str) -> dict[str, Any]:
    with blender.session() as session:
        return session.ask(
            "prepare", source=file, format=model_format, output=file.with_name(file.name + ".blend")
        )


def gltf(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    (length,) = struct.unpack_from("<I", data, 12)
    document: dict[str, Any] = json.loads(data[20 : 20 + length])
    return document


def colours(path: Path) -> list[list[float]]:
    factors = [material["pbrMetallicRoughness"]["baseColorFactor"] for material in gltf(path)["materials"]]
    return sorted(np.round(factors, 4).tolist())


@pytest.mark.parametrize(("target", "model_format"), [("usdc", "usd"), ("usdz", "usdz"), ("glb", "glb")])
def test_has_the_shape_and_the_colours_of_the_model(
    blender: Zygote, cube_and_cylinder: Path, tmp_path: Path, target: str, model_format: str
) -> None:
    file, back = tmp_path / "out", tmp_path / "back.glb"
    result = export(blender, cube_and_cylinder, "glb", file, target)
    export(blender, file, model_format, back, "glb")

    before = read_again(blender, cube_and_cylinder, "glb")
    after = read_again(blender, file, model_format)
    assert result["triangles"] == after["triangles"] == before["triangles"] > 100
    assert result["sizeBytes"] == file.stat().st_size
    assert np.allclose(after["bounds"], before["bounds"], atol=1e-7)
    assert colours(back) == colours(cube_and_cylinder)
    assert {node["name"] for node in gltf(back)["nodes"]} >= {"red_cube", "blue_cylinder"}


@pytest.mark.parametrize("target", ["usdc", "usdz", "glb"])
def test_is_the_same_bytes_each_time(blender: Zygote, tmp_path: Path, target: str) -> None:
    model = gltf_models.row(
        tmp_path / "model.gltf",
        [f"part {n}" for n in range(200)],
        [gltf_models.coloured(f"steel {n}", n / 10, 0, 0) for n in range(10)],
    )
    export(blender, model, "gltf", tmp_path / "a", target)
    export(blender, model, "gltf", tmp_path / "b", target)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "model.gltf"]


def test_materials_stay_apart_where_usd_has_no_such_names(blender: Zygote, tmp_path: Path) -> None:
    names = ["steel 1", "steel-1", "steel_1"]
    materials = [
        gltf_models.coloured(name, *colour)
        for name, colour in zip(names, [(1, 0, 0), (0, 1, 0), (0, 0, 1)], strict=True)
    ]
    model = gltf_models.row(tmp_path / "model.gltf", names, materials)
    export(blender, model, "gltf", tmp_path / "model.usdc", "usdc")
    export(blender, tmp_path / "model.usdc", "usd", tmp_path / "back.glb", "glb")

    assert colours(tmp_path / "back.glb") == [[0, 0, 1, 1], [0, 1, 0, 1], [1, 0, 0, 1]]


def test_textures_of_one_name_stay_apart(blender: Zygote, tmp_path: Path) -> None:
    with zipfile.ZipFile(INPUTS / "AnimatedCube.usdz") as package:
        pictures = [package.read(name) for name in package.namelist() if name.endswith(".png")]
    folders = ("left", "right")
    textures = {f"{name}/base.png": picture for name, picture in zip(folders, pictures, strict=True)}
    model = gltf_models.textured(tmp_path / "model.zip", textures)
    export(blender, model, "gltf_zip", tmp_path / "model.usdz", "usdz")
    export(blender, tmp_path / "model.usdz", "usdz", tmp_path / "back.glb", "glb")

    with zipfile.ZipFile(tmp_path / "model.usdz") as package:
        packed = {name: package.read(name) for name in package.namelist()[1:]}
    assert packed == {"textures/base.png": pictures[0], "textures/base_2.png": pictures[1]}
    shown = gltf(tmp_path / "back.glb")
    assert (
        len(
            {material["pbrMetallicRoughness"]["baseColorTexture"]["index"] for material in shown["materials"]}
        )
        == 2
    )


def test_a_package_follows_the_rules_for_usdz(
    blender: Zygote, cube_and_cylinder: Path, tmp_path: Path
) -> None:
    export(blender, cube_and_cylinder, "glb", tmp_path / "out.usdz", "usdz")

    with zipfile.ZipFile(tmp_path / "out.usdz") as package:
        assert package.testzip() is None
        for entry in package.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            data = (
                entry.header_offset + 30 + len(entry.filename) + _extra_length(tmp_path / "out.usdz", entry)
            )
            assert data % 64 == 0, "each file begins at a multiple of 64 bytes"


def _extra_length(path: Path, entry: zipfile.ZipInfo) -> int:
    with path.open("rb") as file:
        file.seek(entry.header_offset + 28)
        return int.from_bytes(file.read(2), "little")


def test_textures_are_packed_where_the_format_can(blender: Zygote, tmp_path: Path) -> None:
    model = INPUTS / "AnimatedCube.usdz"
    assert export(blender, model, "usdz", tmp_path / "t.glb", "glb")["notes"] == []
    assert len(gltf(tmp_path / "t.glb")["images"]) == 2
    assert export(blender, tmp_path / "t.glb", "glb", tmp_path / "t.usdz", "usdz")["notes"] == []
    with zipfile.ZipFile(tmp_path / "t.usdz") as package:
        folders = [name.split("/")[0] for name in package.namelist()]
    assert folders == ["geometry.usdc", "textures", "textures"]

    (note,) = export(blender, model, "usdz", tmp_path / "t.usdc", "usdc")["notes"]
    assert "A USDC holds no textures" in note
    assert b"textures/" not in (tmp_path / "t.usdc").read_bytes()


def test_binary_usd_is_handed_out_as_it_is(blender: Zygote, cube_and_cylinder: Path, tmp_path: Path) -> None:
    export(blender, cube_and_cylinder, "glb", tmp_path / "a", "usdc")
    export(blender, tmp_path / "a", "usd", tmp_path / "b", "usdc")

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_texture_of_this_machine_is_not_packed(blender: Zygote, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    with zipfile.ZipFile(INPUTS / "AnimatedCube.usdz") as package:
        picture = next(name for name in package.namelist() if name.endswith(".png"))
        secret.write_bytes(package.read(picture))
    (tmp_path / "model.usda").write_text(_QUAD.replace("SECRET", str(secret)))

    result = export(blender, tmp_path / "model.usda", "usd", tmp_path / "out", "usdz")

    assert len(result["notes"]) == 1
    with zipfile.ZipFile(tmp_path / "out") as package:
        assert package.namelist() == ["geometry.usdc"]


def test_says_what_is_wrong_with_a_model(blender: Zygote, tmp_path: Path) -> None:
    assert refusal(blender, INPUTS / "empty_nodes_no_mesh.glb", "glb", tmp_path)["code"] == "EMPTY_MODEL"
    assert refusal(blender, INPUTS / "invalid_magic.glb", "glb", tmp_path)["code"] == "UNREADABLE_MODEL"
    assert list(tmp_path.iterdir()) == []


_QUAD = """#usda 1.0
(
    defaultPrim = "root"
)
def Xform "root"
{
    def Mesh "quad" (
        prepend apiSchemas = ["MaterialBindingAPI"]
    )
    {
        int[] faceVertexCounts = [4]
        int[] faceVertexIndices = [0, 1, 2, 3]
        point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
        texCoord2f[] primvars:st = [(0, 0), (1, 0), (1, 1), (0, 1)] (
            interpolation = "vertex"
        )
        rel material:binding = </root/material>
    }
    def Material "material"
    {
        token outputs:surface.connect = </root/material/surface.outputs:surface>
        def Shader "surface"
        {
            uniform token info:id = "UsdPreviewSurface"
            color3f inputs:diffuseColor.connect = </root/material/texture.outputs:rgb>
            token outputs:surface
        }
        def Shader "texture"
        {
            uniform token info:id = "UsdUVTexture"
            asset inputs:file = @SECRET@
            float2 inputs:st.connect = </root/material/st.outputs:result>
            float3 outputs:rgb
        }
        def Shader "st"
        {
            uniform token info:id = "UsdPrimvarReader_float2"
            string inputs:varname = "st"
            float2 outputs:result
        }
    }
}
"""
