"""Reduces any number of points to the few hundred that decide how a model fits a picture.

For each of many directions the farthest point is kept: these are corners of the convex hull, dense
enough that a picture framed by them is off by less than a pixel at 512.
"""

from __future__ import annotations

import bpy
import numpy as np

_DIRECTIONS = 480
_CHUNK = 4096


def _half_sphere(count: int) -> np.ndarray:
    """Evenly spread directions, shape (count, 3), no two opposite; source: Fibonacci lattice on a sphere."""
    index = np.arange(count) + 0.5
    z = index / count
    angle = np.pi * (1 + 5**0.5) * index
    flat = np.sqrt(1 - z * z)
    axes = np.eye(3)
    return np.concatenate([axes, np.stack([flat * np.cos(angle), flat * np.sin(angle), z], axis=1)])


_SPREAD = _half_sphere(_DIRECTIONS).astype(np.float32)


def support_points(points: np.ndarray) -> np.ndarray:
    """Picks the farthest points in each direction and its opposite.

    Args:
        points: shape (n, 3); points that are not finite are left out.

    Returns:
        At most 966 of them, shape (m, 3), float64.
    """
    points = points[np.isfinite(points).all(axis=1)]
    if len(points) <= 2 * len(_SPREAD):
        return points.astype(np.float64)
    centred = (points - points.mean(axis=0)).astype(np.float32)
    best = np.zeros((2, len(_SPREAD)), dtype=np.int64)
    reach = np.full((2, len(_SPREAD)), -np.inf, dtype=np.float32)
    for start in range(0, len(centred), _CHUNK):
        along = _SPREAD @ centred[start : start + _CHUNK].T
        for side, picked in enumerate((along.argmax(axis=1), along.argmin(axis=1))):
            found = np.take_along_axis(along, picked[:, None], axis=1)[:, 0] * (1 - 2 * side)
            better = found > reach[side]
            reach[side][better] = found[better]
            best[side][better] = picked[better] + start
    return points[np.unique(best)].astype(np.float64)


def mesh_points(mesh: bpy.types.Mesh) -> np.ndarray:
    """A mesh's vertices as float32 of shape (n, 3), in mesh space."""
    flat = np.empty(len(mesh.vertices) * 3, dtype=np.float32)
    mesh.attributes["position"].data.foreach_get("vector", flat)
    return flat.reshape(-1, 3)
