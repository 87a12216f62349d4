"""Gives every surface a material that looks like a product photograph.

Materials that say how shiny and metallic they are stay as they are. A mere colour, as CAD files have it,
is read the way a photographer would guess: neutral greys are brushed metal, pale yellows brass, the rest
is satin plastic.
"""

from __future__ import annotations

import colorsys

import bpy

from .flatten import FlatModel
from .materials_tag import PLAIN_COLOUR

_COLOUR_ONLY_FORMATS = {"stl", "obj", "ply", "fbx"}
_UNPAINTED = (0.42, 0.43, 0.44)


def dress(model: FlatModel, model_format: str) -> None:
    """Mends the materials of a model in place, and gives one to each surface without any."""
    for material in bpy.data.materials:
        if not material.use_nodes:
            _paint(material, tuple(material.diffuse_color[:3]), material.diffuse_color[3])
        elif PLAIN_COLOUR in material or (
            model_format in _COLOUR_ONLY_FORMATS and not _has_texture(material)
        ):
            surface = _principled(material)
            if surface is not None:
                colour = surface.inputs["Base Color"].default_value
                _paint(material, tuple(colour[:3]), surface.inputs["Alpha"].default_value)
    for mesh in model.meshes.values():
        _fill_empty_slots(mesh)


def _fill_empty_slots(mesh: bpy.types.Mesh) -> None:
    if not mesh.materials:
        mesh.materials.append(None)
    for slot, material in enumerate(mesh.materials):
        if material is None:
            mesh.materials[slot] = _coloured_by_vertex(mesh) if mesh.color_attributes else _unpainted()


def _unpainted() -> bpy.types.Material:
    name = "Unpainted"
    material = bpy.data.materials.get(name)
    if material is None:
        material = bpy.data.materials.new(name)
        _satin(material, _UNPAINTED, 1.0)
    return material


def _coloured_by_vertex(mesh: bpy.types.Mesh) -> bpy.types.Material:
    layer = mesh.color_attributes.active_color or mesh.color_attributes[0]
    name = f"Vertex colours {layer.name}"
    material = bpy.data.materials.get(name)
    if material is None:
        material = bpy.data.materials.new(name)
        _satin(material, _UNPAINTED, 1.0)
        tree = material.node_tree
        colours = tree.nodes.new("ShaderNodeVertexColor")
        colours.layer_name = layer.name
        tree.links.new(colours.outputs["Color"], tree.nodes["Principled BSDF"].inputs["Base Color"])
    return material


def _paint(material: bpy.types.Material, colour: tuple[float, float, float], alpha: float) -> None:
    """Chooses a surface for a linear RGB colour."""
    hue, saturation, value = colorsys.rgb_to_hsv(*colour)
    if saturation < 0.12 and 0.06 < value < 0.75 and alpha > 0.95:
        _metal(material, tuple(0.5 + 0.45 * channel for channel in colour), roughness=0.3)
    elif 0.09 < hue < 0.18 and 0.25 < saturation < 0.62 and value > 0.3 and alpha > 0.95:
        _metal(material, tuple(0.2 + 0.75 * channel for channel in colour), roughness=0.24)
    else:
        _satin(material, colour, alpha)


def _metal(material: bpy.types.Material, colour: tuple[float, ...], roughness: float) -> None:
    surface = _fresh_principled(material, colour, 1.0)
    surface.inputs["Metallic"].default_value = 1.0
    surface.inputs["Roughness"].default_value = roughness


def _satin(material: bpy.types.Material, colour: tuple[float, ...], alpha: float) -> None:
    # No real pigment is pure: a channel at 0 or 1 looks like a screen, not like plastic.
    pigment = tuple(0.015 + 0.765 * min(max(channel, 0.0), 1.0) for channel in colour)
    surface = _fresh_principled(material, pigment, alpha)
    surface.inputs["Roughness"].default_value = 0.28


def _fresh_principled(
    material: bpy.types.Material, colour: tuple[float, ...], alpha: float
) -> bpy.types.ShaderNode:
    material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    surface = tree.nodes.new("ShaderNodeBsdfPrincipled")
    out = tree.nodes.new("ShaderNodeOutputMaterial")
    tree.links.new(surface.outputs["BSDF"], out.inputs["Surface"])
    surface.inputs["Base Color"].default_value = (*colour, 1.0)
    surface.inputs["Alpha"].default_value = alpha
    return surface


def _principled(material: bpy.types.Material) -> bpy.types.ShaderNode | None:
    return next((node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED"), None)


def _has_texture(material: bpy.types.Material) -> bool:
    return any(node.type in ("TEX_IMAGE", "VERTEX_COLOR") for node in material.node_tree.nodes)
