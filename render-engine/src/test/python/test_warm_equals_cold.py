"""Views of a prepared scene are the same however they come about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine_client import INPUTS, Session, Zygote
from views import VIEW, render

WARM_UPS = [
    {"azimuth": 200.0, "elevation": 70.0, "width": 64, "height": 120},
    {"transparent": True, "samples": 9, "seed": 5},
    {"elevation": -20.0, "denoise": True, "encoding": "exr"},
]
TARGETS = [
    {"azimuth": 35.0, "elevation": 25.0},
    {"azimuth": 35.0, "elevation": 25.0, "samples": 12, "seed": 3},
    {"azimuth": -60.0, "elevation": 10.0, "transparent": True, "width": 128, "height": 80},
    {"azimuth": 120.0, "elevation": -30.0},
    {"azimuth": 35.0, "elevation": 25.0, "denoise": True},
    {"azimuth": 10.0, "elevation": 25.0, "encoding": "exr"},
]


@pytest.fixture(scope="module")
def warm(blender: Zygote, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A session that has rendered every kind of view."""
    folder = tmp_path_factory.mktemp("warm")
    session = blender.session()
    session.ask("load", scene=prepared)
    for changes in WARM_UPS:
        session.ask("render", **{**VIEW, **changes, "output": folder / "warm_up"})
    yield session
    session.close()


@pytest.mark.parametrize("changes", TARGETS)
def test_warm_bytes_equal_cold_bytes(
    warm: Session, loaded: Session, tmp_path: Path, changes: dict[str, Any]
) -> None:
    view = {**VIEW, **changes}
    cold_answer = loaded.ask("render", **view, output=tmp_path / "cold")
    warm_answer = warm.ask("render", **view, output=tmp_path / "warm")
    assert (cold_answer["warm"], warm_answer["warm"]) == (False, True)
    assert (tmp_path / "cold").read_bytes() == (tmp_path / "warm").read_bytes()


@pytest.mark.parametrize(
    ("model", "kind"), [("AnimatedCube.usdz", "usdz"), ("279_missing_textures.blend", "blend")]
)
def test_the_process_that_prepared_a_scene_shows_it_as_a_fresh_one(
    blender: Zygote, tmp_path: Path, model: str, kind: str
) -> None:
    scene = tmp_path / "scene.blend"
    with blender.session() as preparer, blender.session() as fresh:
        preparer.ask("prepare", source=INPUTS / model, format=kind, output=scene)
        for session, name in ((preparer, "a.tga"), (fresh, "b.tga")):
            session.ask("load", scene=scene)
            session.ask("render", **VIEW, output=tmp_path / name)
    assert (tmp_path / "a.tga").read_bytes() == (tmp_path / "b.tga").read_bytes()


@pytest.mark.parametrize(
    "before",
    [
        {"azimuth": 200.0},
        {"elevation": 70.0},
        {"width": 40},
        {"transparent": True},
        {"elevation": -20.0},
        {"samples": 9},
        {"samples": 2},
        {"seed": 5},
        {"denoise": True},
    ],
)
def test_no_single_setting_of_the_view_before_shows(
    loaded: Session, reference: bytes, tmp_path: Path, before: dict[str, Any]
) -> None:
    render(loaded, tmp_path / "before.tga", **before)
    render(loaded, tmp_path / "after.tga")
    assert (tmp_path / "after.tga").read_bytes() == reference


@pytest.fixture(scope="module")
def reference(blender: Zygote, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The plain view, rendered first in a fresh session."""
    output = tmp_path_factory.mktemp("reference") / "reference.tga"
    with blender.session() as session:
        session.ask("load", scene=prepared)
        render(session, output)
    return output.read_bytes()


def test_a_session_that_keeps_no_data_renders_the_same(
    blender: Zygote, loaded: Session, prepared: Path, tmp_path: Path
) -> None:
    """What is tried when memory is short is no other picture, at its first view or at a later one."""
    views = [VIEW, {**VIEW, "azimuth": 77.0}, VIEW]
    with blender.session() as frugal:
        frugal.ask("load", scene=prepared, persistentData=False)
        for number, view in enumerate(views):
            loaded.ask("render", **view, output=tmp_path / f"kept-{number}")
            frugal.ask("render", **view, output=tmp_path / f"not-kept-{number}")
    for number in range(len(views)):
        assert (tmp_path / f"kept-{number}").read_bytes() == (tmp_path / f"not-kept-{number}").read_bytes()
