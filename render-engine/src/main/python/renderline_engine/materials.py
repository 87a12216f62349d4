"""Gives every surface a material that looks like a product photograph.

Materials that say how shiny and metallic they are stay as they are. A mere colour, as CAD files have it,
is read the way a photographer would guess: neutral greys are brushed metal, pale yellows brass, the rest
is satin plastic.
"""

from __future__ import annotations

import colorsys

import bpy

from . import presets
from .flatten import FlatModel
from .materials_tag import PLAIN_COLOUR

_COLOUR_ONLY_FORMATS = {"stl", "obj", "obj_zip", "ply", "fbx", "fbx_zip"}
_UNPAINTED = (0.42, 0.43, 0.44)


def dress(model: FlatModel, model_format: str) -> dict[str, presets.Colour]:
    """Mends the materials of a model in place, and gives one to each surface without any.

    Returns:
        The colour (linear) that each material had before, by its name.
    """
    before = {material.name: _colour(material) for material in bpy.data.materials}
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
    return before


def _colour(material: bpy.types.Material) -> presets.Colour:
    surface = _principled(material) if material.use_nodes else None
    red, green, blue, _ = surface.inputs["Base Color"].default_value if surface else material.diffuse_color
    return red, green, blue


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
        presets.satin(material, _UNPAINTED, 1.0)
    return material


def _coloured_by_vertex(mesh: bpy.types.Mesh) -> bpy.types.Material:
    layer = mesh.color_attributes.active_color or mesh.color_attributes[0]
    name = f"Vertex colours {layer.name}"
    material = bpy.data.materials.get(name)
    if material is None:
        material = bpy.data.materials.new(name)
        presets.satin(material, _UNPAINTED, 1.0)
        tree = material.node_tree
        colours = tree.nodes.new("ShaderNodeVertexColor")
        colours.layer_name = layer.name
        dyed = presets.pigment_node(tree, colours.outputs["Color"])
        tree.links.new(dyed, tree.nodes["Principled BSDF"].inputs["Base Color"])
    return material


def _paint(material: bpy.types.Material, colour: tuple[float, float, float], alpha: float) -> None:
    """Chooses a surface for a linear RGB colour."""
    hue, saturation, value = colorsys.rgb_to_hsv(*colour)
    if saturation < 0.12 and 0.06 < value < 0.75 and alpha > 0.95:
        presets.metal(material, tuple(0.5 + 0.45 * channel for channel in colour), roughness=0.3)
    elif 0.09 < hue < 0.18 and 0.25 < saturation < 0.62 and value > 0.3 and alpha > 0.95:
        presets.metal(material, tuple(0.2 + 0.75 * channel for channel in colour), roughness=0.24)
    else:
        presets.satin(material, colour, alpha)


def _principled(material: bpy.types.Material) -> bpy.types.ShaderNode | None:
    return next((node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED"), None)


def _has_texture(material: bpy.types.Material) -> bool:
    return any(node.type in ("TEX_IMAGE", "VERTEX_COLOR") for node in material.node_tree.nodes)
