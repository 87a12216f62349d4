"""What a model shows is what Blender would render of it, and no mesh is copied without need."""

from __future__ import annotations

from pathlib import Path

import bpy
import numpy as np

import gltf_models
from blend_films import author
from engine_client import Zygote


def _hung_in_a_lattice(scene: bpy.types.Scene) -> None:
    """The cube is stretched by its parent; no modifier says so."""
    cube = scene.objects["Cube"]
    cube.animation_data_clear()
    cube.location = (0, 0, 0)
    lattice = bpy.data.objects.new("Lattice", bpy.data.lattices.new("Lattice"))
    scene.collection.objects.link(lattice)
    for point in lattice.data.points:
        point.co_deform.x *= 2
    cube.parent, cube.parent_type = lattice, "LATTICE"


def test_a_parent_that_deforms_counts(blender: Zygote, tmp_path: Path) -> None:
    source = author(tmp_path / "model.blend", _hung_in_a_lattice)
    with blender.session() as session:
        result = session.ask("prepare", source=source, format="blend", output=tmp_path / "scene.blend")

    width, depth, height = np.ptp(result["bounds"], axis=0)
    assert width > 1.5
    assert np.allclose([depth, height], 1, atol=1e-4)


def test_a_mesh_that_nothing_changes_is_taken_as_it_is(blender: Zygote, tmp_path: Path) -> None:
    model = gltf_models.row(tmp_path / "model.gltf", ["left", "middle", "right"], [{}, {}, {}])
    with blender.session() as session:
        session.ask("prepare", source=model, format="gltf", output=tmp_path / "scene.blend")

    with bpy.data.libraries.load(str(tmp_path / "scene.blend")) as (held, _):
        assert {name for name in held.meshes if name.startswith("Mesh")} == {"Mesh_0", "Mesh_1", "Mesh_2"}
