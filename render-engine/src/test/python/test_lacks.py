"""What a model or a studio was made without is said in sentences that stay short and can be stored."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import blend_studios
import gltf_models
from engine_client import INPUTS, Session
from renderline_engine import names

_CUBE = INPUTS / "cq_red_cube_blue_cylinder.step"
_OBJ_TRIANGLE = "usemtl red\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"
_WITHOUT_MATERIALS = "The model refers to files that did not come with it, and is made without them: {}."
_STUDIO_LACKS = """
image = bpy.data.images.new("wood", 4, 4)
image.source = "FILE"
image.filepath = "//textures/wood.png"
tree = stand_in.data.materials[0].node_tree
node = tree.nodes.new("ShaderNodeTexImage")
node.image = image
tree.links.new(node.outputs["Color"], tree.nodes["Emission"].inputs["Color"])
"""


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "part0.png"), (7, "part0.png, part1.png, part2.png, part3.png, part4.png and 2 more")],
)
def test_the_first_missing_textures_of_a_gltf_are_named(
    session: Session, tmp_path: Path, count: int, said: str
) -> None:
    whole = gltf_models.textured(tmp_path / "whole.zip", {f"part{n}.png": b"" for n in range(count)})
    model = tmp_path / "bare.gltf"
    with zipfile.ZipFile(whole) as packed:
        model.write_bytes(packed.read("model.gltf"))

    result = session.ask("prepare", source=model, format="gltf", output=tmp_path / "s.blend")

    assert result["notes"] == [f"Textures that did not come with the model are left out: {said}."]


def test_the_parts_that_a_step_file_lacks_are_named_in_one_sentence(
    cad_session: Session, tmp_path: Path
) -> None:
    head, tail = _CUBE.read_text().rsplit("ENDSEC;", 1)
    files = "".join(f"#{90001 + n}=DOCUMENT_FILE('w{n}.stp','','',#90000,'',$);\n" for n in range(6))
    model = tmp_path / "assembly.step"
    model.write_text(f"{head}#90000=DOCUMENT_TYPE('');\n{files}ENDSEC;{tail}")

    result = cad_session.ask("tessellate", source=model, format="step", output=tmp_path / "out.glb")

    assert result["parts"] == 2
    assert result["notes"] == [
        "The model refers to files that did not come with it, and is made without them: "
        "w0.stp, w1.stp, w2.stp, w3.stp, w4.stp and 1 more."
    ]


@pytest.mark.parametrize(
    ("libraries", "left_out"),
    [
        (
            "# mtllib old.mtl\nmtllib  C:\\out\\red bolt.mtl\nmtllib ../b.mtl\r\n",
            "C:\\out\\red bolt.mtl, ../b.mtl",
        ),
        ("mtllib here.mtl\nv 0 0 1\n\tmtllib gone.mtl\nmtllib gone.mtl\n", "gone.mtl"),
    ],
)
def test_the_material_files_that_an_obj_lacks_are_named(
    session: Session, tmp_path: Path, libraries: str, left_out: str
) -> None:
    model = tmp_path / "model.zip"
    with zipfile.ZipFile(model, "w") as packed:
        packed.writestr("model/model.obj", f"{libraries}{_OBJ_TRIANGLE}")
        packed.writestr("model/here.mtl", "newmtl red\nKd 1 0 0\n")

    result = session.ask("prepare", source=model, format="obj_zip", output=tmp_path / "s.blend")

    assert result["notes"] == [_WITHOUT_MATERIALS.format(left_out)]


def test_an_obj_by_itself_comes_without_its_material_file(session: Session, tmp_path: Path) -> None:
    model = tmp_path / "model.obj"
    model.write_text(f"mtllib model.mtl\n{_OBJ_TRIANGLE}")
    (tmp_path / "model.mtl").write_text("newmtl red\nKd 1 0 0\n")

    result = session.ask("export", source=model, format="obj", output=tmp_path / "out", target="glb")

    assert result["notes"] == [_WITHOUT_MATERIALS.format("model.mtl")]


def test_a_material_file_whose_name_is_too_long_for_any_is_missing(session: Session, tmp_path: Path) -> None:
    model = tmp_path / "model.obj"
    model.write_text(f"mtllib {'x' * 5000}\n{_OBJ_TRIANGLE}")

    result = session.ask("prepare", source=model, format="obj", output=tmp_path / "s.blend")

    assert result["notes"] == [_WITHOUT_MATERIALS.format("x" * 200 + "…")]


def test_an_obj_that_names_no_material_file_lacks_none(session: Session, tmp_path: Path) -> None:
    model = tmp_path / "model.obj"
    model.write_text(f"mtllib   \n{_OBJ_TRIANGLE}")

    result = session.ask("prepare", source=model, format="obj", output=tmp_path / "s.blend")

    assert result["notes"] == []


def test_an_obj_without_a_byte_in_a_zip_is_empty(session: Session, tmp_path: Path) -> None:
    model = tmp_path / "model.zip"
    with zipfile.ZipFile(model, "w") as packed:
        packed.writestr("model/model.obj", "")

    refusal = session.refused("prepare", source=model, format="obj_zip", output=tmp_path / "s.blend")

    assert refusal["code"] == "EMPTY_MODEL"


@pytest.mark.parametrize("end", ["", "\0.mtl"])
def test_a_material_file_of_this_machine_is_not_read(session: Session, tmp_path: Path, end: str) -> None:
    secret = tmp_path / "secret.mtl"
    secret.write_text("newmtl red\nKd 1 0 0\n")
    model = tmp_path / "model.obj"
    model.write_text(f"mtllib {'../' * 40}{secret}{end}\n{_OBJ_TRIANGLE}")

    refusal = session.refused("prepare", source=model, format="obj", output=tmp_path / "s.blend")

    assert "secret.mtl" in refusal["message"]


def test_the_textures_that_a_studio_lacks_are_the_studios(
    session: Session, cube_and_cylinder: Path, tmp_path: Path
) -> None:
    studio = blend_studios.studio(tmp_path / "green.blend", _STUDIO_LACKS)

    result = session.ask(
        "prepare",
        source=cube_and_cylinder,
        format="glb",
        output=tmp_path / "s.blend",
        studioFile=studio,
        studioFilename="green.blend",
    )

    assert result["notes"] == ["Textures that did not come with the studio are left out: wood.png."]


def test_whatever_a_file_calls_its_parts_can_be_stored() -> None:
    said = names.some(["a\0b", "\ud800", "x" * 500])

    assert said == f"a\ufffdb, \ufffd, {'x' * 200}…"
    assert json.loads(json.dumps(said).encode()) == said
