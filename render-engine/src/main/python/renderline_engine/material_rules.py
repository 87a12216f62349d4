"""Rules that say which surfaces get which material: by the name of a part, by the colour it has, or both.

The first rule that fits a surface counts. A surface that none fits stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import bpy

from . import colours, presets
from .arguments import Arguments
from .errors import InvalidParametersError


@dataclass(frozen=True)
class MaterialRule:
    """One rule.

    Attributes:
        part: what a part's name must match, or that of an assembly it belongs to; None: any.
        colour: what its colour must be; None: any.
        preset: the material of ours that it gives; None: `material`.
        tint: the preset's colour, sRGB; None: the surface's own.
        material: the name of a material of the studio's file.
    """

    part: re.Pattern[str] | None
    colour: str | None
    preset: str | None
    tint: colours.Colour | None
    material: str | None

    @classmethod
    def read(cls, arguments: Arguments) -> MaterialRule:
        """Checks a rule of a request.

        Raises:
            InvalidParametersError: names the field that is wrong.
        """
        arguments.only("part", "colour", "preset", "tint", "material")
        part, colour = arguments.optional_text("part"), arguments.optional_text("colour")
        if part is None and colour is None:
            raise InvalidParametersError("A rule for materials needs a part or a colour.")
        if colour is not None and not colours.HEX.fullmatch(colour) and colour not in colours.FAMILIES:
            raise InvalidParametersError(
                f"colour must be a colour such as #c0c0c0 or one of {', '.join(colours.FAMILIES)}, "
                f"but is {colour!r}."
            )
        material = arguments.optional_text("material")
        preset = arguments.choice("preset", presets.PRESETS) if material is None else None
        return cls(None if part is None else _glob(part), colour, preset, arguments.colour("tint"), material)

    def fits(self, names: Sequence[str], colour: colours.Colour) -> bool:
        """Whether it is for a surface of this colour (sRGB), of a part with these names on its path."""
        if self.part is not None and not any(self.part.fullmatch(name) for name in names):
            return False
        return self.colour is None or colours.matches(self.colour, colour)


def apply(
    parts: Sequence[tuple[bpy.types.Object, Sequence[str]]],
    rules: Sequence[MaterialRule],
    own_colours: dict[str, colours.Colour],
    of_studio: dict[str, bpy.types.Material],
) -> int:
    """Gives each surface the material of the first rule that fits.

    Args:
        parts: objects with meshes, which may share them, and the names that each is known by.
        rules: in the order in which they count.
        own_colours: the colour (linear) that the model gave a material, by the material's name.
        of_studio: materials of the studio's file, by name.

    Returns:
        How many surfaces were given one.
    """
    made: dict[tuple[str, colours.Colour], bpy.types.Material] = {}
    dressed: dict[tuple[Any, ...], bpy.types.Mesh] = {}
    given = 0
    for part, names in parts:
        chosen = []
        for material in part.data.materials:
            light = own_colours.get(material.name, (0.5, 0.5, 0.5))
            rule = next((rule for rule in rules if rule.fits(names, colours.seen(light))), None)
            chosen.append(material if rule is None else _material(rule, light, made, of_studio))
            given += rule is not None
        before = list(part.data.materials)
        if chosen != before:
            part.data = _dressed(part.data, chosen, dressed)
    bpy.data.batch_remove([mesh for mesh in bpy.data.meshes if not mesh.users])
    return given


def _material(
    rule: MaterialRule,
    light: colours.Colour,
    made: dict[tuple[str, colours.Colour], bpy.types.Material],
    of_studio: dict[str, bpy.types.Material],
) -> bpy.types.Material:
    if rule.preset is None:
        return of_studio[rule.material or ""]
    colour = light if rule.tint is None else colours.linear(rule.tint)
    if rule.tint is None and rule.preset in presets.CLEAR and colours.is_neutral(colours.seen(light)):
        colour = (1.0, 1.0, 1.0)
    key = (rule.preset, colour if rule.preset in presets.COLOURED else (0.0, 0.0, 0.0))
    if key not in made:
        made[key] = bpy.data.materials.new(rule.preset)
        presets.apply(made[key], rule.preset, colour)
    return made[key]


def _dressed(
    mesh: bpy.types.Mesh,
    materials: list[bpy.types.Material],
    dressed: dict[tuple[Any, ...], bpy.types.Mesh],
) -> bpy.types.Mesh:
    """The mesh with other materials: a copy where another part goes on showing it as it was."""
    key = (mesh.name, *(material.name for material in materials))
    if key not in dressed:
        copy = mesh if mesh.users == 1 else mesh.copy()
        for slot, material in enumerate(materials):
            copy.materials[slot] = material
        dressed[key] = copy
    return dressed[key]


def _glob(pattern: str) -> re.Pattern[str]:
    """A pattern with `*` and `?`, whatever the case."""
    parts = [".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern]
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
