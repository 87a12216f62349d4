"""What is behind a model stands where the floor is, and mixes with the picture as light does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine_client import Session, Zygote
from renderline_engine import backdrop, framing, pictures
from renderline_engine.ground_shadow import HALF_WIDTH
from renderline_engine.looks import LOOKS
from renderline_engine.shadow_view import ShadowMap

SIDE = 65
CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (0.0, 0.1)])
VIEW: dict[str, Any] = {
    "width": 96, "height": 96, "azimuth": 35.0, "elevation": 30.0, "samples": 4,
    "denoise": False, "devicePolicy": "cpu",
}  # fmt: skip


def dot(x: float, y: float) -> ShadowMap:
    """A map that is dark around one place of the floor only."""
    cells = np.zeros((256, 256))
    column, row = (int((along / HALF_WIDTH + 1) / 2 * 256) for along in (x, y))
    cells[row - 4 : row + 5, column - 4 : column + 5] = 1
    return ShadowMap(cells)


def projected(point: tuple[float, float, float], pose: framing.CameraPose) -> tuple[float, float]:
    """Row and column at which a camera sees a point."""
    x, y, back = (np.array(point) - pose.position) @ pose.axes
    tx, ty = framing.half_view_tangents(SIDE, SIDE)
    return (1 - y / -back / ty) / 2 * SIDE - 0.5, (x / -back / tx + 1) / 2 * SIDE - 0.5


@pytest.mark.parametrize(("azimuth", "elevation"), [(0, 30), (75, 20), (200, 90)])
def test_a_shadow_is_seen_where_it_lies_on_the_floor(azimuth: float, elevation: float) -> None:
    pose = framing.fit(CORNERS, azimuth, elevation, SIDE, SIDE)

    seen = dot(0.5, -0.3).seen_by(pose, SIDE, SIDE)

    rows, columns = np.nonzero(seen > 0.5)
    expected = projected((0.5, -0.3, 0.0), pose)
    assert (rows.mean(), columns.mean()) == pytest.approx(expected, abs=1.5)


def test_from_below_no_shadow_is_seen() -> None:
    pose = framing.fit(CORNERS, 0, -30, SIDE, SIDE)

    assert dot(0, 0).seen_by(pose, SIDE, SIDE).max() == 0


def test_a_colour_of_ones_own_takes_the_place_of_the_studios() -> None:
    pose = framing.fit(CORNERS, 0, 30, SIDE, SIDE)

    behind = backdrop.behind(LOOKS["outdoor"], dot(0, 0), pose, SIDE, SIDE, (1.0, 0.5, 0.0))

    assert np.allclose(behind.colour[0, 0], (1.0, 0.5, 0.0))
    assert behind.colour.min(axis=(0, 1))[0] < 0.9
    assert behind.alpha == 1.0


@pytest.fixture(scope="module")
def scenes(blender: Zygote, cube_and_cylinder: Path) -> dict[str, Path]:
    made = {}
    for name in LOOKS:
        made[name] = cube_and_cylinder.with_name(f"{name}.blend")
        with blender.session() as session:
            session.ask("prepare", source=cube_and_cylinder, format="glb", output=made[name], studio=name)
    return made


def picture(session: Session, folder: Path, **changes: Any) -> np.ndarray:
    session.ask("render", **{**VIEW, **changes, "output": folder / "p.tga"})
    return pictures.read_targa(folder / "p.tga").astype(int)


@pytest.mark.parametrize(
    ("name", "low", "high"), [("white", 250, 255), ("dark", 8, 60), ("outdoor", 120, 215)]
)
def test_each_studio_has_a_backdrop_of_its_own(
    session: Session, scenes: dict[str, Path], tmp_path: Path, name: str, low: int, high: int
) -> None:
    session.ask("load", scene=scenes[name])
    seen = picture(session, tmp_path)

    assert (seen[..., 3] == 255).all()
    assert low <= seen[0, :, :3].min() <= seen[0, :, :3].max() <= high


@pytest.mark.parametrize("name", LOOKS)
def test_each_studio_lights_the_model_and_is_warm_as_it_is_cold(
    session: Session, scenes: dict[str, Path], tmp_path: Path, name: str
) -> None:
    session.ask("load", scene=scenes[name])
    cold = picture(session, tmp_path, transparent=True)
    picture(session, tmp_path, azimuth=190.0, elevation=-10.0, samples=20, denoise=True, background="#00ff00")
    warm = picture(session, tmp_path, transparent=True)

    assert (cold == warm).all()
    subject = cold[cold[..., 3] == 255][:, :3].max(axis=1)
    assert len(subject) > 1500
    assert 70 < subject.mean() < 230
    assert (subject >= 250).mean() < 0.03


def test_the_transparent_studio_keeps_the_shadow_of_what_is_cut_out(
    blender: Zygote, scenes: dict[str, Path], tmp_path: Path
) -> None:
    seen = {}
    for name in ("white", "transparent"):
        with blender.session() as session:
            session.ask("load", scene=scenes[name])
            seen[name] = picture(session, tmp_path, transparent=True)[..., 3]
    partly = {name: ((alpha > 10) & (alpha < 200)).mean() for name, alpha in seen.items()}

    assert partly["transparent"] > partly["white"] + 0.03
    assert seen["transparent"][0].max() < 5


def test_a_background_is_the_colour_that_was_asked_for(
    session: Session, scenes: dict[str, Path], tmp_path: Path
) -> None:
    session.ask("load", scene=scenes["white"])
    seen = picture(session, tmp_path, background="#3366CC")

    assert (seen[0, 0] == (0x33, 0x66, 0xCC, 255)).all()
    error = session.refused("render", **VIEW, background="blue", output=tmp_path / "q.tga")
    assert "background" in error["message"]
