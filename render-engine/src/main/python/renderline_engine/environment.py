"""The light: one environment image of soft boxes around a grey room.

A single importance-sampled image costs one light sample per bounce however many boxes it shows, gives
soft shadows, and is what shiny metal reflects. Directions are given as seen from the camera of azimuth 0:
angle 0 is behind the camera, 90 to its right, elevation above the ground, all in degrees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WIDTH, HEIGHT = 512, 256


@dataclass(frozen=True)
class SoftBox:
    """A rectangular light of given angular size (half widths) with a soft edge, in degrees."""

    angle: float
    elevation: float
    half_width: float
    half_height: float
    strength: float
    edge: float = 8.0


_BOXES = (
    SoftBox(angle=-48, elevation=46, half_width=26, half_height=22, strength=5.5),  # key, above left
    SoftBox(angle=72, elevation=22, half_width=14, half_height=34, strength=1.6),  # fill, right
    SoftBox(angle=150, elevation=30, half_width=16, half_height=30, strength=2.6),  # rim, behind right
    SoftBox(angle=-140, elevation=24, half_width=10, half_height=30, strength=2.0),  # rim, behind left
)
_OVERHEAD = 2.2
_HORIZON = 0.42
_BELOW = 0.30
_ZENITH = 0.62


def studio_image() -> np.ndarray:
    """Renders the surroundings, linear RGBA of shape (HEIGHT, WIDTH, 4), float32, bottom row first."""
    u = (np.arange(WIDTH) + 0.5) / WIDTH
    v = (np.arange(HEIGHT) + 0.5) / HEIGHT
    elevation = np.degrees((v - 0.5) * np.pi)[:, None]
    # Blender's equirectangular mapping: u = 0.5 looks along +X, and u falls counter-clockwise.
    angle = (np.degrees(-(u - 0.5) * 2 * np.pi) + 90.0)[None, :]
    rising = np.clip(elevation / 90, 0, 1)
    room = _HORIZON + (_ZENITH - _HORIZON) * rising + (_BELOW - _HORIZON) * np.clip(-elevation / 60, 0, 1)
    light = np.broadcast_to(room, (HEIGHT, WIDTH)).copy()
    light += _OVERHEAD * _smooth((elevation - 62) / 16)
    for box in _BOXES:
        light += _shine(box, angle, elevation)
    image = np.ones((HEIGHT, WIDTH, 4), dtype=np.float32)
    image[..., :3] = light[..., None]
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
