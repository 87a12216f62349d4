"""Files that a `.blend` may name, each as a change for `blend_films.author`; they come to lie beside it."""

from __future__ import annotations

from pathlib import Path

import bpy


def with_pictures(folder: Path, _scene: bpy.types.Scene, *, pattern: str, source: str) -> None:
    """A texture of several green pictures, such as the tiles 1001 and 1002, or the frames 1 and 2."""
    first = 1 if source == "SEQUENCE" else 1001
    for number in (first, first + 1):
        green = bpy.data.images.new("green", 4, 4)
        green.pixels = [0.0, 1.0, 0.0, 1.0] * 16
        green.filepath_raw, green.file_format = str(folder / pattern.format(number)), "PNG"
        green.save()
        bpy.data.images.remove(green)
    texture = bpy.data.images.load(str(folder / pattern.format(first)))
    texture.source = source
    if source == "TILED":
        texture.tiles.new(first + 1)
    texture.filepath = "//" + pattern.format("<UDIM>" if source == "TILED" else "1")
    material = bpy.data.materials["Red"]
    material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = texture
    material.node_tree.links.new(
        node.outputs["Color"], material.node_tree.nodes["Principled BSDF"].inputs["Base Color"]
    )


def with_lamp(folder: Path, _scene: bpy.types.Scene) -> None:
    """A lamp with the photometry of an IES file."""
    (folder / "lamp.ies").write_text(
        "IESNA:LM-63-1995\nTILT=NONE\n1 1000 1 3 1 1 1 0 0 0\n1 1 100\n0 45 90\n0\n1000 500 0\n"
    )
    lamp = bpy.data.lights["Sun"]
    lamp.use_nodes = True
    node = lamp.node_tree.nodes.new("ShaderNodeTexIES")
    node.mode, node.filepath = "EXTERNAL", "//lamp.ies"
    lamp.node_tree.links.new(node.outputs["Fac"], lamp.node_tree.nodes["Emission"].inputs["Strength"])


def with_font(folder: Path, scene: bpy.types.Scene) -> None:
    (one, *_) = Path(bpy.utils.system_resource("DATAFILES", path="fonts")).glob("DejaVuSansMono*")
    (folder / "brand.ttf").write_bytes(one.read_bytes())
    text = bpy.data.curves.new("Title", "FONT")
    text.font = bpy.data.fonts.load(str(folder / "brand.ttf"))
    text.font.filepath = "//brand.ttf"
    scene.collection.objects.link(bpy.data.objects.new("Title", text))


def with_cache(folder: Path, _scene: bpy.types.Scene) -> None:
    """A mesh that is read from a file at each frame."""
    (folder / "wave.mdd").write_bytes(bytes(64))
    bpy.data.objects["Cube"].modifiers.new("Wave", "MESH_CACHE").filepath = "//wave.mdd"


def with_folders_for_caches(_folder: Path, _scene: bpy.types.Scene) -> None:
    """An ocean and smoke of which nothing is baked; Blender names folders for them by itself."""
    modifiers = bpy.data.objects["Cube"].modifiers
    modifiers.new("Ocean", "OCEAN")
    modifiers.new("Smoke", "FLUID").fluid_type = "DOMAIN"
