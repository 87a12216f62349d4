"""Makes a template as users have them, in a Blender process of its own, as each user's is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import bpy, os, sys
bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.render.engine = "CYCLES"
scene.render.resolution_x, scene.render.resolution_y = 64, 36
scene.render.fps, scene.frame_start, scene.frame_end = 24, 1, 48
scene.render.dither_intensity = 0
scene.cycles.samples = 1
scene.cycles.use_denoising = False
scene.view_settings.view_transform = "Standard"
def glowing(name, colour):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    glow = made.node_tree.nodes.new("ShaderNodeEmission")
    glow.inputs["Color"].default_value = (*colour, 1)
    made.node_tree.links.new(glow.outputs[0], made.node_tree.nodes["Material Output"].inputs["Surface"])
    return made, glow
def plane(x, material):
    bpy.ops.mesh.primitive_plane_add(size=2, location=(x, 0, 0.4), rotation=(1.5708, 0, 0))
    bpy.context.object.data.materials.append(material)
plane(-1.5, glowing("Accent", (1, 0, 0))[0])
screen, glow = glowing("Screen", (1, 1, 1))
logo = bpy.data.images.new("Logo", 4, 4)
logo.pixels = [0.0, 1.0, 0.0, 1.0] * 16
logo.pack()
texture = screen.node_tree.nodes.new("ShaderNodeTexImage")
texture.image = logo
screen.node_tree.links.new(texture.outputs[0], glow.inputs["Color"])
plane(1.5, screen)
title = bpy.data.objects.new("Title", bpy.data.curves.new("Title", "FONT"))
title.data.body = "Hello"
title.location, title.rotation_euler = (-2, 0, -1.6), (1.5708, 0, 0)
title.data.materials.append(glowing("Letters", (1, 1, 1))[0])
camera = bpy.data.objects.new("Front", bpy.data.cameras.new("Front"))
camera.location, camera.rotation_euler = (0, -8, 0), (1.5708, 0, 0)
for thing in (title, camera):
    scene.collection.objects.link(thing)
scene.camera = camera
bpy.ops.wm.save_as_mainfile(filepath=sys.argv[1])
os._exit(0)
"""


def intro(path: Path) -> Path:
    """64 x 36 px, 2 s at 24 frames each second.

    A red plane in the colour Accent on the left, the green image Logo on the right, and below them the
    text Title, white, which says Hello.
    """
    subprocess.run([sys.executable, "-c", _SCRIPT, str(path)], check=True, capture_output=True)
    return path


if __name__ == "__main__":
    intro(Path(sys.argv[1]))
