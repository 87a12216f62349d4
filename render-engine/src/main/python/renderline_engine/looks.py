"""The built-in studios: what lights a model, and what is behind it.

Colours of what is behind are as seen (sRGB, 0 to 1): they do not go through the view transform.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from . import framing
from .environment import Room, SoftBox

Scenery = Callable[[framing.CameraPose, int, int], np.ndarray | None]
"""What is behind a model: shape (height, width, 3) or (3,); None is nothing at all."""


@dataclass(frozen=True)
class Sun:
    """A sun that stands still while the camera goes round.

    Attributes:
        azimuth, elevation: where it stands as seen from the model, degrees; azimuth 0 is the front.
        strength: W/m2, as Blender's sun lamps have it.
        size: how large it looks, degrees; its shadows have an edge accordingly.
    """

    azimuth: float
    elevation: float
    strength: float
    size: float
    colour: tuple[float, float, float]


@dataclass(frozen=True)
class Look:
    """A built-in studio.

    Attributes:
        room: the surroundings that light the model and are seen in what shines.
        scenery: what is behind it.
        ink: the colour of the ground's shadow.
        shadow: how dark that shadow is where no light comes to at all.
        exposure: of the view transform, stops.
        turns: whether the light goes round with the camera, so that each view is lit as well as any other.
    """

    room: Room
    scenery: Scenery
    ink: tuple[float, float, float] = (0.09, 0.095, 0.105)
    shadow: float = 0.62
    exposure: float = -0.25
    turns: bool = True
    sun: Sun | None = field(default=None)


def mixed(start: np.ndarray, end: np.ndarray, share: np.ndarray) -> np.ndarray:
    """From one colour (share 0) to another (share 1), by pixel: shape (height, width, 3) of (height, width).

    Channel by channel: NumPy is several times slower where the last of its axes is a short one.
    """
    colour = np.empty((*share.shape, 3), dtype=np.float32)
    for channel in range(3):
        first = start[..., channel]
        colour[..., channel] = first + (end[..., channel] - first) * share
    return colour


def _plain(*colour: float) -> Scenery:
    return lambda _pose, _width, _height: np.array(colour, dtype=np.float32)


def _nothing(_pose: framing.CameraPose, _width: int, _height: int) -> None:
    return None


def _spot(_pose: framing.CameraPose, width: int, height: int) -> np.ndarray:
    """Charcoal, with a soft light on the wall behind the model."""
    x, y = framing.pixel_slopes(width, height)
    square = (x[None, :] ** 2 + (y[:, None] + 0.02) ** 2) / 0.19**2
    edge, middle = (np.array(tint, np.float32) for tint in ((0.055, 0.058, 0.064), (0.25, 0.258, 0.272)))
    return mixed(edge, middle, np.exp(-square).astype(np.float32))


def _open_air(pose: framing.CameraPose, width: int, height: int) -> np.ndarray:
    """A bright sky above light concrete; the horizon is as soft as a lens renders what is far away."""
    x, y = framing.pixel_slopes(width, height)
    right, up, backward = pose.axes.T
    rising = right[2] * x[None, :] + up[2] * y[:, None] - backward[2]
    rising = rising / np.sqrt(1 + x[None, :] ** 2 + y[:, None] ** 2)
    angle = np.degrees(np.arcsin(np.clip(rising, -1, 1))).astype(np.float32)
    zenith, haze = np.array([0.36, 0.56, 0.84], np.float32), np.array([0.86, 0.91, 0.95], np.float32)
    near, far = np.array([0.66, 0.645, 0.62], np.float32), np.array([0.80, 0.80, 0.79], np.float32)
    sky = mixed(haze, zenith, np.clip(angle / 55, 0, 1) ** 0.7)
    ground = mixed(near, far, np.exp(np.minimum(angle, 0) / 9))
    above = np.clip(angle / 5 + 0.5, 0, 1)
    above = above * above * (3 - 2 * above)
    return mixed(ground, sky, above)


_BOXES = (
    SoftBox(angle=-50, elevation=38, half_width=30, half_height=28, strength=3.0),  # key, above left
    SoftBox(angle=68, elevation=5, half_width=10, half_height=46, strength=2.0),  # strip, right
    SoftBox(angle=-8, elevation=-22, half_width=26, half_height=24, strength=0.45),  # bounce, in front
    SoftBox(angle=140, elevation=14, half_width=12, half_height=38, strength=2.6),  # rim, behind right
    SoftBox(angle=-122, elevation=10, half_width=10, half_height=38, strength=2.2),  # rim, behind left
    SoftBox(angle=180, elevation=36, half_width=42, half_height=22, strength=0.4, edge=24),  # sheen on tops
)
_BRIGHT_ROOM = Room(_BOXES, horizon=0.30, zenith=0.50, below=0.55, overhead=1.7)

_DARK_ROOM = Room(
    (
        SoftBox(angle=-58, elevation=42, half_width=24, half_height=24, strength=3.6),  # key, above left
        SoftBox(angle=76, elevation=8, half_width=8, half_height=50, strength=2.6),  # strip, right
        SoftBox(angle=142, elevation=18, half_width=12, half_height=44, strength=5.0),  # rim, behind right
        SoftBox(angle=-138, elevation=18, half_width=12, half_height=44, strength=5.0),  # rim, behind left
        SoftBox(angle=180, elevation=52, half_width=50, half_height=16, strength=1.4, edge=20),  # tops
    ),
    horizon=0.10,
    zenith=0.14,
    below=0.07,
    overhead=1.2,
)

_SKY = Room(
    (
        SoftBox(
            angle=-46, elevation=54, half_width=40, half_height=26, strength=1.5, edge=36
        ),  # around the sun
        SoftBox(
            angle=0, elevation=-1, half_width=180, half_height=5, strength=-0.62, edge=5
        ),  # what stands far away
    ),
    horizon=1.0,
    zenith=0.5,
    below=0.30,
    overhead=0.0,
    tint_above=(0.80, 0.92, 1.10),
    tint_below=(1.06, 1.0, 0.92),
)

LOOKS: Mapping[str, Look] = {
    "white": Look(_BRIGHT_ROOM, _plain(1.0, 1.0, 1.0)),
    "transparent": Look(_BRIGHT_ROOM, _nothing),
    "dark": Look(_DARK_ROOM, _spot, ink=(0.02, 0.02, 0.023), shadow=0.9, exposure=-0.1),
    "outdoor": Look(
        _SKY,
        _open_air,
        ink=(0.13, 0.14, 0.17),
        shadow=0.68,
        exposure=-0.35,
        turns=False,
        sun=Sun(azimuth=-42, elevation=52, strength=2.8, size=2.5, colour=(1.0, 0.94, 0.84)),
    ),
}
