"""Blender's importer of glTF, without what takes it long on models of thousands of parts.

For each mesh it makes an object, to hold weights of a skin and shape keys, and removes that again. Blender
then looks through all that it holds: of 5,000 different meshes each takes it 9 ms instead of 2.
"""

from __future__ import annotations

import logging
from typing import Any

import bpy


def preload() -> None:
    """Imports its modules before the first fork, which else takes each child 0.1 s, and mends them."""
    import io_scene_gltf2.blender.imp.blender_gltf
    import io_scene_gltf2.blender.imp.mesh as meshes
    import io_scene_gltf2.io.imp.gltf2_io_gltf  # noqa: F401

    usual = meshes.create_mesh

    def create_mesh(gltf: Any, index: int, skin: int | None) -> bpy.types.Mesh:
        described = gltf.data.meshes[index]
        if skin is not None or described.shapekey_names:
            return usual(gltf, index, skin)
        mesh = bpy.data.meshes.new(described.name or f"Mesh_{index}")
        meshes.do_primitives(gltf, index, None, mesh, None)
        meshes.set_extras(mesh, described.extras, exclude=["targetNames"])
        return mesh

    meshes.create_mesh = create_mesh
    # It tells of each mesh, whatever `loglevel` says.
    logging.getLogger("glTFImporter").disabled = True
