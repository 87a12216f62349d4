"""Any model becomes a prepared scene, or a sentence that says why it does not."""

from __future__ import annotations

import base64
import json
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from engine_client import INPUTS, Session, Zygote

_WITHOUT_TEXTURE = "Textures that did not come with the model are left out: {}."


def prepare(blender: Zygote, source: Path, model_format: str, output: Path) -> dict:
    with blender.session() as session:
        return session.ask("prepare", source=source, format=model_format, output=output)


def refusal(blender: Zygote, source: Path, model_format: str, output: Path, filename: str = "chair") -> dict:
    with blender.session() as session:
        return session.refused(
            "prepare", source=source, filename=filename, format=model_format, output=output
        )


def stl_cube(path: Path, size: float = 2.0) -> Path:
    """An ASCII STL of a tetrahedron with legs of the given length."""
    a, b, c, d = (0, 0, 0), (size, 0, 0), (0, size, 0), (0, 0, size)
    facets = "".join(
        "facet normal 0 0 0\nouter loop\n"
        + "".join(f"vertex {x} {y} {z}\n" for x, y, z in corners)
        + "endloop\nendfacet\n"
        for corners in ((a, c, b), (a, b, d), (a, d, c), (b, c, d))
    )
    path.write_text(f"solid t\n{facets}endsolid t\n")
    return path


def test_reports_what_the_scene_holds(blender: Zygote, cube_and_cylinder: Path, tmp_path: Path) -> None:
    result = prepare(blender, cube_and_cylinder, "glb", tmp_path / "out.blend")
    assert result["objects"] == 2
    assert result["materials"] == 2
    assert result["triangles"] > 100
    assert np.allclose(result["bounds"], [[-0.010, 0, 0], [0.015, 0.010, 0.010]], atol=1e-5)
    assert result["sizeBytes"] == (tmp_path / "out.blend").stat().st_size
    assert result["notes"] == []
    assert [path.name for path in tmp_path.iterdir()] == ["out.blend"]


def test_is_not_compressed(prepared: Path) -> None:
    assert prepared.read_bytes()[:7] == b"BLENDER"


def test_a_studio_takes_little_room(prepared: Path) -> None:
    # Each scene is written, hashed, stored, fetched and opened with its studio.
    assert prepared.stat().st_size < 2 << 20


def test_loads_what_was_prepared(session: Session, prepared: Path) -> None:
    result = session.ask("load", scene=prepared)
    assert result["triangles"] > 100
    assert result["memoryBytes"] > 1_000_000
    assert 0 <= result["loadMs"] < 5000


def test_reads_stl_whatever_the_file_is_called(blender: Zygote, tmp_path: Path) -> None:
    stl_cube(tmp_path / "0f3a")
    assert prepare(blender, tmp_path / "0f3a", "stl", tmp_path / "out.blend")["triangles"] == 4


def test_reads_obj_and_ply(blender: Zygote, tmp_path: Path) -> None:
    (tmp_path / "o").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 2 3\nf 1 2 4\n")
    assert prepare(blender, tmp_path / "o", "obj", tmp_path / "o.blend")["triangles"] == 2
    (tmp_path / "p").write_text(
        "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
        "element face 1\nproperty list uchar int vertex_indices\nend_header\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n"
    )
    assert prepare(blender, tmp_path / "p", "ply", tmp_path / "p.blend")["triangles"] == 1


def test_reads_fbx(blender: Zygote, tmp_path: Path) -> None:
    """FBX is written by Blender itself, in a process of its own."""
    script = (
        "import bpy, addon_utils, sys\n"
        "bpy.ops.wm.read_factory_settings(use_empty=True)\n"
        "addon_utils.enable('io_scene_fbx')\n"
        "bpy.ops.mesh.primitive_cube_add(size=2, location=(0, 0, 1))\n"
        "bpy.ops.export_scene.fbx(filepath=sys.argv[1])\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "cube.fbx")]
    subprocess.run(command, check=True, capture_output=True)
    result = prepare(blender, tmp_path / "cube.fbx", "fbx", tmp_path / "out.blend")
    assert result["triangles"] == 12
    assert np.allclose(np.ptp(result["bounds"], axis=0), 2, atol=1e-4)


def test_reads_usdz(blender: Zygote, tmp_path: Path) -> None:
    result = prepare(blender, INPUTS / "AnimatedCube.usdz", "usdz", tmp_path / "out.blend")
    assert result["triangles"] == 12
    assert result["notes"] == []


def test_names_missing_textures(blender: Zygote, tmp_path: Path) -> None:
    result = prepare(blender, INPUTS / "279_missing_textures.blend", "blend", tmp_path / "out.blend")
    assert result["notes"] == [_WITHOUT_TEXTURE.format("MissingTexture.png")]


@pytest.mark.parametrize(
    ("name", "model_format", "code", "hint"),
    [
        ("invalid_magic.glb", "glb", "UNREADABLE_MODEL", "first bytes"),
        ("truncated_chunk_data.glb", "glb", "UNREADABLE_MODEL", "ends after 47 of 48 bytes"),
        ("empty_nodes_no_mesh.glb", "glb", "EMPTY_MODEL", "no faces"),
        ("lfs_pointer_Monkay.blend", "blend", "UNREADABLE_MODEL", "git lfs pull"),
        ("cq_red_cube_blue_cylinder.step", "usd", "UNREADABLE_MODEL", "USD"),
        ("cq_red_cube_blue_cylinder.step", "fbx", "UNREADABLE_MODEL", "FBX"),
        ("cq_red_cube_blue_cylinder.step", "gltf_zip", "UNREADABLE_MODEL", "ZIP"),
        ("cq_red_cube_blue_cylinder.step", "ply", "UNREADABLE_MODEL", "PLY"),
    ],
)
def test_says_what_is_wrong_with_a_file(
    blender: Zygote, tmp_path: Path, name: str, model_format: str, code: str, hint: str
) -> None:
    error = refusal(blender, INPUTS / name, model_format, tmp_path / "out.blend")
    assert error["code"] == code, error
    assert error["message"].startswith("chair ")
    assert hint in error["message"]
    assert not error["retryable"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("model_format", ["stl", "obj"])
def test_text_without_a_model_is_no_model(blender: Zygote, tmp_path: Path, model_format: str) -> None:
    (tmp_path / "blob").write_text("Dear sir, please find attached\n")
    error = refusal(blender, tmp_path / "blob", model_format, tmp_path / "out.blend")
    assert error["code"] in ("EMPTY_MODEL", "UNREADABLE_MODEL")


@pytest.mark.parametrize("kept", [100, 3000, 40000])
def test_a_cut_off_blend_is_unreadable(blender: Zygote, prepared: Path, tmp_path: Path, kept: int) -> None:
    (tmp_path / "blob").write_bytes(prepared.read_bytes()[:kept])
    assert refusal(blender, tmp_path / "blob", "blend", tmp_path / "out.blend")["code"] == "UNREADABLE_MODEL"


def gltf_triangle(**buffer: str) -> dict:
    return {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "accessors": [
            {
                "bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3",
                "min": [0, 0, 0], "max": [1, 1, 0],
            }
        ],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "buffers": [{"byteLength": 36, **buffer}],
    }  # fmt: skip


TRIANGLE = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0)


def pack_zip(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def test_reads_gltf_from_a_zip(blender: Zygote, tmp_path: Path) -> None:
    document = json.dumps(gltf_triangle(uri="data/a%20b.bin")).encode()
    blob = pack_zip(tmp_path / "z", **{"model/scene.gltf": document, "model/data/a b.bin": TRIANGLE})
    assert prepare(blender, blob, "gltf_zip", tmp_path / "out.blend")["triangles"] == 1


def test_gltf_of_another_version_is_not_supported(blender: Zygote, tmp_path: Path) -> None:
    blob = tmp_path / "blob"
    blob.write_text(json.dumps({"asset": {"version": "1.0"}, "buffers": {"a": {"uri": "data:,"}}}))
    error = refusal(blender, blob, "gltf", tmp_path / "out.blend")
    assert error["code"] == "UNSUPPORTED_MODEL"
    assert "chair is glTF of version 1.0" in error["message"]


def test_gltf_whose_nodes_hold_themselves_is_unreadable(blender: Zygote, tmp_path: Path) -> None:
    inside = "data:application/octet-stream;base64," + base64.b64encode(TRIANGLE).decode()
    document = {**gltf_triangle(uri=inside), "nodes": [{"mesh": 0, "children": [0]}]}
    (tmp_path / "blob").write_text(json.dumps(document))
    error = refusal(blender, tmp_path / "blob", "gltf", tmp_path / "out.blend")
    assert error["code"] == "UNREADABLE_MODEL"
    assert "what it holds does not fit together" in error["message"]


def test_reads_gltf_with_its_buffer_inside(blender: Zygote, tmp_path: Path) -> None:
    inside = "data:application/octet-stream;base64," + base64.b64encode(TRIANGLE).decode()
    blob = tmp_path / "blob"
    blob.write_text(json.dumps(gltf_triangle(uri=inside)))
    assert prepare(blender, blob, "gltf", tmp_path / "out.blend")["triangles"] == 1


def test_reads_obj_with_its_materials_from_a_zip(blender: Zygote, tmp_path: Path) -> None:
    model = b"mtllib a.mtl\nusemtl red\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"
    blob = pack_zip(
        tmp_path / "z", **{"a/a.obj": model, "a/a.mtl": b"newmtl red\nKd 1 0 0\nmap_Kd gone.png\n"}
    )
    result = prepare(blender, blob, "obj_zip", tmp_path / "out.blend")
    assert result["materials"] == 1
    assert result["notes"] == [_WITHOUT_TEXTURE.format("gone.png")]


def test_faces_along_one_line_are_no_model(blender: Zygote, tmp_path: Path) -> None:
    blob = tmp_path / "blob"
    blob.write_text("v 0.1 0.2 0.3\nv 0.2 0.4 0.6\nv 0.3 0.6 0.9\nf 1 2 3\n")
    error = refusal(blender, blob, "obj", tmp_path / "out.blend")
    assert error["code"] == "EMPTY_MODEL"
    assert "on one line" in error["message"]


@pytest.mark.parametrize("name", ["../escaped.txt", "a/../../escaped.txt", "/escaped.txt", "..\\escaped.txt"])
def test_a_zip_cannot_write_outside_of_its_folder(blender: Zygote, tmp_path: Path, name: str) -> None:
    (tmp_path / "deep").mkdir()
    document = json.dumps(gltf_triangle(uri="a.bin")).encode()
    blob = pack_zip(tmp_path / "z", **{"scene.gltf": document, "a.bin": TRIANGLE, name: b"boo"})
    error = refusal(blender, blob, "gltf_zip", tmp_path / "deep" / "out.blend")
    assert error["code"] == "UNREADABLE_MODEL"
    assert "outside" in error["message"]
    assert not list(tmp_path.rglob("escaped.txt"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(blender: Zygote, tmp_path: Path) -> None:
    blob = pack_zip(tmp_path / "z", **{"scene.gltf": b"{}", "zeros.bin": bytes(128 << 20)})
    error = refusal(blender, blob, "gltf_zip", tmp_path / "out.blend")
    assert error["code"] == "UNSUPPORTED_MODEL"


def test_a_zip_that_is_packed_in_another_way_is_not_called_damaged(blender: Zygote, tmp_path: Path) -> None:
    blob = pack_zip(tmp_path / "z", **{"scene.gltf": b"{}"})
    packed = bytearray(blob.read_bytes())
    for header, method in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        at = packed.index(header) + method
        packed[at : at + 2] = (9).to_bytes(2, "little")
    blob.write_bytes(packed)
    error = refusal(blender, blob, "gltf_zip", tmp_path / "out.blend")
    assert error["code"] == "UNSUPPORTED_MODEL"
    assert "Pack it with deflate" in error["message"]
    assert "damaged" not in error["message"]


def test_a_zip_without_a_model_says_so(blender: Zygote, tmp_path: Path) -> None:
    blob = pack_zip(tmp_path / "z", **{"readme.txt": b"hello"})
    assert "no .gltf or .glb" in refusal(blender, blob, "gltf_zip", tmp_path / "out.blend")["message"]


@pytest.mark.parametrize("uri", ["../secret.bin", "%2e%2e/secret.bin", "absent.bin"])
def test_geometry_from_outside_of_the_upload_is_never_read(blender: Zygote, tmp_path: Path, uri: str) -> None:
    (tmp_path / "secret.bin").write_bytes(TRIANGLE)
    (tmp_path / "out").mkdir()
    blob = pack_zip(tmp_path / "z", **{"scene.gltf": json.dumps(gltf_triangle(uri=uri)).encode()})
    error = refusal(blender, blob, "gltf_zip", tmp_path / "out" / "out.blend")
    assert error["code"] == "UNREADABLE_MODEL"
    assert "not part of the upload" in error["message"]


def test_a_session_prepares_one_model_only(session: Session, cube_and_cylinder: Path, tmp_path: Path) -> None:
    session.ask("prepare", source=cube_and_cylinder, format="glb", output=tmp_path / "a.blend")
    error = session.refused("prepare", source=cube_and_cylinder, format="glb", output=tmp_path / "b.blend")
    assert error["code"] == "INVALID_PARAMETERS"


@pytest.mark.parametrize(("field", "value"), [("format", "jpg"), ("studio", "beach"), ("source", "/nowhere")])
def test_names_the_argument_that_is_wrong(
    session: Session, cube_and_cylinder: Path, tmp_path: Path, field: str, value: str
) -> None:
    arguments = {"source": cube_and_cylinder, "format": "glb", "output": tmp_path / "o.blend", field: value}
    error = session.refused("prepare", **arguments)
    assert error["code"] == "INVALID_PARAMETERS"
    assert field in error["message"]
