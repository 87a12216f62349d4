"""Colours of faces in a PLY file, which Blender does not read: it knows those of vertices only.

Source of the format: Greg Turk, "The PLY Polygon File Format", 1994.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import bpy
import numpy as np

_TYPES = {
    "char": "i1", "uchar": "u1", "short": "i2", "ushort": "u2", "int": "i4", "uint": "u4", "float": "f4",
    "double": "f8", "int8": "i1", "uint8": "u1", "int16": "i2", "uint16": "u2", "int32": "i4", "uint32": "u4",
    "float32": "f4", "float64": "f8",
}  # fmt: skip
_ORDERS = {"ascii": "", "binary_little_endian": "<", "binary_big_endian": ">"}
_COLOUR = ("red", "green", "blue")
_CORNERS = ("vertex_indices", "vertex_index")
_LONGEST_HEADER = 1 << 16


class _UnusualError(ValueError):
    """What this reader does not know; Blender says of the file whether it is damaged."""


@dataclass(frozen=True)
class _Property:
    """One value of each element, or a list of them with its length before it."""

    name: str
    value: np.dtype
    length: np.dtype | None


@dataclass(frozen=True)
class _Element:
    name: str
    count: int
    properties: list[_Property]


@dataclass(frozen=True)
class _Faces:
    """All faces of a file.

    Attributes:
        lengths: how many corners each has.
        corners: the vertices at the corners, one face after the other.
        colours: as seen (sRGB), shape (faces, 3), 0 to 1.
    """

    lengths: np.ndarray
    corners: np.ndarray
    colours: np.ndarray


def colour(path: Path, mesh: bpy.types.Mesh) -> None:
    """Gives the faces of a mesh that was imported from a PLY the colours that the file has for them.

    Colours of vertices, where it has them too, are shown instead. A file that is not as others are is left
    as it is.
    """
    if mesh.color_attributes:
        return
    try:
        faces = _read(path)
    except (ValueError, IndexError, OverflowError, MemoryError, StopIteration):
        return
    if faces is None:
        return
    sizes = np.empty(len(mesh.polygons), dtype=np.int32)
    mesh.polygons.foreach_get("loop_total", sizes)
    colours = _of_polygons(mesh, sizes, faces)
    if colours is None:
        return
    layer = mesh.color_attributes.new("Col", "BYTE_COLOR", "CORNER")
    shown = np.ones((len(mesh.loops), 4), dtype=np.float32)
    shown[:, :3] = np.repeat(colours, sizes, axis=0)
    layer.data.foreach_set("color_srgb", shown.ravel())


def _of_polygons(mesh: bpy.types.Mesh, sizes: np.ndarray, faces: _Faces) -> np.ndarray | None:
    """The colours of a mesh's faces, which stand in the file's order; Blender leaves some out."""
    if len(sizes) == len(faces.lengths):
        return faces.colours
    corners = np.empty(len(mesh.loops), dtype=np.int32)
    mesh.loops.foreach_get("vertex_index", corners)
    of_mesh = iter(np.split(corners, np.cumsum(sizes)[:-1]))
    kept = []
    wanted = next(of_mesh, None)
    for nth, face in enumerate(np.split(faces.corners, np.cumsum(faces.lengths)[:-1])):
        if wanted is not None and np.array_equal(face, wanted):
            kept.append(nth)
            wanted = next(of_mesh, None)
    return faces.colours[kept] if len(kept) == len(sizes) else None


def _read(path: Path) -> _Faces | None:
    """The faces with their colours; None where they have none."""
    with path.open("rb") as file:
        order, elements = _header(file)
        before = list(itertools.takewhile(lambda element: element.name != "face", elements))
        if len(before) == len(elements):
            return None
        element = elements[len(before)]
        if element.count == 0 or not set(_COLOUR) <= {each.name for each in element.properties}:
            return None
        if order == "ascii":
            for skipped in before:
                _skip_lines(file, skipped.count)
            return _ascii(element, file)
        for skipped in before:
            file.seek(_record(skipped, _ORDERS[order], {}).itemsize * skipped.count, 1)
        return _binary(element, _ORDERS[order], file.read())


def _header(file: BinaryIO) -> tuple[str, list[_Element]]:
    order = ""
    elements: list[_Element] = []
    while file.tell() < _LONGEST_HEADER:
        match file.readline(_LONGEST_HEADER).decode("utf-8", "replace").split():
            case ["format", name, *_]:
                order = name
            case ["element", name, count]:
                elements.append(_Element(name, int(count), []))
            case ["property", "list", length, value, name]:
                elements[-1].properties.append(_Property(name, _type(value), _type(length)))
            case ["property", value, name]:
                elements[-1].properties.append(_Property(name, _type(value), None))
            case ["end_header"]:
                break
    if order not in _ORDERS:
        raise _UnusualError
    return order, elements


def _type(name: str) -> np.dtype:
    if name not in _TYPES:
        raise _UnusualError
    return np.dtype(_TYPES[name])


def _skip_lines(file: BinaryIO, count: int) -> None:
    for _ in itertools.islice(file, count):
        pass


def _record(element: _Element, order: str, lengths: dict[str, int]) -> np.dtype:
    """An element whose lists are so long."""
    fields: list[tuple[str, str] | tuple[str, str, int]] = []
    for each in element.properties:
        if each.length is None:
            fields.append((each.name, order + each.value.str[1:]))
        elif each.name in lengths:
            fields.append((f"{each.name} length", order + each.length.str[1:]))
            fields.append((each.name, order + each.value.str[1:], lengths[each.name]))
        else:
            raise _UnusualError
    return np.dtype(fields)


def _binary(element: _Element, order: str, data: bytes) -> _Faces:
    """Reads runs of faces whose lists are equally long, each at once."""
    runs: list[np.ndarray] = []
    at, left, most = 0, element.count, 1
    while left > 0:
        lengths = _lengths(element, order, data, at)
        record = _record(element, order, lengths)
        count = min(most, left, (len(data) - at) // record.itemsize)
        run = np.frombuffer(data, record, count, at)
        alike = np.ones(count, dtype=bool)
        for name, length in lengths.items():
            alike &= run[f"{name} length"] == length
        alike_at_first = count if alike.all() else int(np.argmin(alike))
        if alike_at_first == 0:
            raise _UnusualError
        runs.append(run[:alike_at_first])
        at += alike_at_first * record.itemsize
        left -= alike_at_first
        most = most * 2 if alike_at_first == count else 1
    corners = _corners(element).name
    types = {each.name: each.value for each in element.properties}
    colours = [np.concatenate([run[name] for run in runs]) for name in _COLOUR]
    return _Faces(
        np.concatenate([np.full(len(run), run[corners].shape[1]) for run in runs]),
        np.concatenate([run[corners].ravel() for run in runs]),
        np.stack(
            [_scaled(values, types[name]) for name, values in zip(_COLOUR, colours, strict=True)], axis=1
        ),
    )


def _lengths(element: _Element, order: str, data: bytes, at: int) -> dict[str, int]:
    """Of the lists of the element that begins there."""
    lengths: dict[str, int] = {}
    for each in element.properties:
        if each.length is None:
            at += each.value.itemsize
        else:
            lengths[each.name] = int(np.frombuffer(data, each.length.newbyteorder(order), 1, at)[0])
            at += each.length.itemsize + lengths[each.name] * each.value.itemsize
    return lengths


def _ascii(element: _Element, file: BinaryIO) -> _Faces:
    lengths: list[int] = []
    corners: list[int] = []
    colours: dict[str, list[float]] = {name: [] for name in _COLOUR}
    wanted = _corners(element)
    for line in itertools.islice(file, element.count):
        words = iter(line.split())
        for each in element.properties:
            if each.length is None:
                value = float(next(words))
                if each.name in colours:
                    colours[each.name].append(value)
                continue
            values = list(itertools.islice(words, int(next(words))))
            if each is wanted:
                lengths.append(len(values))
                corners += map(int, values)
    types = {each.name: each.value for each in element.properties}
    return _Faces(
        np.array(lengths),
        np.array(corners),
        np.stack([_scaled(np.array(values), types[name]) for name, values in colours.items()], axis=1),
    )


def _corners(element: _Element) -> _Property:
    for each in element.properties:
        if each.name in _CORNERS and each.length is not None:
            return each
    raise _UnusualError


def _scaled(values: np.ndarray, kind: np.dtype) -> np.ndarray:
    """Whole numbers go to the largest of their type, others to 1."""
    return values / np.iinfo(kind).max if kind.kind in "iu" else values
