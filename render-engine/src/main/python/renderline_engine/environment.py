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
    SoftBox(angle=-50, elevation=38, half_width=30, half_height=28, strength=3.0),  # key, above left
    SoftBox(angle=68, elevation=5, half_width=10, half_height=46, strength=2.0),  # strip, right
    SoftBox(angle=-8, elevation=-22, half_width=26, half_height=24, strength=0.45),  # bounce, in front
    SoftBox(angle=140, elevation=14, half_width=12, half_height=38, strength=2.6),  # rim, behind right
    SoftBox(angle=-122, elevation=10, half_width=10, half_height=38, strength=2.2),  # rim, behind left
    SoftBox(angle=180, elevation=36, half_width=42, half_height=22, strength=0.4, edge=24),  # sheen on tops
)
_OVERHEAD = 1.7
_HORIZON = 0.30
_BELOW = 0.55
_ZENITH = 0.50


def studio_image() -> np.ndarray:
    """Renders the surroundings, linear RGBA of shape (HEIGHT, WIDTH, 4), float32, bottom row first."""
    u = (np.arange(WIDTH) + 0.5) / WIDTH
    v = (np.arange(HEIGHT) + 0.5) / HEIGHT
    elevation = np.degrees((v - 0.5) * np.pi)[:, None]
    # Blender's equirectangular mapping: u = 0.5 looks along +X, and u falls counter-clockwise.
    angle = (np.degrees(-(u - 0.5) * 2 * np.pi) + 90.0)[None, :]
    rising = np.clip(elevation / 90, 0, 1)
    room = _HORIZON + (_ZENITH - _HORIZON) * rising + (_BELOW - _HORIZON) * np.clip(-elevation / 30, 0, 1)
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
