"""Writes what Blender holds as USD, in metres with Y up, and as the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import bpy

from . import usd_library, usd_order, zip_dates

_NO_IDENTIFIER = re.compile(r"\W")


def write_layer(path: Path) -> set[str]:
    """Writes a binary layer, and its textures into a folder beside it; answers as Blender's operators do."""
    _tell_materials_apart()
    _tell_textures_apart()
    unordered = path.with_name(f"unordered-{path.name}")
    answer = bpy.ops.wm.usd_export(
        filepath=str(unordered),
        visible_objects_only=True,
        evaluation_mode="RENDER",
        export_animation=False,
        export_armatures=False,
        export_shapekeys=False,
        export_hair=False,
        export_lights=False,
        export_cameras=False,
        export_curves=False,
        export_points=False,
        export_volumes=False,
        export_custom_properties=False,
        convert_world_material=False,
        author_blender_name=False,
        generate_preview_surface=True,
        export_textures_mode="NEW",
        convert_orientation=True,
        export_global_forward_selection="NEGATIVE_Z",
        export_global_up_selection="Y",
        convert_scene_units="METERS",
    )
    if unordered.is_file():
        usd_order.rewrite(unordered, path)
        unordered.unlink()
    return answer


def write_package(path: Path) -> set[str]:
    """Writes a USDZ: the layer first, as the format asks, then its textures."""
    usd_library.find()
    from pxr import Usd

    folder = path.with_name("package")
    folder.mkdir()
    layer = folder / "geometry.usdc"
    answer = write_layer(layer)
    if layer.is_file():
        with Usd.ZipFileWriter.CreateNew(str(path)) as package:
            for file in [layer, *sorted(folder.glob("textures/*"))]:
                package.AddFile(str(file), str(file.relative_to(folder)))
        zip_dates.forget(path)
    return answer


def _tell_materials_apart() -> None:
    """Blender takes materials for one when USD makes the same of their names: "steel.1" and "steel-1"."""
    free = _free_names()
    for material in bpy.data.materials:
        name = free(material.name)
        if name != material.name:
            material.name = name


def _tell_textures_apart() -> None:
    """Blender names a packed texture as the file that it came from, of whichever folder."""
    free = _free_names()
    for image in bpy.data.images:
        if image.packed_file and image.source == "FILE":
            path = Path(image.filepath.replace("\\", "/"))
            image.filepath_raw = image.packed_files[0].filepath = free(path.stem) + path.suffix


def _free_names() -> Callable[[str], str]:
    """Answers a name itself the first time, and with a number once it is taken."""
    taken: set[str] = set()

    def free(name: str) -> str:
        for candidate in _numbered(name):
            identifier = _NO_IDENTIFIER.sub("_", candidate)
            if identifier not in taken:
                taken.add(identifier)
                return candidate
        raise AssertionError("there is always one more number")

    return free


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 1
    while True:
        number += 1
        yield f"{name}_{number}"
