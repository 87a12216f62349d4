"""What no `.blend` can hold, each as a change for `blend_films.author`; the files come to lie in its folder.

Each shows red in frame 1, green in frame 2 and blue in frame 3, or a cube that moves from left to right.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import bpy

from blend_films import author

COLOURS = ((255, 0, 0), (0, 255, 0), (0, 0, 255))
LAST = 3


def zipped(folder: Path, change: Callable[[Path, bpy.types.Scene], None], *, without: str = "") -> Path:
    """A ZIP of a scene and its files; what it was made from is there no more."""
    job = folder / "job"
    job.mkdir()
    author(job / "film.blend", lambda scene: change(job, scene))
    with zipfile.ZipFile(folder / "film.zip", "w") as packed:
        for file in sorted(job.rglob("*")):
            if file.is_file() and file.name != without and file.suffix != ".blend1":
                packed.write(file, file.relative_to(folder))
    shutil.rmtree(job)
    return folder / "film.zip"


def with_sequence(folder: Path, scene: bpy.types.Scene) -> None:
    """As the colour of the world: `//shots/shot_08.png` to `shot_10.png`."""
    _world(scene, _sequence(folder, scene), LAST, 7)


def with_endless_sequence(folder: Path, scene: bpy.types.Scene) -> None:
    """The same of two pictures that go round: the third frame shows the first one again."""
    _world(scene, _sequence(folder, scene), 2, 7)
    user = scene.world.node_tree.nodes["Shown"].image_user
    user.use_cyclic, user.use_auto_refresh = True, True
    (folder / "shots" / "shot_10.png").unlink()


def with_movie(folder: Path, scene: bpy.types.Scene) -> None:
    """As the colour of the world: `//clips/colours.mov`."""
    _movie(folder)
    movie = bpy.data.images.load(str(folder / "clips" / "colours.mov"))
    _world(scene, movie, LAST, 0)
    movie.filepath = "//clips/colours.mov"


def with_clip(folder: Path, scene: bpy.types.Scene) -> None:
    """As all that the compositor shows: `//clips/colours.mov`."""
    _movie(folder)
    _composite(folder, scene, "clips/colours.mov")


def with_clip_of_pictures(folder: Path, scene: bpy.types.Scene) -> None:
    """The same of a sequence."""
    _sequence(folder, scene)
    _composite(folder, scene, "shots/shot_08.png")


def with_alembic(folder: Path, scene: bpy.types.Scene) -> None:
    """The cube, whose corners are read from `//caches/cube.abc`."""
    _bend(scene)
    (folder / "caches").mkdir()
    bpy.ops.wm.alembic_export(filepath=str(folder / "caches" / "cube.abc"), start=1, end=LAST, selected=True)
    bpy.data.objects.remove(bpy.data.objects["Cube"])
    bpy.ops.wm.alembic_import(filepath=str(folder / "caches" / "cube.abc"))
    bpy.data.cache_files[0].filepath = "//caches/cube.abc"


def with_usd(folder: Path, scene: bpy.types.Scene) -> None:
    """The cube, read from `//caches/shot.usda`, whose layer is `//caches/layers/cube.usdc`."""
    _bend(scene)
    (folder / "caches" / "layers").mkdir(parents=True)
    layer = folder / "caches" / "layers" / "cube.usdc"
    bpy.ops.wm.usd_export(filepath=str(layer), export_animation=True, selected_objects_only=True)
    bpy.data.objects.remove(bpy.data.objects["Cube"])
    shot = folder / "caches" / "shot.usda"
    shot.write_text('#usda 1.0\n(\n    subLayers = [@layers/cube.usdc@]\n    upAxis = "Z"\n)\n')
    bpy.ops.wm.usd_import(filepath=str(shot), set_frame_range=False)
    bpy.data.cache_files[0].filepath = "//caches/shot.usda"


def with_volumes(folder: Path, scene: bpy.types.Scene) -> None:
    """A glowing cloud instead of the cube, read from `//caches/volumes/Volume01.vdb` and so on."""
    scene.frame_end = LAST
    bpy.data.objects.remove(bpy.data.objects["Cube"])
    cloud = bpy.data.objects.new("Cloud", bpy.data.volumes.new("Cloud"))
    scene.collection.objects.link(cloud)
    tree = bpy.data.node_groups.new("Cloud", "GeometryNodeTree")
    tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
    box = tree.nodes.new("GeometryNodeVolumeCube")
    tree.links.new(box.outputs[0], tree.nodes.new("NodeGroupOutput").inputs[0])
    for name in ("Resolution X", "Resolution Y", "Resolution Z"):
        box.inputs[name].default_value = 4
    for frame, place in ((1, -2), (LAST, 2)):
        for corner, side in (("Min", -0.2), ("Max", 0.2)):
            box.inputs[corner].default_value = (place + side, side, side)
            box.inputs[corner].keyframe_insert("default_value", frame=frame)
    cloud.modifiers.new("Cloud", "NODES").node_group = tree
    cloud.select_set(True)
    (folder / "caches").mkdir()
    written = folder / "caches" / "cloud.usdc"
    bpy.ops.wm.usd_export(filepath=str(written), export_animation=True, selected_objects_only=True)
    written.unlink()
    cloud.modifiers.clear()
    cloud.data.filepath = "//caches/volumes/Volume01.vdb"
    cloud.data.is_sequence, cloud.data.frame_duration = True, LAST
    glow = bpy.data.materials.new("Glow")
    glow.use_nodes = True
    glow.node_tree.nodes.remove(glow.node_tree.nodes["Principled BSDF"])
    light = glow.node_tree.nodes.new("ShaderNodeVolumePrincipled")
    light.inputs["Emission Strength"].default_value = 5
    glow.node_tree.links.new(light.outputs[0], glow.node_tree.nodes["Material Output"].inputs["Volume"])
    cloud.data.materials.append(glow)


def with_baked_cloth(folder: Path, scene: bpy.types.Scene) -> None:
    """The cube, which what was baked to the disk blows away from left to right; nothing else moves it."""
    scene.frame_end = LAST
    cube = bpy.data.objects["Cube"]
    cube.animation_data_clear()
    cube.location = (-2, 0, 0)
    bpy.ops.wm.save_as_mainfile(filepath=str(folder / "film.blend"))
    cache = cube.modifiers.new("Cloth", "CLOTH").point_cache
    cache.frame_start, cache.frame_end, cache.use_disk_cache = 1, LAST, True
    before, scene.gravity = tuple(scene.gravity), (2000, 0, 0)
    with bpy.context.temp_override(point_cache=cache, active_object=cube, object=cube, scene=scene):
        bpy.ops.ptcache.bake(bake=True)
    scene.gravity = before


def _bend(scene: bpy.types.Scene) -> None:
    """Moves the cube's corners instead of the cube."""
    scene.frame_end = LAST
    cube = bpy.data.objects["Cube"]
    cube.animation_data_clear()
    cube.location = (-2, 0, 0)
    moves = cube.modifiers.new("Moves", "DISPLACE")
    moves.direction, moves.mid_level = "X", 0
    for frame, way in ((1, 0), (LAST, 4)):
        moves.strength = way
        moves.keyframe_insert("strength", frame=frame)
    cube.select_set(True)


def _sequence(folder: Path, scene: bpy.types.Scene) -> bpy.types.Image:
    scene.frame_end = LAST
    (folder / "shots").mkdir()
    for number, colour in enumerate(COLOURS, start=8):
        picture = bpy.data.images.new("shot", 16, 16)
        picture.pixels = [*(value / 255 for value in colour), 1.0] * 256
        picture.filepath_raw = str(folder / "shots" / f"shot_{number:02}.png")
        picture.file_format = "PNG"
        picture.save()
        bpy.data.images.remove(picture)
    image = bpy.data.images.load(str(folder / "shots" / "shot_08.png"))
    image.source = "SEQUENCE"
    image.filepath = "//shots/shot_08.png"
    return image


def _movie(folder: Path) -> None:
    (folder / "clips").mkdir()
    raw = b"".join(bytes(colour) * 256 for colour in COLOURS)
    raw_pictures = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "16x16", "-r", "24", "-i", "-"]
    command = ["ffmpeg", "-v", "error", *raw_pictures, "-c:v", "png"]
    subprocess.run([*command, str(folder / "clips" / "colours.mov")], input=raw, check=True)


def _world(scene: bpy.types.Scene, image: bpy.types.Image, length: int, offset: int) -> None:
    scene.frame_end = LAST
    scene.view_settings.view_transform = "Standard"
    bpy.data.objects.remove(bpy.data.objects["Cube"])
    scene.world = bpy.data.worlds.new("World")
    scene.world.use_nodes = True
    nodes = scene.world.node_tree.nodes
    shown = nodes.new("ShaderNodeTexEnvironment")
    shown.name, shown.image = "Shown", image
    shown.image_user.frame_duration, shown.image_user.frame_offset = length, offset
    scene.world.node_tree.links.new(shown.outputs["Color"], nodes["Background"].inputs["Color"])


def _composite(folder: Path, scene: bpy.types.Scene, name: str) -> None:
    scene.frame_end = LAST
    scene.view_settings.view_transform = "Standard"
    scene.use_nodes = True
    tree = scene.node_tree
    shown = tree.nodes.new("CompositorNodeMovieClip")
    shown.clip = bpy.data.movieclips.load(str(folder / name))
    scaled = tree.nodes.new("CompositorNodeScale")
    scaled.space, scaled.frame_method = "RENDER_SIZE", "STRETCH"
    tree.links.new(shown.outputs["Image"], scaled.inputs["Image"])
    tree.links.new(scaled.outputs["Image"], tree.nodes["Composite"].inputs["Image"])
    # What a clip is, movie or pictures, is looked up whenever its path changes
    bpy.ops.wm.save_as_mainfile(filepath=str(folder / "film.blend"))
    shown.clip.filepath = f"//{name}"


if __name__ == "__main__":
    zipped(Path(sys.argv[1]).parent, with_sequence)
    # Blender's own way out may crash outside of it
    os._exit(0)
