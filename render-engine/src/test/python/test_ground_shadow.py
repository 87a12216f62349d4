"""The shadow on the floor is that of the model, whatever parts and triangles it is made of."""

from __future__ import annotations

from collections.abc import Iterator

import bpy
import numpy as np
import pytest

from renderline_engine import ground_shadow as shadows
from renderline_engine.flatten import FlatModel
from renderline_engine.ground_shadow import HALF_WIDTH, ground_shadow

PLATE = [(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)]


@pytest.fixture(autouse=True)
def empty_file() -> Iterator[None]:
    yield
    bpy.ops.wm.read_factory_settings(use_empty=True)


def mesh(name: str, corners: list[tuple[float, float, float]]) -> bpy.types.Mesh:
    made = bpy.data.meshes.new(name)
    made.from_pydata(corners, [], [tuple(range(len(corners)))])
    return made


def placed(x: float, y: float, size: float) -> np.ndarray:
    matrix = np.diag([size, size, size, 1.0])
    matrix[:2, 3] = x, y
    return matrix


def under_the_plate(shadow: np.ndarray) -> np.ndarray:
    """The cells that are well inside of the plate's outline."""
    across = ((np.arange(len(shadow)) + 0.5) / len(shadow) * 2 - 1) * HALF_WIDTH
    inside = np.abs(across) < 0.9
    return shadow[np.ix_(inside, inside)]


def test_a_plate_lying_on_the_floor_hides_all_that_is_below_it() -> None:
    shadow = ground_shadow(FlatModel({"plate": mesh("plate", PLATE)}, [("plate", placed(0, 0, 1))]))

    assert under_the_plate(shadow).min() > 0.95
    assert shadow[0].max() == shadow[:, 0].max() == 0


def test_many_small_parts_take_no_points_from_a_large_one() -> None:
    places = [("plate", placed(x, 0, 0.001)) for x in np.linspace(-0.5, 0.5, 300)]
    plate = {"plate": mesh("plate", PLATE)}
    alone = ground_shadow(FlatModel(plate, [("plate", placed(0, 0, 1))]))

    together = ground_shadow(FlatModel(plate, [("plate", placed(0, 0, 1)), *places]))

    assert under_the_plate(together).min() > 0.95
    assert np.abs(together - alone).max() < 0.15


def test_a_surface_without_area_is_taken_by_its_corners() -> None:
    line = {"line": mesh("line", [(-1, 0, 0), (1, 0, 0), (0, 0, 0)])}

    assert np.isfinite(ground_shadow(FlatModel(line, [("line", placed(0, 0, 1))]))).all()


def test_where_there_is_nothing_above_no_shadow_falls() -> None:
    high = placed(0, 0, 0.2)
    high[2, 3] = 1.2
    shadow = ground_shadow(FlatModel({"plate": mesh("plate", PLATE)}, [("plate", high)]))

    assert 0 < shadow.max() < 0.2


def test_a_corner_that_is_no_number_takes_away_no_more_than_its_surface() -> None:
    broken = mesh("broken", [(np.nan, 0, 0), (1, 0, 0), (0, 1, 0)])
    whole = {"plate": mesh("plate", PLATE), "broken": broken}

    shadow = ground_shadow(FlatModel(whole, [("plate", placed(0, 0, 1)), ("broken", placed(0, 0, 1))]))

    assert under_the_plate(shadow).min() > 0.95


def test_a_part_that_its_placement_flattens_throws_its_shadow() -> None:
    flat = placed(0, 0, 1)
    flat[2, 2] = 0

    shadow = ground_shadow(FlatModel({"plate": mesh("plate", PLATE)}, [("plate", flat)]))

    assert under_the_plate(shadow).min() > 0.95


@pytest.mark.parametrize("height", [0.0, 0.02, 0.05, 0.1, 0.15])
def test_a_shadow_is_the_same_with_more_room_around_it(
    height: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    matrix = placed(0, 0, 0.7)
    matrix[2, 3] = height
    model = FlatModel({"plate": mesh("plate", PLATE)}, [("plate", matrix)])
    shadow = ground_shadow(model)

    monkeypatch.setattr(shadows, "_NEAR", shadows._CELLS)
    monkeypatch.setattr(shadows, "_MIDDLE", slice(0, shadows._CELLS))
    monkeypatch.setattr(shadows, "_FAR_FROM", 0.0)
    shadows._form_factor.cache_clear()
    try:
        roomy = ground_shadow(model)
    finally:
        shadows._form_factor.cache_clear()

    # A quarter of the smallest step that a picture can show.
    assert np.abs(shadow - roomy).max() < 0.001


def test_a_surface_has_its_points_by_area_and_a_sliver_none() -> None:
    surface = bpy.data.meshes.new("surface")
    corners = [
        (0, 0, 0),
        (1, 0, 0),
        (0, 1, 0),
        (2, 0, 0),
        (2.0001, 0, 0),
        (2, 0.0001, 0),
        (4, 0, 0),
        (6, 0, 0),
    ]
    surface.from_pydata([*corners, (4, 3, 0)], [], [(0, 1, 2), (3, 4, 5), (6, 7, 8)])

    x, y, z = shadows.scatter(FlatModel({"surface": surface}, [("surface", np.eye(4))]))

    assert len(x) == 250_000
    assert np.count_nonzero(x <= 1) == pytest.approx(len(x) / 7, rel=0.01)
    assert np.count_nonzero((x > 1) & (x < 4)) <= 1
    assert (y[x <= 1] <= 1 - x[x <= 1] + 1e-6).all()
    assert not z.any()
