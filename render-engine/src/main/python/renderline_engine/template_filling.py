"""Fills a template: texts, colours and images by name, before the scene is packed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import bpy

from . import colours, template_slots
from .arguments import Arguments
from .errors import InvalidParametersError

_SHOWN = 20


def fill(arguments: Arguments) -> None:
    """Puts `texts`, `colors` and `images` of a request into the open file.

    Raises:
        InvalidParametersError: the file has none of that name, or an image cannot be read.
    """
    _fill_texts(arguments.texts("texts"))
    _fill_colours(arguments.texts("colors"))
    _fill_images(arguments.texts("images"))


def _fill_texts(wanted: dict[str, str]) -> None:
    offered = template_slots.texts()
    _require_known("texts", wanted, offered)
    filled: dict[bpy.types.Curve, str] = {}
    for name, text in sorted(wanted.items()):
        data = offered[name].data
        other = filled.setdefault(data, name)
        if data.body != text and other != name:
            raise InvalidParametersError(
                f"parameters.texts.{name} differs from {other}, with which it shares its text; "
                "give both the same, or make them single users in the template."
            )
        data.body = text


def _fill_colours(wanted: dict[str, str]) -> None:
    offered = template_slots.colours_by_name()
    _require_known("colors", wanted, offered)
    for name, colour in wanted.items():
        if not colours.HEX.fullmatch(colour):
            raise InvalidParametersError(f"parameters.colors.{name} is '{colour}'; it must be #rrggbb.")
        for place in offered[name].places:
            place.fill(colours.parse(colour))


def _fill_images(wanted: dict[str, str]) -> None:
    offered = template_slots.images()
    _require_known("images", wanted, offered)
    for name, path in wanted.items():
        old = offered[name]
        new = _load(name, Path(path))
        new.colorspace_settings.name = old.colorspace_settings.name
        new.alpha_mode = old.alpha_mode
        old.user_remap(new)
        bpy.data.images.remove(old)
        new.name = name


def _load(name: str, path: Path) -> bpy.types.Image:
    try:
        image = bpy.data.images.load(str(path))
        has_pixels = image.size[0] > 0 and image.size[1] > 0
    except RuntimeError:
        has_pixels = False
    if not has_pixels:
        raise InvalidParametersError(
            f"parameters.images.{name} names a file that cannot be read as a picture. "
            "Open it in the program it comes from, export it as PNG and upload it again."
        )
    # Packed now: it lies outside of the upload, from where nothing is read later.
    image.pack()
    image.filepath = f"//{name}"
    return image


def _require_known(kind: str, wanted: dict[str, str], offered: Iterable[str]) -> None:
    names = list(offered)
    for name in sorted(set(wanted) - set(names)):
        shown = ", ".join(names[:_SHOWN]) + (" and more" if len(names) > _SHOWN else "")
        has = f"which has the {kind} {shown}" if names else f"which has no {kind}"
        raise InvalidParametersError(f"parameters.{kind}.{name} is not in the template, {has}.")
