"""Views of a prepared scene: the right side, in the right place and light."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine_client import INPUTS, Session, Zygote
from renderline_engine import framing, pictures
from views import VIEW, render


def red(picture: np.ndarray) -> np.ndarray:
    colours = picture.astype(int)
    return (colours[..., 0] > colours[..., 2] + 40) & (colours[..., 3] > 128)


def blue(picture: np.ndarray) -> np.ndarray:
    colours = picture.astype(int)
    return (colours[..., 2] > colours[..., 0] + 40) & (colours[..., 3] > 128)


def middle(mask: np.ndarray) -> tuple[float, float]:
    rows, columns = np.nonzero(mask)
    return float(rows.mean()), float(columns.mean())


@pytest.mark.parametrize(("azimuth", "red_is_left"), [(0, True), (180, False)])
def test_azimuth_goes_round_the_model(
    loaded: Session, tmp_path: Path, azimuth: float, red_is_left: bool
) -> None:
    picture = render(loaded, tmp_path / "a.tga", azimuth=azimuth)
    assert (middle(red(picture))[1] < middle(blue(picture))[1]) == red_is_left


def test_azimuth_90_looks_from_plus_x(loaded: Session, tmp_path: Path) -> None:
    """The blue cylinder stands at +X, before the red cube."""
    picture = render(loaded, tmp_path / "a.tga", azimuth=90, elevation=5)
    assert blue(picture).sum() > 3 * red(picture).sum()


@pytest.mark.parametrize("elevation", [-90, -40, 0, 40, 90])
def test_every_elevation_shows_the_model(loaded: Session, tmp_path: Path, elevation: float) -> None:
    picture = render(loaded, tmp_path / "a.tga", elevation=elevation)
    assert red(picture).sum() > 300
    assert blue(picture).sum() > 300


@pytest.mark.parametrize(("width", "height"), [(96, 96), (160, 64), (64, 160)])
@pytest.mark.parametrize(("azimuth", "elevation"), [(0, 0), (33, 50)])
def test_the_subject_is_framed_with_an_even_margin(
    loaded: Session, tmp_path: Path, width: int, height: int, azimuth: float, elevation: float
) -> None:
    picture = render(
        loaded, tmp_path / "a.tga", width=width, height=height, azimuth=azimuth, elevation=elevation,
        transparent=True, samples=16,
    )  # fmt: skip
    assert picture.shape == (height, width, 4)
    rows, columns = np.nonzero(picture[..., 3] > 128)
    margins = [columns.min(), width - 1 - columns.max(), rows.min(), height - 1 - rows.max()]
    expected = framing.MARGIN * min(width, height)
    assert min(margins) == pytest.approx(expected, abs=2)
    assert margins[0] == pytest.approx(margins[1], abs=2)
    assert margins[2] == pytest.approx(margins[3], abs=2)


def test_opaque_pictures_stand_on_white_with_a_soft_shadow(loaded: Session, tmp_path: Path) -> None:
    picture = render(loaded, tmp_path / "a.tga", azimuth=35, elevation=30)
    assert (picture[..., 3] == 255).all()
    assert (picture[0, :, :3] >= 250).all()
    grey = picture[..., :3].astype(int)
    background = ~red(picture) & ~blue(picture)
    shadow = background & (np.ptp(grey, axis=2) < 25) & (grey.max(axis=2) < 245)
    assert shadow.sum() > 50


def test_transparent_pictures_hold_the_subject_alone(loaded: Session, tmp_path: Path) -> None:
    picture = render(loaded, tmp_path / "a.tga", azimuth=35, elevation=30, transparent=True, samples=16)
    alpha = picture[..., 3]
    assert (alpha[0] == 0).all() and (alpha[-1] == 0).all()
    subject = red(picture) | blue(picture)
    assert (alpha[subject] > 128).all()
    assert (alpha == 0).sum() + (alpha == 255).sum() > 0.9 * alpha.size


def test_nothing_is_burnt_out_and_nothing_is_lost_in_the_dark(loaded: Session, tmp_path: Path) -> None:
    picture = render(loaded, tmp_path / "a.tga", azimuth=35, elevation=30, transparent=True, samples=32)
    subject = picture[picture[..., 3] == 255][:, :3].astype(int)
    assert (subject.max(axis=1) >= 250).mean() < 0.02
    assert (subject.max(axis=1) < 20).mean() < 0.05


def test_more_samples_and_another_seed_give_other_pixels(loaded: Session, tmp_path: Path) -> None:
    pictures_made = [
        render(loaded, tmp_path / "a.tga", **changes)
        for changes in ({}, {"samples": 12}, {"seed": 1}, {"denoise": True})
    ]
    assert len({picture.tobytes() for picture in pictures_made}) == 4


def test_reports_device_times_and_memory(loaded: Session, tmp_path: Path) -> None:
    result = loaded.ask("render", **VIEW, output=tmp_path / "a.tga")
    assert (result["width"], result["height"]) == (96, 96)
    assert result["device"]["type"] == "cpu"
    assert result["device"]["backend"] == "CPU"
    assert result["device"]["name"]
    assert result["engineMs"] > 0
    assert result["saveMs"] >= 0
    assert result["peakMemoryBytes"] > result["memoryBytes"] > 1_000_000
    assert [path.name for path in tmp_path.iterdir()] == ["a.tga"]


def test_tells_its_progress(loaded: Session, tmp_path: Path) -> None:
    loaded.ask("render", **{**VIEW, "width": 256, "height": 256, "samples": 900}, output=tmp_path / "a.tga")
    fractions = [event["fraction"] for event in loaded.progress]
    assert fractions == sorted(fractions)
    assert any(0 < fraction < 1 for fraction in fractions)
    assert all(event["message"].endswith("/900") for event in loaded.progress)


def prism(path: Path, sides: int = 64) -> Path:
    """An upright regular prism as OBJ, which looks the same after a quarter turn."""
    turn = np.arange(sides) / sides * 2 * np.pi
    vertices = [f"v {np.cos(t):.6f} {h} {np.sin(t):.6f}" for h in (0, 2) for t in turn]
    walls = [
        f"f {i + 1} {(i + 1) % sides + 1} {(i + 1) % sides + sides + 1} {i + sides + 1}" for i in range(sides)
    ]
    caps = ["f " + " ".join(str(i + 1) for i in range(start, start + sides)) for start in (0, sides)]
    path.write_text("\n".join(vertices + walls + caps) + "\n")
    return path


def test_the_light_turns_with_the_camera(blender: Zygote, tmp_path: Path) -> None:
    with blender.session() as session:
        session.ask("prepare", source=prism(tmp_path / "p"), format="obj", output=tmp_path / "p.blend")
    with blender.session() as session:
        session.ask("load", scene=tmp_path / "p.blend")
        views = [
            render(session, tmp_path / "a.tga", azimuth=azimuth, samples=32, denoise=True).astype(int)
            for azimuth in (0.0, 90.0, 180.0)
        ]
    assert np.abs(views[1] - views[0]).mean() < 1
    assert np.abs(views[2] - views[0]).mean() < 1


def test_exr_holds_scene_linear_light(loaded: Session, tmp_path: Path) -> None:
    loaded.ask("render", **{**VIEW, "encoding": "exr"}, output=tmp_path / "a.exr")
    loaded.ask("render", **{**VIEW, "encoding": "exr", "transparent": True}, output=tmp_path / "b.exr")
    opaque, transparent = (pictures.read_linear(tmp_path / name) for name in ("a.exr", "b.exr"))
    assert np.allclose(opaque[-1, :, :], 1.0, atol=1e-3)
    assert (transparent[-1] == 0).all()
    assert 0.01 < transparent[..., :3].max() < 20


def test_lists_the_processor_last(session: Session) -> None:
    listed = session.ask("devices")
    assert listed["devices"][-1]["backend"] == "CPU"
    assert listed["devices"][-1]["name"]
    assert isinstance(listed["ffmpeg"], bool)


def test_never_falls_back_from_a_gpu_in_silence(session: Session, prepared: Path, tmp_path: Path) -> None:
    session.ask("load", scene=prepared)
    has_gpu = session.ask("devices")["devices"][0]["backend"] != "CPU"
    view = {**VIEW, "devicePolicy": "gpu", "output": tmp_path / "a.tga"}
    if has_gpu:
        assert session.ask("render", **view)["device"]["type"] == "gpu"
    else:
        error = session.refused("render", **view)
        assert (error["code"], error["retryable"]) == ("GPU_REQUIRED", False)
        assert list(tmp_path.iterdir()) == []


def test_a_session_holds_one_scene(loaded: Session, prepared: Path, tmp_path: Path) -> None:
    assert loaded.ask("load", scene=prepared)["triangles"] > 0
    other = tmp_path / "other.blend"
    other.write_bytes(prepared.read_bytes())
    assert loaded.refused("load", scene=other)["code"] == "INVALID_PARAMETERS"


def test_renders_nothing_before_a_scene_is_loaded(session: Session, tmp_path: Path) -> None:
    error = session.refused("render", **VIEW, output=tmp_path / "a.tga")
    assert error["code"] == "INVALID_PARAMETERS"
    assert "load" in error["message"]


def test_takes_prepared_scenes_only(session: Session) -> None:
    error = session.refused("load", scene=INPUTS / "279_missing_textures.blend")
    assert error["code"] == "UNREADABLE_MODEL"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("width", 0),
        ("height", "512"),
        ("samples", 0),
        ("samples", True),
        ("azimuth", "north"),
        ("elevation", 91),
        ("denoise", 1),
        ("seed", -1),
        ("devicePolicy", "tpu"),
        ("encoding", "png"),
        ("output", "/nowhere/at/all.tga"),
        ("colour", "red"),
    ],
)
def test_names_the_argument_that_is_wrong(loaded: Session, tmp_path: Path, field: str, value: object) -> None:
    error = loaded.refused("render", **{**VIEW, "output": tmp_path / "a.tga", field: value})
    assert error["code"] == "INVALID_PARAMETERS"
    assert field in error["message"]
