"""The files that a USD file takes in where it serves as a cache of meshes and movements."""

from __future__ import annotations

from pathlib import Path

from . import usd_library

_ENDINGS = {".usd", ".usda", ".usdc", ".usdz"}


def layers(path: Path) -> list[Path]:
    """Layers and textures that it names, however deep; those that were not found as they are named."""
    if path.suffix.lower() not in _ENDINGS or not path.is_file():
        return []
    usd_library.find()
    from pxr import Ar, Tf, UsdUtils

    try:
        found, files, lost = UsdUtils.ComputeAllDependencies(str(path))
    except Tf.ErrorException:
        return []
    names = [layer.realPath for layer in found] + list(files) + list(lost)
    # What lies in a USDZ is named by its package.
    return sorted({Path(Ar.SplitPackageRelativePathOuter(name)[0]) for name in names} - {path})
