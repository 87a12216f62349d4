"""Which way is up in a model whose file does not tell it."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

import views
from engine_client import Session, Zygote

_POINTS = [(-1, -1, -1), (1, -1, -1), (1, -1, 1), (-1, -1, 1), (0, 3, 0)]
_FACES = [(0, 1, 2), (0, 2, 3), (0, 4, 1), (1, 4, 2), (2, 4, 3), (3, 4, 0)]
"""A spire along Y."""


def _stl() -> bytes:
    triangles = [struct.pack("<3f", 0, 0, 0) for _ in _FACES]
    for nth, face in enumerate(_FACES):
        for corner in face:
            triangles[nth] += struct.pack("<3f", *_POINTS[corner])
    return bytes(80) + struct.pack("<I", len(_FACES)) + b"".join(each + b"\0\0" for each in triangles)


def _ply() -> bytes:
    head = (
        f"ply\nformat ascii 1.0\nelement vertex {len(_POINTS)}\nproperty float x\nproperty float y\n"
        f"property float z\nelement face {len(_FACES)}\nproperty list uchar int vertex_indices\nend_header\n"
    )
    rows = [" ".join(map(str, point)) for point in _POINTS]
    rows += ["3 " + " ".join(map(str, face)) for face in _FACES]
    return (head + "\n".join(rows) + "\n").encode()


def _obj() -> bytes:
    rows = [f"v {x} {y} {z}" for x, y, z in _POINTS]
    rows += ["f " + " ".join(str(corner + 1) for corner in face) for face in _FACES]
    return "\n".join(rows).encode()


_WRITERS = {"stl": _stl, "ply": _ply, "obj": _obj}


def _silhouette(blender: Zygote, folder: Path, model_format: str, up: str | None) -> np.ndarray:
    """Where the model is in a view from the front, cut to what it covers."""
    model = folder / f"model.{model_format}"
    model.write_bytes(_WRITERS[model_format]())
    scene = folder / "out.blend"
    named = {} if up is None else {"up": up}
    with blender.session() as session:
        session.ask("prepare", source=model, format=model_format, output=scene, **named)
    with blender.session() as session:
        session.ask("load", scene=scene)
        picture = views.render(session, folder / "v.tga", transparent=True, elevation=0.0)
    covered = picture[..., 3] > 200
    rows, columns = np.flatnonzero(covered.any(axis=1)), np.flatnonzero(covered.any(axis=0))
    return covered[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize(("model_format", "up"), [("stl", "y"), ("ply", "y"), ("obj", "y"), ("obj", None)])
def test_a_spire_stands_on_its_foot(
    blender: Zygote, tmp_path: Path, model_format: str, up: str | None
) -> None:
    seen = _silhouette(blender, tmp_path, model_format, up)

    height, width = seen.shape
    assert height > 1.6 * width
    assert seen[-5].sum() > 3 * seen[5].sum()


@pytest.mark.parametrize(("model_format", "up"), [("stl", "z"), ("stl", None), ("ply", None), ("obj", "z")])
def test_a_spire_lies_where_another_axis_is_up(
    blender: Zygote, tmp_path: Path, model_format: str, up: str | None
) -> None:
    height, width = _silhouette(blender, tmp_path, model_format, up).shape

    assert height == pytest.approx(width, abs=3)


@pytest.mark.parametrize(("up", "tall"), [("y", 2), ("z", 1)])
def test_a_geometry_file_stands_as_the_model_does(
    blender: Zygote, tmp_path: Path, up: str, tall: int
) -> None:
    model, written = tmp_path / "model.stl", tmp_path / "out.glb"
    model.write_bytes(_stl())
    with blender.session() as session:
        session.ask("export", source=model, format="stl", up=up, output=written, target="glb")
    with blender.session() as session:
        again = session.ask("prepare", source=written, format="glb", output=tmp_path / "out.blend")

    assert int(np.ptp(again["bounds"], axis=0).argmax()) == tall


def test_a_format_that_tells_it_is_not_told(
    session: Session, cube_and_cylinder: Path, tmp_path: Path
) -> None:
    error = session.refused(
        "prepare", source=cube_and_cylinder, format="glb", up="z", output=tmp_path / "out.blend"
    )

    assert error["code"] == "INVALID_PARAMETERS"
    assert error["message"] == "up cannot be named for a GLB file, which tells it."
