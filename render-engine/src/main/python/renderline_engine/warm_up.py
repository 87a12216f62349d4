"""What costs time at its first use, done once before the forks, so that no child pays for it.

It leaves nothing in the open file: a child finds it as empty as a fresh Blender has it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import bpy

from . import gltf_importer, ground_shadow, looks, pictures, render_settings

_SIDE_PX = 4
"""Small enough that Blender starts no thread for it, which a forked child would not have."""


def warm_up() -> None:
    """Loads importers, colour transforms and what every shadow needs."""
    gltf_importer.preload()
    ground_shadow.preload()
    _load_colours()
    bpy.ops.wm.read_factory_settings(use_empty=True)


def _load_colours() -> None:
    """Has OpenColorIO make the transform that pictures are seen through: 0.1 s, the same for all of them."""
    scene = bpy.context.scene
    render_settings.set_colours(scene, looks.LOOKS["white"].exposure)
    image = bpy.data.images.new("Colours", _SIDE_PX, _SIDE_PX, alpha=True, float_buffer=True)
    pictures.set_targa(scene)
    with tempfile.TemporaryDirectory(prefix="renderline-warm-up-") as folder:
        image.save_render(str(Path(folder) / "colours.tga"), scene=scene)
