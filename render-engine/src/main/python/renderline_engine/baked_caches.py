"""Caches that objects read their shapes and movements from, as a file or as a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import bpy


@dataclass(frozen=True)
class BakedCache:
    """See `named_files.NamedFile`.

    Attributes:
        path: as Blender writes it, relative to the `.blend` where it begins with two slashes.
    """

    owner: bpy.types.ID
    path: str
    forget: Callable[[], object]


def found() -> Iterator[BakedCache]:
    """All of them; folders that nothing was baked into yet are none."""
    for thing in bpy.data.objects:
        for modifier in thing.modifiers:
            path = _path_of(modifier)
            if path:
                yield BakedCache(thing, path, partial(thing.modifiers.remove, modifier))
    for owner, cache in _point_caches():
        if cache.use_external or (cache.use_disk_cache and cache.is_baked):
            yield BakedCache(owner, _folder_of(cache), partial(_simulate_anew, cache))


def write_none() -> None:
    """Has simulations that nobody has baked leave no files."""
    for _, cache in _point_caches():
        if not cache.is_baked:
            cache.use_disk_cache = False


def _point_caches() -> Iterator[tuple[bpy.types.ID, bpy.types.PointCache]]:
    """What simulations were reckoned to, each with its owner."""
    for thing in bpy.data.objects:
        yield from ((thing, system.point_cache) for system in thing.particle_systems)
        for modifier in thing.modifiers:
            if modifier.type in ("CLOTH", "SOFT_BODY"):
                yield thing, modifier.point_cache
            elif modifier.type == "DYNAMIC_PAINT" and modifier.canvas_settings:
                yield from (
                    (thing, surface.point_cache) for surface in modifier.canvas_settings.canvas_surfaces
                )
    for scene in bpy.data.scenes:
        if scene.rigidbody_world:
            yield scene, scene.rigidbody_world.point_cache


def _path_of(modifier: bpy.types.Modifier) -> str | None:
    if modifier.type == "MESH_CACHE" or (modifier.type == "OCEAN" and modifier.is_cached):
        return modifier.filepath
    domain = modifier.domain_settings if modifier.type == "FLUID" else None
    return domain.cache_directory if domain and domain.has_cache_baked_any else None


def _folder_of(cache: bpy.types.PointCache) -> str:
    """After ptcache_path of Blender's pointcache.cc."""
    return cache.filepath if cache.use_external else f"//blendcache_{Path(bpy.data.filepath).stem}"


def _simulate_anew(cache: bpy.types.PointCache) -> None:
    cache.use_external = False
    cache.use_disk_cache = False
