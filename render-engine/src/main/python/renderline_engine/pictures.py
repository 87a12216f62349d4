"""Writes the rendered picture: 8-bit Targa as it is to be seen, or OpenEXR in scene-linear light.

The render has a clear film. It is laid over what is behind the model here, after the view transform.

The Targa is uncompressed true colour (type 2), 32 bits BGRA, straight alpha, top row first; source:
Truevision TGA 2.0.
"""

from __future__ import annotations

import struct
from pathlib import Path

import bpy
import numpy as np

from .backdrop import Backdrop

_HEADER = struct.Struct("<BBBHHBHHHHBB")
_TRUE_COLOUR = 2
_TOP_ROW_FIRST = 0x20
_ALPHA_BITS = 8
_ROWS = 128
"""So many rows are mixed at a time, so that a large picture needs little memory besides its own."""


def save(scene: bpy.types.Scene, output: Path, encoding: str, behind: Backdrop) -> None:
    """Writes the picture that Blender rendered last."""
    if encoding == "targa":
        _save_targa(scene, output, behind)
    else:
        _save_exr(scene, output, behind)


def set_targa(scene: bpy.types.Scene) -> None:
    """Has the scene's pictures written as uncompressed Targa."""
    settings = scene.render.image_settings
    settings.file_format = "TARGA_RAW"
    settings.color_mode = "RGBA"


def _save_targa(scene: bpy.types.Scene, output: Path, behind: Backdrop) -> None:
    raw = output.with_name(output.name + ".raw")
    set_targa(scene)
    try:
        bpy.data.images["Render Result"].save_render(str(raw), scene=scene)
        pixels = read_targa(raw)
    finally:
        raw.unlink(missing_ok=True)
    for start in range(0, len(pixels), _ROWS):
        rows = slice(start, start + _ROWS)
        pixels[rows] = _laid_over(pixels[rows], behind.rows(rows))
    write_targa(output, pixels)


def _save_exr(scene: bpy.types.Scene, output: Path, behind: Backdrop) -> None:
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
    # The file's bottom row comes first.
    top_down = pixels[::-1]
    uncovered = (1.0 - top_down[..., 3:]) * _with_axis(behind.alpha)
    top_down[..., :3] += uncovered * _linear(behind.colour)
    top_down[..., 3:] += uncovered
    height, width = pixels.shape[:2]
    clean = bpy.data.images.new("Picture", width, height, alpha=True, float_buffer=True)
    try:
        clean.pixels.foreach_set(pixels.ravel())
        clean.save_render(str(output), scene=scene)
    finally:
        bpy.data.images.remove(clean)


def _laid_over(picture: np.ndarray, behind: Backdrop) -> np.ndarray:
    """Mixes straight 8-bit RGBA with what is behind it.

    Channel by channel: NumPy is several times slower where the last of its axes is a short one.
    """
    cover = picture[..., 3].astype(np.float32) / 255
    uncovered = (1 - cover) * np.float32(behind.alpha)
    alpha = cover + uncovered
    seen = alpha > 0
    mixed = np.empty_like(picture)
    for channel in range(3):
        colour = picture[..., channel] * cover + uncovered * (255 * behind.colour[..., channel])
        straight = np.divide(colour, alpha, out=np.zeros_like(colour), where=seen)
        mixed[..., channel] = straight + np.float32(0.5)
    mixed[..., 3] = 255 * alpha + np.float32(0.5)
    return mixed


def lay_on_black(picture: np.ndarray) -> None:
    """Has straight 8-bit RGBA cover all, in place, as a picture without alpha would show it."""
    for start in range(0, len(picture), _ROWS):
        rows = picture[start : start + _ROWS]
        if rows[..., 3].min() < 255:
            rows[..., :3] = rows[..., :3] * (rows[..., 3:].astype(np.float32) / 255) + np.float32(0.5)
    picture[..., 3] = 255


def _with_axis(alpha: np.ndarray | float) -> np.ndarray | np.float32:
    return alpha[..., None] if isinstance(alpha, np.ndarray) else np.float32(alpha)


def _linear(seen: np.ndarray) -> np.ndarray:
    """Linear light of sRGB; source: IEC 61966-2-1."""
    return np.where(seen <= 0.04045, seen / 12.92, ((seen + 0.055) / 1.055) ** 2.4).astype(np.float32)


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
    pixels = _swapped(pixels.reshape(height, width, 4))
    return pixels if descriptor & _TOP_ROW_FIRST else pixels[::-1].copy()


def write_targa(path: Path, pixels: np.ndarray) -> None:
    """Writes RGBA of shape (height, width, 4), top row first, as uncompressed 32-bit Targa."""
    height, width = pixels.shape[:2]
    head = _HEADER.pack(0, 0, _TRUE_COLOUR, 0, 0, 0, 0, 0, width, height, 32, _TOP_ROW_FIRST | _ALPHA_BITS)
    path.write_bytes(head + _swapped(pixels).tobytes())


def _swapped(pixels: np.ndarray) -> np.ndarray:
    """BGRA of RGBA, and the other way round."""
    swapped = pixels.copy()
    swapped[..., 0], swapped[..., 2] = pixels[..., 2], pixels[..., 0]
    return swapped
