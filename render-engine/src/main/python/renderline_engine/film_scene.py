"""Makes a film scene: a `.blend` as its author left it, checked and whole in one file.

Its own lights, camera, world and settings stay. What is taken out is what would reach beyond the picture:
scripts do not run, and nothing is written but the frame.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import bpy

from . import film_settings, model_import, outside_files, scene_scripts, template_filling
from .arguments import Arguments
from .errors import InvalidParametersError, MissingPartsError, UnsupportedModelError
from .protocol import Progress

FORMATS = ("blend", "blend_zip")
_SHOWN = 20
_MARK = "renderline_film"
_packed = False


def pack(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `pack-scene`; a session packs one scene and no second one.

    Raises:
        UnreadableModelError: the file is damaged, or no Blender file.
        MissingPartsError: it names files that are not part of the upload, unless `allowMissing`.
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
        template_filling.fill(arguments)
        notes = _check(filename, Path(folder), camera, allow_missing)
        progress(0.5, "packing")
        _pack_all(Path(folder))
        notes += scene_scripts.notes() + film_settings.tame(bpy.context.scene)
        bpy.context.scene[_MARK] = 1
        bpy.ops.wm.save_as_mainfile(filepath=str(output), compress=False, copy=True, check_existing=False)
    return {"sizeBytes": output.stat().st_size, "notes": notes}


def is_packed(scene: bpy.types.Scene) -> bool:
    """Whether the open file was made by `pack`."""
    return scene.get(_MARK) == 1


def _check(filename: str, folder: Path, camera: str | None, allow_missing: bool) -> list[str]:
    """All that is missing, by name, before anything is rendered."""
    scene = bpy.context.scene
    cameras = sorted(thing.name for thing in scene.objects if thing.type == "CAMERA")
    missing = missing_files(folder)
    lacks = (
        [f"{', '.join(missing[:_SHOWN])}{' and more' if len(missing) > _SHOWN else ''}"] if missing else []
    )
    if not cameras:
        also = f" It also lacks {lacks[0]}." if lacks else ""
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
    if not lacks:
        return []
    if not allow_missing:
        raise MissingPartsError(
            f"{filename} names files that did not come with it: {lacks[0]}. Pack them into the .blend (File, "
            "External Data, Pack Resources), upload a ZIP with all of them, or set allowMissing."
        )
    return [f"Rendered without what did not come with the file: {lacks[0]}."]


def missing_files(folder: Path) -> list[str]:
    """Names of the files that the scene asks for and that are not part of the upload, sorted."""
    allowed = folder.resolve()
    names = set()
    for text in set(bpy.utils.blend_paths(absolute=True, packed=False, local=False)) - _without_effect():
        path = Path(bpy.path.abspath(text).replace("\\", "/"))
        if not outside_files.is_inside(path, allowed):
            names.add(path.name or text)
    return sorted(names)


def _without_effect() -> set[str]:
    """Paths that no picture depends on: scripts, sounds, and files that something was appended from once."""
    origins = [
        thing.library_weak_reference.filepath for thing in bpy.data.user_map() if thing.library_weak_reference
    ]
    others = [thing.filepath for thing in [*bpy.data.texts, *bpy.data.sounds]]
    linked = {_plain(library.filepath) for library in bpy.data.libraries}
    return {_plain(path) for path in origins + others} - linked


def _plain(path: str) -> str:
    """A path as `blend_paths` tells it: absolute, and without steps back."""
    return os.path.normpath(bpy.path.abspath(path))


def _pack_all(folder: Path) -> None:
    """Puts textures, fonts and libraries into the file; what lies elsewhere on this machine is left out."""
    bpy.data.batch_remove(outside_files.missing_images(folder))
    gone = [
        library
        for library in bpy.data.libraries
        if not outside_files.is_inside(Path(bpy.path.abspath(library.filepath)), folder.resolve())
    ]
    bpy.data.batch_remove(gone)
    if bpy.data.libraries:
        bpy.ops.object.make_local(type="ALL")
    for image in bpy.data.images:
        if image.source == "FILE" and not image.packed_file and image.filepath:
            image.pack()
    for font in bpy.data.fonts:
        if not font.packed_file and font.filepath not in ("", "<builtin>"):
            font.pack()
