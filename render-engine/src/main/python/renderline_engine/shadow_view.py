"""The ground shadow as a camera sees it, without rendering the ground.

Each pixel's ray is followed to the floor, and the shadow's map is read there. So no sample is spent on a
ground that has no noise, and rays bounce between surfaces of the model only.
"""

from __future__ import annotations

import numpy as np

from . import framing
from .ground_shadow import HALF_WIDTH

_ROWS = 64
"""So many rows are worked on at a time, so that what is in between stays in the processor's cache."""


class ShadowMap:
    """A shadow's map, smoothed so that its cells cannot be told apart from near by.

    Args:
        shadow: how much the floor is darkened, 0 to 1, shape (cells, cells), lowest y first.
    """

    def __init__(self, shadow: np.ndarray) -> None:
        self._cells = _doubled(_doubled(shadow.astype(np.float32), 0), 1)

    def seen_by(self, pose: framing.CameraPose, width: int, height: int) -> np.ndarray:
        """How dark the floor is behind each pixel's middle, shape (height, width), top row first.

        A camera below the floor sees none of it.
        """
        seen = np.zeros((height, width), dtype=np.float32)
        if pose.position[2] <= 0:
            return seen
        x = framing.pixel_slopes(width, height)[0]
        for row in range(0, height, _ROWS):
            rows = slice(row, row + _ROWS)
            across, along = self._met(pose, x, framing.pixel_slopes(width, height)[1][rows])
            seen[rows] = self._read(across, along)
        return seen

    def _met(self, pose: framing.CameraPose, x: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
        """Where rays meet the floor, in cells of the map; far outside for those that do not."""
        right, up, backward = pose.axes.T
        down = -(right[2] * x[None, :] + up[2] * y[:, None] - backward[2])
        distance = np.where(down > 1e-6, pose.position[2] / np.maximum(down, 1e-6), 1e6)
        return [
            (
                (pose.position[axis] + distance * (right[axis] * x + up[axis] * y[:, None] - backward[axis]))
                * (0.5 / HALF_WIDTH)
                + 0.5
            )
            * len(self._cells)
            - 0.5
            for axis in (0, 1)
        ]

    def _read(self, across: np.ndarray, along: np.ndarray) -> np.ndarray:
        last = len(self._cells) - 1
        inside = (across >= 0) & (across < last) & (along >= 0) & (along < last)
        read = np.zeros(across.shape, dtype=np.float32)
        column, row = across[inside], along[inside]
        left, below = column.astype(np.int32), row.astype(np.int32)
        s, t = (column - left).astype(np.float32), (row - below).astype(np.float32)
        flat, first = self._cells.ravel(), below * (last + 1) + left
        low = flat.take(first) * (1 - s) + flat.take(first + 1) * s
        high = flat.take(first + last + 1) * (1 - s) + flat.take(first + last + 2) * s
        read[inside] = low * (1 - t) + high * t
        return read


def _doubled(cells: np.ndarray, axis: int) -> np.ndarray:
    """Twice as many cells along an axis, by Chaikin's corner cutting: a quadratic B-spline."""
    before, after = (np.concatenate(parts, axis) for parts in _neighbours(cells, axis))
    halves = np.stack([0.75 * cells + 0.25 * before, 0.75 * cells + 0.25 * after], axis + 1)
    shape = list(cells.shape)
    shape[axis] *= 2
    return np.ascontiguousarray(halves.reshape(shape), dtype=np.float32)


def _neighbours(cells: np.ndarray, axis: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    first, rest = np.split(cells, [1], axis)
    most, last = np.split(cells, [-1], axis)
    return [first, most], [rest, last]
