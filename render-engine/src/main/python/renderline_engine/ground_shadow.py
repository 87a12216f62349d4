"""The soft shadow that a model throws on the ground, worked out once instead of with every picture.

Under an even sky the light that a slab at height h takes from a point of the floor is the slab's outline
blurred by the form factor h^2 / (pi (r^2 + h^2)^2); source: the view factor between two parallel surface
elements. A model is cut into such slabs from points scattered on its surface, and the darkest slab counts.
The result depends on neither camera nor light, has no noise, and costs a render next to nothing.
"""

from __future__ import annotations

import functools

import bpy
import numpy as np

from .flatten import FlatModel

HALF_WIDTH = 2.4
"""The shadow's image spans this far from the middle, in a scene whose model has a radius of 1."""

_CELLS = 512
_SAMPLES = 600_000
_SLABS = np.array([0.0, 0.015, 0.035, 0.07, 0.12, 0.2, 0.32, 0.5, 0.8, 1.2])
_COARSER_FROM = ((0.32, 4), (0.12, 2))
"""A shadow from this height on is so soft that cells this many times as wide are fine enough."""
_SOFTEST_CONTACT = 0.022
_FADE_FROM, _FADE_TO = 1.5, 2.3


def ground_shadow(model: FlatModel) -> np.ndarray:
    """How much of the sky the model hides from the floor, shape (cells, cells), 0 to 1, lowest y first."""
    points = _scatter(model)
    cell = np.floor((points[:, :2] / HALF_WIDTH + 1) / 2 * _CELLS).astype(np.int64)
    cell = np.clip(cell, 0, _CELLS - 1)
    index = cell[:, 1] * _CELLS + cell[:, 0]
    low = np.full(_CELLS * _CELLS, np.inf)
    high = np.full(_CELLS * _CELLS, -np.inf)
    np.minimum.at(low, index, points[:, 2])
    np.maximum.at(high, index, points[:, 2])
    low, high = low.reshape(_CELLS, _CELLS), high.reshape(_CELLS, _CELLS)
    darkest = np.zeros((_CELLS, _CELLS))
    for height, next_height in zip(_SLABS, [*_SLABS[1:], np.inf], strict=True):
        slab = _close_gaps((low < next_height) & (high >= height))
        if slab.any():
            darkest = np.maximum(darkest, _blocked(slab, max(float(height), _SOFTEST_CONTACT)))
    return np.clip(darkest, 0, 1) * _fade()


def _scatter(model: FlatModel) -> np.ndarray:
    """Points spread over all surfaces by area, shape (n, 3), in scene space."""
    share = max(_SAMPLES // max(len(model.placements), 1), 64)
    random = np.random.default_rng(0)
    own: dict[str, np.ndarray] = {
        name: _scatter_mesh(mesh, share, random) for name, mesh in model.meshes.items()
    }
    return np.concatenate([own[name] @ matrix[:3, :3].T + matrix[:3, 3] for name, matrix in model.placements])


def _scatter_mesh(mesh: bpy.types.Mesh, count: int, random: np.random.Generator) -> np.ndarray:
    triangles = _triangles(mesh)
    flat = np.empty(len(mesh.vertices) * 3, dtype=np.float32)
    mesh.attributes["position"].data.foreach_get("vector", flat)
    vertices = flat.reshape(-1, 3)
    total = np.cumsum(_areas(vertices, triangles), dtype=np.float64)
    if not total[-1] > 0:
        return vertices[triangles[:, 0]].astype(np.float64)
    picked = np.searchsorted(total, (np.arange(count) + 0.5) / count * total[-1])
    picked = np.minimum(picked, len(triangles) - 1)
    a, b, c = vertices[triangles[picked].T]
    s, t = random.random((2, count, 1))
    over = s + t > 1
    s, t = np.where(over, 1 - s, s), np.where(over, 1 - t, t)
    return a + s * (b - a) + t * (c - a)


def _triangles(mesh: bpy.types.Mesh) -> np.ndarray:
    """A mesh's triangles as indices of vertices, shape (n, 3)."""
    if len(mesh.loops) == 3 * len(mesh.polygons):
        # CAD models and scans have nothing but triangles, by the million: they need not be cut up first.
        corners = np.empty(len(mesh.loops), dtype=np.int32)
        mesh.attributes[".corner_vert"].data.foreach_get("value", corners)
    else:
        mesh.calc_loop_triangles()
        corners = np.empty(len(mesh.loop_triangles) * 3, dtype=np.int32)
        mesh.loop_triangles.foreach_get("vertices", corners)
    return corners.reshape(-1, 3)


def _areas(vertices: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Twice the area of each triangle, by coordinates: many times faster than a cross product of rows."""
    x, y, z = (vertices[:, axis][triangles.T] for axis in range(3))
    (ux, uy, uz), (vx, vy, vz) = ((x[i] - x[0], y[i] - y[0], z[i] - z[0]) for i in (1, 2))
    return np.sqrt((uy * vz - uz * vy) ** 2 + (uz * vx - ux * vz) ** 2 + (ux * vy - uy * vx) ** 2)


def _close_gaps(mask: np.ndarray) -> np.ndarray:
    """Fills cells that no point happened to fall in, by growing and shrinking by one cell."""
    grown = _spread(mask)
    return ~_spread(~grown)


def _spread(mask: np.ndarray) -> np.ndarray:
    wide = mask | np.roll(mask, 1, 0) | np.roll(mask, -1, 0)
    return wide | np.roll(wide, 1, 1) | np.roll(wide, -1, 1)


def _blocked(slab: np.ndarray, height: float) -> np.ndarray:
    step = next((step for above, step in _COARSER_FROM if height >= above), 1)
    cells = _CELLS // step
    coarse = slab.reshape(cells, step, cells, step).mean(axis=(1, 3))
    spectrum, size = _form_factor(height, cells)
    soft = np.fft.irfft2(np.fft.rfft2(coarse, (size, size)) * spectrum, (size, size))[:cells, :cells]
    return _enlarge(_enlarge(soft, step), step, axis=1)


@functools.cache
def _form_factor(height: float, cells: int) -> tuple[np.ndarray, int]:
    """The blur's spectrum, which is real since the blur is even; kept, since no model changes it.

    What leaves the image on one side comes in on the other. Only a high slab's shadow reaches that far: it
    gets room for it.
    """
    size = cells if cells == _CELLS else 2 * cells
    along = np.fft.fftfreq(size, 1 / size) * (2 * HALF_WIDTH / cells)
    square = along[:, None] ** 2 + along[None, :] ** 2
    kernel = height**2 / (np.pi * (square + height**2) ** 2)
    kernel /= kernel.sum()
    return np.fft.rfft2(kernel).real.astype(np.float32), size


def _enlarge(picture: np.ndarray, step: int, axis: int = 0) -> np.ndarray:
    """Puts `step` cells in the place of each along an axis, with linear interpolation between them."""
    if step == 1:
        return picture
    count = picture.shape[axis]
    position = np.clip((np.arange(count * step) + 0.5) / step - 0.5, 0, count - 1)
    below = np.minimum(position.astype(np.int64), count - 2)
    share = np.expand_dims(position - below, 1 - axis)
    low, high = picture.take(below, axis), picture.take(below + 1, axis)
    return low + (high - low) * share


def _fade() -> np.ndarray:
    """Takes the shadow to nothing before the image ends."""
    along = ((np.arange(_CELLS) + 0.5) / _CELLS * 2 - 1) * HALF_WIDTH
    radius = np.hypot(along[:, None], along[None, :])
    ramp = np.clip((_FADE_TO - radius) / (_FADE_TO - _FADE_FROM), 0, 1)
    return ramp * ramp * (3 - 2 * ramp)
