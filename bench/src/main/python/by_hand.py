"""Rendering as one would write it by hand with bpy: what Renderline is measured against.

The scene is kept cheap on purpose (an even white world, a sun, one camera), and everything that makes Cycles
faster at the same samples is on, so that no time here is spent on anything but what was asked for.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Vector

_LENS_MM = 85.0
_SENSOR_MM = 36.0


def empty() -> None:
    """Drops all that Blender holds."""
    bpy.ops.wm.read_factory_settings(use_empty=True)


def import_glb(path: str) -> None:
    """Imports a model with the importer's usual options, without a line in the log for each node."""
    bpy.ops.import_scene.gltf(filepath=path, loglevel=50)


def set_up(side: int, samples: int, persistent: bool) -> float:
    """Adds light and camera to what was imported, and sets how it renders.

    Returns:
        The radius of the model, which `look` needs.
    """
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.use_persistent_data = persistent
    scene.render.resolution_x = scene.render.resolution_y = side
    scene.render.image_settings.file_format = "PNG"
    scene.cycles.device = "CPU"
    scene.cycles.samples = samples
    scene.cycles.use_denoising = False
    scene.cycles.max_bounces = 5
    scene.cycles.diffuse_bounces = 2
    scene.cycles.glossy_bounces = 3
    scene.cycles.caustics_reflective = scene.cycles.caustics_refractive = False
    scene.cycles.use_auto_tile = False
    world = bpy.data.worlds.new("White")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs["Color"].default_value = (1, 1, 1, 1)
    scene.world = world
    sun = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
    sun.rotation_euler = (0.6, 0.2, 0.4)
    scene.collection.objects.link(sun)
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.data.lens, camera.data.sensor_width = _LENS_MM, _SENSOR_MM
    scene.collection.objects.link(camera)
    scene.camera = camera
    return _radius_around_origin(scene)


def _radius_around_origin(scene: bpy.types.Scene) -> float:
    """Moves the model's middle to the origin, where the camera looks, and measures it."""
    bpy.context.view_layer.update()
    meshes = [item for item in scene.objects if item.type == "MESH"]
    corners = np.array([item.matrix_world @ Vector(corner) for item in meshes for corner in item.bound_box])
    middle = (corners.min(axis=0) + corners.max(axis=0)) / 2
    for item in scene.objects:
        if item.parent is None and item.type in ("MESH", "EMPTY"):
            item.location -= Vector(middle)
    return float(np.linalg.norm(corners - middle, axis=1).max())


def look(radius: float, azimuth: float, elevation: float) -> None:
    """Puts the camera where it sees the whole model; angles in degrees."""
    camera = bpy.context.scene.camera
    distance = radius / math.sin(math.atan(_SENSOR_MM / 2 / _LENS_MM))
    turn, lift = math.radians(azimuth), math.radians(elevation)
    direction = Vector((math.sin(turn) * math.cos(lift), -math.cos(turn) * math.cos(lift), math.sin(lift)))
    camera.location = direction * distance
    camera.rotation_euler = direction.to_track_quat("Z", "Y").to_euler()
    camera.data.clip_start, camera.data.clip_end = distance / 100, distance * 10


def render(picture: Path) -> None:
    """Renders what the camera sees into a PNG."""
    bpy.context.scene.render.filepath = str(picture)
    bpy.ops.render.render(write_still=True)


def answer(**values: Any) -> None:
    """Tells the benchmark what was measured, as the last line of standard output."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()
