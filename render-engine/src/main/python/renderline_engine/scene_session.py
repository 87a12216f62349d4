"""The one prepared scene that a session holds, from `load` to its last view."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from . import framing, processes, studio, view_render
from .arguments import Arguments
from .errors import InvalidParametersError, UnreadableModelError
from .flatten import triangle_count
from .protocol import Progress


@dataclass
class _LoadedScene:
    path: Path
    points: np.ndarray
    studio: studio.Studio
    triangles: int
    warm: bool = False


_loaded: _LoadedScene | None = None


def load(arguments: Arguments, _progress: Progress) -> dict[str, Any]:
    """Answers `load`: opens a prepared scene; doing it again for the same one changes nothing.

    Raises:
        InvalidParametersError: the session holds another scene already. Nothing of one customer's scene
            may reach another's, so a session is never reused.
        UnreadableModelError: the file is no prepared scene.
    """
    global _loaded
    arguments.only("scene", "persistentData")
    path = arguments.existing_file("scene")
    persistent = arguments.flag("persistentData", True)
    started = time.perf_counter()
    if _loaded is not None and _loaded.path != path:
        raise InvalidParametersError(
            f"This session holds {_loaded.path.name} and takes no other ({path.name}). Open a new session."
        )
    if _loaded is None:
        _loaded = _open(path)
        # Without it every view builds the BVH anew, and memory is free in between.
        bpy.context.scene.render.use_persistent_data = persistent
    return {
        "loadMs": _milliseconds_since(started),
        "triangles": _loaded.triangles,
        "memoryBytes": processes.memory_bytes(),
    }


def _open(path: Path) -> _LoadedScene:
    try:
        bpy.ops.wm.open_mainfile(filepath=str(path), load_ui=False, use_scripts=False)
    except RuntimeError as refusal:
        raise UnreadableModelError(
            f"The prepared scene {path.name} cannot be opened ({str(refusal).strip()}). Prepare it again."
        ) from refusal
    points = framing.stored_points()
    furnished = studio.of_scene(bpy.context.scene)
    if points is None or furnished is None:
        raise UnreadableModelError(f"{path.name} is a Blender file but no prepared scene. Prepare it first.")
    shown = [item.data for item in bpy.context.scene.objects if item.type == "MESH" and item.parent]
    return _LoadedScene(path, points, furnished, sum(triangle_count(mesh) for mesh in shown))


def render(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `render`: one view of the loaded scene, written as `targa` or `exr`.

    Raises:
        InvalidParametersError: nothing is loaded, or a field is out of range.
        GpuRequiredError: the policy is `gpu` and none can be used.
    """
    view = view_render.View.read(arguments)
    if _loaded is None:
        raise InvalidParametersError("No scene is loaded in this session. Send load first.")
    result = view_render.render(view, _loaded.points, _loaded.studio, progress)
    result["warm"] = _loaded.warm
    _loaded.warm = True
    result["memoryBytes"] = processes.memory_bytes()
    result["peakMemoryBytes"] = processes.peak_memory_bytes()
    return result


def _milliseconds_since(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
