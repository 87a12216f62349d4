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

from . import devices, framing, pictures, render_progress, studio
from .arguments import Arguments
from .protocol import Progress

ENCODINGS = ("targa", "exr")
_MAX_SIDE_PX = 16384
_MAX_SAMPLES = 65536


@dataclass(frozen=True)
class View:
    """What a render request asks for; sizes in pixels, angles in degrees.

    Attributes:
        turntable: whether the camera keeps one distance for all azimuths.
    """

    width: int
    height: int
    azimuth: float
    elevation: float
    samples: int
    denoise: bool
    transparent: bool
    seed: int
    device_policy: str
    output: Path
    encoding: str
    turntable: bool

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
            "width", "height", "azimuth", "elevation", "samples", "denoise", "transparent", "seed",
            "devicePolicy", "output", "encoding", "turntable",
        )  # fmt: skip
        return cls(
            width=arguments.integer("width", 1, _MAX_SIDE_PX),
            height=arguments.integer("height", 1, _MAX_SIDE_PX),
            azimuth=arguments.number("azimuth", -36000, 36000, 0.0),
            elevation=arguments.number("elevation", -90, 90, 0.0),
            samples=arguments.integer("samples", 1, _MAX_SAMPLES),
            denoise=arguments.flag("denoise", True),
            transparent=arguments.flag("transparent", False),
            seed=arguments.integer("seed", 0, 2**31 - 1, 0),
            device_policy=arguments.choice("devicePolicy", devices.POLICIES, "auto"),
            output=arguments.new_file("output"),
            encoding=arguments.choice("encoding", ENCODINGS, "targa"),
            turntable=arguments.flag("turntable", False),
        )


def render(view: View, points: np.ndarray, progress: Progress) -> dict[str, Any]:
    """Renders and writes one view.

    Args:
        view: what to render.
        points: what to frame, shape (n, 3).
        progress: told of every few samples.

    Raises:
        GpuRequiredError: the policy is `gpu` and none can be used.
    """
    scene = bpy.context.scene
    device = devices.choose(scene, view.device_policy)
    _set_picture(scene, view)
    _set_camera(scene, view.pose(points))
    _set_surroundings(scene, view)
    started = time.perf_counter()
    with render_progress.reported(progress, view.samples):
        bpy.ops.render.render()
    rendered = time.perf_counter()
    pictures.save(scene, view.output, view.encoding, opaque=not view.transparent)
    saved = time.perf_counter()
    return {
        "width": view.width,
        "height": view.height,
        "engineMs": round((rendered - started) * 1000),
        "saveMs": round((saved - rendered) * 1000),
        "device": {
            "type": device.type,
            "backend": device.backend,
            "name": device.name,
            "driver": device.driver,
        },
    }


def _set_picture(scene: bpy.types.Scene, view: View) -> None:
    scene.render.resolution_x = view.width
    scene.render.resolution_y = view.height
    cycles = scene.cycles
    changes = [
        _assign(cycles, "samples", view.samples),
        _assign(cycles, "seed", view.seed),
        _assign(cycles, "use_denoising", view.denoise),
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


def _set_camera(scene: bpy.types.Scene, pose: framing.CameraPose) -> None:
    camera = scene.camera
    placed = np.eye(4)
    placed[:3, :3] = pose.axes
    placed[:3, 3] = pose.position
    camera.matrix_world = Matrix(placed.tolist())
    camera.data.clip_start = pose.near
    camera.data.clip_end = pose.far


def _set_surroundings(scene: bpy.types.Scene, view: View) -> None:
    studio.turn_light(scene, view.azimuth)
    # From below the floor would stand before the model; cut out, the model stands on nothing.
    _assign(studio.floor(scene), "hide_render", view.transparent or view.elevation < 0)
