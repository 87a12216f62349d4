"""A `.blend` as a template: what it offers by name, filled in, and rendered at a pace of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from engine_client import Session, Zygote
from renderline_engine import pictures


@pytest.fixture(autouse=True)
def empty_blender() -> Iterator[None]:
    yield
    bpy.ops.wm.read_factory_settings(use_empty=True)


def glowing(name: str, colour: tuple[float, float, float]) -> tuple[bpy.types.Material, bpy.types.Node]:
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    tree = material.node_tree
    glow = tree.nodes.new("ShaderNodeEmission")
    glow.inputs["Color"].default_value = (*colour, 1)
    tree.links.new(glow.outputs[0], tree.nodes["Material Output"].inputs["Surface"])
    return material, glow


def plane(name: str, x: float, material: bpy.types.Material) -> bpy.types.Object:
    bpy.ops.mesh.primitive_plane_add(size=2, location=(x, 0, 0), rotation=(1.5708, 0, 0))
    thing = bpy.context.object
    thing.name = name
    thing.data.materials.append(material)
    return thing


def template(path: Path) -> Path:
    """A title, a plane on the left in the colour Accent, one on the right with the image Logo; 48 x 32 px.

    The left plane moves to the right by 2 m in 12 frames, at 12 frames each second.
    """
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = 48, 32
    scene.render.fps = 12
    scene.frame_start, scene.frame_end = 10, 21
    scene.cycles.samples = 1
    scene.cycles.use_denoising = False
    scene.view_settings.view_transform = "Standard"
    scene.render.dither_intensity = 0
    left = plane("Left", -2, glowing("Accent", (1, 0, 0))[0])
    for frame, x in ((10, -2), (22, 0)):
        left.location.x = x
        left.keyframe_insert("location", frame=frame)
    for curve in left.animation_data.action.fcurves:
        for point in curve.keyframe_points:
            point.interpolation = "LINEAR"
    shown, glow = glowing("Screen", (1, 1, 1))
    logo = bpy.data.images.new("Logo", 4, 4)
    logo.pixels = [0.0, 1.0, 0.0, 1.0] * 16
    logo.pack()
    texture = shown.node_tree.nodes.new("ShaderNodeTexImage")
    texture.image = logo
    shown.node_tree.links.new(texture.outputs[0], glow.inputs["Color"])
    plane("Right", 2, shown)
    tinted, glow = glowing("Tinted", (1, 1, 1))
    rgb = tinted.node_tree.nodes.new("ShaderNodeRGB")
    rgb.label = "Backdrop"
    rgb.outputs[0].default_value = (0, 0, 1, 1)
    tinted.node_tree.links.new(rgb.outputs[0], glow.inputs["Color"])
    flashing, glow = glowing("Flashing", (1, 1, 1))
    glow.inputs["Color"].keyframe_insert("default_value", frame=1)
    by_object, glow = glowing("By object", (1, 1, 1))
    info = by_object.node_tree.nodes.new("ShaderNodeObjectInfo")
    by_object.node_tree.links.new(info.outputs["Color"], glow.inputs["Color"])
    plane("Stripe", 0, by_object).location.y = 50
    for unseen in (tinted, flashing):
        unseen.use_fake_user = True
    title = bpy.data.objects.new("Title", bpy.data.curves.new("Title", "FONT"))
    title.data.body = "Hello"
    title.location, title.rotation_euler = (-1, 0, -2), (1.5708, 0, 0)
    title.data.materials.append(glowing("Letters", (1, 1, 1))[0])
    camera = bpy.data.objects.new("Front", bpy.data.cameras.new("Front"))
    camera.location, camera.rotation_euler = (0, -12, 0), (1.5708, 0, 0)
    for thing in (title, camera):
        scene.collection.objects.link(thing)
    scene.camera = camera
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    return path


def inspected(blender: Zygote, source: Path) -> dict[str, Any]:
    with blender.session() as opened:
        answer: dict[str, Any] = opened.ask("inspect-template", source=source, format="blend")["offer"]
    return answer


def packed(blender: Zygote, source: Path, **filled: object) -> Path:
    output = source.with_name("packed.blend")
    with blender.session() as opened:
        opened.ask("pack-scene", source=source, format="blend", output=output, **filled)
    return output


def shown(session: Session, folder: Path, **moment: object) -> np.ndarray:
    output = folder / "frame"
    session.ask("render-frame", devicePolicy="cpu", output=output, **moment)
    return pictures.read_targa(output).astype(int)[..., :3]


def refused(session: Session, source: Path, **filled: object) -> str:
    output = source.with_name("refused.blend")
    error = session.refused("pack-scene", source=source, format="blend", output=output, **filled)
    assert error["code"] == "INVALID_PARAMETERS"
    return str(error["message"])


def test_what_can_be_filled_in_is_told_by_name(blender: Zygote, tmp_path: Path) -> None:
    offer = inspected(blender, template(tmp_path / "intro.blend"))
    assert offer["texts"] == [{"name": "Title", "text": "Hello"}]
    assert offer["images"] == [{"name": "Logo", "width": 4, "height": 4, "packed": True}]
    by_name = {colour["name"]: (colour["color"], colour["of"]) for colour in offer["colors"]}
    assert by_name == {
        "Accent": ("#ff0000", "material"),
        "Backdrop": ("#0000ff", "rgb-node"),
        "Letters": ("#ffffff", "material"),
        "Stripe": ("#ffffff", "object"),
    }, "what is animated, textured or fed by a named node is not the material's to give"
    assert (offer["cameras"], offer["camera"]) == (["Front"], "Front")
    assert (offer["startFrame"], offer["endFrame"], offer["fps"]) == (10, 21, 12)
    assert (offer["width"], offer["height"], offer["samples"], offer["engine"]) == (48, 32, 1, "cycles")
    assert offer["missing"] == []


def test_a_missing_image_can_be_filled_in(blender: Zygote, session: Session, tmp_path: Path) -> None:
    source = template(tmp_path / "intro.blend")
    bpy.data.images.remove(bpy.data.images["Logo"])
    logo = bpy.data.images.new("Logo", 4, 4)
    logo.source, logo.filepath = "FILE", "//logo.png"
    bpy.data.materials["Screen"].node_tree.nodes["Image Texture"].image = logo
    bpy.ops.wm.save_as_mainfile(filepath=str(source))
    offer = inspected(blender, source)
    assert offer["missing"] == ["logo.png"]
    assert offer["images"] == [{"name": "Logo", "width": 0, "height": 0, "packed": False}]
    error = session.refused("pack-scene", source=source, format="blend", output=tmp_path / "p.blend")
    assert error["code"] == "MISSING_PARTS"
    packed(blender, source, images={"Logo": str(picture(tmp_path, (1, 1, 0)))})


def picture(folder: Path, colour: tuple[float, float, float]) -> Path:
    """A file without an ending, as stored files are."""
    image = bpy.data.images.new("given", 4, 4)
    image.pixels = [*colour, 1.0] * 16
    image.filepath_raw, image.file_format = str(folder / "given"), "PNG"
    image.save()
    return folder / "given"


def test_what_is_filled_in_is_seen(blender: Zygote, tmp_path: Path) -> None:
    source = template(tmp_path / "intro.blend")
    yellow = picture(tmp_path, (1, 1, 0))
    with blender.session() as opened:
        opened.ask("load-film", folder=tmp_path, scene=packed(blender, source))
        before = shown(opened, tmp_path, seconds=0)
    with blender.session() as opened:
        opened.ask(
            "load-film",
            folder=tmp_path,
            scene=packed(
                blender,
                source,
                texts={"Title": "HHHH\nHHHH"},
                colors={"Accent": "#4080c0"},
                images={"Logo": str(yellow)},
            ),
        )
        after = shown(opened, tmp_path, seconds=0)
    left, right = before[16, 12], before[16, 35]
    assert tuple(left) == (255, 0, 0) and tuple(right) == (0, 255, 0)
    assert np.abs(after[16, 12] - (0x40, 0x80, 0xC0)).max() <= 1, "the colour is the one that was asked for"
    assert tuple(after[16, 35]) == (255, 255, 0)
    letters = [(image.min(axis=2) > 200).sum() for image in (before, after)]
    assert letters[1] > letters[0] > 0, "the longer text has more white"


def test_what_the_template_lacks_is_answered_with_what_it_has(session: Session, tmp_path: Path) -> None:
    source = template(tmp_path / "intro.blend")
    assert refused(session, source, texts={"Titel": "x"}) == (
        "parameters.texts.Titel is not in the template, which has the texts Title."
    )


def test_a_file_that_is_no_picture_is_refused(session: Session, tmp_path: Path) -> None:
    source = template(tmp_path / "intro.blend")
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    assert "cannot be read as a picture" in refused(session, source, images={"Logo": str(broken)})


def test_a_moment_is_shown_whatever_the_pace_of_the_film(blender: Zygote, tmp_path: Path) -> None:
    scene = packed(blender, template(tmp_path / "intro.blend"))
    with blender.session() as warm:
        warm.ask("load-film", folder=tmp_path, scene=scene)
        by_number = shown(warm, tmp_path, frame=13)
        assert (shown(warm, tmp_path, seconds=3 / 12) == by_number).all()
        assert (shown(warm, tmp_path, share=3 / 12) == by_number).all()
        between = shown(warm, tmp_path, seconds=3.5 / 12, width=384, height=256, samples=1)
        one, next_one = (
            shown(warm, tmp_path, frame=frame, width=384, height=256, samples=1) for frame in (13, 14)
        )
        assert left_edge(one) < left_edge(between) < left_edge(next_one)
        at_end = shown(warm, tmp_path, seconds=1)
        assert (shown(warm, tmp_path, seconds=60) == at_end).all(), "what has ended stands still"
    with blender.session() as cold:
        cold.ask("load-film", folder=tmp_path, scene=scene)
        assert (shown(cold, tmp_path, seconds=3.5 / 12, width=384, height=256, samples=1) == between).all()
        refusal = cold.refused("render-frame", frame=1, seconds=1, devicePolicy="cpu", output=tmp_path / "f")
        assert "one of frame, seconds and share" in refusal["message"]


def left_edge(pixels: np.ndarray) -> int:
    """The first column in the middle row that is red."""
    return int(np.flatnonzero(pixels[pixels.shape[0] // 2, :, 0] > 200)[0])
