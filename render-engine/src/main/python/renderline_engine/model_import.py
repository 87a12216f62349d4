"""Brings a model file of any supported kind into an empty Blender, whatever its name on disk is.

Files come from strangers: scripts in them do not run, and no path in them may lead outside of the upload.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy

from . import (
    archive,
    glb,
    lacks,
    loose_files,
    model_formats,
    names,
    outside_files,
    ply_faces,
    shared_meshes,
    usd_folder,
    usd_parts,
)
from .cad_files import refuse_pointer_and_nothing
from .errors import MissingPartsError, UnreadableModelError, UnsupportedModelError

_FRONT = {"Y": "NEGATIVE_Z", "Z": "Y"}
"""By the axis that points up; as Blender has it for files of OBJ, and for its own."""
_ROUND_PARTS_ANGLE = 0.61
"""Faces that meet at less than this (rad, 35 degrees) are shaded as one round surface."""


@dataclass(frozen=True)
class _Upload:
    """A file that is to be imported; see `import_model`.

    Attributes:
        missing: files that readers have found it to name, and that did not come with it.
    """

    source: Path
    filename: str
    workspace: Path
    share_meshes: bool
    up: str | None
    missing: list[str] = field(default_factory=list)

    def link(self, name: str) -> Path:
        """A name with the ending that importers go by; stored files are named by their hash alone."""
        link = self.workspace / name
        link.symlink_to(self.source.resolve())
        return link

    def axes(self, usual: str) -> dict[str, str]:
        """How importers are told which way is up and which is the front."""
        up = (self.up or usual).upper()
        return {"up_axis": up, "forward_axis": _FRONT[up]}


def import_model(
    source: Path,
    model_format: str,
    filename: str,
    workspace: Path,
    up: str | None = None,
    share_meshes: bool = False,
) -> list[str]:
    """Leaves the model as the only content of Blender's data.

    Args:
        source: the file, of any name.
        model_format: one of `FORMATS`.
        filename: what the user calls the file, for messages.
        workspace: an empty folder to unpack into and to link from.
        up: which way is up in it, one of `model_formats.UP`; None: as is usual for its format.
        share_meshes: whether equal meshes of a glTF become one, under the first one's name.

    Returns:
        What it lacks, as sentences; of textures the importers themselves know.

    Raises:
        UnreadableModelError: damaged, or not of that format.
        UnsupportedModelError: sound, but with contents that cannot be imported.
        MissingPartsError: it holds nothing but the names of other files.
    """
    upload = _Upload(source, filename, workspace, share_meshes, up)
    with source.open("rb") as file:
        head = file.read(64)
    refuse_pointer_and_nothing(head, filename)
    model_formats.check_signature(head, model_format, filename)
    try:
        _READERS[model_format](upload)
    except RuntimeError as refusal:
        raise UnreadableModelError(
            f"{filename} could not be read as {model_formats.NAMES[model_format]}: "
            f"{_reason(refusal, upload)}. "
            "Open it in the program it comes from and export it again."
        ) from refusal
    loose_files.find_textures(workspace)
    return lacks.parts(upload.missing)


def _reason(refusal: RuntimeError, upload: _Upload) -> str:
    """What an importer says, without the path at which it has read the file."""
    reason = next(iter(str(refusal).strip().removeprefix("Error: ").splitlines()), "no reason given")
    if reason.startswith("Python: "):
        return "what it holds does not fit together"
    return re.sub(re.escape(str(upload.workspace)) + r"[^\s'\"]*", upload.filename, reason).rstrip(".")


def _read_glb(upload: _Upload) -> None:
    try:
        document = glb.read_document(upload.source)
    except glb.BrokenGlbError as damage:
        raise UnreadableModelError(
            f"{upload.filename} is no sound GLB: {damage}. Export or upload it again."
        ) from damage
    outside_files.check_gltf(document, upload.workspace, upload.filename)
    _gltf(upload.link("model.glb"), document, upload)


def _read_gltf(upload: _Upload) -> None:
    document = archive.read_gltf(upload.source, upload.filename)
    outside_files.check_gltf(document, upload.workspace, upload.filename)
    _gltf(upload.link("model.gltf"), document, upload)


def _read_gltf_zip(upload: _Upload) -> None:
    root = archive.unpack(upload.source, upload.workspace, upload.filename)
    model = archive.find(root, upload.filename, ".gltf", ".glb")
    document = archive.read_gltf(model, upload.filename)
    outside_files.check_gltf(document, model.parent, upload.filename, root)
    _gltf(model, document, upload)


def _gltf(path: Path, document: dict[str, Any], upload: _Upload) -> None:
    if upload.share_meshes and shared_meshes.share(document):
        path = _rewritten(path, document)
    try:
        bpy.ops.import_scene.gltf(filepath=str(path), disable_bone_shape=True)
    except RuntimeError as refusal:
        if "xtension" in str(refusal):
            raise UnsupportedModelError(
                f"{upload.filename} needs a glTF extension that cannot be imported: {str(refusal).strip()}. "
                "Export it without that extension."
            ) from refusal
        raise


def _rewritten(path: Path, document: dict[str, Any]) -> Path:
    """A copy with another document, in the folder from which its textures are named."""
    copy = path.with_name(f"shared-{path.name}")
    if path.suffix.lower() == ".glb":
        glb.rewrite_document(path, copy, document)
    else:
        copy.write_text(json.dumps(document))
    return copy


def _read_usd(upload: _Upload) -> None:
    path, missing = usd_parts.cut_off(upload.link("model.usd"), upload.workspace / "alone.usdc")
    _usd_without(missing, path, upload, "Flatten it into one file, or pack it with them as USDZ.")


def _read_usd_zip(upload: _Upload) -> None:
    root = archive.unpack(upload.source, upload.workspace, upload.filename)
    path = usd_folder.find_model(root, upload.filename, archive.first_name(upload.source))
    missing = usd_folder.mend(path, root, upload.filename)
    _usd_without(missing, path, upload, "Pack it with all of them.")


def _usd_without(missing: list[str], path: Path, upload: _Upload, advice: str) -> None:
    _usd(path, upload.filename)
    if missing and not any(mesh.polygons for mesh in bpy.data.meshes):
        raise MissingPartsError(
            f"{upload.filename} takes its geometry from other files ({names.some(missing)}) and holds "
            f"none itself. {advice}"
        )
    upload.missing.extend(missing)


def _read_usdz(upload: _Upload) -> None:
    archive.check_zip(upload.source, upload.filename)
    path = upload.link("model.usdz")
    usd_parts.check_package(path, upload.filename)
    _usd(path, upload.filename)


def _usd(path: Path, filename: str) -> None:
    answer = bpy.ops.wm.usd_import(
        filepath=str(path),
        import_cameras=False,
        import_lights=False,
        create_world_material=False,
        support_scene_instancing=True,
        import_textures_mode="IMPORT_PACK",
        set_frame_range=False,
    )
    if "FINISHED" not in answer:
        raise UnreadableModelError(
            f"{filename} could not be read as USD: it is damaged. "
            "Check it with usdchecker and export it again."
        )
    _shade_round_parts()


def _read_stl(upload: _Upload) -> None:
    bpy.ops.wm.stl_import(filepath=str(upload.link("model.stl")), use_mesh_validate=True, **upload.axes("z"))
    _shade_round_parts()


def _read_obj(upload: _Upload) -> None:
    _obj(upload.link("model.obj"), upload)


def _read_obj_zip(upload: _Upload) -> None:
    root = archive.unpack(upload.source, upload.workspace, upload.filename)
    _obj(archive.find(root, upload.filename, ".obj"), upload)


def _obj(path: Path, upload: _Upload) -> None:
    upload.missing.extend(loose_files.bring_obj_libraries(path, upload.workspace, upload.filename))
    bpy.ops.wm.obj_import(filepath=str(path), **upload.axes("y"))
    _shade_round_parts()


def _read_ply(upload: _Upload) -> None:
    path = upload.link("model.ply")
    bpy.ops.wm.ply_import(filepath=str(path), **upload.axes("z"))
    for mesh in bpy.data.meshes:
        ply_faces.colour(path, mesh)
    _shade_round_parts()


def _read_fbx(upload: _Upload) -> None:
    _fbx(upload.link("model.fbx"))


def _read_fbx_zip(upload: _Upload) -> None:
    root = archive.unpack(upload.source, upload.workspace, upload.filename)
    _fbx(archive.find(root, upload.filename, ".fbx"))


def _fbx(path: Path) -> None:
    bpy.ops.wm.fbx_import(filepath=str(path), use_anim=False)


def _read_blend(upload: _Upload) -> None:
    path = upload.link("model.blend")
    bpy.ops.wm.open_mainfile(filepath=str(path), load_ui=False, use_scripts=False)


def _read_blend_zip(upload: _Upload) -> None:
    root = archive.unpack(upload.source, upload.workspace, upload.filename)
    path = archive.find(root, upload.filename, ".blend")
    bpy.ops.wm.open_mainfile(filepath=str(path), load_ui=False, use_scripts=False)


def _shade_round_parts() -> None:
    """Shades round what is round in formats without normals; normals that the file has are kept."""
    for mesh in bpy.data.meshes:
        if not mesh.has_custom_normals:
            mesh.shade_smooth()
            mesh.set_sharp_from_angle(angle=_ROUND_PARTS_ANGLE)


_READERS: dict[str, Callable[[_Upload], None]] = {
    "glb": _read_glb,
    "gltf": _read_gltf,
    "gltf_zip": _read_gltf_zip,
    "usd": _read_usd,
    "usd_zip": _read_usd_zip,
    "usdz": _read_usdz,
    "stl": _read_stl,
    "obj": _read_obj,
    "obj_zip": _read_obj_zip,
    "ply": _read_ply,
    "fbx": _read_fbx,
    "fbx_zip": _read_fbx_zip,
    "blend": _read_blend,
    "blend_zip": _read_blend_zip,
}

FORMATS = tuple(_READERS)
