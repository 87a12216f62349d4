"""Makes a prepared scene: the model imported, normalised, dressed and lit, saved as an uncompressed `.blend`.

It depends on no view: whatever a camera needs to know is stored with it.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy

from . import (
    apart,
    flatten,
    framing,
    lacks,
    material_rules,
    materials,
    model_formats,
    model_import,
    normalise,
    own_studio,
    processes,
    render_settings,
    studio,
    textures,
)
from .arguments import Arguments
from .errors import InvalidParametersError
from .material_rules import MaterialRule
from .own_studio import StudioFile
from .protocol import Progress

_prepared = False


@dataclass(frozen=True)
class _Wish:
    """What a request asks for.

    Attributes:
        up: which way is up in the model; None: as is usual for its format.
        studio: the name of a built-in studio, or a file that holds one.
    """

    source: Path
    model_format: str
    up: str | None
    filename: str
    output: Path
    studio: str | StudioFile
    rules: list[MaterialRule]

    @classmethod
    def read(cls, arguments: Arguments) -> _Wish:
        arguments.only(
            "source",
            "filename",
            "format",
            "up",
            "output",
            "studio",
            "studioFile",
            "studioFilename",
            "materials",
        )
        source = arguments.existing_file("source")
        rules = [MaterialRule.read(rule) for rule in arguments.objects("materials")]
        model_format = arguments.choice("format", model_import.FORMATS)
        return cls(
            source=source,
            model_format=model_format,
            up=model_formats.read_up(arguments, model_format),
            filename=arguments.text("filename", source.name),
            output=arguments.new_file("output"),
            studio=_studio(arguments, rules),
            rules=rules,
        )


def _studio(arguments: Arguments, rules: list[MaterialRule]) -> str | StudioFile:
    materials_of_studio = tuple(sorted({rule.material for rule in rules if rule.material is not None}))
    if arguments.optional_text("studioFile") is not None:
        path = arguments.existing_file("studioFile")
        return StudioFile(path, arguments.text("studioFilename", path.name), materials_of_studio)
    if materials_of_studio:
        raise InvalidParametersError(f"material {materials_of_studio[0]} needs a studio of a file.")
    return arguments.choice("studio", studio.STUDIOS, "white")


def prepare(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `prepare`; a session prepares one model and no second one.

    Raises:
        UnreadableModelError: the file is damaged or of another kind.
        EmptyModelError: it holds nothing that could be seen.
        MissingPartsError: it holds nothing but the names of other files.
        UnsuitableStudioError: the studio's file cannot be used.
    """
    global _prepared
    wish = _Wish.read(arguments)
    if _prepared:
        raise InvalidParametersError("This session has prepared a model already. Open a new session.")
    _prepared = True
    with tempfile.TemporaryDirectory(prefix="renderline-prepare-", dir=wish.output.parent) as folder:
        progress(0.05, "importing")
        return _prepare(wish, Path(folder), progress)


def _prepare(wish: _Wish, workspace: Path, progress: Progress) -> dict[str, Any]:
    notes = model_import.import_model(
        wish.source, wish.model_format, wish.filename, workspace, wish.up, share_meshes=True
    )
    progress(0.5, "normalising")
    notes += lacks.linked(_drop_libraries(), "model")
    model = flatten.flatten(bpy.context.scene)
    points, bounds = normalise.normalise(model, wish.filename)
    notes += model.notes + lacks.textures(textures.pack(workspace), "model")
    apart.set_apart(model)
    own_colours = materials.dress(model, wish.model_format)
    scene = flatten.build_scene(model)
    parts = list(zip((item for item in scene.objects if item.parent), model.paths, strict=True))
    shown_materials = len(bpy.data.materials)
    of_studio: dict[str, bpy.types.Material] = {}
    if isinstance(wish.studio, StudioFile):
        own, linked = own_studio.open_file(wish.studio)
        notes += lacks.linked(linked, "studio") + lacks.textures(textures.pack(workspace), "studio")
        points = own.take_in(scene, points)
        of_studio = own.materials
    else:
        studio.furnish(scene, model, wish.studio)
    material_rules.apply(parts, wish.rules, own_colours, of_studio)
    render_settings.set_denoising(bpy.context.scene)
    framing.store_points(points)
    progress(0.9, "saving")
    bpy.ops.wm.save_as_mainfile(filepath=str(wish.output), compress=False, copy=True, check_existing=False)
    return {
        "sizeBytes": wish.output.stat().st_size,
        "triangles": model.triangles,
        "objects": len(model.placements),
        "materials": shown_materials,
        "bounds": bounds.tolist(),
        "notes": notes,
        "memoryBytes": processes.memory_bytes(),
    }


def _drop_libraries() -> list[str]:
    """Takes out what a `.blend` links from other files: they are not part of the upload."""
    names = sorted({Path(library.filepath).name for library in bpy.data.libraries})
    bpy.data.batch_remove(list(bpy.data.libraries))
    return names
