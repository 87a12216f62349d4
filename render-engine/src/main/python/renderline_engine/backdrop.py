"""What is behind the model: a colour, the ground's shadow, or nothing.

Blender renders the model alone, on a clear film. What is behind it is laid under that afterwards, as it is
to be seen, so that white stays white whatever the view transform does, and no sample is spent on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import framing
from .looks import Look, mixed
from .shadow_view import ShadowMap


@dataclass(frozen=True)
class Backdrop:
    """What is laid under a picture, as seen (sRGB, 0 to 1), straight alpha.

    Attributes:
        colour: shape (height, width, 3) or (3,).
        alpha: how much of it there is, shape (height, width), or a number for all pixels.
    """

    colour: np.ndarray
    alpha: np.ndarray | float

    def rows(self, rows: slice) -> Backdrop:
        """A part of it."""
        colour = self.colour if self.colour.ndim == 1 else self.colour[rows]
        return Backdrop(colour, self.alpha[rows] if isinstance(self.alpha, np.ndarray) else self.alpha)


NOTHING = Backdrop(np.zeros(3, dtype=np.float32), 0.0)


def plain(colour: tuple[float, float, float]) -> Backdrop:
    """One colour everywhere."""
    return Backdrop(np.array(colour, dtype=np.float32), 1.0)


def behind(
    look: Look,
    shadow: ShadowMap | None,
    pose: framing.CameraPose,
    width: int,
    height: int,
    background: tuple[float, float, float] | None,
) -> Backdrop:
    """What a studio shows behind a model, with its shadow on it.

    Args:
        look: the studio's.
        shadow: None where the studio has no floor of ours.
        pose: from where it is seen.
        width: of the picture, px.
        height: of the picture, px.
        background: what is asked for instead of the studio's own, as seen (sRGB, 0 to 1).
    """
    ink = np.array(look.ink, dtype=np.float32)
    dark = None if shadow is None else look.shadow * shadow.seen_by(pose, width, height)
    colour = look.scenery(pose, width, height) if background is None else np.array(background, np.float32)
    if colour is None:
        return NOTHING if dark is None else Backdrop(ink, dark)
    if dark is None:
        return Backdrop(colour, 1.0)
    return Backdrop(mixed(colour, ink, dark), 1.0)
