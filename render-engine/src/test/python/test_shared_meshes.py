"""Equal meshes of a glTF are read once, and nothing else shows of that."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from engine_client import Session, Zygote
from renderline_engine import glb, pictures, shared_meshes
from test_prepare import TRIANGLE, gltf_triangle, pack_zip

VIEW: dict[str, Any] = {
    "width": 96, "height": 96, "azimuth": 0.0, "elevation": 20.0, "samples": 8, "denoise": False,
    "transparent": True, "devicePolicy": "cpu",
}  # fmt: skip


def two_cubes(source: Path, target: Path, second: dict[str, Any]) -> Path:
    """The red cube at -X, and at +X a node without a name that shows a mesh of its own with the same content.

    Args:
        source: the red cube and the blue cylinder.
        target: where to write.
        second: what the second mesh has besides.
    """
    document = glb.read_document(source)
    cube = next(node for node in document["nodes"] if node.get("name") == "red_cube")
    other = next(node for node in document["nodes"] if node.get("name") == "blue_cylinder")
    mesh = copy.deepcopy(document["meshes"][cube["mesh"]])
    document["meshes"].append({**mesh, "name": "second", **second})
    bounds = document["accessors"][mesh["primitives"][0]["attributes"]["POSITION"]]
    other.clear()
    other.update(mesh=len(document["meshes"]) - 1, translation=[-bounds["min"][0] - bounds["max"][0], 0, 0])
    glb.rewrite_document(source, target, document)
    return target


def shown(session: Session, model: Path, folder: Path, *rules: dict[str, str]) -> np.ndarray:
    scene = folder / f"{model.stem}.blend"
    session.ask("prepare", source=model, format="glb", output=scene, materials=list(rules))
    session.ask("load", scene=scene)
    session.ask("render", **VIEW, output=folder / "p.tga")
    return pictures.read_targa(folder / "p.tga").astype(int)


def meshes_in(scene: Path) -> int:
    """How many meshes a prepared scene has of its model."""
    with bpy.data.libraries.load(str(scene)) as (held, _):
        return len([name for name in held.meshes if not name.startswith("renderline")])


def test_equal_meshes_become_one_and_look_as_before(
    blender: Zygote, cube_and_cylinder: Path, tmp_path: Path
) -> None:
    equal = two_cubes(cube_and_cylinder, tmp_path / "equal.glb", {})
    unequal = two_cubes(cube_and_cylinder, tmp_path / "unequal.glb", {"extras": {"batch": 7}})
    with blender.session() as one, blender.session() as two:
        difference = np.abs(shown(one, equal, tmp_path) - shown(two, unequal, tmp_path))
    assert meshes_in(tmp_path / "equal.blend") == 1
    assert meshes_in(tmp_path / "unequal.blend") == 2
    assert difference.mean() < 0.05


def test_a_rule_finds_one_of_equal_parts_by_its_own_name(
    session: Session, cube_and_cylinder: Path, tmp_path: Path
) -> None:
    model = two_cubes(cube_and_cylinder, tmp_path / "equal.glb", {})
    picture = shown(session, model, tmp_path, {"part": "second", "preset": "paint", "tint": "#00ff00"})
    left, right = (
        half[half[..., 3] == 255][:, :3].mean(axis=0) for half in (picture[:, :40], picture[:, 56:])
    )
    assert left[0] > left[1] + 60
    assert right[1] > right[0] + 60


def test_equal_meshes_of_a_zipped_gltf_become_one(blender: Zygote, tmp_path: Path) -> None:
    document = gltf_triangle(uri="data.bin")
    document["meshes"] *= 2
    document["nodes"] = [{"mesh": 0}, {"mesh": 1, "translation": [2, 0, 0]}]
    document["scenes"] = [{"nodes": [0, 1]}]
    model = pack_zip(
        tmp_path / "m.zip", in__model_dot_gltf=json.dumps(document).encode(), in__data_dot_bin=TRIANGLE
    )
    with blender.session() as session:
        result = session.ask("prepare", source=model, format="gltf_zip", output=tmp_path / "s.blend")
    assert result["objects"] == result["triangles"] == 2
    assert meshes_in(tmp_path / "s.blend") == 1


def mesh(material: int, **more: Any) -> dict[str, Any]:
    return {"primitives": [{"attributes": {"POSITION": 0}, "material": material}], **more}


def test_meshes_that_differ_in_more_than_their_names_stay() -> None:
    document = {
        "meshes": [mesh(0, name="a"), mesh(1, name="b"), mesh(0, name="c"), mesh(0, weights=[1.0])],
        "nodes": [{"mesh": 0}, {"mesh": 1}, {"mesh": 2}, {"mesh": 2, "name": "d"}, {"mesh": 3}],
    }
    assert shared_meshes.share(document)
    assert [node["mesh"] for node in document["nodes"]] == [0, 1, 0, 0, 3]
    assert [node.get("name") for node in document["nodes"]] == [None, None, "c", "d", None]


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"meshes": [mesh(0)], "nodes": [{"mesh": 0}]},
        {"meshes": None, "nodes": [{"mesh": 0}]},
        {"meshes": ["mesh", "mesh"], "nodes": [{"mesh": 1}]},
        {"meshes": [mesh(0), mesh(0)], "nodes": {"mesh": 1}},
    ],
)
def test_what_has_no_equal_meshes_or_is_damaged_stays(document: dict[str, Any]) -> None:
    before = copy.deepcopy(document)
    assert not shared_meshes.share(document)
    assert document == before


@pytest.mark.parametrize("index", [2, -1, "1"])
def test_a_node_that_names_no_mesh_stays(index: object) -> None:
    document = {"meshes": [mesh(0), mesh(0)], "nodes": [{"mesh": index}, {"mesh": 1}]}
    shared_meshes.share(document)
    assert document["nodes"] == [{"mesh": index}, {"mesh": 0}]
