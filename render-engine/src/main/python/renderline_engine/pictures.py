"""Writes the rendered picture: 8-bit Targa as it is to be seen, or OpenEXR in scene-linear light.

The render has a transparent film. An opaque picture is laid over the background here, after the view
transform, so that white stays white.

The Targa is uncompressed true colour (type 2), 32 bits BGRA, straight alpha, top row first; source:
Truevision TGA 2.0.
"""

from __future__ import annotations

import struct
from pathlib import Path

import bpy
import numpy as np

_HEADER = struct.Struct("<BBBHHBHHHHBB")
_TRUE_COLOUR = 2
_TOP_ROW_FIRST = 0x20
_ALPHA_BITS = 8
_BACKGROUND = (255, 255, 255)


def save(scene: bpy.types.Scene, output: Path, encoding: str, opaque: bool) -> None:
    """Writes the picture that Blender rendered last."""
    if encoding == "targa":
        _save_targa(scene, output, opaque)
    else:
        _save_exr(scene, output, opaque)


def set_targa(scene: bpy.types.Scene) -> None:
    """Has the scene's pictures written as uncompressed Targa."""
    settings = scene.render.image_settings
    settings.file_format = "TARGA_RAW"
    settings.color_mode = "RGBA"


def _save_targa(scene: bpy.types.Scene, output: Path, opaque: bool) -> None:
    raw = output.with_name(output.name + ".raw")
    set_targa(scene)
    try:
        bpy.data.images["Render Result"].save_render(str(raw), scene=scene)
        pixels = read_targa(raw)
    finally:
        raw.unlink(missing_ok=True)
    if opaque:
        alpha = pixels[..., 3:].astype(np.uint16)
        background = np.array(_BACKGROUND, dtype=np.uint16)
        mixed = pixels[..., :3] * alpha + background * (255 - alpha)
        pixels[..., :3] = (mixed + 127) // 255
        pixels[..., 3] = 255
    write_targa(output, pixels)


def _save_exr(scene: bpy.types.Scene, output: Path, opaque: bool) -> None:
    """Writes half floats, premultiplied.

    Cycles adds its render time to every EXR of a render result. The pixels therefore go through a fresh
    image, so that equal pixels are equal bytes.
    """
    raw = output.with_name(output.name + ".raw.exr")
    settings = scene.render.image_settings
    settings.file_format = "OPEN_EXR"
    settings.color_mode = "RGBA"
    settings.color_depth = "16"
    settings.exr_codec = "ZIP"
    try:
        bpy.data.images["Render Result"].save_render(str(raw), scene=scene)
        pixels = read_linear(raw)
    finally:
        raw.unlink(missing_ok=True)
    if opaque:
        pixels[..., :3] += 1.0 - pixels[..., 3:]
        pixels[..., 3] = 1.0
    height, width = pixels.shape[:2]
    clean = bpy.data.images.new("Picture", width, height, alpha=True, float_buffer=True)
    try:
        clean.pixels.foreach_set(pixels.ravel())
        clean.save_render(str(output), scene=scene)
    finally:
        bpy.data.images.remove(clean)


def read_linear(path: Path) -> np.ndarray:
    """Reads an OpenEXR file as float32 RGBA of shape (height, width, 4), bottom row first."""
    image = bpy.data.images.load(str(path))
    try:
        flat = np.empty(len(image.pixels), dtype=np.float32)
        image.pixels.foreach_get(flat)
        width, height = image.size
    finally:
        bpy.data.images.remove(image)
    return flat.reshape(height, width, 4)


def read_targa(path: Path) -> np.ndarray:
    """Reads uncompressed 32-bit Targa as RGBA of shape (height, width, 4), top row first."""
    data = path.read_bytes()
    head = _HEADER.unpack_from(data)
    id_length, kind, width, height, depth, descriptor = head[0], head[2], *head[8:12]
    if kind != _TRUE_COLOUR or depth != 32:
        raise ValueError(f"{path.name} is no uncompressed 32-bit Targa")
    pixels = np.frombuffer(data, np.uint8, width * height * 4, _HEADER.size + id_length)
    pixels = pixels.reshape(height, width, 4)[..., [2, 1, 0, 3]]
    return pixels if descriptor & _TOP_ROW_FIRST else pixels[::-1].copy()


def write_targa(path: Path, pixels: np.ndarray) -> None:
    """Writes RGBA of shape (height, width, 4), top row first, as uncompressed 32-bit Targa."""
    height, width = pixels.shape[:2]
    head = _HEADER.pack(0, 0, _TRUE_COLOUR, 0, 0, 0, 0, 0, width, height, 32, _TOP_ROW_FIRST | _ALPHA_BITS)
    path.write_bytes(head + np.ascontiguousarray(pixels[..., [2, 1, 0, 3]]).tobytes())
