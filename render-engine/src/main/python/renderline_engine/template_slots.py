"""What of a `.blend` can be filled in: texts, colours and images, each by a name.

Only what lies in the file itself counts. What is linked from a library belongs to that library, and what is
animated belongs to its animation.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import bpy

from . import colours

_PLAIN_NAME = re.compile(r"(RGB|Color)(\.\d+)?")
"""How Blender calls an RGB node that nobody has named."""


@dataclass(frozen=True)
class ColourPlace:
    """One property that holds a colour in linear light, with alpha, which stays."""

    owner: Any
    attribute: str

    def hex(self) -> str:
        """The colour as seen, `#rrggbb`."""
        red, green, blue = colours.seen(tuple(getattr(self.owner, self.attribute)[:3]))
        return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"

    def fill(self, seen: colours.Colour) -> None:
        """Gives it a colour as seen."""
        old = getattr(self.owner, self.attribute)
        setattr(self.owner, self.attribute, (*colours.linear(seen), *old[3:]))

    def is_animated(self) -> bool:
        """Whether a curve or a driver would set it again at each frame."""
        animation = getattr(self.owner.id_data, "animation_data", None)
        if animation is None:
            return False
        path = self.owner.path_from_id(self.attribute)
        return any(curve.data_path == path for curve in _curves(animation))


@dataclass(frozen=True)
class Colour:
    """A colour by its name, with every place that has it.

    Attributes:
        of: `rgb-node`, `material` or `object`.
    """

    of: str
    places: list[ColourPlace]


def texts() -> dict[str, bpy.types.Object]:
    """Text objects by name, sorted."""
    found = (thing for thing in bpy.data.objects if thing.type == "FONT" and _is_own(thing, thing.data))
    return {thing.name: thing for thing in sorted(found, key=lambda thing: thing.name)}


def images() -> dict[str, bpy.types.Image]:
    """Still images by name, sorted: packed, beside the file, missing or generated."""
    found = (
        image
        for image in bpy.data.images
        if image.source in ("FILE", "GENERATED") and image.users > 0 and _is_own(image)
    )
    return {image.name: image for image in sorted(found, key=lambda image: image.name)}


def colours_by_name() -> dict[str, Colour]:
    """Colours by name, sorted. Of one name, named RGB nodes go before materials, and these before objects."""
    found: dict[str, Colour] = {}
    for of, places in (("rgb-node", _rgb_nodes()), ("material", _materials()), ("object", _objects())):
        for name, place in places:
            known = found.setdefault(name, Colour(of, []))
            if known.of == of:
                known.places.append(place)
    return dict(sorted(found.items()))


def _rgb_nodes() -> Iterator[tuple[str, ColourPlace]]:
    for tree in _trees():
        for node in tree.nodes:
            if node.type == "RGB" and (name := _given_name(node)):
                yield from _free(name, ColourPlace(node.outputs[0], "default_value"))


def _given_name(node: bpy.types.Node) -> str:
    return node.label or ("" if _PLAIN_NAME.fullmatch(node.name) else node.name)


def _materials() -> Iterator[tuple[str, ColourPlace]]:
    for material in bpy.data.materials:
        if not _is_own(material):
            continue
        if not material.use_nodes:
            yield from _free(material.name, ColourPlace(material, "diffuse_color"))
        elif (place := _surface_colour(material)) is not None:
            yield from _free(material.name, place)


def _surface_colour(material: bpy.types.Material) -> ColourPlace | None:
    """The colour of the shader that is the surface; a mix of shaders has none that one could mean."""
    output = material.node_tree.get_output_node("ALL") or material.node_tree.get_output_node("CYCLES")
    if output is None or not output.inputs["Surface"].is_linked:
        return None
    shader = output.inputs["Surface"].links[0].from_node
    socket = shader.inputs.get("Base Color") or shader.inputs.get("Color")
    if socket is None or socket.type != "RGBA":
        return None
    if not socket.is_linked:
        return ColourPlace(socket, "default_value")
    source = socket.links[0].from_node
    if source.type != "RGB" or _given_name(source):
        return None
    return ColourPlace(source.outputs[0], "default_value")


def _objects() -> Iterator[tuple[str, ColourPlace]]:
    """Objects whose own colour one of their materials asks for."""
    for thing in bpy.data.objects:
        if _is_own(thing) and any(
            _asks_for_object_colour(slot.material) for slot in thing.material_slots if slot.material
        ):
            yield from _free(thing.name, ColourPlace(thing, "color"))


def _asks_for_object_colour(material: bpy.types.Material) -> bool:
    return material.use_nodes and any(
        node.type == "OBJECT_INFO" and node.outputs["Color"].is_linked for node in material.node_tree.nodes
    )


def _free(name: str, place: ColourPlace) -> Iterator[tuple[str, ColourPlace]]:
    if not place.is_animated():
        yield name, place


def _trees() -> Iterator[bpy.types.NodeTree]:
    owners = itertools.chain(bpy.data.materials, bpy.data.worlds, bpy.data.lights, bpy.data.scenes)
    trees = itertools.chain((owner.node_tree for owner in owners if _is_own(owner)), bpy.data.node_groups)
    return (tree for tree in trees if tree is not None and _is_own(tree))


def _is_own(*things: Any) -> bool:
    return all(thing.library is None for thing in things)


def _curves(animation: bpy.types.AnimData) -> Iterator[bpy.types.FCurve]:
    yield from animation.drivers
    strips = (strip for track in animation.nla_tracks for strip in track.strips)
    for action in {animation.action, *(strip.action for strip in strips)} - {None}:
        for layer in action.layers:
            for strip in layer.strips:
                for bag in strip.channelbags:
                    yield from bag.fcurves
