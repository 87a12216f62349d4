"""What people call colours, and how they write them."""

from __future__ import annotations

import colorsys
import re

Colour = tuple[float, float, float]

HEX = re.compile("#[0-9a-fA-F]{6}")
_NEAR = 6 / 255
"""Two colours that differ by no more in any channel are taken for the same: CAD files round."""
_HUES = (
    (15, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (200, "cyan"), (260, "blue"),
    (345, "purple"), (360, "red"),
)  # fmt: skip
FAMILIES = ("black", "grey", "white", "brown", *sorted({name for _, name in _HUES}))


def parse(text: str) -> Colour:
    """Reads `#rrggbb` as sRGB, 0 to 1."""
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def linear(seen: Colour) -> Colour:
    """Linear light of sRGB; source: IEC 61966-2-1."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in seen)
    return red, green, blue


def seen(light: Colour) -> Colour:
    """The sRGB of linear light, cut off at 0 and 1; source: IEC 61966-2-1."""
    cut = [min(max(c, 0.0), 1.0) for c in light]
    red, green, blue = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in cut)
    return red, green, blue


def family(colour: Colour) -> str:
    """What one would call an sRGB colour."""
    hue, saturation, value = colorsys.rgb_to_hsv(*colour)
    if value < 0.16:
        return "black"
    if saturation < 0.12:
        return "white" if value > 0.88 else "grey"
    degrees = hue * 360
    if 10 <= degrees < 45 and value < 0.62:
        return "brown"
    return next(name for end, name in _HUES if degrees <= end)


def is_neutral(colour: Colour) -> bool:
    """Whether an sRGB colour is none that one would tint anything with."""
    return family(colour) in ("black", "grey", "white")


def matches(pattern: str, colour: Colour) -> bool:
    """Whether an sRGB colour is the one written `#rrggbb`, or of the family named."""
    if not HEX.fullmatch(pattern):
        return family(colour) == pattern
    return all(abs(a - b) <= _NEAR for a, b in zip(parse(pattern), colour, strict=True))
