"""Tells what of a `.blend` can be filled in and how it moves, without running or changing anything of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import bpy

from . import film_scene, loose_files, model_import, scene_files, template_slots
from .arguments import Arguments
from .protocol import Progress

_ENGINES = {"CYCLES": "cycles", "BLENDER_WORKBENCH": "workbench"}


def inspect(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `inspect-template`.

    Raises:
        UnreadableModelError: the file is damaged, or no Blender file.
    """
    arguments.only("source", "filename", "format")
    source = arguments.existing_file("source")
    scene_format = arguments.choice("format", film_scene.FORMATS)
    filename = arguments.text("filename", source.name)
    with tempfile.TemporaryDirectory(prefix="renderline-inspect-", dir=source.parent) as folder:
        progress(0.1, "opening")
        model_import.import_model(source, scene_format, filename, Path(folder))
        loose_files.find_what_moves(Path(folder))
        return {"offer": _offer(bpy.context.scene, Path(folder))}


def _offer(scene: bpy.types.Scene, folder: Path) -> dict[str, Any]:
    render = scene.render
    share = render.resolution_percentage / 100
    engine = "eevee" if "EEVEE" in render.engine else _ENGINES.get(render.engine, render.engine.lower())
    return {
        "texts": [{"name": name, "text": thing.data.body} for name, thing in template_slots.texts().items()],
        "colors": [
            {"name": name, "color": colour.places[0].hex(), "of": colour.of}
            for name, colour in template_slots.colours_by_name().items()
        ],
        "images": [
            {
                "name": name,
                "width": image.size[0],
                "height": image.size[1],
                "packed": image.packed_file is not None,
            }
            for name, image in template_slots.images().items()
        ],
        "cameras": sorted(thing.name for thing in scene.objects if thing.type == "CAMERA"),
        "camera": scene.camera.name if scene.camera else None,
        "startFrame": scene.frame_start,
        "endFrame": scene.frame_end,
        "fps": render.fps / render.fps_base,
        "width": max(1, round(render.resolution_x * share)),
        "height": max(1, round(render.resolution_y * share)),
        "samples": scene.cycles.samples,
        "engine": engine,
        "missing": scene_files.missing(folder),
    }
