"""The files that a scene names outside of itself: taken into it where they came with it, else forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import bpy

from . import film_settings, outside_files

_NO_PICTURE = (bpy.types.Text, bpy.types.Sound, bpy.types.Brush, bpy.types.Scene)
"""Scripts are not run, sounds not heard, and a scene's own paths are those of its sequencer's strips."""
_UNPACKABLE = (bpy.types.CacheFile, bpy.types.MovieClip, bpy.types.Volume, bpy.types.Object)
"""What reads its file at each frame, objects by modifiers such as mesh caches."""
_NOTHING_WITHOUT_FILE = (
    bpy.types.CacheFile,
    bpy.types.Image,
    bpy.types.Library,
    bpy.types.MovieClip,
    bpy.types.VectorFont,
    bpy.types.Volume,
)


def missing(folder: Path) -> list[str]:
    """Names of files that are not part of the upload, sorted."""
    return _names(path for owner, path in _named() if not _came_along(owner, path, folder.resolve()))


def unpackable(folder: Path) -> list[str]:
    """Names of files that are part of the upload and that no .blend can hold, sorted."""
    return _names(
        path
        for owner, path in _named()
        if _came_along(owner, path, folder.resolve()) and not _can_be_packed(owner)
    )


def pack(folder: Path) -> None:
    """Makes the scene whole in itself.

    What it is rendered without it does not name any more: it may lie elsewhere on this machine.
    """
    _forget(_lost(folder.resolve()))
    if bpy.data.libraries:
        bpy.ops.object.make_local(type="ALL")
    for image in bpy.data.images:
        if image.source in ("FILE", "TILED") and not image.packed_files and image.filepath:
            image.pack()
    for font in bpy.data.fonts:
        if not font.packed_file and font.filepath not in ("", "<builtin>"):
            font.pack()
    for node in _photometry():
        path = Path(bpy.path.abspath(node.filepath))
        node.mode = "INTERNAL"  # This forgets both its file and its text
        if outside_files.is_inside(path, folder.resolve()):
            node.ies = bpy.data.texts.load(str(path), internal=True)


def _lost(allowed: Path) -> set[bpy.types.ID]:
    """What cannot be had as its author left it."""
    return {
        owner for owner, path in _named() if not (_came_along(owner, path, allowed) and _can_be_packed(owner))
    }


def _forget(lost: set[bpy.types.ID]) -> None:
    for thing in lost:
        if isinstance(thing, bpy.types.Object):
            for modifier in [each for each in thing.modifiers if each.type == "MESH_CACHE"]:
                thing.modifiers.remove(modifier)
    bpy.data.batch_remove([owner for owner in lost if isinstance(owner, _NOTHING_WITHOUT_FILE)])


def _photometry() -> Iterator[bpy.types.ShaderNodeTexIES]:
    """Nodes that read the light of a lamp from an IES file."""
    for tree in film_settings.shaders():
        yield from (node for node in tree.nodes if node.type == "TEX_IES" and node.mode == "EXTERNAL")


def _named() -> Iterator[tuple[bpy.types.ID, Path]]:
    """What a picture depends on, with its owner."""
    for owner, paths in bpy.data.file_path_map().items():
        if isinstance(owner, _NO_PICTURE):
            continue
        idle = _written_only(owner) if isinstance(owner, bpy.types.Object) else set()
        for path in paths - idle:
            yield owner, Path(bpy.path.abspath(path, library=owner.library).replace("\\", "/"))


def _written_only(thing: bpy.types.Object) -> set[str]:
    """Folders that nothing was baked into yet."""
    folders = {each.filepath for each in thing.modifiers if each.type == "OCEAN" and not each.is_cached}
    domains = (each.domain_settings for each in thing.modifiers if each.type == "FLUID")
    return folders | {each.cache_directory for each in domains if each and not each.has_cache_baked_any}


def _came_along(owner: bpy.types.ID, path: Path, allowed: Path) -> bool:
    if isinstance(owner, bpy.types.Image) and owner.source == "TILED":
        tiles = [Path(str(path).replace("<UDIM>", str(tile.number))) for tile in owner.tiles]
        return all(outside_files.is_inside(tile, allowed) for tile in tiles)
    return outside_files.is_inside(path, allowed)


def _can_be_packed(owner: bpy.types.ID) -> bool:
    if isinstance(owner, bpy.types.Image):
        return owner.source in ("FILE", "TILED")
    return not isinstance(owner, _UNPACKABLE)


def _names(paths: Iterator[Path]) -> list[str]:
    return sorted({path.name or str(path) for path in paths})
