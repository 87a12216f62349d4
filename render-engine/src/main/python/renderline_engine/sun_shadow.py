"""The shadow that a sun throws on the ground, for studios whose sun stands still.

Points strewn over the model's surface are moved along the sun's rays to the floor. What comes from higher up
has a softer edge, since the sun is no point.
"""

from __future__ import annotations

import math

import numpy as np

from .flatten import FlatModel
from .ground_shadow import HALF_WIDTH, cell_width, close_gaps, fade, scatter
from .looks import Sun

_CELLS = 512
_LAYERS = np.array([0.0, 0.04, 0.12, 0.3, 0.6, 1.0])


def sun_shadow(model: FlatModel, sun: Sun) -> np.ndarray:
    """How much of the sun the model hides from the floor, shape (cells, cells), 0 to 1, lowest y first."""
    x, y, height = scatter(model)
    turn, slope = math.radians(sun.azimuth), 1 / math.tan(math.radians(sun.elevation))
    away = (-math.sin(turn) * slope, math.cos(turn) * slope)
    column, row = (
        ((along + step * height) / HALF_WIDTH / 2 + 0.5) * _CELLS
        for along, step in zip((x, y), away, strict=True)
    )
    met = (column >= 0) & (column < _CELLS) & (row >= 0) & (row < _CELLS)
    darkest = np.zeros((_CELLS, _CELLS))
    for low, high in zip(_LAYERS, [*_LAYERS[1:], np.inf], strict=True):
        layer = met & (height >= low) & (height < high)
        if layer.any():
            mask = np.zeros((_CELLS, _CELLS), dtype=bool)
            mask[row[layer].astype(np.int64), column[layer].astype(np.int64)] = True
            middle = low if np.isinf(high) else (low + high) / 2
            edge = max(middle * math.tan(math.radians(sun.size)), cell_width()) / cell_width()
            darkest = np.maximum(darkest, _blurred(close_gaps(mask), edge))
    return np.clip(darkest, 0, 1) * fade()


def _blurred(mask: np.ndarray, edge: float) -> np.ndarray:
    """A Gauss blur of `edge` cells, by its spectrum."""
    across, along = np.fft.rfftfreq(_CELLS), np.fft.fftfreq(_CELLS)
    spectrum = np.exp(-2 * (np.pi * edge) ** 2 * (across[None, :] ** 2 + along[:, None] ** 2))
    return np.fft.irfft2(np.fft.rfft2(mask) * spectrum, mask.shape)
