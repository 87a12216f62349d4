"""Moves parts that lie exactly in one another apart, by less than any picture shows.

Where faces of two parts coincide, a ray that leaves the one meets the other at once, and the picture is
black there. So each part shrinks towards its middle by a step of its own, the larger ones by more: what is
let into a larger part, flush with it, is what one sees. The smallest part stays as it is.
"""

from __future__ import annotations

import numpy as np

from .flatten import FlatModel
from .support_points import mesh_points

_STEP = 5e-6
"""In a scene whose model has a radius of 1; some times what Cycles can tell apart."""
_STEPS = 64
"""At most 0.0003 in all: a third of a pixel at 2048."""
_GROUPS = 8
_THINNEST = 20
"""A part that is thinner than so many times what it is to lose keeps its thickness."""


def set_apart(model: FlatModel) -> None:
    """Changes a normalised model's placements in place."""
    corners = {name: _corners(mesh_points(mesh)) for name, mesh in model.meshes.items()}
    placed = [corners[name] @ matrix[:3, :3].T + matrix[:3, 3] for name, matrix in model.placements]
    boxes = np.array([(points.min(axis=0), points.max(axis=0)) for points in placed])
    half = (boxes[:, 1] - boxes[:, 0]) / 2
    losses = _STEP * _steps(np.linalg.norm(half, axis=1))
    for nth, (name, matrix) in enumerate(model.placements):
        thick = half[nth] > _THINNEST * losses[nth]
        scale = np.where(thick, 1 - losses[nth] / np.where(thick, half[nth], 1), 1)
        shrink = np.diag([*scale, 1.0])
        shrink[:3, 3] = boxes[nth].mean(axis=0) * (1 - scale)
        model.placements[nth] = (name, shrink @ matrix)


def _steps(sizes: np.ndarray) -> np.ndarray:
    """By how many steps each part shrinks: the smallest by none, and two that are about as large differ."""
    count = len(sizes)
    rank = np.empty(count, dtype=np.int64)
    rank[np.argsort(sizes, kind="stable")] = np.arange(count)
    if count <= _STEPS:
        return rank
    in_group = _STEPS // _GROUPS
    return rank * _GROUPS // count * in_group + rank % in_group


def _corners(points: np.ndarray) -> np.ndarray:
    """The eight corners of the box around points, shape (8, 3); of no points one corner, the origin."""
    finite = points[np.isfinite(points).all(axis=1)]
    if not len(finite):
        return np.zeros((1, 3))
    ends = np.stack([finite.min(axis=0), finite.max(axis=0)]).astype(np.float64)
    return ends[np.indices((2, 2, 2)).reshape(3, -1).T, np.arange(3)]
