"""Makes studios as users have them, in a Blender process of its own, as each user's is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_BEGIN = """
import bpy, math, sys
bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.view_settings.view_transform = "Standard"
world = bpy.data.worlds.new("Green")
world.use_nodes = True
world.node_tree.nodes["Background"].inputs["Color"].default_value = (0.0, 0.5, 0.0, 1.0)
scene.world = world
def material(name, colour):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    tree = made.node_tree
    glow = tree.nodes.new("ShaderNodeEmission")
    glow.inputs["Color"].default_value = (*colour, 1)
    tree.links.new(glow.outputs[0], tree.nodes["Material Output"].inputs["Surface"])
    made.use_fake_user = True
    return made
material("Glowing Blue", (0, 0, 1))
"""
_PRODUCT = """
product = bpy.data.collections.new("Product")
scene.collection.children.link(product)
bpy.ops.mesh.primitive_cube_add(size=4, location=(10, 20, 32))
stand_in = bpy.context.object
stand_in.data.materials.append(material("Glowing Red", (1, 0, 0)))
for old in list(stand_in.users_collection):
    old.objects.unlink(stand_in)
product.objects.link(stand_in)
def camera(name, x, y, z):
    made = bpy.data.objects.new(name, bpy.data.cameras.new(name))
    made.location = (x, y, z)
    made.rotation_euler = (math.radians(90), 0, 0)
    scene.collection.objects.link(made)
camera("Hero", 10, 0, 32)
camera("Beside", 13, 0, 32)
"""
# From frame 1 to 11 the product moves by 4 m to the right, before the camera Hero.
MOVES = """
scene.camera = bpy.data.objects["Hero"]
for frame, x in ((1, 8), (11, 12)):
    stand_in.location.x = x
    stand_in.keyframe_insert("location", frame=frame)
scene.frame_set(6)
"""
_TIMELINE = """
scene.frame_start, scene.frame_end, scene.frame_step = 1, 11, 3
scene.render.fps = 8
scene.render.resolution_x, scene.render.resolution_y = 64, 36
"""
# With a driver in the file, Blender does not come to the end of its own exit.
_SAVE = "import os\nbpy.ops.wm.save_as_mainfile(filepath=sys.argv[1])\nos._exit(0)\n"


def studio(path: Path, more: str = "") -> Path:
    """A studio with a green world, a cube of 4 m for the product at (10, 20, 32), and two cameras before it.

    Args:
        path: where to.
        more: what else is done in Blender before it is saved.
    """
    return _made(path, _BEGIN + _PRODUCT + more)


def room_without_product(path: Path) -> Path:
    """A studio that lacks the collection."""
    return _made(path, _BEGIN + 'scene.collection.children.link(bpy.data.collections.new("Props"))\n')


def _made(path: Path, script: str) -> Path:
    command = [sys.executable, "-c", script + _SAVE, str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


if __name__ == "__main__":
    studio(Path(sys.argv[1]), MOVES + _TIMELINE)
