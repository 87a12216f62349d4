"""What a scene names outside of itself is taken into it, or is told by name: nothing is left out unsaid."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import bpy
import pytest

import blend_files
from blend_films import author
from engine_client import Session, Zygote
from renderline_engine import pictures

Change = Callable[[Path, bpy.types.Scene], None]

TILES = partial(blend_files.with_pictures, pattern="tile.{}.png", source="TILED")
SEQUENCE = partial(blend_files.with_pictures, pattern="wood{}.png", source="SEQUENCE")


@pytest.fixture(autouse=True)
def empty_blender() -> Iterator[None]:
    yield
    bpy.ops.wm.read_factory_settings(use_empty=True)


def made(folder: Path, change: Change) -> Path:
    files = folder / "files"
    files.mkdir()
    return author(files / "film.blend", lambda scene: change(files, scene))


def zipped(folder: Path, change: Change) -> Path:
    source = made(folder, change)
    with zipfile.ZipFile(folder / "film.zip", "w") as packed:
        for file in source.parent.iterdir():
            packed.write(file, f"job/{file.name}")
    return folder / "film.zip"


def pack(session: Session, source: Path, **args: object) -> list[str]:
    scene_format = "blend_zip" if source.suffix == ".zip" else "blend"
    output = source.with_name("packed.blend")
    return list(session.ask("pack-scene", source=source, format=scene_format, output=output, **args)["notes"])


def refused(session: Session, source: Path) -> str:
    scene_format = "blend_zip" if source.suffix == ".zip" else "blend"
    output = source.with_name("packed.blend")
    error = session.refused("pack-scene", source=source, format=scene_format, output=output)
    assert error["code"] == "MISSING_PARTS"
    return str(error["message"])


@pytest.mark.parametrize("change", [TILES, blend_files.with_lamp, blend_files.with_font])
def test_what_a_blend_can_hold_comes_along_in_a_zip(session: Session, tmp_path: Path, change: Change) -> None:
    assert pack(session, zipped(tmp_path, change)) == []
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "packed.blend"), use_scripts=False)
    assert bpy.utils.blend_paths(packed=False) == []
    assert all(font.packed_file for font in bpy.data.fonts if font.filepath != "<builtin>")
    assert all(node.ies for node in _photometry())


def test_tiles_that_came_along_are_seen(blender: Zygote, session: Session, tmp_path: Path) -> None:
    pack(session, zipped(tmp_path, TILES))
    with blender.session() as opened:
        opened.ask("load-film", folder=tmp_path, scene=tmp_path / "packed.blend")
        opened.ask("render-frame", frame=2, devicePolicy="cpu", output=tmp_path / "frame")
    pixels = pictures.read_targa(tmp_path / "frame").astype(int)
    assert (pixels[..., 1] - pixels[..., 0] > 30).sum() > 20, "nothing is as green as the tiles"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (TILES, "tile.1001.png, tile.1002.png"),
        (SEQUENCE, "wood1.png"),
        (blend_files.with_lamp, "lamp.ies"),
        (blend_files.with_font, "brand.ttf"),
        (blend_files.with_cache, "wave.mdd"),
    ],
)
def test_whatever_is_missing_may_be(
    blender: Zygote, session: Session, tmp_path: Path, change: Change, name: str
) -> None:
    source = made(tmp_path, change)
    assert f"did not come with it: {name}." in refused(session, source)
    with blender.session() as other:
        notes = pack(other, source, allowMissing=True)
    assert notes == [f"Rendered without what did not come with the file: {name}."]
    bpy.ops.wm.open_mainfile(filepath=str(source.with_name("packed.blend")), use_scripts=False)
    assert bpy.utils.blend_paths(packed=False) == [], "it may lie on the machine of a worker"


def test_folders_that_nothing_was_baked_into_are_not_missing(session: Session, tmp_path: Path) -> None:
    notes = pack(session, made(tmp_path, blend_files.with_folders_for_caches))
    assert not [note for note in notes if "cache" in note]


def _photometry() -> list[bpy.types.Node]:
    trees = [light.node_tree for light in bpy.data.lights if light.node_tree]
    return [node for tree in trees for node in tree.nodes if node.type == "TEX_IES"]
