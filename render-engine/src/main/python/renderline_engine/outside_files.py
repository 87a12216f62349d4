"""Keeps a model from reading files of the machine it is rendered on.

A glTF buffer, a texture of a `.blend` or a USD layer may name any path. What lies outside of the upload
is never read: geometry from there is an error, and a texture from there counts as missing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import bpy

from .errors import UnreadableModelError


def check_gltf(document: dict[str, Any], folder: Path, filename: str, root: Path | None = None) -> None:
    """Drops images of a glTF document that are not part of the upload, and insists on its buffers.

    Raises:
        UnreadableModelError: a buffer lies outside of the upload, or is not there.
    """
    allowed = (root or folder).resolve()
    for buffer in document.get("buffers", []):
        uri = buffer.get("uri")
        if uri and not uri.startswith("data:") and not is_inside(folder / unquote(uri), allowed):
            raise UnreadableModelError(
                f"{filename} keeps its geometry in another file ({uri}) that is not part of the upload. "
                "Export it as one GLB, or pack both into a ZIP."
            )
    for image in document.get("images", []):
        uri = image.get("uri")
        if uri and not uri.startswith("data:") and _leaves(folder / unquote(uri), allowed):
            raise UnreadableModelError(
                f"{filename} names a texture outside of its folder ({uri}). Pack it beside the model."
            )


def missing_images(allowed: Path) -> list[bpy.types.Image]:
    """Images in Blender's data whose pixels may not be had: not packed, and no file inside `allowed`."""
    return [image for image in bpy.data.images if _is_missing(image, allowed.resolve())]


def _is_missing(image: bpy.types.Image, allowed: Path) -> bool:
    if image.source not in ("FILE", "SEQUENCE", "MOVIE", "TILED") or image.packed_file or image.packed_files:
        return False
    return not is_inside(Path(bpy.path.abspath(image.filepath, library=image.library)), allowed)


def is_inside(path: Path, allowed: Path) -> bool:
    """Whether a path is a file within `allowed`, a resolved folder."""
    return not _leaves(path, allowed) and _is_there(path) and path.is_file()


def is_folder_inside(path: Path, allowed: Path) -> bool:
    """Whether a path is a folder within `allowed`, a resolved folder."""
    return not _leaves(path, allowed) and _is_there(path) and path.is_dir()


def is_outside(path: Path, allowed: Path) -> bool:
    """Whether a path is anything outside of `allowed`, a resolved folder."""
    return _leaves(path, allowed) and _is_there(path)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for any file
        return False


def _leaves(path: Path, allowed: Path) -> bool:
    return not path.resolve().is_relative_to(allowed)
