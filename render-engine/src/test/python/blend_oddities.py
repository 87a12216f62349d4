"""What authors leave in their scenes, each as a change for `blend_films.author`."""

from __future__ import annotations

from pathlib import Path

import bpy


def over_blue(scene: bpy.types.Scene) -> None:
    """A clear film that the compositor lays over blue."""
    scene.render.film_transparent = True
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layer, over, output = (
        tree.nodes.new(f"CompositorNode{n}") for n in ("RLayers", "AlphaOver", "Composite")
    )
    over.inputs[1].default_value = (0, 0, 1, 1)
    tree.links.new(layer.outputs["Image"], over.inputs[2])
    tree.links.new(over.outputs["Image"], output.inputs["Image"])


def clear_film(scene: bpy.types.Scene) -> None:
    scene.render.film_transparent = True
    scene.world = bpy.data.worlds.new("Green")
    scene.world.color = (0, 1, 0)


def for_two_eyes(scene: bpy.types.Scene) -> None:
    scene.render.use_multiview = True


def without_layers(scene: bpy.types.Scene) -> None:
    for layer in scene.view_layers:
        layer.use = False


def without_output(scene: bpy.types.Scene) -> None:
    scene.use_nodes = True
    scene.node_tree.nodes.clear()


def writing_from_a_group(folder: Path, scene: bpy.types.Scene) -> None:
    """A node that writes files, in a group of the compositor."""
    group = bpy.data.node_groups.new("Group", "CompositorNodeTree")
    group.interface.new_socket("Image", in_out="INPUT", socket_type="NodeSocketColor")
    given, writer = group.nodes.new("NodeGroupInput"), group.nodes.new("CompositorNodeOutputFile")
    writer.base_path = str(folder)
    group.links.new(given.outputs[0], writer.inputs[0])
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layer, use, output = (
        tree.nodes.new(f"CompositorNode{name}") for name in ("RLayers", "Group", "Composite")
    )
    use.node_tree = group
    tree.links.new(layer.outputs["Image"], use.inputs[0])
    tree.links.new(layer.outputs["Image"], output.inputs["Image"])


def for_another_screen(scene: bpy.types.Scene) -> None:
    scene.display_settings.display_device = "Display P3"


def in_a_region(scene: bpy.types.Scene) -> None:
    scene.render.use_border = True
    scene.render.border_max_x = 0.5


def with_shader_script(scene: bpy.types.Scene) -> None:
    scene.cycles.shading_system = True
    material = bpy.data.materials["Red"]
    material.use_nodes = True
    material.node_tree.nodes.new("ShaderNodeScript")


def with_line_script(scene: bpy.types.Scene) -> None:
    scene.render.use_freestyle = True
    scene.view_layers[0].freestyle_settings.mode = "SCRIPT"


def simulated(_scene: bpy.types.Scene) -> None:
    """The cube rises with every frame, from where it was before."""
    tree = bpy.data.node_groups.new("Rise", "GeometryNodeTree")
    for way in ("INPUT", "OUTPUT"):
        tree.interface.new_socket("Geometry", in_out=way, socket_type="NodeSocketGeometry")
    given, result = tree.nodes.new("NodeGroupInput"), tree.nodes.new("NodeGroupOutput")
    before = tree.nodes.new("GeometryNodeSimulationInput")
    after = tree.nodes.new("GeometryNodeSimulationOutput")
    before.pair_with_output(after)
    rise = tree.nodes.new("GeometryNodeTransform")
    rise.inputs["Translation"].default_value = (0, 0, 0.3)
    tree.links.new(given.outputs["Geometry"], before.inputs["Geometry"])
    tree.links.new(before.outputs["Geometry"], rise.inputs["Geometry"])
    tree.links.new(rise.outputs["Geometry"], after.inputs["Geometry"])
    tree.links.new(after.outputs["Geometry"], result.inputs["Geometry"])
    bpy.data.objects["Cube"].modifiers.new("Rise", "NODES").node_group = tree


def with_hair(_scene: bpy.types.Scene) -> None:
    cube = bpy.data.objects["Cube"]
    cube.modifiers.new("Fur", "PARTICLE_SYSTEM")
    cube.particle_systems[0].settings.type = "HAIR"
