"""Sets what must be so for a frame to depend on nothing but its number, and to reach beyond nothing.

What its author has chosen stays, down to the compositor; what was changed is said.
"""

from __future__ import annotations

from collections.abc import Iterator

import bpy

from . import baked_caches, node_trees, sequences

_ENGINES = {"BLENDER_EEVEE": "EEVEE", "BLENDER_EEVEE_NEXT": "EEVEE", "BLENDER_WORKBENCH": "Workbench"}

_FOREIGN_SAMPLES = 128
"""What nobody has chosen for Cycles is 4096 of its own, minutes for each frame."""


def tame(scene: bpy.types.Scene) -> list[str]:
    """Changes the scene that is rendered; answers what was changed, as sentences."""
    return [
        *_render(scene),
        *_freestyle(scene),
        *_compositor(scene),
        *_cycles(scene),
    ]


def _render(scene: bpy.types.Scene) -> Iterator[str]:
    render = scene.render
    if render.engine != "CYCLES":
        made_for = _ENGINES.get(render.engine, render.engine)
        scene.cycles.samples = min(scene.cycles.samples, _FOREIGN_SAMPLES)
        yield (
            f"The scene is made for {made_for}; it was rendered by Cycles, "
            f"with {scene.cycles.samples} samples where the job says no other number."
        )
        render.engine = "CYCLES"
    if render.use_sequencer and scene.sequence_editor and scene.sequence_editor.strips:
        yield "The strips of the video sequencer are left out."
    render.use_sequencer = False
    if render.use_multiview:
        yield "The scene is made for several eyes; what its camera sees itself is rendered."
    render.use_multiview = False
    if render.use_border:
        cut = "cut to" if render.use_crop_to_border else "black outside of"
        yield f"Pictures are {cut} the render region that the scene has."
    if scene.display_settings.display_device != "sRGB":
        yield f"Colours are those of sRGB instead of {scene.display_settings.display_device}."
        _show_on_srgb(scene)
    render.use_stamp = False
    render.use_persistent_data = True
    render.use_lock_interface = True
    sequences.refresh_in_each_frame()
    baked_caches.write_none()


def _show_on_srgb(scene: bpy.types.Scene) -> None:
    """Keeps how the picture looks: nothing in a film would say which other screen its numbers are for."""
    view = scene.view_settings
    chosen = (view.view_transform, view.look)
    scene.display_settings.display_device = "sRGB"
    view.view_transform, view.look = chosen


def _freestyle(scene: bpy.types.Scene) -> Iterator[str]:
    for layer in scene.view_layers:
        if layer.use_freestyle and layer.freestyle_settings.mode == "SCRIPT":
            yield f"Freestyle's Python modules in the view layer '{layer.name}' were not run."
            layer.use_freestyle = False


def _compositor(scene: bpy.types.Scene) -> Iterator[str]:
    for tree in [tree for tree in node_trees.every() if tree.bl_idname == "CompositorNodeTree"]:
        for node in list(tree.nodes):
            if node.type == "OUTPUT_FILE":
                yield f"The compositor's node '{node.name}' would write files and is left out."
                tree.nodes.remove(node)
    if not scene.use_nodes or not scene.render.use_compositing:
        return
    if not any(node.type == "COMPOSITE" and not node.mute for node in scene.node_tree.nodes):
        yield "The compositor has no output and is left out."
        scene.render.use_compositing = False


def _cycles(scene: bpy.types.Scene) -> Iterator[str]:
    cycles = scene.cycles
    # Shaders in the Open Shading Language are programs, and these files come from strangers.
    if cycles.shading_system and any(
        node.type == "SCRIPT" for tree in node_trees.shaders() for node in tree.nodes
    ):
        yield "Shaders in the Open Shading Language were not run."
    cycles.shading_system = False
    cycles.time_limit = 0.0
    # Blue noise depends on how many samples the frame before had: a warm frame would differ from a cold one.
    cycles.sampling_pattern = "TABULATED_SOBOL"
    cycles.use_auto_tile = False
    cycles.denoising_use_gpu = False
