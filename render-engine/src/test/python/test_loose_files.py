"""Files of an upload are found by their names, wherever the machine that made the model had them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from engine_client import Session

_OBJ = "mtllib {}\nusemtl wood\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 0 1\nf 1/1 2/2 3/3\n"
_MTL = "newmtl wood\nKd 1 1 1\nmap_Kd {}\n"
_TARGA = bytes([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 24, 0]) + b"\x20\x40\x80"
"""A picture of one pixel."""
_PARTS = "The model refers to files that did not come with it, and is made without them: {}."
_TEXTURES = "Textures that did not come with the model are left out: {}."


def _notes(session: Session, folder: Path, library: str, texture: str, files: dict[str, str]) -> list[str]:
    """What is said of an OBJ file that names a library, which names a texture; `files` lie beside it."""
    contents = {"mtl": _MTL.format(texture).encode(), "texture": _TARGA}
    with zipfile.ZipFile(folder / "model.zip", "w") as packed:
        packed.writestr("chair/chair.obj", _OBJ.format(library))
        for path, content in files.items():
            packed.writestr(path, contents[content])
    result = session.ask(
        "prepare", source=folder / "model.zip", format="obj_zip", output=folder / "out.blend"
    )
    notes: list[str] = result["notes"]
    return notes


@pytest.mark.parametrize("named", [r".\wood.tga", r"C:\Users\me\maps\wood.tga", "Maps/WOOD.TGA", "wood.tga"])
def test_a_texture_is_found_by_its_name(session: Session, tmp_path: Path, named: str) -> None:
    files = {"chair/chair.mtl": "mtl", "maps/wood.tga": "texture"}
    assert _notes(session, tmp_path, "chair.mtl", named, files) == []


def test_of_two_textures_of_one_name_neither_is_taken(session: Session, tmp_path: Path) -> None:
    files = {"chair/chair.mtl": "mtl", "maps/wood.tga": "texture", "old/wood.tga": "texture"}
    assert _notes(session, tmp_path, "chair.mtl", "wood.tga", files) == [_TEXTURES.format("wood.tga")]


@pytest.mark.parametrize("named", ["chair.mtl", "Chair.mtl", r".\chair.mtl"])
def test_a_material_library_is_found_by_its_name(session: Session, tmp_path: Path, named: str) -> None:
    files = {"materials/chair.mtl": "mtl"}
    assert _notes(session, tmp_path, named, "wood.tga", files) == [_TEXTURES.format("wood.tga")]


def test_a_material_library_that_did_not_come_is_named(session: Session, tmp_path: Path) -> None:
    assert _notes(session, tmp_path, "chair.mtl", "wood.tga", {}) == [_PARTS.format("chair.mtl")]
