"""STEP and IGES to GLB, fine enough to look round at any size.

cascadio (OpenCASCADE) takes its linear tolerance in millimetres whatever the file's unit. It writes metres
for STEP and millimetres for IGES, and leaves CAD's upward Z as it is, where glTF is in metres with Y up: root
nodes put both right.
"""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import Any, NoReturn

import cascadio
import numpy as np

from . import cad_files, glb, lacks, materials_tag, names
from .arguments import Arguments
from .errors import EmptyModelError, MissingPartsError, UnreadableModelError
from .protocol import Progress

_RELATIVE_TOLERANCE = 0.0002
_ANGULAR_TOLERANCE = 0.2
_TRIANGLE_BUDGET = 8_000_000
_FIRST_TOLERANCE_MM = 0.1
_FINER_IS_FINE = 4.0
_COARSER_IS_FINE = 1.1
_Z_UP_TO_Y_UP = {"rotation": [-(0.5**0.5), 0.0, 0.0, 0.5**0.5]}
_MILLIMETRES_TO_METRES = {"scale": [0.001, 0.001, 0.001]}


def version() -> str:
    """The version of cascadio."""
    return importlib.metadata.version("cascadio")


def tessellate(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `tessellate`: writes a GLB in metres, Y up, with the names, colours and tree of the source.

    `relativeTolerance` is a fraction of the model's diagonal, `angularTolerance` is in radians.

    Raises:
        UnreadableModelError: no STEP or IGES file, or a damaged one.
        MissingPartsError: an assembly whose parts lie in other files.
        EmptyModelError: nothing in it has a face.
    """
    arguments.only("source", "filename", "format", "output", "relativeTolerance", "angularTolerance")
    source = arguments.existing_file("source")
    output = arguments.new_file("output")
    cad_format = arguments.choice("format", ("step", "iges"))
    filename = arguments.text("filename", source.name)
    relative = arguments.number("relativeTolerance", 1e-6, 0.1, _RELATIVE_TOLERANCE)
    angular = arguments.number("angularTolerance", 0.01, 1.5, _ANGULAR_TOLERANCE)

    cad_files.check_is_cad(source, cad_format, filename)
    progress(0.05, "reading")
    raw = output.with_name(output.name + ".raw")
    unmarked = output.with_name(output.name + ".source")
    try:
        source = cad_files.without_byte_order_mark(source, unmarked)
        document, extent, tolerance_mm = _mesh_to_size(source, cad_format, filename, raw, relative, angular)
        progress(0.9, "writing")
        materials_tag.mark_plain_colours(document)
        _put_under(document, "upright", _Z_UP_TO_Y_UP)
        glb.rewrite_document(raw, output, document)
        missing = cad_files.other_files(source) if cad_format == "step" else []
    finally:
        raw.unlink(missing_ok=True)
        unmarked.unlink(missing_ok=True)
    return {
        "sizeBytes": output.stat().st_size,
        "triangles": extent.triangles,
        "parts": extent.parts,
        "bounds": _upright(extent.bounds).tolist(),
        "units": "m",
        "linearTolerance": tolerance_mm,
        "linearToleranceUnit": "mm",
        "notes": lacks.parts(missing),
    }


def _mesh_to_size(
    source: Path, cad_format: str, filename: str, raw: Path, relative: float, angular: float
) -> tuple[dict[str, Any], glb.Extent, float]:
    """Meshes with a tolerance that suits the model's size, in one pass where the size was guessed well."""
    guess = cad_files.guess_diagonal_mm(source) if cad_format == "step" else None
    tolerance = guess * relative if guess else _FIRST_TOLERANCE_MM
    document, extent = _mesh(source, cad_format, filename, raw, tolerance, angular)
    wanted = relative * _diagonal_mm(extent)
    if not wanted / _FINER_IS_FINE <= tolerance <= wanted * _COARSER_IS_FINE:
        tolerance = wanted
        document, extent = _mesh(source, cad_format, filename, raw, tolerance, angular)
    if extent.triangles > _TRIANGLE_BUDGET:
        tolerance, angular = tolerance * 4, max(angular, 0.5)
        document, extent = _mesh(source, cad_format, filename, raw, tolerance, angular)
    return document, extent, tolerance


def _mesh(
    source: Path, cad_format: str, filename: str, raw: Path, tolerance_mm: float, angular: float
) -> tuple[dict[str, Any], glb.Extent]:
    raw.unlink(missing_ok=True)
    if cad_format == "step":
        cascadio.step_to_glb(str(source), str(raw), tolerance_mm, angular)
    else:
        raw.write_bytes(
            cascadio.to_glb_bytes(source.read_bytes(), cascadio.FileType.IGES, tolerance_mm, angular)
        )
    # cascadio's own answer is not trusted: it reports success for files that hold nothing.
    try:
        document = glb.read_document(raw)
    except (OSError, glb.BrokenGlbError) as nothing:
        if cad_format == "step" and not cad_files.has_faces(source):
            _refuse_empty(source, cad_format, filename)
        raise UnreadableModelError(
            f"{filename} could not be read as {cad_format.upper()}: it is damaged or holds no model. "
            "Open it in a CAD program and export it again."
        ) from nothing
    if cad_format == "iges":
        _put_under(document, "metres", _MILLIMETRES_TO_METRES)
    extent = glb.extent(document)
    if extent.triangles == 0:
        _refuse_empty(source, cad_format, filename)
    return document, extent


def _refuse_empty(source: Path, cad_format: str, filename: str) -> NoReturn:
    parts = cad_files.other_files(source) if cad_format == "step" else []
    if parts:
        raise MissingPartsError(
            f"{filename} is an assembly whose parts lie in other files ({names.some(parts)}); it holds no "
            "geometry itself. Export the assembly into a single STEP file."
        )
    raise EmptyModelError(
        f"{filename} holds no faces, only curves, points or nothing at all. Export its solids or surfaces."
    )


def _diagonal_mm(extent: glb.Extent) -> float:
    assert extent.bounds is not None
    return max(float(np.linalg.norm(extent.bounds[1] - extent.bounds[0])) * 1000, 1e-6)


def _put_under(document: dict[str, Any], name: str, transform: dict[str, list[float]]) -> None:
    """Makes one new root of all roots, so that the transform applies to the whole model."""
    scene = document["scenes"][document.get("scene", 0)]
    document["nodes"].append({"name": name, **transform, "children": list(scene["nodes"])})
    scene["nodes"] = [len(document["nodes"]) - 1]


def _upright(bounds: np.ndarray | None) -> np.ndarray:
    assert bounds is not None
    (x0, y0, z0), (x1, y1, z1) = bounds
    return np.array([[x0, z0, 0.0 - y1], [x1, z1, 0.0 - y0]])
