"""A `.blend` as its author left it: checked by name, whole in one file, rendered frame by frame."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import bpy
import pytest

from engine_client import Session, Zygote
from renderline_engine import pictures

Change = Callable[[bpy.types.Scene], None]


@pytest.fixture(autouse=True)
def empty_blender() -> Iterator[None]:
    yield
    bpy.ops.wm.read_factory_settings(use_empty=True)


def author(path: Path, *changes: Change) -> Path:
    """A red cube that moves from left to right in 4 frames, under a sun, 48 x 32 px."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = 48, 32
    scene.cycles.samples = 1
    scene.cycles.use_denoising = False
    bpy.ops.mesh.primitive_cube_add(size=1)
    cube = bpy.context.object
    cube.name = "Cube"
    red = bpy.data.materials.new("Red")
    red.diffuse_color = (1, 0, 0, 1)
    cube.data.materials.append(red)
    for frame, place in ((1, -2), (4, 2)):
        cube.location.x = place
        cube.keyframe_insert("location", frame=frame)
    sun = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
    sun.rotation_euler, sun.data.energy = (1.2, 0, 0), 3
    camera = bpy.data.objects.new("Front", bpy.data.cameras.new("Front"))
    camera.location, camera.rotation_euler = (0, -8, 0), (1.5708, 0, 0)
    for thing in (sun, camera):
        scene.collection.objects.link(thing)
    scene.camera = camera
    for change in changes:
        change(scene)
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    return path


def with_texture(_scene: bpy.types.Scene) -> None:
    """A texture that lies beside the .blend, as `//textures/wood.png`."""
    image = bpy.data.images.new("wood", 4, 4)
    image.source = "FILE"
    image.filepath = "//textures/wood.png"
    material = bpy.data.materials["Red"]
    material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    surface = material.node_tree.nodes["Principled BSDF"]
    material.node_tree.links.new(node.outputs["Color"], surface.inputs["Base Color"])


def with_turns(scene: bpy.types.Scene) -> None:
    """The camera Front until frame 2, then another one that sees nothing."""
    away = bpy.data.objects.new("Away", bpy.data.cameras.new("Away"))
    away.location = (0, 0, 100)
    scene.collection.objects.link(away)
    for frame, camera in ((1, scene.camera), (3, away)):
        scene.timeline_markers.new(camera.name, frame=frame).camera = camera


def with_python(_scene: bpy.types.Scene) -> None:
    text = bpy.data.texts.new("rig_ui.py")
    text.write("raise SystemExit")
    text.use_module = True
    driver = bpy.data.objects["Cube"].driver_add("rotation_euler", 2).driver
    driver.expression = "__import__('os').getpid()"


def for_eevee(scene: bpy.types.Scene) -> None:
    scene.render.engine = "BLENDER_EEVEE_NEXT"


def without_camera(_scene: bpy.types.Scene) -> None:
    bpy.data.objects.remove(bpy.data.objects["Front"])


def with_file_output(scene: bpy.types.Scene) -> None:
    scene.use_nodes = True
    scene.node_tree.nodes.new("CompositorNodeOutputFile").base_path = "//elsewhere"


def with_library(file: Path, scene: bpy.types.Scene) -> None:
    """A second cube, Bolt, that stands in another .blend, `//parts/parts.blend`."""
    bolt = bpy.data.objects.new("Bolt", bpy.data.objects["Cube"].data.copy())
    bpy.data.libraries.write(str(file), {bolt})
    bpy.data.objects.remove(bolt)
    with bpy.data.libraries.load(str(file), link=True) as (_, taken):
        taken.objects = ["Bolt"]
    scene.collection.objects.link(bpy.data.objects["Bolt"])
    bpy.data.libraries[file.name].filepath = f"//parts/{file.name}"


def pack(session: Session, source: Path, **args: object) -> list[str]:
    scene_format = "blend_zip" if source.suffix == ".zip" else "blend"
    output = source.with_name("packed.blend")
    answer = session.ask("pack-scene", source=source, format=scene_format, output=output, **args)
    return list(answer["notes"])


def render(session: Session, folder: Path, frame: int, **args: object) -> bytes:
    output = folder / f"frame-{frame}"
    session.ask("render-frame", frame=frame, devicePolicy="cpu", output=output, **args)
    return output.read_bytes()


@pytest.fixture
def packed(session: Session, tmp_path: Path) -> Path:
    assert pack(session, author(tmp_path / "film.blend")) == []
    return tmp_path / "packed.blend"


def test_what_did_not_come_with_the_file_is_named_before_anything_is_rendered(
    session: Session, tmp_path: Path
) -> None:
    error = session.refused(
        "pack-scene",
        source=author(tmp_path / "film.blend", with_texture),
        filename="film.blend",
        format="blend",
        output=tmp_path / "packed.blend",
    )
    assert error["code"] == "MISSING_PARTS"
    assert "film.blend names files that did not come with it: wood.png" in error["message"]


def test_it_is_rendered_without_where_that_is_allowed(session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", with_texture)
    assert pack(session, source, allowMissing=True) == [
        "Rendered without what did not come with the file: wood.png."
    ]


def test_a_zip_brings_the_textures_along(blender: Zygote, session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", with_texture)
    wood = bpy.data.images.new("w", 4, 4)
    wood.pixels = [0.0, 1.0, 0.0, 1.0] * 16
    wood.filepath_raw, wood.file_format = str(tmp_path / "wood.png"), "PNG"
    wood.save()
    with zipfile.ZipFile(tmp_path / "film.zip", "w") as packed:
        packed.write(source, "job/film.blend")
        packed.write(tmp_path / "wood.png", "job/textures/wood.png")
    assert pack(session, tmp_path / "film.zip") == []
    with blender.session() as opened:
        opened.ask("load-film", scene=tmp_path / "packed.blend")
        render(opened, tmp_path, 2)
    pixels = pictures.read_targa(tmp_path / "frame-2").astype(int)
    assert (pixels[..., 1] - pixels[..., 0] > 30).sum() > 20, "nothing is as green as the texture"


def test_a_library_that_did_not_come_with_the_file_is_named(session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", partial(with_library, tmp_path / "parts.blend"))
    (tmp_path / "parts.blend").unlink()
    error = session.refused("pack-scene", source=source, format="blend", output=tmp_path / "packed.blend")
    assert error["code"] == "MISSING_PARTS"
    assert "film.blend names files that did not come with it: parts.blend" in error["message"]


def test_frames_are_made_without_a_library_where_that_is_allowed(
    blender: Zygote, session: Session, tmp_path: Path
) -> None:
    source = author(tmp_path / "film.blend", partial(with_library, tmp_path / "parts.blend"))
    (tmp_path / "parts.blend").unlink()
    assert pack(session, source, allowMissing=True) == [
        "Rendered without what did not come with the file: parts.blend."
    ]
    with blender.session() as opened:
        opened.ask("load-film", scene=tmp_path / "packed.blend")
        assert render(opened, tmp_path, 1)


def test_a_zip_brings_a_library_along(blender: Zygote, session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", partial(with_library, tmp_path / "parts.blend"))
    with zipfile.ZipFile(tmp_path / "film.zip", "w") as packed:
        packed.write(source, "job/film.blend")
        packed.write(tmp_path / "parts.blend", "job/parts/parts.blend")
    assert pack(session, tmp_path / "film.zip") == []
    (tmp_path / "parts.blend").unlink()
    with blender.session() as opened:
        opened.ask("load-film", scene=tmp_path / "packed.blend")
        render(opened, tmp_path, 1)
    middle = pictures.read_targa(tmp_path / "frame-1")[12:20, 20:28, :3]
    assert int(middle.max()) > 60, "the linked cube is not in the middle, from where the other one is away"


def test_a_scene_without_a_camera_is_refused(session: Session, tmp_path: Path) -> None:
    source = author(tmp_path / "film.blend", without_camera)
    error = session.refused("pack-scene", source=source, format="blend", output=tmp_path / "packed.blend")
    assert error["code"] == "UNSUPPORTED_MODEL"
    assert "has no camera" in error["message"]


def test_an_unknown_camera_is_answered_with_those_that_there_are(session: Session, tmp_path: Path) -> None:
    error = session.refused(
        "pack-scene",
        source=author(tmp_path / "film.blend"),
        format="blend",
        output=tmp_path / "packed.blend",
        camera="Top",
    )
    assert error["code"] == "INVALID_PARAMETERS"
    assert "camera is 'Top'" in error["message"] and "it has Front" in error["message"]


def test_python_is_not_run_and_that_is_said(blender: Zygote, session: Session, tmp_path: Path) -> None:
    notes = pack(session, author(tmp_path / "film.blend", with_python))
    assert "Scripts that would run when the file is opened were not run: rig_ui.py." in notes
    assert any("Drivers in Python were not run" in note and "Cube" in note for note in notes)
    with blender.session() as opened:
        opened.ask("load-film", scene=tmp_path / "packed.blend")
        assert render(opened, tmp_path, 1)


def test_what_is_made_for_eevee_is_rendered_by_cycles_and_that_is_said(
    session: Session, tmp_path: Path
) -> None:
    notes = pack(session, author(tmp_path / "film.blend", for_eevee))
    assert notes == ["The scene is made for EEVEE; it was rendered by Cycles."]


def test_a_scene_writes_no_file_but_its_frame(session: Session, tmp_path: Path) -> None:
    notes = pack(session, author(tmp_path / "film.blend", with_file_output))
    assert len(notes) == 1 and "would write files" in notes[0]


def test_a_frame_shows_its_moment_in_the_size_of_the_scene(
    blender: Zygote, packed: Path, tmp_path: Path
) -> None:
    with blender.session() as opened:
        opened.ask("load-film", scene=packed)
        render(opened, tmp_path, 1)
        render(opened, tmp_path, 4)
    left, right = (pictures.read_targa(tmp_path / f"frame-{frame}").astype(int) for frame in (1, 4))
    assert left.shape == (32, 48, 4)
    assert left[:, :24, :3].sum() > left[:, 24:, :3].sum(), "the cube is not on the left"
    assert right[:, :24, :3].sum() < right[:, 24:, :3].sum(), "the cube is not on the right"


def test_a_warm_frame_is_a_cold_frame(blender: Zygote, packed: Path, tmp_path: Path) -> None:
    with blender.session() as warm:
        warm.ask("load-film", scene=packed)
        for frame in (1, 4, 2):
            render(warm, tmp_path, frame, width=40, samples=3)
        third = render(warm, tmp_path, 3)
    with blender.session() as cold:
        cold.ask("load-film", scene=packed)
        assert render(cold, tmp_path, 3) == third


def test_a_frame_of_a_session_that_keeps_no_data_is_the_same(
    blender: Zygote, packed: Path, tmp_path: Path
) -> None:
    frames: list[list[bytes]] = []
    for persistent in (True, False):
        with blender.session() as session:
            session.ask("load-film", scene=packed, persistentData=persistent)
            frames.append([render(session, tmp_path, frame, width=40, samples=3) for frame in (1, 2, 1)])
    assert frames[0] == frames[1]


def test_cameras_take_turns_unless_one_is_named(blender: Zygote, session: Session, tmp_path: Path) -> None:
    pack(session, author(tmp_path / "film.blend", with_turns))
    with blender.session() as opened:
        opened.ask("load-film", scene=tmp_path / "packed.blend")
        front, away = (render(opened, tmp_path, frame) for frame in (2, 3))
        assert render(opened, tmp_path, 3, camera="Front") != away, (
            "the marker's camera went before the named one"
        )
        assert render(opened, tmp_path, 2) == front
    assert front != away
