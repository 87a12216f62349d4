"""Writes a model as a geometry file for other programs: GLB, USDC or USDZ.

Nothing is changed that the client did not ask for: names, tree, units, colours and textures stay. Cameras,
lights and motion are left out; what moves is written as it stands at the file's own frame.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy

from . import lacks, model_formats, model_import, textures, usd_export
from .arguments import Arguments
from .errors import EmptyModelError, InvalidParametersError, UnsupportedModelError
from .flatten import triangle_count
from .protocol import Progress

FORMATS = ("glb", "usdc", "usdz")

_BINARY_USD = b"PXR-USDC"

_exported = False


def export(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `export`; a session exports one model and no second one.

    All formats are written in metres with Y up. A USDC is one file and holds no textures; GLB and USDZ pack
    them. A model that is binary USD already is handed out as it is.

    Raises:
        UnreadableModelError: the file is damaged or of another kind.
        EmptyModelError: it holds nothing that could be seen.
        MissingPartsError: it holds nothing but the names of other files.
        UnsupportedModelError: Blender cannot write it.
    """
    global _exported
    arguments.only("source", "filename", "format", "up", "output", "target")
    source = arguments.existing_file("source")
    output = arguments.new_file("output")
    model_format = arguments.choice("format", model_import.FORMATS)
    up = model_formats.read_up(arguments, model_format)
    target = arguments.choice("target", FORMATS)
    filename = arguments.text("filename", source.name)
    if _exported:
        raise InvalidParametersError("This session has exported a model already. Open a new session.")
    _exported = True
    with tempfile.TemporaryDirectory(prefix="renderline-export-", dir=output.parent) as folder:
        workspace = Path(folder)
        progress(0.05, "importing")
        notes = model_import.import_model(source, model_format, filename, workspace, up)
        if target == "usdc":
            bpy.data.batch_remove(list(bpy.data.images))
        missing = textures.pack(workspace)
        notes += lacks.textures_of_usdc(missing) if target == "usdc" else lacks.textures(missing, "model")
        triangles = _count_triangles(filename)
        progress(0.5, "exporting")
        written = workspace / f"geometry.{target}"
        if target == "usdc" and model_format == "usd" and _is_binary_usd(source):
            shutil.copyfile(source, written)
        else:
            _write(written, target, filename)
        written.replace(output)
    return {
        "sizeBytes": output.stat().st_size,
        "triangles": triangles,
        "notes": notes,
    }


def _is_binary_usd(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(len(_BINARY_USD)) == _BINARY_USD


def _count_triangles(filename: str) -> int:
    """Those of the meshes as they are written, with their modifiers."""
    graph = bpy.context.evaluated_depsgraph_get()
    triangles = 0
    for instance in graph.object_instances:
        if instance.object.type == "MESH" and not instance.object.hide_render:
            triangles += triangle_count(instance.object.data)
    if triangles == 0:
        raise EmptyModelError(
            f"{filename} holds no faces that could be written: it is empty, or all of it is hidden. "
            "Check that the model was exported with its geometry."
        )
    return triangles


def _write(path: Path, target: str, filename: str) -> None:
    try:
        answer = _WRITERS[target](path)
    except RuntimeError as refusal:
        raise UnsupportedModelError(
            f"{filename} could not be written as {target}: {str(refusal).strip()}. Try another format."
        ) from refusal
    if "FINISHED" not in answer or not path.is_file():
        raise UnsupportedModelError(f"{filename} could not be written as {target}. Try another format.")


def _glb(path: Path) -> set[str]:
    return bpy.ops.export_scene.gltf(
        filepath=str(path),
        export_format="GLB",
        use_renderable=True,
        export_apply=True,
        export_skins=False,
        export_morph=False,
        export_animations=False,
        export_cameras=False,
        export_lights=False,
    )


_WRITERS: dict[str, Callable[[Path], set[str]]] = {
    "glb": _glb,
    "usdc": usd_export.write_layer,
    "usdz": usd_export.write_package,
}
