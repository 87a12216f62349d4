"""Finds what a `.blend` would run or reckon by itself, to say that it was not."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import bpy

_SHOWN = 5
_SIMULATED = {"CLOTH", "SOFT_BODY", "FLUID", "DYNAMIC_PAINT"}


def notes() -> list[str]:
    """One sentence for each kind of thing, with names."""
    found = []
    scripts = sorted(text.name for text in bpy.data.texts if text.use_module)
    if scripts:
        found.append(f"Scripts that would run when the file is opened were not run: {_some(scripts)}.")
    drivers = sorted(set(_python_drivers()))
    if drivers:
        found.append(f"Drivers in Python were not run, and what they drive stands still: {_some(drivers)}.")
    unbaked = sorted(set(_unbaked()))
    if unbaked:
        found.append(
            f"Simulations that are not baked may differ from frame to frame: {_some(unbaked)}. Bake them."
        )
    return found


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _python_drivers() -> Iterator[str]:
    for owner in _owners():
        animation = getattr(owner, "animation_data", None)
        for curve in animation.drivers if animation else ():
            driver = curve.driver
            if driver.type == "SCRIPTED" and not driver.is_simple_expression:
                yield f"{owner.name} ({curve.data_path})"


def _owners() -> Iterator[Any]:
    data = bpy.data
    return itertools.chain(
        data.objects, data.meshes, data.materials, data.node_groups, data.worlds, data.cameras, data.lights,
        data.scenes, data.shape_keys, data.armatures, data.curves,
        (material.node_tree for material in data.materials if material.node_tree),
        (world.node_tree for world in data.worlds if world.node_tree),
    )  # fmt: skip


def _unbaked() -> Iterator[str]:
    for thing in bpy.context.scene.objects:
        for modifier in thing.modifiers:
            cache = getattr(modifier, "point_cache", None)
            if modifier.type in _SIMULATED and not (cache and cache.is_baked):
                yield thing.name
        for system in thing.particle_systems:
            if system.settings.type == "EMITTER" and not system.point_cache.is_baked:
                yield f"{thing.name} ({system.name})"
