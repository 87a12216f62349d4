"""The one film scene that a session holds, and its frames."""

from __future__ import annotations

import math
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy

from . import camera_turns, device_render, devices, film_scene, pictures, processes, scene_scripts
from .arguments import Arguments
from .errors import InvalidParametersError
from .protocol import Progress

_MAX_SIDE_PX = 16384
_MAX_SAMPLES = 65536
_MAX_FRAME = 999_999
_MAX_SECONDS = 100_000.0
_LAST_FRAME = 1_048_574
"""The last one that Blender's timeline has."""


@dataclass
class _LoadedFilm:
    """An open film scene, with what its author chose where a request chooses nothing.

    Attributes:
        camera: the scene's, None without one.
        turns: the cameras that go before it.
        transparent: whether it leaves out the world, which its compositor may replace.
        simulated: whether a frame depends on those before it, which are then gone through.
        place: the frame that was gone to last; None before the first.
    """

    path: Path
    width: int
    height: int
    samples: int
    start: int
    end: int
    fps: float
    camera: str | None
    turns: camera_turns.Turns
    transparent: bool
    simulated: bool
    place: float | None = None
    warm: bool = False

    @classmethod
    def of(cls, path: Path, scene: bpy.types.Scene) -> _LoadedFilm:
        share = scene.render.resolution_percentage / 100
        width, height = (
            round(side * share) for side in (scene.render.resolution_x, scene.render.resolution_y)
        )
        fps = scene.render.fps / scene.render.fps_base
        size = (max(1, width), max(1, height))
        camera = scene.camera.name if scene.camera else None
        turns = camera_turns.take(scene)
        timeline = (scene.frame_start, scene.frame_end, fps)
        simulated = any(scene_scripts.unbaked_simulations())
        return cls(
            path,
            *size,
            scene.cycles.samples,
            *timeline,
            camera,
            turns,
            scene.render.film_transparent,
            simulated,
        )

    def camera_at(self, frame: float, scene: bpy.types.Scene) -> bpy.types.Object:
        """What its author looks through at a frame; any camera where nothing was chosen."""
        chosen = scene.objects.get(camera_turns.at(self.turns, frame) or self.camera or "")
        return chosen or next(thing for thing in scene.objects if thing.type == "CAMERA")


@dataclass(frozen=True)
class _Moment:
    """What is shown: a frame by its number, or a time since the scene's start.

    Attributes:
        seconds: at the scene's own pace.
        share: of the scene's whole length, 0 to less than 1.
    """

    frame: int | None
    seconds: float | None
    share: float | None

    @classmethod
    def read(cls, arguments: Arguments) -> _Moment:
        moment = cls(
            arguments.optional_integer("frame", 0, _MAX_FRAME),
            arguments.optional_number("seconds", 0, _MAX_SECONDS),
            arguments.optional_number("share", 0, 1),
        )
        if [moment.frame, moment.seconds, moment.share].count(None) != 2:
            raise InvalidParametersError("A frame is asked for by one of frame, seconds and share.")
        return moment

    def place(self, film: _LoadedFilm) -> float:
        """Where it lies on the scene's timeline, in frames; a whole number where it is as good as one."""
        if self.frame is not None:
            return self.frame
        if self.seconds is not None:
            passed = self.seconds * film.fps
        else:
            passed = (self.share or 0.0) * (film.end - film.start + 1)
        return min(film.start + round(passed, 6), _LAST_FRAME)


_loaded: _LoadedFilm | None = None


def load(arguments: Arguments, _progress: Progress) -> dict[str, Any]:
    """Answers `load-film`: opens a film scene; doing it again for the same one changes nothing.

    The scene's files come to lie in `folder`, which must last as long as this session.

    Raises:
        InvalidParametersError: the session holds another scene already.
        UnreadableModelError: the file is no film scene.
    """
    global _loaded
    arguments.only("scene", "folder", "persistentData")
    path = arguments.existing_file("scene")
    folder = arguments.existing_folder("folder")
    persistent = arguments.flag("persistentData", True)
    started = time.perf_counter()
    if _loaded is not None and _loaded.path != path:
        raise InvalidParametersError(
            f"This session holds {_loaded.path.name} and takes no other. Open a new session."
        )
    if _loaded is None:
        film_scene.open_packed(path, Path(tempfile.mkdtemp(prefix="scene-", dir=folder)))
        _loaded = _LoadedFilm.of(path, bpy.context.scene)
        # Cycles keeps hair of something that moves where it was in the frame before.
        hair = any(particles.type == "HAIR" for particles in bpy.data.particles)
        bpy.context.scene.render.use_persistent_data = persistent and not hair
    return {
        "loadMs": round((time.perf_counter() - started) * 1000),
        "triangles": 0,
        "memoryBytes": processes.memory_bytes(),
    }


def render(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `render-frame`: one frame of the loaded scene, written as Targa.

    What is null is as the scene says. Every setting that a frame may change is set for every frame: a warm
    session owes the same pixels as a cold one.

    Raises:
        InvalidParametersError: nothing is loaded, or a field is out of range.
        GpuRequiredError: the policy is `gpu` and none can be used.
    """
    arguments.only(
        "frame",
        "seconds",
        "share",
        "width",
        "height",
        "samples",
        "camera",
        "transparent",
        "devicePolicy",
        "device",
        "output",
    )
    moment = _Moment.read(arguments)
    width = arguments.optional_integer("width", 1, _MAX_SIDE_PX)
    height = arguments.optional_integer("height", 1, _MAX_SIDE_PX)
    samples = arguments.optional_integer("samples", 1, _MAX_SAMPLES)
    camera = arguments.optional_text("camera")
    transparent = arguments.flag("transparent", False)
    policy = arguments.choice("devicePolicy", devices.POLICIES, "auto")
    device_id = arguments.optional_text("device")
    output = arguments.new_file("output")
    if _loaded is None:
        raise InvalidParametersError("No scene is loaded in this session. Send load-film first.")
    scene = bpy.context.scene
    device = devices.choose(scene, policy, device_id)
    scene.render.resolution_x, scene.render.resolution_y = _size(_loaded, width, height)
    scene.render.resolution_percentage = 100
    scene.cycles.samples = _loaded.samples if samples is None else samples
    scene.render.film_transparent = transparent or _loaded.transparent
    place = moment.place(_loaded)
    _go_to(scene, _loaded, place)
    scene.camera = _loaded.camera_at(place, scene) if camera is None else scene.objects[camera]
    started = time.perf_counter()
    meter = device_render.render(device, progress, scene.cycles.samples)
    rendered = time.perf_counter()
    size = _save(scene, output, transparent)
    was_warm, _loaded.warm = _loaded.warm, True
    return {
        "width": size[0],
        "height": size[1],
        "engineMs": round((rendered - started) * 1000),
        "saveMs": round((time.perf_counter() - rendered) * 1000),
        "warm": was_warm,
        "device": device.used(),
        "deviceMemoryBytes": meter.memory_bytes,
        "memoryBytes": processes.memory_bytes(),
        "peakMemoryBytes": processes.peak_memory_bytes(),
    }


def _go_to(scene: bpy.types.Scene, film: _LoadedFilm, place: float) -> None:
    """Between two frames too, where a film has more frames each second than its scene.

    A simulation is gone through from the scene's start, or from where this session is: a frame owes the same
    pixels to a session that has made none before it.
    """
    whole = math.floor(place)
    if film.simulated:
        first = film.start if film.place is None or film.place > place else math.floor(film.place) + 1
        for frame in range(first, whole):
            scene.frame_set(frame)
    scene.frame_set(whole, subframe=place - whole)
    film.place = place


def _size(film: _LoadedFilm, width: int | None, height: int | None) -> tuple[int, int]:
    """The size that was asked for; of one side alone, the other in the scene's proportion."""
    if width is None and height is None:
        return film.width, film.height
    if width is None:
        return max(1, round(height * film.width / film.height)), height
    return width, max(1, round(width * film.height / film.width)) if height is None else height


def _save(scene: bpy.types.Scene, output: Path, transparent: bool) -> tuple[int, int]:
    raw = output.with_name(output.name + ".raw")
    pictures.set_targa(scene)
    try:
        bpy.data.images["Render Result"].save_render(str(raw), scene=scene)
        pixels = pictures.read_targa(raw)
    finally:
        raw.unlink(missing_ok=True)
    if not transparent:
        pictures.lay_on_black(pixels)
    pictures.write_targa(output, pixels)
    return pixels.shape[1], pixels.shape[0]
