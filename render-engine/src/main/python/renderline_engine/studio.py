"""The photographer's room that a model is put in: light, floor, camera, and render settings.

Everything that a view does not choose is set here once and saved with the scene.
"""

from __future__ import annotations

import math
import sys

import bpy
import numpy as np

from . import environment, framing
from .ground_shadow import HALF_WIDTH

STUDIOS = ("white",)

_FLOOR = "Floor"
_TURN = "Turn with the camera"
_SHADOW_STRENGTH = 0.62
_SHADOW_COLOUR = (0.012, 0.013, 0.016)
_FLOOR_GAP = 0.002
"""Just below the model, so that a flat underside and the floor are not one surface."""


def furnish(scene: bpy.types.Scene, shadow: np.ndarray) -> None:
    """Adds floor, light and camera to a scene that holds a normalised model, and sets how it renders.

    Args:
        scene: where to.
        shadow: what `ground_shadow` found.
    """
    _add_floor(scene, shadow)
    _add_light(scene)
    _add_camera(scene)
    _set_rendering(scene)
    set_colours(scene)


def turn_light(scene: bpy.types.Scene, azimuth: float) -> None:
    """Turns the light with the camera, so that each view is lit as well as any other."""
    scene.world.node_tree.nodes[_TURN].inputs["Rotation"].default_value = (0.0, 0.0, -math.radians(azimuth))


def floor(scene: bpy.types.Scene) -> bpy.types.Object:
    """The ground that shows the model's shadow."""
    return scene.objects[_FLOOR]


def _add_floor(scene: bpy.types.Scene, shadow: np.ndarray) -> None:
    """Lays down a film that is clear but for the shadow, and that only the camera sees."""
    mesh = bpy.data.meshes.new(_FLOOR)
    far = HALF_WIDTH
    corners = [(-far, -far, 0), (far, -far, 0), (far, far, 0), (-far, far, 0)]
    mesh.from_pydata(corners, [], [(0, 1, 2, 3)])
    mesh.uv_layers.new().data.foreach_set("uv", [0, 0, 1, 0, 1, 1, 0, 1])
    mesh.materials.append(_shadow_film(shadow))
    ground = bpy.data.objects.new(_FLOOR, mesh)
    ground.location.z = -_FLOOR_GAP
    for ray in ("diffuse", "glossy", "transmission", "volume_scatter", "shadow"):
        setattr(ground, f"visible_{ray}", False)
    scene.collection.objects.link(ground)


def _shadow_film(shadow: np.ndarray) -> bpy.types.Material:
    rows, columns = shadow.shape
    pixels = np.ones((rows, columns, 4), dtype=np.float32)
    pixels[..., :3] = (_SHADOW_STRENGTH * shadow)[..., None]
    film = bpy.data.materials.new(_FLOOR)
    film.use_nodes = True
    tree = film.node_tree
    tree.nodes.clear()
    image = tree.nodes.new("ShaderNodeTexImage")
    image.image = _packed_image("Shadow", pixels)
    image.extension = "CLIP"
    image.interpolation = "Cubic"
    clear = tree.nodes.new("ShaderNodeBsdfTransparent")
    black = tree.nodes.new("ShaderNodeEmission")
    black.inputs["Color"].default_value = (*_SHADOW_COLOUR, 1)
    mix = tree.nodes.new("ShaderNodeMixShader")
    out = tree.nodes.new("ShaderNodeOutputMaterial")
    tree.links.new(image.outputs["Color"], mix.inputs["Fac"])
    tree.links.new(clear.outputs["BSDF"], mix.inputs[1])
    tree.links.new(black.outputs["Emission"], mix.inputs[2])
    tree.links.new(mix.outputs["Shader"], out.inputs["Surface"])
    return film


def _packed_image(name: str, pixels: np.ndarray) -> bpy.types.Image:
    """A linear image of shape (rows, columns, 4) as part of the file."""
    rows, columns = pixels.shape[:2]
    image = bpy.data.images.new(name, columns, rows, alpha=False, float_buffer=True, is_data=True)
    image.pixels.foreach_set(pixels.astype(np.float32).ravel())
    image.pack()
    return image


def _add_light(scene: bpy.types.Scene) -> None:
    image = _packed_image("Studio", environment.studio_image())
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
    # The boxes are large and smooth: rays that bounce off a surface find them by themselves, and a picture
    # takes 0.6 of the time that it takes with samples aimed at them.
    world.cycles.sampling_method = "NONE"
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
    # Blue noise depends on how many samples the view before had: a warm view would differ from a cold one.
    cycles.sampling_pattern = "TABULATED_SOBOL"
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.05
    cycles.adaptive_min_samples = 8
    cycles.use_auto_tile = False
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_prefilter = "FAST"
    cycles.denoising_use_gpu = False


def set_colours(scene: bpy.types.Scene) -> None:
    """Sets how scene-linear light becomes what is seen."""
    view = scene.view_settings
    scene.display_settings.display_device = "sRGB"
    # The list of transforms is empty until OpenColorIO is asked, so the assignment is the check.
    try:
        view.view_transform = "Khronos PBR Neutral"
    except TypeError:
        sys.stderr.write("This Blender lacks Khronos PBR Neutral; colours go through AgX.\n")
        view.view_transform = "AgX"
    view.look = "None"
    view.exposure = -0.25
    view.gamma = 1.0
