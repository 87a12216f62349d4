"""A user's studio shows the product where its collection says, with its light, cameras and materials."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import blend_studios
from engine_client import INPUTS, Session, Zygote
from renderline_engine import pictures

VIEW: dict[str, Any] = {"width": 64, "height": 64, "samples": 2, "denoise": False, "devicePolicy": "cpu"}
GREEN = (0, 188, 0)
"""The studio's world as seen."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blend_studios.studio(tmp_path_factory.mktemp("studio") / "green.blend")


@pytest.fixture(scope="module")
def scene(blender: Zygote, cube_and_cylinder: Path, studio: Path) -> Path:
    output = studio.with_name("scene.blend")
    with blender.session() as session:
        prepare(session, cube_and_cylinder, studio, output)
    return output


def prepare(session: Session, model: Path, studio: Path, output: Path, **more: Any) -> dict[str, Any]:
    return session.ask("prepare", source=model, format="glb", output=output, studioFile=studio, **more)


def picture(session: Session, folder: Path, **changes: Any) -> np.ndarray:
    session.ask("render", **{**VIEW, **changes, "output": folder / "p.tga"})
    return pictures.read_targa(folder / "p.tga").astype(int)


def subject(seen: np.ndarray) -> np.ndarray:
    """Where the product is, before the green."""
    return np.abs(seen[..., :3] - GREEN).max(axis=2) > 12


def test_the_product_stands_where_its_collection_says_and_fills_it(
    session: Session, scene: Path, tmp_path: Path
) -> None:
    """The camera is 20 m before it, its lens 50 mm: 4 m are 0.28 of the picture's width."""
    session.ask("load", scene=scene)
    rows, columns = np.nonzero(subject(picture(session, tmp_path, camera="Hero", width=200, height=200)))

    assert columns.min() + columns.max() == pytest.approx(199, abs=4)
    assert np.ptp(columns) + 1 == pytest.approx(200 * 4 / (18 * 36 / 50), abs=4)
    assert rows.max() == pytest.approx(100 + 2 / 18 * 50 / 36 * 200, abs=3), "it stands on the box's ground"


def test_angles_go_round_the_product(session: Session, scene: Path, tmp_path: Path) -> None:
    session.ask("load", scene=scene)
    seen = picture(session, tmp_path, azimuth=20.0, elevation=15.0)

    assert (seen[0, 0, :3] == GREEN).all()
    assert (seen[..., 3] == 255).all()
    rows, columns = np.nonzero(subject(seen))
    assert min(rows.min(), columns.min()) == pytest.approx(4, abs=2)


def test_another_camera_shows_another_place(session: Session, scene: Path, tmp_path: Path) -> None:
    session.ask("load", scene=scene)
    middle = {
        name: np.nonzero(subject(picture(session, tmp_path, camera=name)))[1].mean()
        for name in ("Hero", "Beside")
    }
    assert middle["Beside"] < middle["Hero"] - 5


def test_a_camera_that_is_not_there_is_named_with_those_that_are(
    session: Session, scene: Path, tmp_path: Path
) -> None:
    session.ask("load", scene=scene)
    error = session.refused("render", **VIEW, camera="Zero", output=tmp_path / "p.tga")
    assert error["code"] == "UNSUITABLE_STUDIO"
    assert "Zero" in error["message"] and "Beside, Hero" in error["message"]
    assert subject(picture(session, tmp_path, camera="Hero")).any()


def test_it_can_be_cut_out_and_put_before_a_colour(session: Session, scene: Path, tmp_path: Path) -> None:
    session.ask("load", scene=scene)
    cut_out = picture(session, tmp_path, transparent=True, camera="Hero")
    assert (cut_out[0, 0] == 0).all()
    before_red = picture(session, tmp_path, background="#ff0000")
    assert (before_red[0, 0] == (255, 0, 0, 255)).all()


def test_a_warm_view_is_as_a_cold_one(session: Session, blender: Zygote, scene: Path, tmp_path: Path) -> None:
    session.ask("load", scene=scene)
    for before in (
        {"camera": "Hero"}, {"transparent": True, "azimuth": 90.0}, {"background": "#123456"},
        {"samples": 20},
    ):  # fmt: skip
        picture(session, tmp_path, **before)
    for target in ({"azimuth": 30.0, "elevation": 20.0}, {"camera": "Beside"}):
        with blender.session() as fresh:
            fresh.ask("load", scene=scene)
            assert (picture(fresh, tmp_path, **target) == picture(session, tmp_path, **target)).all()


def test_a_rule_takes_a_material_out_of_the_studio(
    session: Session, cube_and_cylinder: Path, studio: Path, tmp_path: Path
) -> None:
    rules = [{"colour": "red", "material": "Glowing Blue"}]
    prepare(session, cube_and_cylinder, studio, tmp_path / "s.blend", materials=rules)
    session.ask("load", scene=tmp_path / "s.blend")
    seen = picture(session, tmp_path, azimuth=0.0, elevation=10.0)
    assert (seen[..., :3] == (0, 0, 255)).all(axis=2).mean() > 0.1


def test_a_missing_material_is_named_with_those_that_are_there(
    session: Session, cube_and_cylinder: Path, studio: Path, tmp_path: Path
) -> None:
    error = session.refused(
        "prepare", source=cube_and_cylinder, format="glb", output=tmp_path / "s.blend", studioFile=studio,
        studioFilename="green.blend", materials=[{"part": "*", "material": "Leather"}],
    )  # fmt: skip
    assert error["code"] == "UNSUITABLE_STUDIO"
    assert "green.blend has no material Leather" in error["message"]
    assert "Glowing Blue" in error["message"]


def test_a_studio_without_the_collection_says_what_to_do(
    session: Session, cube_and_cylinder: Path, tmp_path: Path
) -> None:
    room = blend_studios.room_without_product(tmp_path / "room.blend")
    error = session.refused(
        "prepare", source=cube_and_cylinder, format="glb", output=tmp_path / "s.blend", studioFile=room,
        studioFilename="my room.blend",
    )  # fmt: skip
    assert (error["code"], error["retryable"]) == ("UNSUITABLE_STUDIO", False)
    assert "my room.blend has no collection Product" in error["message"]
    assert "Props" in error["message"]


def test_an_empty_collection_tells_no_size(session: Session, cube_and_cylinder: Path, tmp_path: Path) -> None:
    bare = blend_studios.studio(tmp_path / "bare.blend", "bpy.data.objects.remove(stand_in)\n")
    error = session.refused(
        "prepare", source=cube_and_cylinder, format="glb", output=tmp_path / "s.blend", studioFile=bare
    )
    assert error["code"] == "UNSUITABLE_STUDIO"
    assert "how large" in error["message"]


@pytest.mark.parametrize("name", ["lfs_pointer_Monkay.blend", "cq_red_cube_blue_cylinder.step"])
def test_what_is_no_blend_is_no_studio(
    session: Session, cube_and_cylinder: Path, tmp_path: Path, name: str
) -> None:
    error = session.refused(
        "prepare",
        source=cube_and_cylinder,
        format="glb",
        output=tmp_path / "s.blend",
        studioFile=INPUTS / name,
    )
    assert error["code"] == "UNSUITABLE_STUDIO"


def test_no_script_of_a_studio_runs(session: Session, cube_and_cylinder: Path, tmp_path: Path) -> None:
    """Where its driver runs, the product stands at 90; where it is refused, at 0."""
    scripted = blend_studios.studio(
        tmp_path / "scripted.blend",
        """
camera("At 0", 0, 0, 32)
camera("At 90", 90, 0, 32)
stand_in.driver_add("location", 0).driver.expression = "len(str(1)) * 90"
""",
    )
    prepare(session, cube_and_cylinder, scripted, tmp_path / "s.blend")
    session.ask("load", scene=tmp_path / "s.blend")

    assert subject(picture(session, tmp_path, camera="At 0")).any()
    assert not subject(picture(session, tmp_path, camera="At 90")).any()
