"""Makes a film scene: a `.blend` as its author left it, checked and whole.

It comes as uploads do: as a `.blend`, or as a ZIP with one and the files that no `.blend` can hold, which
lie to it as they did in the upload.

Its own lights, camera, world and settings stay. What is taken out is what would reach beyond the picture:
scripts do not run, and nothing is written but the frame.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import bpy

from . import archive, film_settings, loose_files, model_import, scene_files, scene_scripts, template_filling
from .arguments import Arguments
from .errors import InvalidParametersError, MissingPartsError, UnreadableModelError, UnsupportedModelError
from .protocol import Progress

FORMATS = ("blend", "blend_zip")
_SHOWN = 20
_MARK = "renderline_film"
_packed = False


def pack(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `pack-scene`; a session packs one scene and no second one.

    Raises:
        UnreadableModelError: the file is damaged, or no Blender file.
        MissingPartsError: it names files that it lacks, unless `allowMissing`.
        UnsupportedModelError: it has no camera, or nothing else that a picture needs.
        InvalidParametersError: it has no camera, text, colour or image of a name that was asked for.
    """
    global _packed
    arguments.only(
        "source", "filename", "format", "output", "camera", "allowMissing", "texts", "colors", "images"
    )
    source = arguments.existing_file("source")
    output = arguments.new_file("output")
    scene_format = arguments.choice("format", FORMATS)
    filename = arguments.text("filename", source.name)
    camera = arguments.optional_text("camera")
    allow_missing = arguments.flag("allowMissing", False)
    if _packed:
        raise InvalidParametersError("This session has packed a scene already. Open a new session.")
    _packed = True
    with tempfile.TemporaryDirectory(prefix="renderline-pack-", dir=output.parent) as folder:
        progress(0.1, "opening")
        model_import.import_model(source, scene_format, filename, Path(folder))
        loose_files.find_what_moves(Path(folder))
        template_filling.fill(arguments)
        notes = _check(filename, Path(folder), camera, allow_missing)
        progress(0.5, "packing")
        along = scene_files.pack(Path(folder))
        notes += scene_scripts.notes() + film_settings.tame(bpy.context.scene)
        bpy.context.scene[_MARK] = 1
        scene = _save()
        if along:
            archive.pack(output, Path(folder), [scene, *along])
        else:
            scene.replace(output)
    return {
        "format": "blend_zip" if along else "blend",
        "sizeBytes": output.stat().st_size,
        "notes": notes,
    }


def open_packed(packed: Path, folder: Path) -> None:
    """Opens what `pack` has made, in an empty folder where its files can lie.

    Raises:
        UnreadableModelError: it was not made by `pack`.
    """
    model_import.import_model(packed, "blend_zip" if archive.is_zip(packed) else "blend", packed.name, folder)
    if bpy.context.scene.get(_MARK) != 1:
        raise UnreadableModelError(f"{packed.name} is a Blender file but no film scene. Pack it first.")


def _save() -> Path:
    """Under its own name and in its own place, from which it names its files."""
    scene = Path(bpy.data.filepath)
    scene.unlink()  # It may be a link to the upload, which stays as it is
    bpy.ops.wm.save_as_mainfile(filepath=str(scene), compress=False, copy=True, check_existing=False)
    return scene


def _check(filename: str, folder: Path, camera: str | None, allow_missing: bool) -> list[str]:
    """All that is missing, by name, before anything is rendered."""
    scene = bpy.context.scene
    cameras = sorted(thing.name for thing in scene.objects if thing.type == "CAMERA")
    missing = scene_files.missing(folder)
    if not cameras:
        also = f" It also lacks {_shown(missing)}." if missing else ""
        raise UnsupportedModelError(
            f"{filename} has no camera in its scene '{scene.name}'.{also} Add one and upload it again."
        )
    if not any(layer.use for layer in scene.view_layers):
        raise UnsupportedModelError(
            f"{filename} has all view layers of its scene '{scene.name}' switched off. "
            "Switch on one for rendering and upload it again."
        )
    if camera is not None and camera not in cameras:
        raise InvalidParametersError(
            f"camera is '{camera}', and {filename} has no such camera; it has {', '.join(cameras[:_SHOWN])}."
        )
    if missing and not allow_missing:
        raise MissingPartsError(
            f"{filename} names files that did not come with it: {_shown(missing)}. Pack them into the .blend "
            "(File, External Data, Pack Resources), upload a ZIP with all of them, or set allowMissing."
        )
    notes = []
    if camera is None and scene.camera is None and not any(each.camera for each in scene.timeline_markers):
        scene.camera = scene.objects[cameras[0]]
        notes.append(f"The scene looks through none of its cameras; {cameras[0]} was taken.")
    if missing:
        notes.append(f"Rendered without what did not come with the file: {_shown(missing)}.")
    return notes


def _shown(found: list[str]) -> str:
    return f"{', '.join(found[:_SHOWN])}{' and more' if len(found) > _SHOWN else ''}"
