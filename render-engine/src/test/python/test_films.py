"""A `.blend` as its author left it: checked by name, whole in one file, rendered frame by frame."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import bpy
import pytest

from blend_films import (
    author,
    for_eevee,
    with_file_output,
    with_library,
    with_origins,
    with_python,
    with_python_everywhere,
    with_texture,
    with_turns,
    without_camera,
    without_choice,
)
from engine_client import Session, Zygote
from renderline_engine import pictures


@pytest.fixture(autouse=True)
def empty_blender() -> Iterator[None]:
    yield
    bpy.ops.wm.read_factory_settings(use_empty=True)


def pack(session: Session, source: Path, **args: object) -> list[str]:
    scene_format = "blend_zip" if source.suffix == ".zip" else "blend"
    output = source.with_name("packed.blend")
    answer = session.ask("pack-scene", source=source, format=scene_format, output=output, **args)
    return list(answer["notes"])


def render(session: Session, folder: Path, frame: int, **args: object) -> bytes:
    output = folder / f"frame-{frame}"
    session.ask("render-frame", frame=frame, devicePolicy="cpu", output=output, **args)
    return output.read_bytes()


@pytest.fixture
def packed(session: Session, tmp_path: Path) -> Path:
    assert pack(session, author(tmp_path / "film.blend")) == []
    return tmp_path / "packed.blend"


def test_what_did_not_come_with_the_file_is_named_before_anything_is_rendered(
    session: Session, tmp_path: Path
) -> None:
    error = session.refused(
        "pack-scene",
        source=author(tmp_path / "film.blend", with_texture),
        filename="film.blend",
        format="blend",
        output=tmp_path / "packed.blend",
    )
    assert error["code"] == "MISSING_PARTS"
    assert "film.blend names files that did not come with it: wood.png" in error["message"]


def test_it_is_rendered_without_where_that_is_allowed(session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", with_texture)
    assert pack(session, source, allowMissing=True) == [
        "Rendered without what did not come with the file: wood.png."
    ]


def test_a_zip_brings_the_textures_along(blender: Zygote, session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", with_texture)
    wood = bpy.data.images.new("w", 4, 4)
    wood.pixels = [0.0, 1.0, 0.0, 1.0] * 16
    wood.filepath_raw, wood.file_format = str(tmp_path / "wood.png"), "PNG"
    wood.save()
    with zipfile.ZipFile(tmp_path / "film.zip", "w") as packed:
        packed.write(source, "job/film.blend")
        packed.write(tmp_path / "wood.png", "job/textures/wood.png")
    assert pack(session, tmp_path / "film.zip") == []
    with blender.session() as opened:
        opened.ask("load-film", folder=tmp_path, scene=tmp_path / "packed.blend")
        render(opened, tmp_path, 2)
    pixels = pictures.read_targa(tmp_path / "frame-2").astype(int)
    assert (pixels[..., 1] - pixels[..., 0] > 30).sum() > 20, "nothing is as green as the texture"


def test_what_no_picture_needs_is_not_missing(session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film" / "film.blend", partial(with_origins, tmp_path / "origin.blend"))
    (tmp_path / "origin.blend").unlink()
    (tmp_path / "origin.wav").unlink()
    assert pack(session, source) == []


def test_a_library_that_did_not_come_with_the_file_is_named(session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", partial(with_library, tmp_path / "parts.blend"))
    (tmp_path / "parts.blend").unlink()
    error = session.refused("pack-scene", source=source, format="blend", output=tmp_path / "packed.blend")
    assert error["code"] == "MISSING_PARTS"
    assert "film.blend names files that did not come with it: parts.blend" in error["message"]


def test_frames_are_made_without_a_library_where_that_is_allowed(
    blender: Zygote, session: Session, tmp_path: Path
) -> None:
    source = author(tmp_path / "film.blend", partial(with_library, tmp_path / "parts.blend"))
    (tmp_path / "parts.blend").unlink()
    assert pack(session, source, allowMissing=True) == [
        "Rendered without what did not come with the file: parts.blend."
    ]
    with blender.session() as opened:
        opened.ask("load-film", folder=tmp_path, scene=tmp_path / "packed.blend")
        assert render(opened, tmp_path, 1)


def test_a_zip_brings_a_library_along(blender: Zygote, session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", partial(with_library, tmp_path / "parts.blend"))
    with zipfile.ZipFile(tmp_path / "film.zip", "w") as packed:
        packed.write(source, "job/film.blend")
        packed.write(tmp_path / "parts.blend", "job/parts/parts.blend")
    assert pack(session, tmp_path / "film.zip") == []
    (tmp_path / "parts.blend").unlink()
    with blender.session() as opened:
        opened.ask("load-film", folder=tmp_path, scene=tmp_path / "packed.blend")
        render(opened, tmp_path, 1)
    middle = pictures.read_targa(tmp_path / "frame-1")[12:20, 20:28, :3]
    assert int(middle.max()) > 60, "the linked cube is not in the middle, from where the other one is away"


def test_a_scene_without_a_camera_is_refused(session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", without_camera)
    error = session.refused("pack-scene", source=source, format="blend", output=tmp_path / "packed.blend")
    assert error["code"] == "UNSUPPORTED_MODEL"
    assert "has no camera" in error["message"]


def test_an_unknown_camera_is_answered_with_those_that_there_are(session: Session, tmp_path: Path) -> None:
    error = session.refused(
        "pack-scene",
        source=author(tmp_path / "film.blend"),
        format="blend",
        output=tmp_path / "packed.blend",
        camera="Top",
    )
    assert error["code"] == "INVALID_PARAMETERS"
    assert "camera is 'Top'" in error["message"] and "it has Front" in error["message"]


def test_python_is_not_run_and_that_is_said(blender: Zygote, session: Session, tmp_path: Path) -> None:
    notes = pack(session, author(tmp_path / "film.blend", with_python))
    assert "Scripts that would run when the file is opened were not run: rig_ui.py." in notes
    assert any("Drivers in Python were not run" in note and "Cube" in note for note in notes)
    with blender.session() as opened:
        opened.ask("load-film", folder=tmp_path, scene=tmp_path / "packed.blend")
        assert render(opened, tmp_path, 1)


def test_what_is_made_for_eevee_is_rendered_by_cycles_and_that_is_said(
    session: Session, tmp_path: Path
) -> None:
    notes = pack(session, author(tmp_path / "film.blend", for_eevee))
    assert notes == [
        "The scene is made for EEVEE; it was rendered by Cycles, "
        "with 128 samples where the job says no other number."
    ]
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "packed.blend"))
    assert bpy.context.scene.cycles.samples == 128


def test_a_camera_that_nobody_has_chosen_is_told(session: Session, tmp_path: Path) -> None:
    notes = pack(session, author(tmp_path / "film.blend", without_choice))
    assert notes == ["The scene looks through none of its cameras; Front was taken."]


def test_a_python_driver_is_found_wherever_it_sits(session: Session, tmp_path: Path) -> None:
    notes = pack(session, author(tmp_path / "film.blend", with_python_everywhere))
    (said,) = [note for note in notes if note.startswith("Drivers in Python")]
    for owner in ("Blob (", "Clouds (", "Sun (", "Scene ("):
        assert owner in said


def test_a_scene_writes_no_file_but_its_frame(session: Session, tmp_path: Path) -> None:
    notes = pack(session, author(tmp_path / "film.blend", with_file_output))
    assert len(notes) == 1 and "would write files" in notes[0]


def test_a_frame_shows_its_moment_in_the_size_of_the_scene(
    blender: Zygote, packed: Path, tmp_path: Path
) -> None:
    with blender.session() as opened:
        opened.ask("load-film", folder=tmp_path, scene=packed)
        render(opened, tmp_path, 1)
        render(opened, tmp_path, 4)
    left, right = (pictures.read_targa(tmp_path / f"frame-{frame}").astype(int) for frame in (1, 4))
    assert left.shape == (32, 48, 4)
    assert left[:, :24, :3].sum() > left[:, 24:, :3].sum(), "the cube is not on the left"
    assert right[:, :24, :3].sum() < right[:, 24:, :3].sum(), "the cube is not on the right"


def test_a_warm_frame_is_a_cold_frame(blender: Zygote, packed: Path, tmp_path: Path) -> None:
    with blender.session() as warm:
        warm.ask("load-film", folder=tmp_path, scene=packed)
        for frame in (1, 4, 2):
            render(warm, tmp_path, frame, width=40, samples=3)
        third = render(warm, tmp_path, 3)
    with blender.session() as cold:
        cold.ask("load-film", folder=tmp_path, scene=packed)
        assert render(cold, tmp_path, 3) == third


def test_a_frame_of_a_session_that_keeps_no_data_is_the_same(
    blender: Zygote, packed: Path, tmp_path: Path
) -> None:
    frames: list[list[bytes]] = []
    for persistent in (True, False):
        with blender.session() as session:
            session.ask("load-film", folder=tmp_path, scene=packed, persistentData=persistent)
            frames.append([render(session, tmp_path, frame, width=40, samples=3) for frame in (1, 2, 1)])
    assert frames[0] == frames[1]


def test_cameras_take_turns_unless_one_is_named(blender: Zygote, session: Session, tmp_path: Path) -> None:
    pack(session, author(tmp_path / "film.blend", with_turns))
    with blender.session() as opened:
        opened.ask("load-film", folder=tmp_path, scene=tmp_path / "packed.blend")
        front, away = (render(opened, tmp_path, frame) for frame in (2, 3))
        assert render(opened, tmp_path, 3, camera="Front") != away, (
            "the marker's camera went before the named one"
        )
        assert render(opened, tmp_path, 2) == front
    assert front != away
