"""How Cycles renders, whatever is in front of its camera.

Everything that a view does not choose is set here.
"""

from __future__ import annotations

import sys

import bpy

_CLEAR_NODES = {"BSDF_TRANSPARENT", "BSDF_GLASS", "BSDF_REFRACTION"}


def set_rendering(scene: bpy.types.Scene) -> None:
    """Sets what every prepared scene has in common: pictures that are the same each time, and quickly."""
    render = scene.render
    render.engine = "CYCLES"
    render.use_persistent_data = True
    render.use_compositing = False
    render.use_sequencer = False
    render.use_stamp = False
    render.use_border = False
    render.use_multiview = False
    render.use_motion_blur = False
    render.use_freestyle = False
    render.threads_mode = "AUTO"
    render.resolution_percentage = 100
    render.pixel_aspect_x = render.pixel_aspect_y = 1.0
    render.dither_intensity = 0.0
    for name in [prop.identifier for prop in render.bl_rna.properties]:
        if name.startswith("use_stamp_"):
            setattr(render, name, False)
    cycles = scene.cycles
    # Blue noise depends on how many samples the view before had: a warm view would differ from a cold one.
    cycles.sampling_pattern = "TABULATED_SOBOL"
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.05
    cycles.adaptive_min_samples = 8
    cycles.use_auto_tile = False
    cycles.time_limit = 0.0
    # Shaders in the Open Shading Language are programs, and these files come from strangers.
    cycles.shading_system = False
    cycles.use_animated_seed = False
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_use_gpu = False
    first, *others = scene.view_layers
    first.use = True
    for layer in others:
        layer.use = False


def set_light_paths(scene: bpy.types.Scene) -> None:
    """Sets how far light is followed in the built-in studios."""
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
    # What is behind the model is seen through glass, and not the room that lights it.
    cycles.film_transparent_glass = True
    cycles.film_transparent_roughness = 0.1


def set_colours(scene: bpy.types.Scene, exposure: float) -> None:
    """Sets how scene-linear light becomes what is seen.

    Args:
        scene: which one.
        exposure: stops.
    """
    view = scene.view_settings
    scene.display_settings.display_device = "sRGB"
    # The list of transforms is empty until OpenColorIO is asked, so the assignment is the check.
    try:
        view.view_transform = "Khronos PBR Neutral"
    except TypeError:
        sys.stderr.write("This Blender lacks Khronos PBR Neutral; colours go through AgX.\n")
        view.view_transform = "AgX"
    view.look = "None"
    view.exposure = exposure
    view.gamma = 1.0


def set_denoising(scene: bpy.types.Scene) -> None:
    """Sets how much care is taken with the colours and normals that the denoiser goes by.

    Behind what can be seen through they are as grainy as the picture, and the grain would stay. Elsewhere
    they are smooth, and the care would cost more than any other setting.
    """
    clear = any(_is_clear(material) for material in bpy.data.materials if material.use_nodes)
    scene.cycles.denoising_prefilter = "ACCURATE" if clear else "FAST"


def _is_clear(material: bpy.types.Material) -> bool:
    return any(_lets_light_through(node) for node in material.node_tree.nodes)


def _lets_light_through(node: bpy.types.Node) -> bool:
    if node.type == "BSDF_PRINCIPLED":
        alpha, glass = node.inputs["Alpha"], node.inputs["Transmission Weight"]
        values = alpha.default_value < 1 or glass.default_value > 0
        return bool(values or alpha.is_linked or glass.is_linked)
    return node.type in _CLEAR_NODES
