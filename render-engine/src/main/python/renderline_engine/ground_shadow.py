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
_SAMPLES = 250_000
_FEWEST = 64
"""Points on a surface, however small it is."""
_SLABS = np.array([0.0, 0.015, 0.035, 0.07, 0.12, 0.2, 0.32, 0.5, 0.8, 1.2])
_COARSER_FROM = ((0.2, 8), (0.07, 4), (0.035, 2))
"""A shadow from this height on is so soft that cells this many times as wide are fine enough."""
_NEAR = 320
"""So many cells in the middle take the lowest shadows: the model is 214 wide, and further away it hides less
than a thousandth of the sky."""
_MIDDLE = slice((_CELLS - _NEAR) // 2, (_CELLS + _NEAR) // 2)
_FAR_FROM = 0.12
"""A shadow from this height on is so wide that what leaves the image on one side would show on the other."""
_SOFTEST_CONTACT = 0.022
_GOLDEN = np.array([0.7548776662466927, 0.5698402909980532])
"""Steps that fill a square evenly, without chance; source: the R2 sequence of M. Roberts."""
_FADE_FROM, _FADE_TO = 1.5, 2.3


def preload() -> None:
    """Works out what is the same for all models: 0.1 s, once for all forks."""
    for height in _SLABS:
        _form_factor(*_resolution(_height_of(height)))
    fade()
    _in_triangle()


def ground_shadow(model: FlatModel) -> np.ndarray:
    """How much of the sky the model hides from the floor, shape (cells, cells), 0 to 1, lowest y first."""
    *across, heights = scatter(model)
    # The model is no wider than the middle, so that the cells around it need not be looked at.
    column, row = (
        np.clip((along / HALF_WIDTH + 1) / 2 * _CELLS - _MIDDLE.start, 0, _NEAR - 1).astype(np.int64)
        for along in across
    )
    index = row * _NEAR + column
    low = np.full(_NEAR * _NEAR, np.inf, dtype=np.float32)
    high = np.full(_NEAR * _NEAR, -np.inf, dtype=np.float32)
    np.minimum.at(low, index, heights)
    np.maximum.at(high, index, heights)
    low, high = low.reshape(_NEAR, _NEAR), high.reshape(_NEAR, _NEAR)
    darkest = np.zeros((_CELLS, _CELLS), dtype=np.float32)
    for height, next_height in zip(_SLABS, [*_SLABS[1:], np.inf], strict=True):
        slab = close_gaps((low < next_height) & (high >= height))
        if slab.any():
            np.maximum(darkest, _blocked(slab, _height_of(height)), out=darkest)
    return np.clip(darkest, 0, 1) * fade()


def scatter(model: FlatModel) -> np.ndarray:
    """Points spread over all surfaces by area, columns x, y and z of shape (3, n), in scene space."""
    surfaces = {name: _Surface(mesh) for name, mesh in model.meshes.items()}
    areas = [surfaces[name].area * _scale(matrix) for name, matrix in model.placements]
    density = _SAMPLES / (sum(areas) or 1)
    return np.concatenate(
        [
            _transformed(surfaces[name].scatter(max(round(density * area), _FEWEST)), matrix)
            for (name, matrix), area in zip(model.placements, areas, strict=True)
        ],
        axis=1,
    )


def cell_width() -> float:
    """How wide a cell of a shadow's image is, in scene space."""
    return 2 * HALF_WIDTH / _CELLS


def _scale(matrix: np.ndarray) -> float:
    """How much a placement enlarges areas, on average over all directions; what it flattens has some left."""
    x, y, z = np.linalg.svd(matrix[:3, :3], compute_uv=False)
    return float(np.linalg.norm([x * y, y * z, z * x])) / 3**0.5


def _transformed(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    placed = matrix.astype(np.float32)
    return placed[:3, :3] @ points + placed[:3, 3:]


class _Surface:
    """A mesh, to be strewn with points."""

    def __init__(self, mesh: bpy.types.Mesh) -> None:
        flat = np.empty(len(mesh.vertices) * 3, dtype=np.float32)
        mesh.attributes["position"].data.foreach_get("vector", flat)
        self._vertices = np.ascontiguousarray(flat.reshape(-1, 3).T)
        self._triangles = _triangles(mesh)
        # One corner that is no number must not make the sum of all areas none.
        areas = np.nan_to_num(_areas(self._vertices, self._triangles), nan=0, posinf=0)
        self._up_to = np.cumsum(areas, dtype=np.float64)
        self.area = float(self._up_to[-1]) / 2

    def scatter(self, count: int) -> np.ndarray:
        """`count` points, evenly by area, shape (3, count); of a surface without area its corners."""
        if not self.area > 0:
            corners = self._vertices[:, self._triangles[:, 0]]
            return corners[:, np.isfinite(corners).all(axis=0)]
        ends = np.floor(self._up_to * (count / self._up_to[-1]) + 0.5).astype(np.int64)
        ends[-1] = count
        starts = np.concatenate([[0], ends[:-1]])
        hit = np.flatnonzero(ends > starts)
        # Which of the triangles that are hit each point lies on; they follow one another.
        first = np.zeros(count, dtype=np.intp)
        first[starts[hit[1:]]] = 1
        owner = np.cumsum(first)
        corners = self._triangles[hit].T.astype(np.intp, order="C")
        s, t = _in_triangle()[:, :count]
        points = np.empty((3, count), dtype=np.float32)
        for axis, along in enumerate(self._vertices):
            a, b, c = along.take(corners)
            points[axis] = a.take(owner) + s * (b - a).take(owner) + t * (c - a).take(owner)
        return points


@functools.cache
def _in_triangle() -> np.ndarray:
    """Shares of two sides that fill a triangle evenly, however many of them are taken, shape (2, n)."""
    most = _SAMPLES + _FEWEST
    s, t = (np.outer(_GOLDEN, np.arange(1, most + 1)) % 1).astype(np.float32)
    over = s + t > 1
    return np.stack([np.where(over, 1 - s, s), np.where(over, 1 - t, t)])


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
    """Twice the area of each triangle, by coordinates, shape (3, n): far faster than a cross product."""
    x, y, z = (along.take(triangles.T) for along in vertices)
    (ux, uy, uz), (vx, vy, vz) = ((x[i] - x[0], y[i] - y[0], z[i] - z[0]) for i in (1, 2))
    return np.sqrt((uy * vz - uz * vy) ** 2 + (uz * vx - ux * vz) ** 2 + (ux * vy - uy * vx) ** 2)


def close_gaps(mask: np.ndarray) -> np.ndarray:
    """Fills cells that no point happened to fall in, by growing and shrinking by one cell."""
    grown = _spread(mask)
    return ~_spread(~grown)


def _spread(mask: np.ndarray) -> np.ndarray:
    wide = mask | np.roll(mask, 1, 0) | np.roll(mask, -1, 0)
    return wide | np.roll(wide, 1, 1) | np.roll(wide, -1, 1)


def _height_of(slab: float) -> float:
    return max(float(slab), _SOFTEST_CONTACT)


def _resolution(height: float) -> tuple[float, int]:
    step = next((step for above, step in _COARSER_FROM if height >= above), 1)
    return height, _CELLS // step


def _blocked(slab: np.ndarray, height: float) -> np.ndarray:
    _, cells = _resolution(height)
    step = _CELLS // cells
    spectrum, size = _form_factor(height, cells)
    if step == 1:
        soft = np.zeros((_CELLS, _CELLS), dtype=np.float32)
        soft[_MIDDLE, _MIDDLE] = _blurred(slab, spectrum, size)
        return soft
    middle = slice(_MIDDLE.start // step, _MIDDLE.stop // step)
    cover = np.zeros((cells, cells))
    cover[middle, middle] = _shrink(slab, step)
    soft = _blurred(cover, spectrum, size)[:cells, :cells].astype(np.float32)
    return _enlarge(_enlarge(soft, step), step, axis=1)


def _blurred(picture: np.ndarray, spectrum: np.ndarray, size: int) -> np.ndarray:
    return np.fft.irfft2(np.fft.rfft2(picture, (size, size)) * spectrum, (size, size))


@functools.cache
def _form_factor(height: float, cells: int) -> tuple[np.ndarray, int]:
    """The blur's spectrum, which is real since the blur is even; kept, since no model changes it.

    What leaves it on one side comes in on the other. Only a high slab's shadow reaches that far: it gets room
    for it.
    """
    size = _NEAR if cells == _CELLS else 2 * cells if height >= _FAR_FROM else cells
    along = np.fft.fftfreq(size, 1 / size) * (2 * HALF_WIDTH / cells)
    square = along[:, None] ** 2 + along[None, :] ** 2
    kernel = height**2 / (np.pi * (square + height**2) ** 2)
    kernel /= kernel.sum()
    return np.fft.rfft2(kernel).real.astype(np.float32), size


def _shrink(mask: np.ndarray, step: int) -> np.ndarray:
    """The share of set cells in each block of `step` by `step`, without numpy's slow mean over two axes."""
    rows, columns = (length // step for length in mask.shape)
    by_row = mask.reshape(rows, step, -1).sum(axis=1, dtype=np.uint8)
    return by_row.reshape(rows, columns, step).sum(axis=2, dtype=np.uint8) / step**2


def _enlarge(picture: np.ndarray, step: int, axis: int = 0) -> np.ndarray:
    """Puts `step` cells in the place of each along an axis, with linear interpolation between them."""
    if step == 1:
        return picture
    cells = np.moveaxis(picture, axis, 0)
    before, after = (np.concatenate(parts) for parts in ((cells[:1], cells[:-1]), (cells[1:], cells[-1:])))
    enlarged = np.empty((len(cells), step, *cells.shape[1:]), dtype=picture.dtype)
    for nth in range(step):
        share = (nth + 0.5) / step - 0.5
        low, high = (before, cells) if share < 0 else (cells, after)
        enlarged[:, nth] = low + (high - low) * np.float32(share % 1)
    return np.moveaxis(enlarged.reshape(-1, *cells.shape[1:]), 0, axis)


@functools.cache
def fade() -> np.ndarray:
    """Takes the shadow to nothing before the image ends."""
    along = ((np.arange(_CELLS) + 0.5) / _CELLS * 2 - 1) * HALF_WIDTH
    radius = np.hypot(along[:, None], along[None, :])
    ramp = np.clip((_FADE_TO - radius) / (_FADE_TO - _FADE_FROM), 0, 1)
    return (ramp * ramp * (3 - 2 * ramp)).astype(np.float32)
