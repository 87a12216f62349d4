"""The colours of a PLY show, whether its vertices have them or its faces."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import views
from engine_client import Session, Zygote

_POINTS = [(-1, 0, 0), (0, 0, 0), (1, 0, 0), (-1, 0, 2), (0, 0, 2), (1, 0, 2)]
_LEFT, _RIGHT = [0, 1, 4, 3], [1, 2, 5, 4]
_RED, _BLUE = (220, 10, 10), (10, 10, 220)

Face = tuple[list[int], tuple[int, int, int]]


def _header(kind: str, faces: list[Face], channel: str = "uchar") -> bytes:
    colours = "".join(f"property {channel} {name}\n" for name in ("red", "green", "blue"))
    return (
        f"ply\nformat {kind} 1.0\ncomment of a test\nelement vertex {len(_POINTS)}\n"
        "property float x\nproperty float y\nproperty float z\n"
        f"element face {len(faces)}\nproperty uchar flags\nproperty list uchar int vertex_indices\n"
        f"{colours}property list uchar float texcoord\nend_header\n"
    ).encode()


def _ascii(faces: list[Face], channel: str = "uchar", scale: float = 1) -> bytes:
    lines = [" ".join(map(str, point)) for point in _POINTS]
    for corners, colour in faces:
        shown = " ".join(str(value * scale) for value in colour)
        lines.append(f"7 {len(corners)} {' '.join(map(str, corners))} {shown} 2 0.5 0.5")
    return _header("ascii", faces, channel) + "\n".join(lines).encode() + b"\n"


def _binary(order: str, name: str) -> Callable[[list[Face]], bytes]:
    def write(faces: list[Face]) -> bytes:
        content = b"".join(struct.pack(f"{order}3f", *point) for point in _POINTS)
        for corners, colour in faces:
            content += struct.pack(f"{order}BB{len(corners)}i3B", 7, len(corners), *corners, *colour)
            content += struct.pack(f"{order}B2f", 2, 0.5, 0.5)
        return _header(name, faces) + content

    return write


def _halves(blender: Zygote, model: Path) -> tuple[np.ndarray, np.ndarray]:
    """The mean colours of a picture's left and right half, where the model is."""
    scene = model.with_suffix(".blend")
    with blender.session() as session:
        session.ask("prepare", source=model, format="ply", output=scene)
    with blender.session() as session:
        session.ask("load", scene=scene)
        picture = views.render(
            session, model.with_suffix(".tga"), transparent=True, elevation=0.0, samples=16
        ).astype(float)
    middle = picture[32:64]
    return middle[:, 28:44, :3].mean(axis=(0, 1)), middle[:, 52:68, :3].mean(axis=(0, 1))


def _assert_red_and_blue(left: np.ndarray, right: np.ndarray) -> None:
    assert left[0] > left[2] + 60, (left, right)
    assert right[2] > right[0] + 60, (left, right)


@pytest.mark.parametrize(
    "write",
    [_ascii, _binary("<", "binary_little_endian"), _binary(">", "binary_big_endian")],
    ids=["text", "little endian", "big endian"],
)
def test_faces_have_their_colours(
    blender: Zygote, tmp_path: Path, write: Callable[[list[Face]], bytes]
) -> None:
    model = tmp_path / "model.ply"
    model.write_bytes(write([(_LEFT, _RED), ([1, 2, 5], _BLUE), ([1, 5, 4], _BLUE)]))

    _assert_red_and_blue(*_halves(blender, model))


@pytest.mark.parametrize(("channel", "scale"), [("float", 1 / 255), ("ushort", 257)])
def test_channels_are_as_wide_as_their_type(
    blender: Zygote, tmp_path: Path, channel: str, scale: float
) -> None:
    model = tmp_path / "model.ply"
    model.write_bytes(_ascii([(_LEFT, _RED), (_RIGHT, _BLUE)], channel, scale))

    _assert_red_and_blue(*_halves(blender, model))


def test_faces_that_are_left_out_leave_the_others_their_colours(blender: Zygote, tmp_path: Path) -> None:
    model = tmp_path / "model.ply"
    model.write_bytes(_ascii([(_LEFT, _RED), ([0, 0, 1], (0, 255, 0)), (_RIGHT, _BLUE)]))

    _assert_red_and_blue(*_halves(blender, model))


def test_vertices_have_their_colours(blender: Zygote, tmp_path: Path) -> None:
    model = tmp_path / "model.ply"
    colours = [_RED, _RED, _BLUE, _RED, _RED, _BLUE]
    rows = [" ".join(map(str, (*point, *colour))) for point, colour in zip(_POINTS, colours, strict=True)]
    model.write_text(
        "ply\nformat ascii 1.0\nelement vertex 6\nproperty float x\nproperty float y\nproperty float z\n"
        "property uchar red\nproperty uchar green\nproperty uchar blue\n"
        "element face 2\nproperty list uchar int vertex_index\nend_header\n"
        + "\n".join([*rows, "4 0 1 4 3", "4 1 2 5 4"])
    )

    left, right = _halves(blender, model)

    assert left[0] > left[2] + 60, (left, right)
    assert right[2] > left[2] + 30, (left, right)


def test_faces_keep_their_colours_in_a_glb(session: Session, tmp_path: Path) -> None:
    model = tmp_path / "model.ply"
    model.write_bytes(_ascii([(_LEFT, _RED), (_RIGHT, _BLUE)]))

    session.ask("export", source=model, format="ply", output=tmp_path / "out.glb", target="glb")

    assert b"COLOR_0" in (tmp_path / "out.glb").read_bytes()


def test_colours_that_are_cut_off_are_left_out(session: Session, tmp_path: Path) -> None:
    model = tmp_path / "model.ply"
    model.write_bytes(_ascii([(_LEFT, _RED), (_RIGHT, _BLUE)]).rsplit(b" ", 4)[0])

    result = session.ask("export", source=model, format="ply", output=tmp_path / "out.glb", target="glb")

    assert result["triangles"] == 4
    assert b"COLOR_0" not in (tmp_path / "out.glb").read_bytes()
