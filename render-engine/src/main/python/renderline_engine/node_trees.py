"""Trees of nodes, whatever they belong to."""

from __future__ import annotations

from collections.abc import Iterator

import bpy


def shaders() -> Iterator[bpy.types.NodeTree]:
    """Trees of nodes that surfaces, worlds, lights and groups of them are made of."""
    return (tree for tree in every() if tree.bl_idname == "ShaderNodeTree")


def every() -> Iterator[bpy.types.NodeTree]:
    """All trees of nodes, groups and what belongs to something."""
    yield from bpy.data.node_groups
    for owner in (*bpy.data.materials, *bpy.data.worlds, *bpy.data.lights, *bpy.data.scenes):
        if owner.node_tree:
            yield owner.node_tree
