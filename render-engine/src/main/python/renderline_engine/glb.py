"""Reads and rewrites the JSON part of a GLB file without touching its geometry.

Source: glTF 2.0 specification, section 4 (GLB file format) and section 3.6 (accessors).
"""

from __future__ import annotations

import json
import shutil
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

_MAGIC = b"glTF"
_JSON_CHUNK = b"JSON"
_TRIANGLES = 4


class BrokenGlbError(ValueError):
    """The bytes are no sound GLB; the text says what is wrong with them."""


@dataclass(frozen=True)
class Extent:
    """What a document's default scene shows.

    Attributes:
        triangles: their number, an instanced mesh counted as often as it stands in the scene.
        parts: how many nodes show triangles.
        bounds: corners of the axis-aligned box, shape (2, 3), in the document's unit; None when empty.
    """

    triangles: int
    parts: int
    bounds: np.ndarray | None


def read_document(path: Path) -> dict[str, Any]:
    """Reads the JSON part.

    Raises:
        BrokenGlbError: wrong magic, wrong version, wrong lengths or JSON that is none.
    """
    with path.open("rb") as file:
        return _read_head(file, path.stat().st_size)


def rewrite_document(source: Path, target: Path, document: dict[str, Any]) -> None:
    """Copies a GLB with another JSON part; the binary part is streamed, never held in memory."""
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    with source.open("rb") as old, target.open("wb") as new:
        _read_head(old, source.stat().st_size)
        rest = source.stat().st_size - old.tell()
        new.write(struct.pack("<4sII", _MAGIC, 2, 20 + len(text) + rest))
        new.write(struct.pack("<I4s", len(text), _JSON_CHUNK) + text)
        shutil.copyfileobj(old, new, 1 << 20)


def _read_head(file: BinaryIO, size: int) -> dict[str, Any]:
    head = file.read(20)
    if head[:4] != _MAGIC:
        raise BrokenGlbError("it does not start with the letters glTF")
    if len(head) < 20:
        raise BrokenGlbError(f"it ends after {size} bytes, within its header")
    _, version, total, json_length, kind = struct.unpack("<4sIII4s", head)
    if version != 2:
        raise BrokenGlbError(f"it is glTF version {version}; version 2 can be read")
    if total > size:
        raise BrokenGlbError(f"it ends after {size} of {total} bytes")
    if kind != _JSON_CHUNK or 20 + json_length > size:
        raise BrokenGlbError("its JSON part is cut off or missing")
    try:
        document = json.loads(file.read(json_length))
    except ValueError as damage:
        raise BrokenGlbError(f"its JSON part cannot be read ({damage})") from damage
    if not isinstance(document, dict) or "asset" not in document:
        raise BrokenGlbError("its JSON part is no glTF document")
    return document


def extent(document: dict[str, Any]) -> Extent:
    """Measures the default scene from accessor bounds and node transforms, without reading a vertex."""
    triangles = parts = 0
    corners: list[np.ndarray] = []
    meshes = [_mesh_extent(document, mesh) for mesh in document.get("meshes", [])]
    nodes = document.get("nodes", [])
    pending = [(index, np.eye(4)) for index in _roots(document)]
    while pending:
        index, parent = pending.pop()
        node = nodes[index]
        matrix = parent @ _matrix(node)
        pending += [(child, matrix) for child in node.get("children", ())]
        if "mesh" in node and meshes[node["mesh"]].bounds is not None:
            mesh = meshes[node["mesh"]]
            triangles += mesh.triangles
            parts += 1
            corners.append(_box_corners(mesh.bounds) @ matrix[:3, :3].T + matrix[:3, 3])
    if not corners:
        return Extent(0, 0, None)
    points = np.concatenate(corners)
    return Extent(triangles, parts, np.stack([points.min(axis=0), points.max(axis=0)]))


def _roots(document: dict[str, Any]) -> list[int]:
    scenes = document.get("scenes", [])
    return list(scenes[document.get("scene", 0)].get("nodes", ())) if scenes else []


def _mesh_extent(document: dict[str, Any], mesh: dict[str, Any]) -> Extent:
    accessors = document.get("accessors", [])
    triangles = 0
    low, high = [], []
    for primitive in mesh["primitives"]:
        position = accessors[primitive["attributes"]["POSITION"]]
        indexed = accessors[primitive["indices"]] if "indices" in primitive else position
        if primitive.get("mode", _TRIANGLES) == _TRIANGLES and indexed["count"] >= 3:
            triangles += indexed["count"] // 3
            low.append(position["min"])
            high.append(position["max"])
    if not low:
        return Extent(0, 0, None)
    return Extent(triangles, 1, np.stack([np.min(low, axis=0), np.max(high, axis=0)]))


def _matrix(node: dict[str, Any]) -> np.ndarray:
    if "matrix" in node:
        return np.array(node["matrix"], dtype=float).reshape(4, 4).T
    matrix = np.eye(4)
    x, y, z, w = node.get("rotation", (0.0, 0.0, 0.0, 1.0))
    rotation = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix[:3, :3] = rotation * np.array(node.get("scale", (1.0, 1.0, 1.0)))
    matrix[:3, 3] = node.get("translation", (0.0, 0.0, 0.0))
    return matrix


def _box_corners(bounds: np.ndarray) -> np.ndarray:
    picks = np.array(np.meshgrid([0, 1], [0, 1], [0, 1])).reshape(3, -1).T
    return bounds[picks, np.arange(3)]
