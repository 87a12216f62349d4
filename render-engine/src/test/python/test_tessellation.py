"""STEP becomes an upright GLB in metres, as fine as its size asks for; what cannot, is explained."""

from __future__ import annotations

import codecs
import json
import math
import os
from pathlib import Path

import numpy as np
import pytest

from engine_client import INPUTS, SAMPLES, Session
from renderline_engine import cad_files, first_tessellation, glb, tessellation
from renderline_engine.arguments import Arguments
from renderline_engine.materials_tag import PLAIN_COLOUR, mark_plain_colours

CUBE = INPUTS / "cq_red_cube_blue_cylinder.step"


def tessellate(session: Session, source: Path, output: Path, **options: float) -> dict:
    return session.ask("tessellate", source=source, format="step", output=output, **options)


def test_is_upright_and_in_metres(cad_session: Session, tmp_path: Path) -> None:
    """The source is 25 mm wide (X), 10 mm deep (Y) and 10 mm high (Z); glTF's height is Y."""
    result = tessellate(cad_session, CUBE, tmp_path / "out.glb")
    assert np.allclose(result["bounds"], [[-0.010, 0, -0.010], [0.015, 0.010, 0]], atol=1e-5)
    assert result["units"] == "m"
    written = glb.extent(glb.read_document(tmp_path / "out.glb"))
    assert np.allclose(written.bounds, result["bounds"], atol=1e-9)


@pytest.mark.parametrize("name", ["flange.igs", "flange_inch.igs"])
def test_iges_is_upright_and_in_metres_too(cad_session: Session, tmp_path: Path, name: str) -> None:
    """A plate of 40 by 30 mm with a bored boss, 18 mm high, saved in millimetres and in inches."""
    result = cad_session.ask("tessellate", source=INPUTS / name, format="iges", output=tmp_path / "out.glb")
    assert np.allclose(result["bounds"], [[-0.020, 0, -0.015], [0.020, 0.018, 0.015]], atol=1e-5)
    assert result["linearTolerance"] == pytest.approx(0.0002 * math.hypot(40, 30, 18), rel=0.01)
    assert result["triangles"] > 200


def test_reads_over_a_byte_order_mark(cad_session: Session, tmp_path: Path) -> None:
    marked = tmp_path / "marked.step"
    marked.write_bytes(codecs.BOM_UTF8 + CUBE.read_bytes())
    tessellate(cad_session, marked, tmp_path / "marked.glb")
    assert sorted(tmp_path.iterdir()) == [tmp_path / "marked.glb", marked]


def test_reports_what_was_written(cad_session: Session, tmp_path: Path) -> None:
    result = tessellate(cad_session, CUBE, tmp_path / "out.glb")
    assert result["sizeBytes"] == (tmp_path / "out.glb").stat().st_size
    assert result["parts"] == 2
    assert result["triangles"] == glb.extent(glb.read_document(tmp_path / "out.glb")).triangles
    assert result["notes"] == []


def test_keeps_names_and_colours(cad_session: Session, tmp_path: Path) -> None:
    tessellate(cad_session, CUBE, tmp_path / "out.glb")
    document = glb.read_document(tmp_path / "out.glb")
    assert {"blue_cylinder", "red_cube"} <= {node.get("name") for node in document["nodes"]}
    colours = [material["pbrMetallicRoughness"]["baseColorFactor"] for material in document["materials"]]
    assert sorted(np.argmax(colour[:3]) for colour in colours) == [0, 2]
    assert all(material["extras"][PLAIN_COLOUR] for material in document["materials"])


def test_tolerance_follows_the_size_of_the_model(cad_session: Session, tmp_path: Path) -> None:
    result = tessellate(cad_session, CUBE, tmp_path / "out.glb", relativeTolerance=0.001)
    diagonal_mm = math.dist(*result["bounds"]) * 1000
    assert result["linearToleranceUnit"] == "mm"
    assert 0.00025 * diagonal_mm <= result["linearTolerance"] <= 0.0011 * diagonal_mm


def test_finer_tolerance_gives_more_triangles(cad_session: Session, tmp_path: Path) -> None:
    coarse = tessellate(cad_session, CUBE, tmp_path / "a.glb", relativeTolerance=0.01, angularTolerance=1.0)
    fine = tessellate(cad_session, CUBE, tmp_path / "b.glb", relativeTolerance=0.0001, angularTolerance=0.1)
    assert fine["triangles"] > 4 * coarse["triangles"]


def test_default_shows_no_facets(cad_session: Session, tmp_path: Path) -> None:
    """A circle is round to the eye from about 30 corners: 10 degrees and less between neighbours."""
    tessellate(cad_session, CUBE, tmp_path / "out.glb")
    document = glb.read_document(tmp_path / "out.glb")
    cylinder = next(mesh for mesh in document["meshes"] if "cylinder" in mesh["name"])
    triangles = document["accessors"][cylinder["primitives"][0]["indices"]]["count"] // 3
    assert triangles >= 4 * 36


def test_a_wrong_guess_of_the_size_is_mended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cad_files, "guess_diagonal_mm", lambda _path: 50_000.0)
    result = tessellation.tessellate(_arguments(tmp_path), lambda *_: None)
    assert result["linearTolerance"] == pytest.approx(0.0002 * 28.7, rel=0.01)


def test_a_model_over_the_budget_is_made_coarser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fine = tessellation.tessellate(_arguments(tmp_path), lambda *_: None)
    monkeypatch.setattr(tessellation, "_TRIANGLE_BUDGET", 100)
    coarse = tessellation.tessellate(_arguments(tmp_path), lambda *_: None)
    assert coarse["triangles"] < fine["triangles"]
    assert coarse["linearTolerance"] == pytest.approx(4 * fine["linearTolerance"])


def _arguments(tmp_path: Path) -> Arguments:
    return Arguments({"source": str(CUBE), "format": "step", "output": str(tmp_path / "out.glb")})


def test_guesses_the_size_of_a_millimetre_file() -> None:
    guess = cad_files.guess_diagonal_mm(SAMPLES / "planetary_nema17_first_stage.step")
    assert guess is not None
    assert 60 < guess < 140


def test_faces_without_a_colour_are_marked_too() -> None:
    document = {
        "meshes": [{"primitives": [{"attributes": {}}, {"attributes": {}, "material": 0}]}],
        "materials": [{}],
    }
    mark_plain_colours(document)
    assert document["meshes"][0]["primitives"][0]["material"] == 1
    assert [material["extras"][PLAIN_COLOUR] for material in document["materials"]] == [True, True]


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("", "UNREADABLE_MODEL", "empty"),
        (
            "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
            "UNREADABLE_MODEL",
            "git lfs pull",
        ),
        ("solid thing\nendsolid thing\n", "UNREADABLE_MODEL", "not a STEP file"),
        ("ISO-10303-21;\nHEADER;\n", "UNREADABLE_MODEL", "cut off"),
        ("ISO-10303-21;\n#1=ADVANCED_FACE(;\nnonsense\nEND-ISO-10303-21;\n", "UNREADABLE_MODEL", "damaged"),
    ],
)
def test_says_what_is_wrong_with_a_file(
    cad_session: Session, tmp_path: Path, text: str, code: str, hint: str
) -> None:
    (tmp_path / "blob").write_text(text)
    error = cad_session.refused(
        "tessellate",
        source=tmp_path / "blob",
        filename="gear.step",
        format="step",
        output=tmp_path / "out.glb",
    )
    assert error["code"] == code
    assert error["message"].startswith("gear.step ")
    assert hint in error["message"]
    assert not error["retryable"]
    assert [path.name for path in tmp_path.iterdir()] == ["blob"]


def step_with(data: str) -> str:
    return (
        "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('','',(''),(''),'','','');\n"
        "FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));\nENDSEC;\nDATA;\n"
        f"{data}\nENDSEC;\nEND-ISO-10303-21;\n"
    )


@pytest.mark.parametrize(
    ("data", "code", "hint"),
    [
        ("#1=CARTESIAN_POINT('',(0.,0.,0.));", "EMPTY_MODEL", "no faces"),
        ("#1=DOCUMENT_FILE('wing.stp','','',#2,'',$);\n#2=DOCUMENT_TYPE('');", "MISSING_PARTS", "wing.stp"),
    ],
)
def test_says_what_is_missing_from_a_sound_file(
    cad_session: Session, tmp_path: Path, data: str, code: str, hint: str
) -> None:
    (tmp_path / "plane.stp").write_text(step_with(data))
    error = cad_session.refused(
        "tessellate", source=tmp_path / "plane.stp", format="step", output=tmp_path / "out.glb"
    )
    assert (error["code"], hint in error["message"]) == (code, True), json.dumps(error)


def test_refuses_what_is_no_iges(cad_session: Session, tmp_path: Path) -> None:
    error = cad_session.refused("tessellate", source=CUBE, format="iges", output=tmp_path / "out.glb")
    assert error["code"] == "UNREADABLE_MODEL"
    assert "IGES" in error["message"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("relativeTolerance", 0),
        ("relativeTolerance", "fine"),
        ("angularTolerance", 7),
        ("format", "obj"),
        ("source", "/nowhere/at/all.step"),
        ("output", "/nowhere/at/all.glb"),
        ("colour", "red"),
    ],
)
def test_names_the_argument_that_is_wrong(
    cad_session: Session, tmp_path: Path, field: str, value: object
) -> None:
    arguments = {"source": CUBE, "format": "step", "output": tmp_path / "out.glb", field: value}
    error = cad_session.refused("tessellate", **arguments)
    assert error["code"] == "INVALID_PARAMETERS"
    assert field in error["message"]


def test_what_the_zygote_tessellates_first_is_a_model(cad_session: Session, tmp_path: Path) -> None:
    source = tmp_path / "triangle.step"
    source.write_text(first_tessellation.TRIANGLE)

    assert tessellate(cad_session, source, tmp_path / "out.glb")["triangles"] == 1


def test_a_session_meshes_on_all_processors(cad_session: Session, tmp_path: Path) -> None:
    tessellate(cad_session, CUBE, tmp_path / "out.glb")

    threads = list(Path(f"/proc/{cad_session.hello['pid']}/task").iterdir())
    assert len(threads) >= (os.cpu_count() or 1)
