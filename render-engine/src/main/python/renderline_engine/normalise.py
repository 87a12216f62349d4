"""Puts a model on the ground around the origin, with a bounding sphere of radius 1."""

from __future__ import annotations

import numpy as np

from .errors import EmptyModelError
from .flatten import FlatModel
from .support_points import mesh_points, support_points

_ONE_LINE = 1e-6
"""Points that are nearer to a line than this, for a radius of 1, lie on it as far as float32 tells."""


def normalise(model: FlatModel, filename: str) -> tuple[np.ndarray, np.ndarray]:
    """Changes the model's placements in place.

    Returns:
        The points the model is framed by, shape (n, 3), in the new space; and its bounds before, shape
        (2, 3), in the unit and axes of the imported scene (metres, Z up).

    Raises:
        EmptyModelError: no face, no size, or coordinates that are no numbers.
    """
    if not model.placements:
        raise EmptyModelError(
            f"{filename} holds no faces that could be seen: it is empty, or all of it is hidden. "
            "Check that the model was exported with its geometry."
        )
    own_points = {name: support_points(mesh_points(mesh)) for name, mesh in model.meshes.items()}
    placed = [own_points[name] @ matrix[:3, :3].T + matrix[:3, 3] for name, matrix in model.placements]
    points = support_points(np.concatenate(placed))
    low, high = points.min(axis=0), points.max(axis=0)
    centre = (low + high) / 2
    radius = float(np.linalg.norm(points - centre, axis=1).max(initial=0.0))
    if not np.isfinite(radius) or radius <= 0:
        raise EmptyModelError(
            f"{filename} has no size: all of its points coincide or are not numbers. Export it again."
        )
    if np.linalg.matrix_rank(points - centre, tol=_ONE_LINE * radius) < 2:
        raise EmptyModelError(
            f"{filename} holds no faces that could be seen: all of its points lie on one line. "
            "Export it again."
        )
    move = np.eye(4)
    move[:3, :3] /= radius
    move[:3, 3] = -np.array([centre[0], centre[1], low[2]]) / radius
    model.placements[:] = [(name, move @ matrix) for name, matrix in model.placements]
    return points @ move[:3, :3].T + move[:3, 3], np.stack([low, high])
