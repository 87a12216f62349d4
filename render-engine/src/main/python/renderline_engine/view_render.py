"""Renders one view of the open scene into a file.

Every setting that a view may change is set for every view: a warm session owes the same pixels as a cold
one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix

from . import device_render, devices, framing, pictures
from .arguments import Arguments
from .protocol import Progress
from .studio import Studio

ENCODINGS = ("targa", "exr")
_MAX_SIDE_PX = 16384
_MAX_SAMPLES = 65536
_MAX_FRAME = 999_999


@dataclass(frozen=True)
class View:
    """What a render request asks for; sizes in pixels, angles in degrees.

    Attributes:
        turntable: whether the camera keeps one distance for all azimuths.
        frame: of the studio's timeline; None: the one that it was saved at. With one, and without the name
            of a camera, the studio's own camera is seen through.
    """

    width: int
    height: int
    azimuth: float
    elevation: float
    samples: int
    denoise: bool
    transparent: bool
    background: tuple[float, float, float] | None
    seed: int
    device_policy: str
    device: str | None
    output: Path
    encoding: str
    turntable: bool
    camera: str | None
    frame: int | None

    def pose(self, points: np.ndarray) -> framing.CameraPose:
        """Where the camera stands for it."""
        fit = framing.fit_turn if self.turntable else framing.fit
        return fit(points, self.azimuth, self.elevation, self.width, self.height)

    @classmethod
    def read(cls, arguments: Arguments) -> View:
        """Checks a request's arguments.

        Raises:
            InvalidParametersError: names the field that is wrong.
        """
        arguments.only(
            "width", "height", "azimuth", "elevation", "samples", "denoise", "transparent",
            "background", "camera", "seed", "devicePolicy", "device", "output", "encoding", "turntable",
            "frame",
        )  # fmt: skip
        return cls(
            width=arguments.integer("width", 1, _MAX_SIDE_PX),
            height=arguments.integer("height", 1, _MAX_SIDE_PX),
            azimuth=arguments.number("azimuth", -36000, 36000, 0.0),
            elevation=arguments.number("elevation", -90, 90, 0.0),
            samples=arguments.integer("samples", 1, _MAX_SAMPLES),
            denoise=arguments.flag("denoise", True),
            transparent=arguments.flag("transparent", False),
            background=arguments.colour("background"),
            seed=arguments.integer("seed", 0, 2**31 - 1, 0),
            device_policy=arguments.choice("devicePolicy", devices.POLICIES, "auto"),
            device=arguments.optional_text("device"),
            output=arguments.new_file("output"),
            encoding=arguments.choice("encoding", ENCODINGS, "targa"),
            turntable=arguments.flag("turntable", False),
            camera=arguments.optional_text("camera"),
            frame=arguments.optional_integer("frame", 0, _MAX_FRAME),
        )


def render(view: View, points: np.ndarray, studio: Studio, progress: Progress) -> dict[str, Any]:
    """Renders and writes one view.

    Args:
        view: what to render.
        points: what to frame, shape (n, 3).
        studio: where it is.
        progress: told of every few samples.

    Raises:
        GpuRequiredError: the policy is `gpu` and none can be used.
        GpuFailedError: the GPU does not work, or is gone.
        UnsuitableStudioError: the studio has no such camera, or no frames.
    """
    scene = bpy.context.scene
    device = devices.choose(scene, view.device_policy, view.device)
    _show_frame(scene, studio, view.frame)
    camera = studio.camera(scene, view.camera, view.frame)
    _set_picture(scene, view, studio.is_clear(view.transparent, view.background))
    _assign(scene, "camera", camera)
    pose = None
    if studio.is_placed(camera):
        pose = view.pose(points)
        _set_camera(camera, pose)
    studio.turn_light(scene, view.azimuth)
    started = time.perf_counter()
    meter = device_render.render(device, progress, view.samples)
    rendered = time.perf_counter()
    behind = studio.behind(pose, view.width, view.height, view.transparent, view.background)
    pictures.save(scene, view.output, view.encoding, behind)
    saved = time.perf_counter()
    return {
        "width": view.width,
        "height": view.height,
        "engineMs": round((rendered - started) * 1000),
        "saveMs": round((saved - rendered) * 1000),
        "device": device.used(),
        "deviceMemoryBytes": meter.memory_bytes,
    }


def _show_frame(scene: bpy.types.Scene, studio: Studio, frame: int | None) -> None:
    """Goes to a frame of the studio's timeline, or back to the one that it was saved at."""
    if frame is not None:
        studio.require_motion(scene)
    wanted = studio.frame if frame is None else frame
    if scene.frame_current != wanted:
        scene.frame_set(wanted)


def _set_picture(scene: bpy.types.Scene, view: View, clear: bool) -> None:
    scene.render.resolution_x = view.width
    scene.render.resolution_y = view.height
    cycles = scene.cycles
    changes = [
        _assign(cycles, "samples", view.samples),
        _assign(cycles, "seed", view.seed),
        _assign(cycles, "use_denoising", view.denoise),
        _assign(scene.render, "film_transparent", clear),
        # Looking for smooth pixels costs a tenth of the time, and with few samples none is smooth enough.
        _assign(cycles, "use_adaptive_sampling", view.samples > 2 * cycles.adaptive_min_samples),
    ]
    if any(changes):
        # Between views Cycles keeps its scene, and takes over its own settings only from a tagged one.
        # A tag has it look at every mesh again (0.7 s for 3.7 million triangles), so no tag without need.
        scene.update_tag()


def _assign(owner: bpy.types.bpy_struct, name: str, value: object) -> bool:
    """Sets a property that differs, and says whether it did: even an equal value would count as a change."""
    differs = getattr(owner, name) != value
    if differs:
        setattr(owner, name, value)
    return differs


def _set_camera(camera: bpy.types.Object, pose: framing.CameraPose) -> None:
    placed = np.eye(4)
    placed[:3, :3] = pose.axes
    placed[:3, 3] = pose.position
    camera.matrix_world = Matrix(placed.tolist())
    camera.data.clip_start = pose.near
    camera.data.clip_end = pose.far
