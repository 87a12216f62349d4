"""The subject fills the picture with an even margin, from wherever it is seen."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from renderline_engine import framing
from renderline_engine.support_points import support_points

_random = np.random.default_rng(7)
_turn = np.linalg.qr(_random.normal(size=(3, 3)))[0]
SUBJECTS = {
    "box": np.array(list(itertools.product([-0.5, 0.5], [-0.3, 0.3], [0, 0.8]))),
    "turned rod": _random.normal(size=(200, 3)) * [1.0, 0.05, 0.05] @ _turn,
    "flat plate": _random.normal(size=(200, 3)) * [1.0, 1.0, 1e-6],
    "far away": _random.normal(size=(200, 3)) + np.array([900, -400, 70]),
    "single edge": np.array([[0.0, 0, 0], [0.3, 0.2, 1]]),
}
VIEWS = [(0, 0), (35, 25), (90, 90), (180, -90), (217, -33), (-45, 60)]
SIZES = [(512, 512), (1200, 300), (300, 1200)]


def project(points: np.ndarray, pose: framing.CameraPose, width: int, height: int) -> np.ndarray:
    """Pixel positions of points, shape (n, 2), by the pinhole camera that Blender has."""
    right, up, backward = ((points - pose.position) @ pose.axes).T
    assert (backward < 0).all(), "behind the camera"
    tx, ty = framing.half_view_tangents(width, height)
    across, along = right / -backward / tx, up / -backward / ty
    return np.stack([(across + 1) / 2 * width, (along + 1) / 2 * height], axis=1)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_fills_the_picture_with_an_even_margin(
    subject: str, size: tuple[int, int], view: tuple[int, int]
) -> None:
    width, height = size
    points = SUBJECTS[subject]
    seen = project(points, framing.fit(points, *view, width, height), width, height)
    low, high = seen.min(axis=0), np.array(size) - seen.max(axis=0)
    assert np.allclose(low, high, atol=0.01), "the subject is not in the middle"
    margin = framing.MARGIN * min(size)
    assert min(*low, *high) == pytest.approx(margin, abs=0.05)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("subject", ["box", "turned rod", "single edge"])
def test_a_turntable_keeps_its_distance_and_no_more_of_it_than_it_must(
    subject: str, size: tuple[int, int]
) -> None:
    width, height = size
    points = SUBJECTS[subject]
    poses = [framing.fit_turn(points, azimuth, 25, width, height) for azimuth in range(0, 360, 4)]
    seen = [project(points, pose, width, height) for pose in poses]
    borders = [min(*view.min(axis=0), *(np.array(size) - view.max(axis=0))) for view in seen]
    assert min(borders) == pytest.approx(framing.MARGIN * min(size), rel=0.03)
    for pose in poses:
        assert np.hypot(*pose.position[:2]) == pytest.approx(np.hypot(*poses[0].position[:2]), abs=1e-9)
        assert pose.position[2] == pytest.approx(poses[0].position[2], abs=1e-9)
    axis = project(np.array([[0.0, 0, 0.4]]), poses[7], width, height)
    assert axis[0, 0] == pytest.approx(width / 2, abs=0.01), "the axis is not in the middle"


def test_a_turntable_looks_from_where_a_view_does() -> None:
    pose = framing.fit_turn(SUBJECTS["box"], 123, 25, 64, 64)
    assert np.allclose(pose.axes, framing.camera_axes(123, 25))


@pytest.mark.parametrize(
    ("azimuth", "elevation", "direction"),
    [
        (0, 0, [0, -1, 0]),
        (90, 0, [1, 0, 0]),
        (180, 0, [0, 1, 0]),
        (270, 0, [-1, 0, 0]),
        (0, 90, [0, 0, 1]),
        (123, -90, [0, 0, -1]),
    ],
)
def test_looks_from_where_the_angles_say(azimuth: float, elevation: float, direction: list[int]) -> None:
    axes = framing.camera_axes(azimuth, elevation)
    assert np.allclose(axes[:, 2], direction, atol=1e-12)
    assert np.allclose(axes.T @ axes, np.eye(3), atol=1e-12)
    assert np.linalg.det(axes) == pytest.approx(1)


@pytest.mark.parametrize("elevation", [-80, 0, 25, 80])
def test_up_in_the_picture_is_up_in_the_world(elevation: float) -> None:
    assert framing.camera_axes(200, elevation)[2, 1] > 0


def test_the_whole_subject_lies_between_the_clipping_distances() -> None:
    points = SUBJECTS["turned rod"]
    pose = framing.fit(points, 35, 25, 512, 512)
    depth = -((points - pose.position) @ pose.axes)[:, 2]
    assert 0 < pose.near < depth.min()
    assert depth.max() < pose.far


def test_support_points_stand_for_the_whole_cloud() -> None:
    cloud = _random.normal(size=(300_000, 3)) * [2.0, 1.0, 0.3]
    kept = support_points(cloud)
    assert len(kept) <= 966
    for _ in range(50):
        direction = _random.normal(size=3)
        direction /= np.linalg.norm(direction)
        missed = (cloud @ direction).max() - (kept @ direction).max()
        assert missed <= 0.005 * np.ptp(cloud, axis=0).max()


def test_few_points_are_all_kept_and_nonsense_is_left_out() -> None:
    cloud = np.array([[0.0, 0, 0], [1, 2, 3], [np.nan, 0, 0], [np.inf, 0, 0]])
    assert np.array_equal(support_points(cloud), cloud[:2])
