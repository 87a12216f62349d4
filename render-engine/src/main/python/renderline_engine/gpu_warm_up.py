"""Has a GPU render one tiny picture, so that its kernels are loaded, or compiled where they must be.

OptiX and CUDA keep what they have compiled in folders that outlive this process: the first view of a customer
finds it there.
"""

from __future__ import annotations

import time
from typing import Any

import bpy

from . import device_render, devices, render_settings
from .arguments import Arguments
from .protocol import Progress

_SIDE_PX = 16


def warm_up(arguments: Arguments, progress: Progress) -> dict[str, Any]:
    """Answers `warm-gpu`: what is rendered is thrown away.

    Raises:
        GpuFailedError: the GPU does not render, or is not there.
    """
    arguments.only("device")
    device_id = arguments.text("device")
    scene = _tiny_scene()
    device = devices.choose(scene, "gpu", device_id)
    started = time.perf_counter()
    device_render.render(device, progress, scene.cycles.samples)
    return {"device": device.used(), "engineMs": round((time.perf_counter() - started) * 1000)}


def _tiny_scene() -> bpy.types.Scene:
    scene = bpy.context.scene
    render_settings.set_rendering(scene)
    render_settings.set_light_paths(scene)
    scene.cycles.samples = 1
    scene.cycles.use_denoising = False
    scene.render.resolution_x = scene.render.resolution_y = _SIDE_PX
    mesh = bpy.data.meshes.new("Triangle")
    mesh.from_pydata([(-1, -1, -3), (1, -1, -3), (0, 1, -3)], [], [(0, 1, 2)])
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    light = bpy.data.objects.new("Light", bpy.data.lights.new("Light", "POINT"))
    for thing in (bpy.data.objects.new("Triangle", mesh), camera, light):
        scene.collection.objects.link(thing)
    scene.camera = camera
    return scene
