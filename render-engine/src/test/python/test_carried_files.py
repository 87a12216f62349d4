"""What no `.blend` can hold comes along in the packed scene, and is shown frame by frame."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import bpy
import numpy as np
import pytest

import blend_sequences
from blend_films import author
from blend_sequences import zipped
from engine_client import Session, Zygote
from renderline_engine import pictures

Change = Callable[[Path, bpy.types.Scene], None]
FRAMES = (1, 2, 3)

COLOURED = [
    blend_sequences.with_sequence,
    blend_sequences.with_movie,
    blend_sequences.with_clip,
    blend_sequences.with_clip_of_pictures,
]
MOVING = [
    blend_sequences.with_alembic,
    blend_sequences.with_usd,
    blend_sequences.with_volumes,
    blend_sequences.with_baked_cloth,
]


@pytest.fixture(autouse=True)
def empty_blender() -> Iterator[None]:
    yield
    bpy.ops.wm.read_factory_settings(use_empty=True)


def pack(session: Session, source: Path, **args: object) -> dict[str, object]:
    output = source.with_name("packed")
    return session.ask("pack-scene", source=source, format="blend_zip", output=output, **args)


def frames(blender: Zygote, folder: Path, *numbers: int) -> list[np.ndarray]:
    """Rendered one after the other by one session."""
    with blender.session() as opened:
        opened.ask("load-film", folder=folder, scene=folder / "packed")
        return [frame(opened, folder, number) for number in numbers]


def frame(session: Session, folder: Path, number: int) -> np.ndarray:
    session.ask("render-frame", frame=number, devicePolicy="cpu", output=folder / "frame")
    return pictures.read_targa(folder / "frame").astype(int)


def middle(pixels: np.ndarray) -> tuple[int, ...]:
    """Red, green and blue."""
    return tuple(int(value) for value in pixels[16, 24, :3])


@pytest.mark.parametrize("change", COLOURED)
def test_each_frame_shows_its_picture(
    blender: Zygote, session: Session, tmp_path: Path, change: Change
) -> None:
    answer = pack(session, zipped(tmp_path, change))
    assert answer["format"] == "blend_zip" and answer["notes"] == []
    shown = frames(blender, tmp_path, *FRAMES)
    assert [middle(picture) for picture in shown] == list(blend_sequences.COLOURS)


@pytest.mark.parametrize("change", MOVING)
def test_each_frame_shows_where_a_cache_moves_it(
    blender: Zygote, session: Session, tmp_path: Path, change: Change
) -> None:
    assert pack(session, zipped(tmp_path, change))["notes"] == []
    left, between, right = (picture[..., :3].sum(axis=2) for picture in frames(blender, tmp_path, *FRAMES))
    assert left[:, :20].max() > 60 > left[:, 28:].max()
    assert between[:, 20:28].max() > 60 > between[:, :10].max()
    assert right[:, 28:].max() > 60 > right[:, :20].max()


@pytest.mark.parametrize("change", COLOURED + MOVING)
def test_a_warm_frame_is_a_cold_frame(
    blender: Zygote, session: Session, tmp_path: Path, change: Change
) -> None:
    pack(session, zipped(tmp_path, change))
    *_, warm = frames(blender, tmp_path, 3, 1, 2)
    (cold,) = frames(blender, tmp_path, 2)
    assert (warm == cold).all()


def test_pictures_that_go_round_do(blender: Zygote, session: Session, tmp_path: Path) -> None:
    pack(session, zipped(tmp_path, blend_sequences.with_endless_sequence))
    red, green, _ = blend_sequences.COLOURS
    assert [middle(picture) for picture in frames(blender, tmp_path, *FRAMES)] == [red, green, red]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (blend_sequences.with_sequence, "shot_09.png"),
        (blend_sequences.with_sequence, "shot_10.png"),
        (blend_sequences.with_clip_of_pictures, "shot_09.png"),
        (blend_sequences.with_volumes, "Volume03.vdb"),
        (blend_sequences.with_movie, "colours.mov"),
        (blend_sequences.with_usd, "cube.usdc"),
    ],
)
def test_what_is_missing_of_it_is_named(session: Session, tmp_path: Path, change: Change, name: str) -> None:
    source = zipped(tmp_path, change, without=name)
    error = session.refused("pack-scene", source=source, format="blend_zip", output=tmp_path / "packed")
    assert error["code"] == "MISSING_PARTS"
    assert f"did not come with it: {name}." in error["message"]


def test_a_sequence_with_a_gap_is_shown_where_that_is_allowed(
    blender: Zygote, session: Session, tmp_path: Path
) -> None:
    source = zipped(tmp_path, blend_sequences.with_sequence, without="shot_09.png")
    notes = pack(session, source, allowMissing=True)["notes"]
    assert notes == ["Rendered without what did not come with the file: shot_09.png."]
    shown = frames(blender, tmp_path, 1, 3)
    assert [middle(picture) for picture in shown] == [(255, 0, 0), (0, 0, 255)]


def test_a_cache_that_reads_from_elsewhere_is_left_out_where_that_is_allowed(
    session: Session, tmp_path: Path
) -> None:
    source = zipped(tmp_path, blend_sequences.with_usd, without="cube.usdc")
    answer = pack(session, source, allowMissing=True)
    assert answer["format"] == "blend"
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "packed"), use_scripts=False)
    assert not bpy.data.cache_files


def test_nothing_beside_the_upload_comes_along(session: Session, tmp_path: Path) -> None:
    def elsewhere(folder: Path, scene: bpy.types.Scene) -> None:
        blend_sequences.with_sequence(folder, scene)
        (folder / "shots").rename(tmp_path / "shots")
        scene.world.node_tree.nodes["Shown"].image.filepath = f"//{'../' * 20}{tmp_path}/shots/shot_08.png"

    source = zipped(tmp_path, elsewhere)
    error = session.refused("pack-scene", source=source, format="blend_zip", output=tmp_path / "packed")
    assert error["code"] == "MISSING_PARTS"
    assert "shot_08.png" in error["message"]


def test_a_sequence_is_found_by_its_name(blender: Zygote, session: Session, tmp_path: Path) -> None:
    def as_on_another_machine(folder: Path, scene: bpy.types.Scene) -> None:
        blend_sequences.with_sequence(folder, scene)
        scene.world.node_tree.nodes["Shown"].image.filepath = "C:\\work\\shots\\shot_08.png"

    assert pack(session, zipped(tmp_path, as_on_another_machine))["notes"] == []
    assert [middle(picture) for picture in frames(blender, tmp_path, 2)] == [(0, 255, 0)]


def test_what_a_library_names_lies_beside_it(blender: Zygote, session: Session, tmp_path: Path) -> None:
    def linked(folder: Path, scene: bpy.types.Scene) -> None:
        (folder / "parts").mkdir()
        blend_sequences.with_sequence(folder / "parts", scene)
        bpy.ops.wm.save_as_mainfile(filepath=str(folder / "parts" / "world.blend"))
        author(folder / "film.blend")
        with bpy.data.libraries.load(str(folder / "parts" / "world.blend"), link=True) as (_, taken):
            taken.worlds = ["World"]
        scene = bpy.context.scene
        scene.world, scene.frame_end = bpy.data.worlds["World"], blend_sequences.LAST
        scene.view_settings.view_transform = "Standard"
        bpy.data.objects.remove(bpy.data.objects["Cube"])
        bpy.data.libraries[0].filepath = "//parts/world.blend"

    assert pack(session, zipped(tmp_path, linked))["notes"] == []
    assert [middle(picture) for picture in frames(blender, tmp_path, 2, 3)] == [(0, 255, 0), (0, 0, 255)]


def test_nodes_read_nothing_beside_the_upload(blender: Zygote, session: Session, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("of this machine")

    def reading(_folder: Path, scene: bpy.types.Scene) -> None:
        scene.frame_end = blend_sequences.LAST
        tree = bpy.data.node_groups.new("Reads", "GeometryNodeTree")
        tree.nodes.new("GeometryNodeImportText").inputs["Path"].default_value = str(secret)
        told = tree.nodes.new("GeometryNodeImportOBJ")
        tree.links.new(tree.nodes.new("FunctionNodeInputString").outputs[0], told.inputs["Path"])
        bpy.data.objects["Cube"].modifiers.new("Reads", "NODES").node_group = tree

    source = zipped(tmp_path, reading)
    error = session.refused("pack-scene", source=source, format="blend_zip", output=tmp_path / "packed")
    assert "did not come with it: Import OBJ, secret.txt." in error["message"]
    with blender.session() as other:
        assert pack(other, source, allowMissing=True)["format"] == "blend"
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "packed"), use_scripts=False)
    assert [node.bl_idname for node in bpy.data.node_groups["Reads"].nodes] == ["FunctionNodeInputString"]


def test_only_what_is_used_comes_along_and_always_in_the_same_way(session: Session, tmp_path: Path) -> None:
    def with_more(folder: Path, scene: bpy.types.Scene) -> None:
        blend_sequences.with_sequence(folder, scene)
        (folder / "render_01.png").write_bytes(b"of another day")

    pack(session, zipped(tmp_path, with_more))
    with zipfile.ZipFile(tmp_path / "packed") as packed:
        names = [Path(entry.filename).name for entry in packed.infolist()]
        assert names == ["film.blend", "shot_08.png", "shot_09.png", "shot_10.png"]
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in packed.infolist()} == {zipfile.ZIP_STORED}
