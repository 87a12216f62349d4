"""Surfaces that come without a material, and such that can be seen through, photograph well."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

import views
from engine_client import Zygote

_PANE_BEFORE_A_WALL = """mtllib m.mtl
v -1 -1 0
v 1 -1 0
v 1 1 0
v -1 1 0
v -1 -1 -0.5
v 1 -1 -0.5
v 1 1 -0.5
v -1 1 -0.5
usemtl wall
f 5 6 7 8
usemtl pane
f 1 2 3 4
"""
_MATERIALS = "newmtl wall\nKd 0.02 0.02 0.02\nnewmtl pane\nKd 0.9 0.9 0.9\nd 0.3\n"
_TWO_COLOURS = """mtllib m.mtl
v -1 -1 0
v 0 -1 0
v 1 -1 0
v -1 1 0
v 0 1 0
v 1 1 0
usemtl red
f 1 2 5 4
usemtl blue
f 2 3 6 5
"""
_RED_AND_BLUE = "newmtl red\nKd 0.8 0 0\nnewmtl blue\nKd 0 0 0.8\n"
_WHITE_SHEET = """ply
format ascii 1.0
element vertex 4
property float x
property float y
property float z
property uchar red
property uchar green
property uchar blue
element face 1
property list uchar int vertex_indices
end_header
-1 -1 0 255 255 255
1 -1 0 255 255 255
1 1 0 255 255 255
-1 1 0 255 255 255
4 0 1 2 3
"""


def _zip(path: Path, model: str, materials: str) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("m.obj", model)
        packed.writestr("m.mtl", materials)
    return path


def _middle(blender: Zygote, model: Path, model_format: str, **view: object) -> np.ndarray:
    """A picture's middle, shape (48, 48, 4)."""
    scene = model.with_suffix(".blend")
    with blender.session() as session:
        session.ask("prepare", source=model, format=model_format, output=scene)
    with blender.session() as session:
        session.ask("load", scene=scene)
        picture = views.render(session, model.with_suffix(".tga"), **view)
    return picture[24:72, 24:72].astype(float)


def test_each_face_of_a_part_keeps_its_material(blender: Zygote, tmp_path: Path) -> None:
    model = _zip(tmp_path / "sheet", _TWO_COLOURS, _RED_AND_BLUE)

    seen = _middle(blender, model, "obj_zip", elevation=0.0)

    left, right = seen[:, :20].mean(axis=(0, 1)), seen[:, 28:].mean(axis=(0, 1))
    assert left[0] > left[2] + 60
    assert right[2] > right[0] + 60


def test_behind_glass_no_grain_is_left(blender: Zygote, tmp_path: Path) -> None:
    model = _zip(tmp_path / "pane", _PANE_BEFORE_A_WALL, _MATERIALS)

    seen = _middle(blender, model, "obj_zip", elevation=0.0, samples=16, denoise=True)[..., 1]

    assert 20 < seen.mean() < 200
    assert np.abs(np.diff(seen, axis=1)).mean() < 0.9


def test_what_is_white_by_its_vertices_is_not_burnt_out(blender: Zygote, tmp_path: Path) -> None:
    (tmp_path / "sheet").write_text(_WHITE_SHEET)

    seen = _middle(blender, tmp_path / "sheet", "ply", elevation=60.0, samples=16, denoise=True)[..., 1]

    assert 180 < seen.mean() < 240
