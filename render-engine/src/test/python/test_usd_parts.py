"""A USD file that takes in others, which did not come with it, or lie elsewhere on the machine."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import views
from engine_client import Zygote

QUAD = """
    def Mesh "quad"
    {
        int[] faceVertexCounts = [4]
        int[] faceVertexIndices = [0, 1, 2, 3]
        point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
    }
"""


def usda(path: Path, layer: str = "", root: str = "", content: str = "") -> Path:
    path.write_text(f'#usda 1.0\n(\n{layer}\n)\ndef Xform "root" (\n{root}\n)\n{{{content}}}\n')
    return path


@pytest.mark.parametrize(
    ("layer", "root"),
    [
        ("", "references = @./parts/bolt.usda@</bolt>"),
        ("", "payload = @./parts/bolt.usda@</bolt>"),
        ("subLayers = [@./parts/bolt.usda@]", ""),
    ],
)
def test_names_the_files_that_hold_its_geometry(
    blender: Zygote, tmp_path: Path, layer: str, root: str
) -> None:
    with blender.session() as session:
        error = session.refused(
            "prepare",
            source=usda(tmp_path / "ref.usda", layer, root),
            filename="ref.usda",
            format="usd",
            output=tmp_path / "out.blend",
        )
    assert error["code"] == "MISSING_PARTS"
    assert "ref.usda takes its geometry from other files (./parts/bolt.usda)" in error["message"]


def test_is_shown_without_a_part_where_it_has_others(blender: Zygote, tmp_path: Path) -> None:
    source = usda(tmp_path / "ref.usda", root="references = @bolt.usda@", content=QUAD)
    with blender.session() as session:
        result = session.ask(
            "prepare", source=source, filename="ref.usda", format="usd", output=tmp_path / "out.blend"
        )
    assert result["triangles"] == 2
    assert result["notes"] == [
        "The model refers to files that did not come with it, and is made without them: bolt.usda."
    ]


def test_a_file_of_this_machine_is_not_taken_in(blender: Zygote, tmp_path: Path) -> None:
    secret = usda(tmp_path / "secret.usda", 'defaultPrim = "root"', content=QUAD.replace("quad", "secret"))
    source = usda(tmp_path / "ref.usda", root=f"references = @{secret}@", content=QUAD)
    with blender.session() as session:
        result = session.ask("export", source=source, format="usd", output=tmp_path / "out", target="usdc")
    assert result["triangles"] == 2
    assert [str(secret) in note for note in result["notes"]] == [True]


def package(path: Path, *files: Path) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for file in files:
            packed.write(file, file.name)
    return path


def test_a_package_takes_in_what_it_holds(blender: Zygote, tmp_path: Path) -> None:
    root = usda(tmp_path / "root.usda", 'defaultPrim = "root"', "references = @./quad.usda@")
    quad = usda(tmp_path / "quad.usda", 'defaultPrim = "root"', content=QUAD)
    with blender.session() as session:
        result = session.ask(
            "prepare",
            source=package(tmp_path / "both.usdz", root, quad),
            format="usdz",
            output=tmp_path / "out.blend",
        )
    assert result["triangles"] == 2


def test_a_package_that_is_not_whole_is_refused(blender: Zygote, tmp_path: Path) -> None:
    quad = usda(tmp_path / "quad.usda", content=QUAD)
    root = usda(tmp_path / "root.usda", root=f"references = [@./gone.usda@, @{quad}@]", content=QUAD)
    with blender.session() as session:
        error = session.refused(
            "prepare",
            source=package(tmp_path / "half.usdz", root),
            filename="half.usdz",
            format="usdz",
            output=tmp_path / "out.blend",
        )
    assert error["code"] == "MISSING_PARTS"
    assert f"half.usdz names files that it does not hold: ./gone.usda, {quad}." in error["message"]


def test_a_reference_within_the_file_is_no_file(blender: Zygote, tmp_path: Path) -> None:
    content = QUAD + '\n    def "again" (references = </root/quad>)\n    {\n    }\n'
    with blender.session() as session:
        result = session.ask(
            "prepare",
            source=usda(tmp_path / "twice.usda", content=content),
            filename="twice.usda",
            format="usd",
            output=tmp_path / "out.blend",
        )
    assert result["triangles"] == 4
    assert result["notes"] == []


def test_a_box_without_normals_is_flat(blender: Zygote, tmp_path: Path) -> None:
    box = """
    def Mesh "box"
    {
        int[] faceVertexCounts = [4, 4, 4, 4, 4, 4]
        int[] faceVertexIndices = [0, 1, 3, 2, 4, 6, 7, 5, 0, 4, 5, 1, 2, 3, 7, 6, 0, 2, 6, 4, 1, 5, 7, 3]
        point3f[] points = [
            (-1, -1, -1), (-1, -1, 1), (-1, 1, -1), (-1, 1, 1), (1, -1, -1), (1, -1, 1), (1, 1, -1), (1, 1, 1)
        ]
    }
"""
    scene = tmp_path / "out.blend"
    with blender.session() as session:
        source = usda(tmp_path / "box.usda", content=box)
        session.ask("prepare", source=source, filename="box.usda", format="usd", output=scene)
    with blender.session() as session:
        session.ask("load", scene=scene)
        picture = views.render(session, tmp_path / "v.tga", samples=32, elevation=0.0)
    front = picture[16:80, 16:80, 1].astype(float)
    assert front.reshape(4, 16, 4, 16).mean(axis=(1, 3)).std() < 3
