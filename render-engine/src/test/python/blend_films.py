"""`.blend` files as an author may leave them."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import bpy

Change = Callable[[bpy.types.Scene], None]


def author(path: Path, *changes: Change) -> Path:
    """A red cube that moves from left to right in 4 frames, under a sun, 48 x 32 px."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = 48, 32
    scene.cycles.samples = 1
    scene.cycles.use_denoising = False
    bpy.ops.mesh.primitive_cube_add(size=1)
    cube = bpy.context.object
    cube.name = "Cube"
    red = bpy.data.materials.new("Red")
    red.diffuse_color = (1, 0, 0, 1)
    cube.data.materials.append(red)
    for frame, place in ((1, -2), (4, 2)):
        cube.location.x = place
        cube.keyframe_insert("location", frame=frame)
    sun = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
    sun.rotation_euler, sun.data.energy = (1.2, 0, 0), 3
    camera = bpy.data.objects.new("Front", bpy.data.cameras.new("Front"))
    camera.location, camera.rotation_euler = (0, -8, 0), (1.5708, 0, 0)
    for thing in (sun, camera):
        scene.collection.objects.link(thing)
    scene.camera = camera
    for change in changes:
        change(scene)
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    return path


def with_texture(_scene: bpy.types.Scene) -> None:
    """A texture that lies beside the .blend, as `//textures/wood.png`."""
    image = bpy.data.images.new("wood", 4, 4)
    image.source = "FILE"
    image.filepath = "//textures/wood.png"
    material = bpy.data.materials["Red"]
    material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    surface = material.node_tree.nodes["Principled BSDF"]
    material.node_tree.links.new(node.outputs["Color"], surface.inputs["Base Color"])


def with_turns(scene: bpy.types.Scene) -> None:
    """The camera Front until frame 2, then another one that sees nothing."""
    away = bpy.data.objects.new("Away", bpy.data.cameras.new("Away"))
    away.location = (0, 0, 100)
    scene.collection.objects.link(away)
    for frame, camera in ((1, scene.camera), (3, away)):
        scene.timeline_markers.new(camera.name, frame=frame).camera = camera


def with_python(_scene: bpy.types.Scene) -> None:
    text = bpy.data.texts.new("rig_ui.py")
    text.write("raise SystemExit")
    text.use_module = True
    driver = bpy.data.objects["Cube"].driver_add("rotation_euler", 2).driver
    driver.expression = "__import__('os').getpid()"


def for_eevee(scene: bpy.types.Scene) -> None:
    scene.render.engine = "BLENDER_EEVEE_NEXT"
    scene.cycles.samples = 4096


def without_camera(_scene: bpy.types.Scene) -> None:
    bpy.data.objects.remove(bpy.data.objects["Front"])


def without_choice(scene: bpy.types.Scene) -> None:
    """Two cameras, of which none is the scene's."""
    scene.collection.objects.link(bpy.data.objects.new("Side", bpy.data.cameras.new("Side")))
    scene.camera = None


def with_python_everywhere(scene: bpy.types.Scene) -> None:
    """Python that drives what is no object: data, textures, nodes of a lamp and of the compositor."""
    lamp = bpy.data.lights["Sun"]
    lamp.use_nodes = True
    scene.use_nodes = True
    texture = bpy.data.textures.new("Clouds", "CLOUDS")
    texture.use_fake_user = True
    blob = bpy.data.metaballs.new("Blob")
    scene.collection.objects.link(bpy.data.objects.new("Blob", blob))
    for owner, path in (
        (blob, "threshold"),
        (texture, "noise_scale"),
        (lamp.node_tree.nodes["Emission"].inputs["Strength"], "default_value"),
        (scene.node_tree.nodes.new("CompositorNodeValue").outputs[0], "default_value"),
    ):
        owner.driver_add(path).driver.expression = "__import__('os').getpid()"


def with_file_output(scene: bpy.types.Scene) -> None:
    scene.use_nodes = True
    scene.node_tree.nodes.new("CompositorNodeOutputFile").base_path = "//elsewhere"


def with_library(file: Path, scene: bpy.types.Scene) -> None:
    """A second cube, Bolt, that stands in another .blend, `//parts/parts.blend`."""
    bolt = bpy.data.objects.new("Bolt", bpy.data.objects["Cube"].data.copy())
    bpy.data.libraries.write(str(file), {bolt})
    bpy.data.objects.remove(bolt)
    with bpy.data.libraries.load(str(file), link=True) as (_, taken):
        taken.objects = ["Bolt"]
    scene.collection.objects.link(bpy.data.objects["Bolt"])
    bpy.data.libraries[file.name].filepath = f"//parts/{file.name}"


def with_origins(file: Path, _scene: bpy.types.Scene) -> None:
    """A material appended from another .blend, a script kept in a file, and a sound."""
    sound = file.with_suffix(".wav")
    with wave.open(str(sound), "wb") as silence:
        silence.setparams((1, 2, 8000, 0, "NONE", ""))
        silence.writeframes(bytes(800))
    bpy.data.sounds.load(str(sound)).use_fake_user = True
    bpy.data.texts.new("rig.py").filepath = "//scripts/rig.py"
    blue = bpy.data.materials.new("Blue")
    bpy.data.libraries.write(str(file), {blue})
    bpy.data.materials.remove(blue)
    bpy.ops.wm.append(directory=f"{file}/Material/", filename="Blue", do_reuse_local_id=True)
    bpy.data.materials["Blue"].use_fake_user = True
    here = file.parent / "film"
    here.mkdir()
    bpy.ops.wm.save_as_mainfile(filepath=str(here / "film.blend"))
    bpy.ops.file.make_paths_relative()
