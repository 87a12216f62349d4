"""What authors leave in their scenes: kept where it is part of the picture, said where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import bpy
import numpy as np
import pytest

import blend_oddities as oddities
from blend_films import Change, author
from engine_client import Session, Zygote
from renderline_engine import pictures


@pytest.fixture(autouse=True)
def empty_blender() -> Iterator[None]:
    yield
    bpy.ops.wm.read_factory_settings(use_empty=True)


def pack(blender: Zygote, folder: Path, *changes: Change) -> list[str]:
    source = author(folder / "film.blend", *changes)
    with blender.session() as session:
        answer = session.ask("pack-scene", source=source, format="blend", output=folder / "packed.blend")
    return list(answer["notes"])


@pytest.fixture
def loaded(blender: Zygote) -> Iterator[Session]:
    """A session for what is packed by then."""
    with blender.session() as session:
        yield session


def frame(session: Session, folder: Path, number: int, **args: object) -> np.ndarray:
    output = folder / "frame"
    session.ask("load-film", folder=folder, scene=folder / "packed.blend")
    session.ask("render-frame", frame=number, devicePolicy="cpu", output=output, **args)
    return pictures.read_targa(output)


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (
            oddities.for_two_eyes,
            "The scene is made for several eyes; what its camera sees itself is rendered.",
        ),
        (oddities.without_output, "The compositor has no output and is left out."),
        (oddities.in_a_region, "Pictures are black outside of the render region that the scene has."),
        (oddities.with_shader_script, "Shaders in the Open Shading Language were not run."),
        (
            oddities.with_line_script,
            "Freestyle's Python modules in the view layer 'ViewLayer' were not run.",
        ),
        (oddities.for_another_screen, "Colours are those of sRGB instead of Display P3."),
        (oddities.simulated, "Every worker simulated anew what is not baked: Cube. Bake it to save time."),
    ],
)
def test_is_rendered_and_what_is_otherwise_is_said(
    blender: Zygote, loaded: Session, tmp_path: Path, change: Change, note: str
) -> None:
    assert pack(blender, tmp_path, change) == [note]
    assert frame(loaded, tmp_path, 1).shape == (32, 48, 4)


def test_a_scene_of_which_no_layer_is_rendered_is_refused(session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", oddities.without_layers)
    error = session.refused("pack-scene", source=source, format="blend", output=tmp_path / "packed.blend")
    assert error["code"] == "UNSUPPORTED_MODEL"
    assert "all view layers of its scene 'Scene' switched off" in error["message"]


def test_the_compositor_lays_a_clear_film_over_its_own_colour(
    blender: Zygote, loaded: Session, tmp_path: Path
) -> None:
    assert pack(blender, tmp_path, oddities.over_blue) == []
    red, green, blue, alpha = frame(loaded, tmp_path, 1)[0, 0].tolist()
    assert blue > 150 and red < 50 and green < 100 and alpha == 255


def test_a_clear_film_is_black_where_it_may_not_be_transparent(
    blender: Zygote, loaded: Session, tmp_path: Path
) -> None:
    assert pack(blender, tmp_path, oddities.clear_film) == []
    assert frame(loaded, tmp_path, 1)[0, 0].tolist() == [0, 0, 0, 255]
    assert frame(loaded, tmp_path, 1, transparent=True)[0, 0, 3] == 0


def test_nothing_is_written_from_within_a_group_of_the_compositor(
    blender: Zygote, loaded: Session, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    notes = pack(blender, tmp_path, partial(oddities.writing_from_a_group, elsewhere))
    frame(loaded, tmp_path, 1)
    assert len(notes) == 1 and "would write files" in notes[0]
    assert not elsewhere.exists()


def test_colours_are_those_of_srgb_for_whatever_screen_the_scene_is_made(
    blender: Zygote, tmp_path: Path
) -> None:
    shown = []
    for changes in ((), (oddities.for_another_screen,)):
        pack(blender, tmp_path, *changes)
        with blender.session() as session:
            shown.append(frame(session, tmp_path, 2).tobytes())
    assert shown[0] == shown[1]


def test_a_simulation_is_the_same_in_a_session_that_made_no_frame_before(
    blender: Zygote, tmp_path: Path
) -> None:
    pack(blender, tmp_path, oddities.simulated)
    with blender.session() as warm:
        first = frame(warm, tmp_path, 1)
        frame(warm, tmp_path, 2)
        third = frame(warm, tmp_path, 3)
        again = frame(warm, tmp_path, 1)
    with blender.session() as cold:
        assert frame(cold, tmp_path, 3).tobytes() == third.tobytes()
    assert again.tobytes() == first.tobytes()
    assert _height(third) < _height(first) - 1, "it has not risen"


def test_hair_goes_along_with_what_it_grows_on(blender: Zygote, tmp_path: Path) -> None:
    assert pack(blender, tmp_path, oddities.with_hair) == []
    with blender.session() as warm:
        frame(warm, tmp_path, 1)
        third = frame(warm, tmp_path, 3)
    with blender.session() as cold:
        assert frame(cold, tmp_path, 3).tobytes() == third.tobytes()


def _height(picture: np.ndarray) -> float:
    """The row, px from the top, around which something is seen."""
    return float(np.nonzero(picture[..., 0] > 20)[0].mean())
