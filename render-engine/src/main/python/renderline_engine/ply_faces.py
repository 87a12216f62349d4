"""Colours of faces in a PLY file, which Blender does not read: it knows those of vertices only."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import bpy
import numpy as np
from plyfile import PlyData, PlyElement, PlyElementParseError, PlyParseError

_COLOUR = ("red", "green", "blue")
_CORNERS = ("vertex_indices", "vertex_index")
_LONGEST_HEADER = 1 << 16


def colour(path: Path, mesh: bpy.types.Mesh) -> None:
    """Gives the faces of a mesh that was imported from a PLY the colours that the file has for them.

    Colours of vertices, where it has them too, are shown instead. Of a file that is cut off, none are.
    """
    corners = None if mesh.color_attributes else _corners(path)
    if corners is None:
        return
    try:
        faces = _read(path, corners)
    except PlyParseError:
        return
    sizes = np.empty(len(mesh.polygons), dtype=np.int32)
    mesh.polygons.foreach_get("loop_total", sizes)
    kept = _kept(mesh, sizes, faces[corners])
    if kept is None:
        return
    shown = np.ones((len(mesh.loops), 4), dtype=np.float32)
    for channel, name in enumerate(_COLOUR):
        shown[:, channel] = np.repeat(_scaled(faces[name])[kept], sizes)
    mesh.color_attributes.new("Col", "BYTE_COLOR", "CORNER").data.foreach_set("color_srgb", shown.ravel())


def _corners(path: Path) -> str | None:
    """What the file calls the vertices of a face; None where faces have no colours."""
    with path.open("rb") as file:
        header = file.read(_LONGEST_HEADER).partition(b"end_header")[0].decode("latin-1")
    face = header.partition("element face")[2].partition("element ")[0]
    names = {words[-1] for words in map(str.split, face.splitlines()) if words[:1] == ["property"]}
    return next((name for name in _CORNERS if name in names and names >= set(_COLOUR)), None)


def _read(path: Path, corners: str) -> PlyElement:
    """Reads faces that are all triangles or all quads at once, and others one by one."""
    for number in (3, 4):
        with suppress(PlyElementParseError):
            return PlyData.read(path, known_list_len={"face": {corners: number}})["face"]
    return PlyData.read(path)["face"]


def _kept(mesh: bpy.types.Mesh, sizes: np.ndarray, faces: np.ndarray) -> np.ndarray | None:
    """Which of the file's faces a mesh has. They stand in the file's order, and Blender leaves some out."""
    if len(sizes) == len(faces):
        return np.arange(len(faces))
    corners = np.empty(len(mesh.loops), dtype=np.int32)
    mesh.loops.foreach_get("vertex_index", corners)
    of_mesh = iter(np.split(corners, np.cumsum(sizes)[:-1]))
    kept = []
    wanted = next(of_mesh, None)
    for nth, face in enumerate(faces):
        if wanted is not None and np.array_equal(face, wanted):
            kept.append(nth)
            wanted = next(of_mesh, None)
    return np.array(kept) if len(kept) == len(sizes) else None


def _scaled(values: np.ndarray) -> np.ndarray:
    """Whole numbers go to the largest of their type, others to 1."""
    return values / np.iinfo(values.dtype).max if values.dtype.kind in "iu" else values
