"""Parts that lie exactly in one another do not turn black where their faces coincide."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import views
from engine_client import Zygote
from renderline_engine import apart


def _box(path: Path, *halves: tuple[float, float, float]) -> Path:
    """An OBJ file of boxes with a common middle, each of its own object."""
    lines, first = [], 1
    for nth, half in enumerate(halves):
        lines.append(f"o box{nth}")
        for corner in np.ndindex(2, 2, 2):
            lines.append("v " + " ".join(str((2 * c - 1) * h) for c, h in zip(corner, half, strict=True)))
        for face in ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)):
            lines.append("f " + " ".join(str(first + corner) for corner in face))
        first += 8
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(
    "second",
    [
        pytest.param((0.5, 1.0, 0.5), id="let in, flush on two sides"),
        pytest.param((1.0, 1.0, 1.0), id="the same once more"),
        pytest.param((1.0, 0.5, 1.0), id="around it"),
    ],
)
def test_faces_that_coincide_are_as_bright_as_one(
    blender: Zygote, tmp_path: Path, second: tuple[float, float, float]
) -> None:
    pictures = []
    for name, boxes in {"one": [(1.0, 1.0, 1.0)], "both": [(1.0, 1.0, 1.0), second]}.items():
        scene = tmp_path / f"{name}.blend"
        with blender.session() as session:
            session.ask("prepare", source=_box(tmp_path / name, *boxes), format="obj", output=scene)
        with blender.session() as session:
            session.ask("load", scene=scene)
            view = {"azimuth": 40.0, "elevation": 30.0, "samples": 16}
            pictures.append(views.render(session, tmp_path / "v.tga", **view)[..., :3].astype(float))

    assert np.abs(pictures[0] - pictures[1]).mean() < 1.0


def test_the_smallest_part_stays_and_no_part_loses_what_could_be_seen() -> None:
    sizes = np.geomspace(1, 1e-3, 5000)
    steps = apart._steps(sizes)
    assert steps[-1] == 0
    assert steps.max() < apart._STEPS
    assert steps.max() * apart._STEP < 1 / 2048


def test_parts_that_are_about_as_large_shrink_by_different_steps() -> None:
    steps = apart._steps(np.geomspace(1, 1e-3, 5000))
    assert (np.diff(steps) != 0).all()
