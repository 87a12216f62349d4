"""Places the camera so that the model fills the picture, for any view, exactly.

A point (x, y, z) in axes right, up, forward is inside the picture when |x - cx| <= tx (z - cz) and the
same for y, with t the tangent of half the field of view. Each side of the picture is thus one linear bound
per point, and the closest camera follows from the extremes, without iteration. The axis with room to
spare is then centred in the picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import bpy
import numpy as np

LENS_MM = 85.0
SENSOR_MM = 36.0
MARGIN = 0.06
"""Empty border, as a fraction of the picture's smaller side."""

_POINTS = "renderline_framing"
_BISECTIONS = 60
_HALF_TURN = 46
"""Azimuths for half a turn: between two of them a corner comes closer by 0.06 % of the radius."""


@dataclass(frozen=True)
class CameraPose:
    """Where the camera is.

    Attributes:
        position: shape (3,).
        axes: columns right, up and backward, shape (3, 3): Blender's camera looks along its -Z.
        near, far: clipping distances that hold the whole model.
    """

    position: np.ndarray
    axes: np.ndarray
    near: float
    far: float


def store_points(points: np.ndarray) -> None:
    """Keeps the points in the file, as a mesh that no object shows."""
    mesh = bpy.data.meshes.new(_POINTS)
    mesh.vertices.add(len(points))
    mesh.attributes["position"].data.foreach_set("vector", points.astype(np.float32).ravel())
    mesh.use_fake_user = True


def stored_points() -> np.ndarray | None:
    """The points of the open file, shape (n, 3); None when it is no prepared scene."""
    mesh = bpy.data.meshes.get(_POINTS)
    if mesh is None:
        return None
    flat = np.empty(len(mesh.vertices) * 3, dtype=np.float32)
    mesh.attributes["position"].data.foreach_get("vector", flat)
    return flat.reshape(-1, 3).astype(np.float64)


def camera_axes(azimuth: float, elevation: float) -> np.ndarray:
    """Right, up and backward of a camera that looks at the model, shape (3, 3), one per column.

    Args:
        azimuth: degrees; 0 looks from -Y, 90 from +X.
        elevation: degrees above the ground; at 90 and -90 the picture's up goes on turning with the azimuth.
    """
    turn, lift = math.radians(azimuth), math.radians(elevation)
    right = np.array([math.cos(turn), math.sin(turn), 0.0])
    backward = np.array([math.sin(turn) * math.cos(lift), -math.cos(turn) * math.cos(lift), math.sin(lift)])
    return np.stack([right, np.cross(backward, right), backward], axis=1)


def half_view_tangents(width: int, height: int) -> tuple[float, float]:
    """Tangents of half the field of view across and up; the sensor spans the picture's longer side."""
    longest = SENSOR_MM / 2 / LENS_MM
    return longest * width / max(width, height), longest * height / max(width, height)


def pixel_slopes(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """How far the rays of columns go right and those of rows up, for each step forward; top row first."""
    tx, ty = half_view_tangents(width, height)
    across = ((np.arange(width) + 0.5) / width * 2 - 1) * tx
    upwards = (1 - (np.arange(height) + 0.5) / height * 2) * ty
    return across, upwards


def fit(points: np.ndarray, azimuth: float, elevation: float, width: int, height: int) -> CameraPose:
    """Finds the closest camera that sees all points with an even margin, the subject in the middle."""
    axes = camera_axes(azimuth, elevation)
    x, y, z = (points @ axes).T * np.array([[1.0], [1.0], [-1.0]])
    border = 2 * MARGIN * min(width, height)
    tx, ty = half_view_tangents(width, height)
    tx, ty = tx * (width - border) / width, ty * (height - border) / height
    nearest = min(_closest(x, z, tx), _closest(y, z, ty), z.min() - 1e-3)
    cx, cy = _centred(x, z - nearest), _centred(y, z - nearest)
    position = axes @ np.array([cx, cy, -nearest])
    depth = z - nearest
    return CameraPose(position, axes, near=float(depth.min()) * 0.5, far=float(depth.max()) * 2 + 10_000)


def fit_turn(points: np.ndarray, azimuth: float, elevation: float, width: int, height: int) -> CameraPose:
    """Finds the closest camera that sees all points from every azimuth, always equally far away.

    Were each view of a turn fitted by itself, the model would swell and shrink while it turns.
    """
    still = _fit_all_round(np.ascontiguousarray(points).tobytes(), elevation, width, height)
    turn = math.radians(azimuth)
    around = np.array(
        [[math.cos(turn), -math.sin(turn), 0.0], [math.sin(turn), math.cos(turn), 0.0], [0.0, 0.0, 1.0]]
    )
    return replace(still, position=around @ still.position, axes=around @ still.axes)


@lru_cache(maxsize=8)
def _fit_all_round(points: bytes, elevation: float, width: int, height: int) -> CameraPose:
    x, y, z = np.frombuffer(points, dtype=np.float64).reshape(-1, 3).T
    radius = np.hypot(x, y)
    angles = np.linspace(0.0, math.pi, _HALF_TURN)[:, None]
    swept = [radius * np.cos(angles), radius * np.sin(angles), np.broadcast_to(z, (_HALF_TURN, len(z)))]
    half = np.stack(swept, axis=-1).reshape(-1, 3)
    return fit(np.concatenate([half, half * [1.0, -1.0, 1.0]]), 0.0, elevation, width, height)


def _closest(across: np.ndarray, depth: np.ndarray, tangent: float) -> float:
    """The farthest forward that a camera may stand with both sides in view."""
    return -((across - tangent * depth).max() + (-across - tangent * depth).max()) / (2 * tangent)


def _centred(across: np.ndarray, depth: np.ndarray) -> float:
    """Where to stand sideways so that the outermost points on both sides are equally far from the middle."""
    low, high = float(across.min()), float(across.max())
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        seen = (across - middle) / depth
        if seen.max() + seen.min() > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
