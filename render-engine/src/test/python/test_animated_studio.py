"""A user's studio has a timeline: the product and the cameras move along it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import blend_studios
from engine_client import Session, Zygote
from test_own_studio import VIEW, picture, prepare, subject

_TAKES_TURNS = """
for frame, name in ((1, "Hero"), (5, "Beside")):
    scene.timeline_markers.new(name, frame=frame).camera = bpy.data.objects[name]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("animated")


def prepared(blender: Zygote, model: Path, folder: Path, name: str, more: str) -> Path:
    studio = blend_studios.studio(folder / f"{name}.blend", more)
    with blender.session() as session:
        prepare(session, model, studio, folder / f"{name}-scene.blend")
    return folder / f"{name}-scene.blend"


@pytest.fixture(scope="module")
def moving(blender: Zygote, cube_and_cylinder: Path, folder: Path) -> Path:
    return prepared(blender, cube_and_cylinder, folder, "moving", blend_studios.MOVES)


def middle(session: Session, folder: Path, **view: Any) -> float:
    return float(np.nonzero(subject(picture(session, folder, **view)))[1].mean())


def test_the_product_goes_where_what_stands_for_it_goes(
    session: Session, moving: Path, tmp_path: Path
) -> None:
    session.ask("load", scene=moving)
    first, last, saved = (middle(session, tmp_path, frame=frame) for frame in (1, 11, 6))

    assert last - first == pytest.approx(64 * 4 / (18 * 36 / 50), abs=2), "4 m at 18 m, by a lens of 50 mm"
    assert saved == pytest.approx((first + last) / 2, abs=1)


def test_a_frame_is_the_same_after_others_and_a_still_after_frames(
    session: Session, blender: Zygote, moving: Path, tmp_path: Path
) -> None:
    session.ask("load", scene=moving)
    for before in ({"frame": 3}, {"frame": 11, "samples": 4}, {"frame": 1, "camera": "Beside"}):
        picture(session, tmp_path, **before)
    for target in ({"frame": 8}, {"camera": "Hero"}, {"azimuth": 30.0}):
        with blender.session() as fresh:
            fresh.ask("load", scene=moving)
            cold = picture(fresh, tmp_path, **target)
        assert (cold == picture(session, tmp_path, **target)).all(), target


def test_cameras_bound_to_markers_take_turns(
    session: Session, blender: Zygote, cube_and_cylinder: Path, folder: Path, tmp_path: Path
) -> None:
    session.ask("load", scene=prepared(blender, cube_and_cylinder, folder, "turns", _TAKES_TURNS))
    named = {name: picture(session, tmp_path, camera=name) for name in ("Hero", "Beside")}

    assert not (named["Hero"] == named["Beside"]).all()
    for frame, name in ((0, "Hero"), (4, "Hero"), (5, "Beside"), (9, "Beside")):
        assert (picture(session, tmp_path, frame=frame) == named[name]).all(), frame
    assert (picture(session, tmp_path, frame=9, camera="Hero") == named["Hero"]).all()


def test_a_studio_in_which_nothing_moves_has_no_frames(
    session: Session, blender: Zygote, cube_and_cylinder: Path, folder: Path, tmp_path: Path
) -> None:
    session.ask("load", scene=prepared(blender, cube_and_cylinder, folder, "still", ""))
    error = session.refused("render", **VIEW, frame=1, camera="Hero", output=tmp_path / "p.tga")

    assert error["code"] == "UNSUITABLE_STUDIO"
    assert "Nothing moves in the studio" in error["message"]
    assert subject(picture(session, tmp_path, camera="Hero")).any()


def test_without_a_camera_that_the_scene_is_seen_through_one_is_named(
    session: Session, blender: Zygote, cube_and_cylinder: Path, folder: Path, tmp_path: Path
) -> None:
    unseen = blend_studios.MOVES.replace('bpy.data.objects["Hero"]', "None")
    session.ask("load", scene=prepared(blender, cube_and_cylinder, folder, "unseen", unseen))
    error = session.refused("render", **VIEW, frame=1, output=tmp_path / "p.tga")

    assert error["code"] == "UNSUITABLE_STUDIO"
    assert "name one of its cameras" in error["message"]
    assert middle(session, tmp_path, frame=1, camera="Hero") < 32
