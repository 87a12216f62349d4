"""Rules choose surfaces by part and by colour, and presets look like what they are called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine_client import Session, Zygote
from renderline_engine import colours, pictures
from renderline_engine.arguments import Arguments
from renderline_engine.glb import read_document
from renderline_engine.material_rules import MaterialRule
from renderline_engine.presets import PRESETS

VIEW: dict[str, Any] = {
    "width": 96, "height": 96, "azimuth": 0.0, "elevation": 20.0, "samples": 8, "denoise": False,
    "transparent": True, "devicePolicy": "cpu",
}  # fmt: skip


def shown(session: Session, model: Path, folder: Path, *rules: dict[str, str]) -> np.ndarray:
    """The model as it looks with these rules; red cube left, blue cylinder right."""
    session.ask("prepare", source=model, format="glb", output=folder / "s.blend", materials=list(rules))
    session.ask("load", scene=folder / "s.blend")
    session.ask("render", **VIEW, output=folder / "p.tga")
    return pictures.read_targa(folder / "p.tga").astype(int)


def halves(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean colours of what is left and right, in RGB."""
    left, right = picture[:, :40], picture[:, 56:]
    return tuple(half[half[..., 3] == 255][:, :3].mean(axis=0) for half in (left, right))


def is_grey(colour: np.ndarray) -> bool:
    return float(np.ptp(colour)) < 25


def test_a_colour_chooses_by_its_name_or_exactly(
    session: Session, blender: Zygote, cube_and_cylinder: Path, tmp_path: Path
) -> None:
    left, right = halves(shown(session, cube_and_cylinder, tmp_path, {"colour": "red", "preset": "chrome"}))
    assert is_grey(left) and right[2] > right[0] + 60
    with blender.session() as other:
        picture = shown(other, cube_and_cylinder, tmp_path, {"colour": "#3B61B4", "preset": "brushed-steel"})
    left, right = halves(picture)
    assert left[0] > left[2] + 60 and is_grey(right)


def test_a_part_is_chosen_by_its_name_or_its_assembly(
    session: Session, blender: Zygote, cube_and_cylinder: Path, tmp_path: Path
) -> None:
    nodes = [node for node in read_document(cube_and_cylinder)["nodes"] if "mesh" in node]
    name = nodes[0]["name"]
    rule = {"part": name[:-1].upper() + "?", "preset": "paint", "tint": "#00ff00"}
    green = [
        half[1] > max(half[0], half[2]) + 30
        for half in halves(shown(session, cube_and_cylinder, tmp_path, rule))
    ]
    assert sum(green) == 1
    with blender.session() as other:
        whole = shown(other, cube_and_cylinder, tmp_path, {"part": "*", "preset": "paint", "tint": "#00ff00"})
    assert all(half[1] > max(half[0], half[2]) + 30 for half in halves(whole))


def test_the_first_rule_that_fits_counts(session: Session, cube_and_cylinder: Path, tmp_path: Path) -> None:
    rules = (
        {"colour": "red", "part": "no such part", "preset": "rubber", "tint": "#000000"},
        {"colour": "red", "preset": "plastic", "tint": "#ffff00"},
        {"part": "*", "preset": "chrome"},
    )
    left, right = halves(shown(session, cube_and_cylinder, tmp_path, *rules))
    assert min(left[:2]) > left[2] + 60
    assert is_grey(right)


def test_parts_that_share_a_mesh_can_have_different_materials(
    session: Session, cube_and_cylinder: Path, tmp_path: Path
) -> None:
    """Two nodes of one mesh, told apart by their names."""
    document = read_document(cube_and_cylinder)
    assert len({node["mesh"] for node in document["nodes"] if "mesh" in node}) == 2
    twins = tmp_path / "twins.glb"
    raw = cube_and_cylinder.read_bytes()
    mesh = next(node["mesh"] for node in document["nodes"] if "mesh" in node)
    document["nodes"] = [
        {"name": "left twin", "mesh": mesh, "translation": [-0.02, 0, 0]},
        {"name": "right twin", "mesh": mesh, "translation": [0.02, 0, 0]},
    ]
    document["scenes"], document["scene"] = [{"nodes": [0, 1]}], 0
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    rest = raw[20 + int.from_bytes(raw[12:16], "little") :]
    size = (20 + len(text) + len(rest)).to_bytes(4, "little")
    twins.write_bytes(raw[:8] + size + len(text).to_bytes(4, "little") + b"JSON" + text + rest)

    rule = {"part": "left*", "preset": "plastic", "tint": "#00ff00"}
    left, right = halves(shown(session, twins, tmp_path, rule))
    assert left[1] > left[0] + 40 and left[1] > left[2] + 40
    assert not right[1] > right[0] + 40


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_neither_black_nor_burnt_out(
    session: Session, cube_and_cylinder: Path, tmp_path: Path, preset: str
) -> None:
    picture = shown(session, cube_and_cylinder, tmp_path, {"part": "*", "preset": preset})
    subject = picture[picture[..., 3] > 60][:, :3].max(axis=1)
    assert len(subject) > 1000
    assert 25 < subject.mean() < 245
    clear = (picture[..., 3] < 250).mean() - (picture[..., 3] < 5).mean()
    assert (clear > 0.15) == (preset in ("glass", "clear-plastic"))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("#0a0a0a", "black"), ("#808080", "grey"), ("#fafafa", "white"), ("#e01010", "red"),
        ("#f08020", "orange"), ("#6b3a14", "brown"), ("#f0e020", "yellow"), ("#20a030", "green"),
        ("#20c0d0", "cyan"), ("#2040c0", "blue"), ("#9030b0", "purple"), ("#e01040", "red"),
    ],
)  # fmt: skip
def test_colours_have_the_names_that_people_give_them(written: str, name: str) -> None:
    assert colours.family(colours.parse(written)) == name
    assert colours.matches(name, colours.parse(written))
    assert colours.matches(written, colours.seen(colours.linear(colours.parse(written))))


@pytest.mark.parametrize(
    ("pattern", "names", "fits"),
    [
        ("*SCREW*", ("M3 screw x 8",), True),
        ("gear", ("SOLID", "gear"), True),
        ("gear", ("SOLID", "gears"), False),
        ("gear?", ("gears",), True),
        ("a[b]*", ("a[b]c",), True),
    ],
)
def test_patterns_are_of_stars_and_question_marks(pattern: str, names: tuple[str, ...], fits: bool) -> None:
    rule = MaterialRule.read(Arguments({"part": pattern, "preset": "chrome"}))
    assert rule.fits(names, (1.0, 0.0, 0.0)) == fits


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ({"preset": "chrome"}, "part"),
        ({"part": "*", "preset": "gold"}, "preset"),
        ({"colour": "mauve", "preset": "chrome"}, "colour"),
        ({"part": "*", "preset": "paint", "tint": "red"}, "tint"),
        ({"part": "*", "material": "Oak"}, "Oak"),
    ],
)
def test_names_the_rule_that_is_wrong(
    session: Session, cube_and_cylinder: Path, tmp_path: Path, rule: dict[str, str], hint: str
) -> None:
    error = session.refused(
        "prepare", source=cube_and_cylinder, format="glb", output=tmp_path / "s.blend", materials=[rule]
    )
    assert error["code"] == "INVALID_PARAMETERS"
    assert hint in error["message"]
