"""Packs the textures that are there, and takes out those that are not.

Blender paints a missing texture bright pink. Here the value that the material has beneath it shows, and a
surface that was to glow by a missing texture does not glow.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import bpy

from .outside_files import missing_images


def pack(allowed: Path) -> list[str]:
    """Puts all textures into Blender's data.

    Args:
        allowed: the folder of the upload; a texture elsewhere counts as missing.

    Returns:
        The missing textures, sorted: by file name, or by material where the importer dropped the name.
    """
    gone = missing_images(allowed)
    names = {Path(image.filepath.replace("\\", "/")).name or image.name for image in gone}
    bpy.data.batch_remove(gone)
    for owner, tree in _shader_trees():
        for node in list(tree.nodes):
            if node.type in ("TEX_IMAGE", "TEX_ENVIRONMENT") and node.image is None:
                if _feeds_something(node) and not gone:
                    names.add(f"texture of {owner}")
                _take_out(tree, node)
    for image in bpy.data.images:
        if image.source == "FILE" and not image.packed_file and image.filepath:
            image.pack()
    return sorted(names)


def _shader_trees() -> Iterator[tuple[str, bpy.types.NodeTree]]:
    yield from ((material.name, material.node_tree) for material in bpy.data.materials if material.use_nodes)
    yield from ((group.name, group) for group in bpy.data.node_groups if group.type == "SHADER")


def _feeds_something(node: bpy.types.Node) -> bool:
    return any(output.is_linked for output in node.outputs)


def _take_out(tree: bpy.types.NodeTree, node: bpy.types.Node) -> None:
    """Cuts a node off, and with it the nodes that only reckoned with its colour, down to the surface."""
    for output in node.outputs:
        for link in list(output.links):
            fed, socket = link.to_node, link.to_socket
            tree.links.remove(link)
            if any(result.type == "SHADER" for result in fed.outputs):
                _stop_glowing(fed, socket)
            else:
                _take_out(tree, fed)


def _stop_glowing(surface: bpy.types.Node, socket: bpy.types.NodeSocket) -> None:
    if surface.type == "EMISSION":
        surface.inputs["Strength"].default_value = 0.0
    elif socket.name.startswith("Emission"):
        surface.inputs["Emission Strength"].default_value = 0.0
