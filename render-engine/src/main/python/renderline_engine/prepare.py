"""Makes a prepared scene: the model imported, normalised, dressed and lit, saved as an uncompressed `.blend`.

It depends on no view: whatever a camera needs to know is stored with it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import bpy

from . import flatten, framing, materials, model_import, normalise, processes, studio, textures
from .arguments import Arguments
from .errors import InvalidParametersError
from .ground_shadow import ground_shadow
from .protocol import Progress

_prepared = False


def prepare(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `prepare`; a session prepares one model and no second one.

    Raises:
        UnreadableModelError: the file is damaged or of another kind.
        EmptyModelError: it holds nothing that could be seen.
    """
    global _prepared
    arguments.only("source", "filename", "format", "output", "studio")
    source = arguments.existing_file("source")
    output = arguments.new_file("output")
    model_format = arguments.choice("format", model_import.FORMATS)
    arguments.choice("studio", studio.STUDIOS, "white")
    filename = arguments.text("filename", source.name)
    if _prepared:
        raise InvalidParametersError("This session has prepared a model already. Open a new session.")
    _prepared = True
    with tempfile.TemporaryDirectory(prefix="renderline-prepare-", dir=output.parent) as folder:
        progress(0.05, "importing")
        return _prepare(source, model_format, filename, output, Path(folder), progress)


def _prepare(
    source: Path, model_format: str, filename: str, output: Path, workspace: Path, progress: Progress
) -> dict[str, Any]:
    model_import.import_model(source, model_format, filename, workspace)
    progress(0.5, "normalising")
    warnings = [f"{name} is a linked file and is left out." for name in _drop_libraries()]
    model = flatten.flatten(bpy.context.scene)
    points, bounds = normalise.normalise(model, filename)
    missing = textures.pack(workspace)
    materials.dress(model, model_format)
    scene = flatten.build_scene(model)
    shown_materials = len(bpy.data.materials)
    studio.furnish(scene, ground_shadow(model))
    framing.store_points(points)
    progress(0.9, "saving")
    bpy.ops.wm.save_as_mainfile(filepath=str(output), compress=False, copy=True, check_existing=False)
    return {
        "sizeBytes": output.stat().st_size,
        "triangles": model.triangles,
        "objects": len(model.placements),
        "materials": shown_materials,
        "bounds": bounds.tolist(),
        "missingTextures": missing,
        "warnings": warnings + model.warnings,
        "memoryBytes": processes.memory_bytes(),
    }


def _drop_libraries() -> list[str]:
    """Takes out what a `.blend` links from other files: they are not part of the upload."""
    names = sorted({Path(library.filepath).name for library in bpy.data.libraries})
    bpy.data.batch_remove(list(bpy.data.libraries))
    return names
