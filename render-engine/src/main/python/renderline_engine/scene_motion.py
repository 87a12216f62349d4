"""Whether anything in a scene may change from frame to frame."""

from __future__ import annotations

from collections.abc import Iterator

import bpy

_SIMULATED = {
    "BUILD", "CLOTH", "DYNAMIC_PAINT", "EXPLODE", "FLUID", "MESH_CACHE", "MESH_SEQUENCE_CACHE", "OCEAN",
    "PARTICLE_SYSTEM", "SOFT_BODY", "WAVE",
}  # fmt: skip
"""Modifiers that know what time it is."""
_TIMED_NODES = {"GeometryNodeInputSceneTime", "GeometryNodeSimulationOutput"}


def moves(scene: bpy.types.Scene) -> bool:
    """Whether keyframes, drivers or a simulation may change the picture.

    Args:
        scene: the one scene of the open file.
    """
    return (
        scene.rigidbody_world is not None
        or any(is_animated(thing) for thing in _things())
        or any(_is_timed(tree) for tree in bpy.data.node_groups)
        or any(modifier.type in _SIMULATED for item in scene.objects for modifier in item.modifiers)
    )


def is_animated(thing: bpy.types.ID) -> bool:
    """Whether keyframes or drivers change it."""
    animation = thing.animation_data
    return animation is not None and bool(animation.action or animation.drivers or animation.nla_tracks)


def is_moved(item: bpy.types.Object) -> bool:
    """Whether an object may move: by itself, held by something, or with what it belongs to."""
    while item is not None:
        if is_animated(item) or item.constraints or item.rigid_body:
            return True
        item = item.parent
    return False


def _things() -> Iterator[bpy.types.ID]:
    data = bpy.data
    for kind in (
        data.objects, data.cameras, data.lights, data.materials, data.worlds, data.scenes, data.meshes,
        data.curves, data.shape_keys, data.node_groups, data.armatures, data.lattices, data.metaballs,
    ):  # fmt: skip
        for thing in kind:
            yield thing
            if getattr(thing, "node_tree", None) is not None:
                yield thing.node_tree


def _is_timed(tree: bpy.types.NodeTree) -> bool:
    return any(node.bl_idname in _TIMED_NODES for node in tree.nodes)
