"""OpenUSD's own Python modules, which come with Blender: they are not where Python looks."""

from __future__ import annotations

import sys
from pathlib import Path

import bpy


def find() -> None:
    """Makes `pxr` importable. It takes memory and 0.1 s, so it is imported where it is needed."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    folder = Path(bpy.utils.resource_path("LOCAL"), "python", "lib", python, "site-packages")
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
