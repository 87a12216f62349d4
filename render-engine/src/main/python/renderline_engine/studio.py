"""The photographer's room that a model is put in: light, floor, camera, and render settings.

Everything that a view does not choose is set here once and saved with the scene.
"""

from __future__ import annotations

import math
import sys

import bpy

from . import environment, framing

STUDIOS = ("white",)

_FLOOR = "Floor"
_TURN = "Turn with the camera"
_FLOOR_HALF_WIDTH = 12.0
_FLOOR_GAP = 0.002
"""Just below the model, so that a flat underside and the floor are not one surface."""


def furnish(scene: bpy.types.Scene) -> None:
    """Adds floor, light and camera to a scene that holds a normalised model, and sets how it renders."""
    _add_floor(scene)
    _add_light(scene)
    _add_camera(scene)
    _set_rendering(scene)
    _set_colours(scene)


def turn_light(scene: bpy.types.Scene, azimuth: float) -> None:
    """Turns the light with the camera, so that each view is lit as well as any other."""
    scene.world.node_tree.nodes[_TURN].inputs["Rotation"].default_value = (0.0, 0.0, -math.radians(azimuth))


def floor(scene: bpy.types.Scene) -> bpy.types.Object:
    """The ground that catches the model's shadow."""
    return scene.objects[_FLOOR]


def _add_floor(scene: bpy.types.Scene) -> None:
    mesh = bpy.data.meshes.new(_FLOOR)
    far = _FLOOR_HALF_WIDTH
    corners = [(-far, -far, 0), (far, -far, 0), (far, far, 0), (-far, far, 0)]
    mesh.from_pydata(corners, [], [(0, 1, 2, 3)])
    paint = bpy.data.materials.new(_FLOOR)
    paint.use_nodes = True
    surface = paint.node_tree.nodes["Principled BSDF"]
    surface.inputs["Base Color"].default_value = (0.8, 0.8, 0.8, 1)
    surface.inputs["Roughness"].default_value = 1.0
    surface.inputs["Specular IOR Level"].default_value = 0.0
    mesh.materials.append(paint)
    ground = bpy.data.objects.new(_FLOOR, mesh)
    ground.location.z = -_FLOOR_GAP
    ground.is_shadow_catcher = True
    scene.collection.objects.link(ground)


def _add_light(scene: bpy.types.Scene) -> None:
    image = bpy.data.images.new(
        "Studio", environment.WIDTH, environment.HEIGHT, alpha=False, float_buffer=True
    )
    image.pixels.foreach_set(environment.studio_image().ravel())
    image.pack()
    world = bpy.data.worlds.new("Studio")
    world.use_nodes = True
    tree = world.node_tree
    place = tree.nodes.new("ShaderNodeTexCoord")
    turn = tree.nodes.new("ShaderNodeMapping")
    turn.name = _TURN
    turn.vector_type = "POINT"
    surroundings = tree.nodes.new("ShaderNodeTexEnvironment")
    surroundings.image = image
    tree.links.new(place.outputs["Generated"], turn.inputs["Vector"])
    tree.links.new(turn.outputs["Vector"], surroundings.inputs["Vector"])
    tree.links.new(surroundings.outputs["Color"], tree.nodes["Background"].inputs["Color"])
    world.cycles.sampling_method = "MANUAL"
    world.cycles.sample_map_resolution = environment.WIDTH
    scene.world = world


def _add_camera(scene: bpy.types.Scene) -> None:
    lens = bpy.data.cameras.new("Camera")
    lens.lens = framing.LENS_MM
    lens.sensor_width = framing.SENSOR_MM
    lens.sensor_fit = "AUTO"
    camera = bpy.data.objects.new("Camera", lens)
    camera.rotation_mode = "QUATERNION"
    scene.collection.objects.link(camera)
    scene.camera = camera


def _set_rendering(scene: bpy.types.Scene) -> None:
    scene.render.engine = "CYCLES"
    scene.render.use_persistent_data = True
    scene.render.use_compositing = False
    scene.render.use_sequencer = False
    scene.render.use_stamp = False
    scene.render.film_transparent = True
    scene.render.resolution_percentage = 100
    scene.render.dither_intensity = 0.0
    for name in [prop.identifier for prop in scene.render.bl_rna.properties]:
        if name.startswith("use_stamp_"):
            setattr(scene.render, name, False)
    cycles = scene.cycles
    cycles.max_bounces = 5
    cycles.diffuse_bounces = 2
    cycles.glossy_bounces = 3
    cycles.transmission_bounces = 5
    cycles.transparent_max_bounces = 16
    cycles.volume_bounces = 0
    cycles.caustics_reflective = False
    cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 4.0
    cycles.blur_glossy = 1.0
    cycles.use_light_tree = False
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.02
    cycles.use_auto_tile = False
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_prefilter = "FAST"
    cycles.denoising_use_gpu = False


def _set_colours(scene: bpy.types.Scene) -> None:
    view = scene.view_settings
    scene.display_settings.display_device = "sRGB"
    # The list of transforms is empty until OpenColorIO is asked, so the assignment is the check.
    try:
        view.view_transform = "Khronos PBR Neutral"
    except TypeError:
        print("This Blender lacks Khronos PBR Neutral; colours go through AgX.", file=sys.stderr)  # noqa: T201
        view.view_transform = "AgX"
    view.look = "None"
    view.exposure = 0.0
    view.gamma = 1.0
