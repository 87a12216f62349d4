"""Finds what a `.blend` would run or reckon by itself, to say that it was not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from . import names

_SIMULATED = {"CLOTH", "SOFT_BODY", "FLUID", "DYNAMIC_PAINT"}


def notes() -> list[str]:
    """One sentence for each kind of thing, with names."""
    found = []
    scripts = sorted(text.name for text in bpy.data.texts if text.use_module)
    if scripts:
        found.append(f"Scripts that would run when the file is opened were not run: {names.some(scripts)}.")
    drivers = sorted(set(_python_drivers()))
    if drivers:
        found.append(
            f"Drivers in Python were not run, and what they drive stands still: {names.some(drivers)}."
        )
    unbaked = sorted(set(unbaked_simulations()))
    if unbaked:
        found.append(
            f"Every worker simulated anew what is not baked: {names.some(unbaked)}. Bake it to save time."
        )
    return found


def _python_drivers() -> Iterator[str]:
    for name, owner in _owners():
        animation = getattr(owner, "animation_data", None)
        for curve in animation.drivers if animation else ():
            driver = curve.driver
            if driver.type == "SCRIPTED" and not driver.is_simple_expression:
                yield f"{name} ({curve.data_path})"


def _owners() -> Iterator[tuple[str, Any]]:
    """All that may be driven, by name; a tree of nodes by what it belongs to."""
    for thing in bpy.data.user_map():
        yield thing.name, thing
        tree = getattr(thing, "node_tree", None)
        if tree is not None:
            yield thing.name, tree


def unbaked_simulations() -> Iterator[str]:
    """Names of what looks in a frame as the frames before it have left it."""
    world = bpy.context.scene.rigidbody_world
    if world and world.enabled and not world.point_cache.is_baked:
        yield "rigid bodies"
    for thing in bpy.context.scene.objects:
        if any(_simulates(modifier) for modifier in thing.modifiers):
            yield thing.name
        for system in thing.particle_systems:
            moves = system.settings.type == "EMITTER" or system.use_hair_dynamics
            if moves and not system.point_cache.is_baked:
                yield f"{thing.name} ({system.name})"


def _simulates(modifier: bpy.types.Modifier) -> bool:
    if modifier.type == "NODES":
        nodes = (node for tree in _trees_in(modifier.node_group) for node in tree.nodes)
        return any(node.bl_idname == "GeometryNodeSimulationOutput" for node in nodes)
    cache = getattr(modifier, "point_cache", None)
    return modifier.type in _SIMULATED and not (cache and cache.is_baked)


def _trees_in(tree: bpy.types.NodeTree | None) -> set[bpy.types.NodeTree]:
    """A tree of nodes with all groups in it."""
    found: set[bpy.types.NodeTree] = set()
    todo = [tree]
    while todo:
        tree = todo.pop()
        if tree is not None and tree not in found:
            found.add(tree)
            todo += [node.node_tree for node in tree.nodes if node.type == "GROUP"]
    return found
