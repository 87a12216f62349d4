"""The files that a picture of the scene depends on, with what names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import bpy

from . import baked_caches, node_trees, outside_files, sequences, usd_caches

_NO_PICTURE = (bpy.types.Text, bpy.types.Sound, bpy.types.Brush)
"""Scripts are not run, sounds not heard, and a scene's own paths are those of its sequencer's strips."""
_NOTHING_WITHOUT_FILE = (
    bpy.types.CacheFile,
    bpy.types.Image,
    bpy.types.Library,
    bpy.types.MovieClip,
    bpy.types.VectorFont,
    bpy.types.Volume,
)
_IMPORTING_NODES = "GeometryNodeImport"
"""Where the path is reckoned by other nodes, nobody knows what is read; the node is named instead."""
_OWNERS_OF_FOLDERS = (bpy.types.Object, bpy.types.Scene)


@dataclass(frozen=True)
class NamedFile:
    """A name of a file, of a folder, or of one member of a sequence.

    Attributes:
        owner: what is read from it, or has something that is.
        forget: has the owner name it no more; None where that is nothing without it.
    """

    owner: bpy.types.ID
    path: Path
    forget: Callable[[], object] | None = None

    def lost(self, allowed: Path) -> list[Path]:
        """What is needed of it, and is not within `allowed`, a resolved folder."""
        return [path for path in self._needed() if not self._is_there(path, allowed)]

    def there(self, allowed: Path) -> list[Path]:
        """All files within `allowed` that it stands for."""
        members = self._members()
        if members is not None:
            files = list(members.there().values())
        elif self.path.is_dir():
            files = list(self.path.rglob("*"))
        else:
            files = self._needed()
        return [file for file in (*files, *self._layers(files)) if outside_files.is_inside(file, allowed)]

    def _needed(self) -> list[Path]:
        members = self._members()
        if isinstance(self.owner, bpy.types.Image) and self.owner.source == "TILED":
            paths = [Path(str(self.path).replace("<UDIM>", str(tile.number))) for tile in self.owner.tiles]
        elif members is not None and members.there():
            paths = [members.path(number) for number in sequences.used(self.owner, members)]
        else:
            paths = [self.path]
        return [*paths, *self._layers(paths)]

    def _members(self) -> sequences.Members | None:
        return sequences.Members.of(self.path) if sequences.is_sequence(self.owner) else None

    def _layers(self, paths: list[Path]) -> list[Path]:
        if not isinstance(self.owner, bpy.types.CacheFile):
            return []
        return [layer for path in paths for layer in usd_caches.layers(path)]

    def _is_there(self, path: Path, allowed: Path) -> bool:
        folders_do = isinstance(self.owner, _OWNERS_OF_FOLDERS)
        return outside_files.is_inside(path, allowed) or (
            folders_do and outside_files.is_folder_inside(path, allowed)
        )


def forget(files: list[NamedFile]) -> None:
    """Has the scene name them no more."""
    for each in files:
        if each.forget is not None:
            each.forget()
    useless = {each.owner for each in files if each.forget is None}
    bpy.data.batch_remove([owner for owner in useless if isinstance(owner, _NOTHING_WITHOUT_FILE)])


def found() -> Iterator[NamedFile]:
    """What lies outside of the open `.blend` and is not packed into it."""
    for owner, paths in bpy.data.file_path_map().items():
        if not isinstance(owner, (*_NO_PICTURE, *_OWNERS_OF_FOLDERS)):
            for path in paths:
                yield NamedFile(owner, _absolute(owner, path))
    for cache in bpy.data.cache_files:
        for layer in cache.layers:
            yield NamedFile(cache, _absolute(cache, layer.filepath))
    for tree in node_trees.every():
        for node in tree.nodes:
            if node.bl_idname.startswith(_IMPORTING_NODES):
                path = "" if node.inputs["Path"].is_linked else node.inputs["Path"].default_value
                yield NamedFile(tree, _absolute(tree, path or node.name), partial(tree.nodes.remove, node))
    for baked in baked_caches.found():
        yield NamedFile(baked.owner, _absolute(baked.owner, baked.path), baked.forget)


def _absolute(owner: bpy.types.ID, path: str) -> Path:
    return Path(bpy.path.abspath(path, library=owner.library).replace("\\", "/"))
