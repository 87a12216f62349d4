"""Packs the textures that are there, and takes out those that are not.

Blender paints a missing texture bright pink. Here the value that the material has beneath it shows.
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
        The missing textures' file names, sorted.
    """
    gone = missing_images(allowed)
    names = sorted({Path(image.filepath.replace("\\", "/")).name or image.name for image in gone})
    for tree in _shader_trees():
        for node in tree.nodes:
            if getattr(node, "image", None) in gone:
                for output in node.outputs:
                    for link in list(output.links):
                        tree.links.remove(link)
    bpy.data.batch_remove(gone)
    for image in bpy.data.images:
        if image.source == "FILE" and not image.packed_file and image.filepath:
            image.pack()
    return names


def _shader_trees() -> Iterator[bpy.types.NodeTree]:
    yield from (material.node_tree for material in bpy.data.materials if material.use_nodes)
    yield from (group for group in bpy.data.node_groups if group.type == "SHADER")
