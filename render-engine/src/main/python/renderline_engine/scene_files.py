"""The files that a scene names outside of itself: taken into it or along with it where they came with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import bpy

from . import named_files, node_trees, outside_files, sequences
from .named_files import NamedFile


def missing(folder: Path) -> list[str]:
    """Names of files that are not part of the upload, sorted."""
    allowed = folder.resolve()
    lost = (path for each in named_files.found() for path in each.lost(allowed))
    return sorted({path.name or str(path) for path in lost})


def pack(folder: Path) -> list[Path]:
    """Takes into the scene what a `.blend` can hold; answers the files of the upload that go along with it.

    What it is rendered without it does not name any more: it may lie elsewhere on this machine.
    """
    allowed = folder.resolve()
    _forget(bpy.types.Library, allowed)
    if bpy.data.libraries:
        bpy.ops.object.make_local(type="ALL")
    _forget(bpy.types.ID, allowed)
    _pack_into_the_blend(allowed)
    along = sorted({file for each in named_files.found() for file in each.there(allowed)})
    if along:
        bpy.ops.file.make_paths_relative()
    return along


def _forget(kind: type[bpy.types.ID], allowed: Path) -> None:
    files = [each for each in named_files.found() if isinstance(each.owner, kind)]
    named_files.forget([each for each in files if _cannot_be_read(each, allowed)])


def _cannot_be_read(file: NamedFile, allowed: Path) -> bool:
    """Of a sequence of pictures, those are shown that are there; what a mesh is read from may name others."""
    has_gaps = sequences.is_sequence(file.owner) and not isinstance(file.owner, bpy.types.CacheFile)
    return bool(file.lost(allowed)) and not (has_gaps and file.there(allowed))


def _pack_into_the_blend(allowed: Path) -> None:
    for image in bpy.data.images:
        if image.source in ("FILE", "TILED") and not image.packed_files and image.filepath:
            image.pack()
    for font in bpy.data.fonts:
        if not font.packed_file and font.filepath not in ("", "<builtin>"):
            font.pack()
    for node in _photometry():
        path = Path(bpy.path.abspath(node.filepath))
        node.mode = "INTERNAL"  # This forgets both its file and its text
        if outside_files.is_inside(path, allowed):
            node.ies = bpy.data.texts.load(str(path), internal=True)


def _photometry() -> Iterator[bpy.types.ShaderNodeTexIES]:
    """Nodes that read the light of a lamp from an IES file."""
    for tree in node_trees.shaders():
        yield from (node for node in tree.nodes if node.type == "TEX_IES" and node.mode == "EXTERNAL")
