"""The materials that come with Renderline, each a few nodes without textures.

Colours are linear RGB.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import bpy

Colour = tuple[float, float, float]
_STEEL = (0.60, 0.60, 0.61)
_CHROME = (0.86, 0.87, 0.89)
_DARKEST, _BRIGHT = 0.015, 0.72
"""How much light black paint gives back, and how much more than that white paint."""
_GREYED = 0.16
"""How much of its purity a pure colour loses."""
_GRAIN_SCALE = (4.0, 4.0, 260.0)
"""How often the grain of brushed metal changes along x, y and z, in a scene whose model has a radius of 1."""


def apply(material: bpy.types.Material, preset: str, colour: Colour) -> None:
    """Makes a material what a preset says, in a colour where the preset comes in any."""
    _MAKERS[preset](material, colour)


def fresh_principled(
    material: bpy.types.Material, colour: Colour, alpha: float = 1.0
) -> bpy.types.ShaderNode:
    """Empties a material, and gives it one surface in a colour."""
    material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    surface = tree.nodes.new("ShaderNodeBsdfPrincipled")
    out = tree.nodes.new("ShaderNodeOutputMaterial")
    tree.links.new(surface.outputs["BSDF"], out.inputs["Surface"])
    surface.inputs["Base Color"].default_value = (*colour, 1.0)
    surface.inputs["Alpha"].default_value = alpha
    return surface


def pigment(colour: Colour) -> Colour:
    """A colour as paint and plastic have it: a channel at 0 or 1 would look like a screen."""
    cut = [min(max(channel, 0.0), 1.0) for channel in colour]
    light = 0.2126 * cut[0] + 0.7152 * cut[1] + 0.0722 * cut[2]
    purity = max(cut) - min(cut)
    greyed = _GREYED * purity
    red, green, blue = (_DARKEST + (_BRIGHT - 0.14 * purity) * (c + greyed * (light - c)) for c in cut)
    return red, green, blue


def pigment_node(tree: bpy.types.NodeTree, colour: bpy.types.NodeSocket) -> bpy.types.NodeSocket:
    """What `pigment` makes of greys, of a colour that differs from place to place."""
    scale = tree.nodes.new("ShaderNodeVectorMath")
    scale.operation = "MULTIPLY_ADD"
    scale.inputs[1].default_value = (_BRIGHT,) * 3
    scale.inputs[2].default_value = (_DARKEST,) * 3
    tree.links.new(colour, scale.inputs[0])
    return scale.outputs["Vector"]


def metal(material: bpy.types.Material, colour: Colour, roughness: float) -> bpy.types.ShaderNode:
    """Bare metal of a colour."""
    surface = fresh_principled(material, colour)
    surface.inputs["Metallic"].default_value = 1.0
    surface.inputs["Roughness"].default_value = roughness
    return surface


def satin(material: bpy.types.Material, colour: Colour, alpha: float = 1.0) -> bpy.types.ShaderNode:
    """Satin plastic of a colour."""
    surface = fresh_principled(material, pigment(colour), alpha)
    surface.inputs["Roughness"].default_value = 0.28
    return surface


def _brushed_steel(material: bpy.types.Material, _colour: Colour) -> None:
    surface = metal(material, _STEEL, 0.3)
    tree = material.node_tree
    place = tree.nodes.new("ShaderNodeNewGeometry")
    stretch = tree.nodes.new("ShaderNodeMapping")
    stretch.inputs["Scale"].default_value = _GRAIN_SCALE
    grain = tree.nodes.new("ShaderNodeTexNoise")
    grain.inputs["Scale"].default_value = 1.0
    grain.inputs["Detail"].default_value = 1.0
    level = tree.nodes.new("ShaderNodeMapRange")
    level.inputs["To Min"].default_value = 0.2
    level.inputs["To Max"].default_value = 0.44
    tree.links.new(place.outputs["Position"], stretch.inputs["Vector"])
    tree.links.new(stretch.outputs["Vector"], grain.inputs["Vector"])
    tree.links.new(grain.outputs["Fac"], level.inputs["Value"])
    tree.links.new(level.outputs["Result"], surface.inputs["Roughness"])


def _chrome(material: bpy.types.Material, _colour: Colour) -> None:
    metal(material, _CHROME, 0.04)


def _anodised_aluminium(material: bpy.types.Material, colour: Colour) -> None:
    red, green, blue = (0.06 + 0.74 * channel for channel in colour)
    metal(material, (red, green, blue), 0.36)


def _rubber(material: bpy.types.Material, colour: Colour) -> None:
    red, green, blue = (0.01 + 0.55 * channel for channel in colour)
    surface = fresh_principled(material, (red, green, blue))
    surface.inputs["Roughness"].default_value = 0.72
    surface.inputs["Specular IOR Level"].default_value = 0.3


def _plastic(material: bpy.types.Material, colour: Colour) -> None:
    satin(material, colour)


def _clear(roughness: float, index: float, tint: float) -> Callable[[bpy.types.Material, Colour], None]:
    def make(material: bpy.types.Material, colour: Colour) -> None:
        red, green, blue = (1 - tint * (1 - channel) for channel in colour)
        surface = fresh_principled(material, (red, green, blue))
        surface.inputs["Transmission Weight"].default_value = 1.0
        surface.inputs["Roughness"].default_value = roughness
        surface.inputs["IOR"].default_value = index

    return make


def _paint(material: bpy.types.Material, colour: Colour) -> None:
    surface = fresh_principled(material, pigment(colour))
    surface.inputs["Roughness"].default_value = 0.4
    surface.inputs["Coat Weight"].default_value = 0.9
    surface.inputs["Coat Roughness"].default_value = 0.06


_MAKERS: Mapping[str, Callable[[bpy.types.Material, Colour], None]] = {
    "brushed-steel": _brushed_steel,
    "chrome": _chrome,
    "anodised-aluminium": _anodised_aluminium,
    "rubber": _rubber,
    "plastic": _plastic,
    "clear-plastic": _clear(0.08, 1.46, 0.85),
    "glass": _clear(0.0, 1.5, 0.35),
    "paint": _paint,
}

PRESETS = tuple(_MAKERS)
"""Their names."""
COLOURED = ("anodised-aluminium", "rubber", "plastic", "clear-plastic", "glass", "paint")
"""Those that come in any colour."""
CLEAR = ("clear-plastic", "glass")
"""Those that have none where a part has none."""
