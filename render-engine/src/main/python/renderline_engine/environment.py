"""The light: one environment image of soft boxes around a grey room.

A single image costs the same however many boxes it shows, gives soft shadows, and is what shiny metal
reflects. Directions are given as seen from the camera of azimuth 0:
angle 0 is behind the camera, 90 to its right, elevation above the ground, all in degrees.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

WIDTH, HEIGHT = 256, 128
"""1.4 degrees a pixel: what is sharpest, an edge of 5 degrees, is some pixels wide."""


@dataclass(frozen=True)
class SoftBox:
    """A rectangular light of given angular size (half widths) with a soft edge, in degrees."""

    angle: float
    elevation: float
    half_width: float
    half_height: float
    strength: float
    edge: float = 8.0


@dataclass(frozen=True)
class Room:
    """Soft boxes in a room, whose walls have a brightness of their own.

    Attributes:
        horizon, zenith, below: brightness at eye level, overhead, and from 30 degrees below.
        overhead: strength of a light around the zenith.
        tint_above, tint_below: what colours the room has above and below the horizon, linear RGB.
    """

    boxes: tuple[SoftBox, ...]
    horizon: float
    zenith: float
    below: float
    overhead: float
    tint_above: tuple[float, float, float] = (1.0, 1.0, 1.0)
    tint_below: tuple[float, float, float] = (1.0, 1.0, 1.0)


@functools.cache
def room_image(room: Room) -> np.ndarray:
    """Renders a room, linear RGBA of shape (HEIGHT, WIDTH, 4), float32, bottom row first; read only."""
    u = (np.arange(WIDTH) + 0.5) / WIDTH
    v = (np.arange(HEIGHT) + 0.5) / HEIGHT
    elevation = np.degrees((v - 0.5) * np.pi)[:, None]
    # Blender's equirectangular mapping: u = 0.5 looks along +X, and u falls counter-clockwise.
    angle = (np.degrees(-(u - 0.5) * 2 * np.pi) + 90.0)[None, :]
    rising = np.clip(elevation / 90, 0, 1)
    walls = room.horizon + (room.zenith - room.horizon) * rising
    walls = walls + (room.below - room.horizon) * np.clip(-elevation / 30, 0, 1)
    light = np.broadcast_to(walls, (HEIGHT, WIDTH)).copy()
    light += room.overhead * _smooth((elevation - 62) / 16)
    for box in room.boxes:
        light += _shine(box, angle, elevation)
    image = np.ones((HEIGHT, WIDTH, 4), dtype=np.float32)
    above = _smooth(elevation / 12 + 0.5)[..., None]
    tint = np.array(room.tint_below) + above * (np.array(room.tint_above) - np.array(room.tint_below))
    image[..., :3] = light[..., None] * tint
    image.flags.writeable = False
    return image


def _shine(box: SoftBox, angle: np.ndarray, elevation: np.ndarray) -> np.ndarray:
    sideways = np.abs((angle - box.angle + 180) % 360 - 180)
    upwards = np.abs(elevation - box.elevation)
    across = _smooth((box.half_width - sideways) / box.edge + 0.5)
    along = _smooth((box.half_height - upwards) / box.edge + 0.5)
    return box.strength * across * along


def _smooth(ramp: np.ndarray) -> np.ndarray:
    ramp = np.clip(ramp, 0, 1)
    return ramp * ramp * (3 - 2 * ramp)
