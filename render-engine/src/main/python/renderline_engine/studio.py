"""The photographer's room that a model is put in: light, camera, and what is behind it.

Everything that a view does not choose is set here once and saved with the scene.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import bpy
import numpy as np

from . import backdrop, camera_turns, environment, framing, render_settings, scene_motion
from .backdrop import Backdrop
from .errors import UnsuitableStudioError
from .flatten import FlatModel
from .ground_shadow import ground_shadow
from .looks import LOOKS, Look, Sun
from .shadow_view import ShadowMap
from .sun_shadow import sun_shadow

STUDIOS = tuple(LOOKS)

Colour = tuple[float, float, float]
"""As seen: sRGB, 0 to 1."""

_NAME = "renderline_studio"
"""Custom property of a prepared scene: the built-in studio it is lit by, or `_OWN`."""
_OWN = "own"
_CAMERA = "renderline_camera"
"""Custom property of a prepared scene: the camera that goes where a view's angles say."""
_AUTHORS_CAMERA = "renderline_authors_camera"
"""Custom property of a prepared scene: the camera that its author looked through."""
_TURNS = "renderline_camera_turns"
"""Custom property of a prepared scene: which of its cameras take turns when."""
_CLEAR = "renderline_clear"
"""Custom property of a prepared scene: whether its studio shows nothing behind the model by itself."""
_SHADOW = "renderline_shadow"
"""Custom property of a prepared scene: the square map of its ground's shadow, 16 bits a cell."""
_DARKEST = 65535
_TURN = "Turn with the camera"
_SUN_SHARE = 0.72
"""How much of the light on the floor is the sun's, where there is one."""


@dataclass(frozen=True)
class Studio:
    """The studio of a prepared scene, as long as the scene is loaded.

    Attributes:
        look: None in a studio of the user's own.
        shadow: None where the studio has a floor of its own.
        clear: whether it shows nothing behind the model by itself.
        frame: the one that it was saved at.
    """

    look: Look | None
    shadow: ShadowMap | None
    clear: bool
    frame: int

    def camera(self, scene: bpy.types.Scene, name: str | None, frame: int | None) -> bpy.types.Object:
        """The studio's camera of that name; without one, the camera that goes where angles say.

        Args:
            scene: where it is.
            name: None: any.
            frame: without a name, the camera that the studio's author looks through at this frame.

        Raises:
            UnsuitableStudioError: there is none of that name, or none that its author looks through.
        """
        if name is None and frame is not None:
            return _authors_camera(scene, frame)
        if name is None:
            return scene.objects[scene[_CAMERA]]
        cameras = {item.name: item for item in scene.objects if item.type == "CAMERA"}
        cameras.pop(scene[_CAMERA])
        if name not in cameras:
            raise UnsuitableStudioError(
                f"The studio has no camera {name}; it has {', '.join(sorted(cameras)) or 'none of its own'}."
            )
        return cameras[name]

    def is_placed(self, camera: bpy.types.Object) -> bool:
        """Whether a camera goes where angles say."""
        return camera.name == bpy.context.scene[_CAMERA]

    def require_motion(self, scene: bpy.types.Scene) -> None:
        """Raises: UnsuitableStudioError: every frame of it would be the same."""
        turns = {name for _, name in camera_turns.read(scene.get(_TURNS, "[]"))}
        if self.look is not None or not (len(turns) > 1 or scene_motion.moves(scene)):
            raise UnsuitableStudioError(
                "Nothing moves in the studio: every frame would be the same. Give its camera, its lights or "
                "what stands for the product keyframes and upload it again, or ask for a still."
            )

    def is_clear(self, transparent: bool, background: Colour | None) -> bool:
        """Whether Blender is to render nothing behind the model."""
        return self.clear or transparent or background is not None

    def turn_light(self, scene: bpy.types.Scene, azimuth: float) -> None:
        """Turns the light with the camera, so that each view is lit as well as any other."""
        if self.look is not None and self.look.turns:
            turn = scene.world.node_tree.nodes[_TURN].inputs["Rotation"]
            turn.default_value = (0.0, 0.0, -math.radians(azimuth))

    def behind(
        self,
        pose: framing.CameraPose | None,
        width: int,
        height: int,
        transparent: bool,
        background: Colour | None,
    ) -> Backdrop:
        """What is behind the model: cut out, it keeps its shadow in the transparent studio only."""
        if self.look is None or pose is None:
            return backdrop.NOTHING if background is None else backdrop.plain(background)
        if transparent and self.look is not LOOKS["transparent"]:
            return backdrop.NOTHING
        return backdrop.behind(self.look, self.shadow, pose, width, height, background)


def furnish(scene: bpy.types.Scene, model: FlatModel, name: str) -> None:
    """Adds light and camera to a scene that holds a normalised model, and sets how it renders.

    Args:
        scene: where to.
        model: what is in it.
        name: one of `STUDIOS`.
    """
    look = LOOKS[name]
    scene[_NAME] = name
    # As an image it would take 3 MB of each scene, which are written, hashed, stored and read.
    scene[_SHADOW] = np.round(_floor_shadow(model, look) * _DARKEST).astype("<u2").tobytes()
    _add_surroundings(scene, look)
    if look.sun is not None:
        _add_sun(scene, look.sun)
    _add_camera(scene)
    scene.render.film_transparent = True
    render_settings.set_rendering(scene)
    render_settings.set_light_paths(scene)
    render_settings.set_colours(scene, look.exposure)


def mark_own(scene: bpy.types.Scene) -> None:
    """Makes a scene of the user's own one that views can be rendered of."""
    scene[_NAME] = _OWN
    scene[_CLEAR] = scene.render.film_transparent
    scene[_AUTHORS_CAMERA] = scene.camera.name if scene.camera else ""
    scene[_TURNS] = camera_turns.text(camera_turns.take(scene))
    _add_camera(scene)


def of_scene(scene: bpy.types.Scene) -> Studio | None:
    """The studio that a prepared scene was furnished as; None when it is no such scene."""
    name = scene.get(_NAME)
    if name == _OWN:
        return Studio(None, None, bool(scene[_CLEAR]), scene.frame_current)
    stored = scene.get(_SHADOW)
    if name not in LOOKS or stored is None:
        return None
    flat = np.frombuffer(stored, "<u2").astype(np.float32) / _DARKEST
    cells = math.isqrt(len(flat))
    return Studio(LOOKS[name], ShadowMap(flat.reshape(cells, cells)), True, scene.frame_current)


def _authors_camera(scene: bpy.types.Scene, frame: int) -> bpy.types.Object:
    """The camera whose turn it is, else the scene's."""
    name = camera_turns.at(camera_turns.read(scene[_TURNS]), frame)
    camera = scene.objects.get(name or scene[_AUTHORS_CAMERA])
    if camera is None:
        raise UnsuitableStudioError(
            "The studio has no camera that its scene is seen through. Choose one in its scene and upload it "
            "again, or name one of its cameras."
        )
    return camera


def _floor_shadow(model: FlatModel, look: Look) -> np.ndarray:
    soft = ground_shadow(model)
    if look.sun is None:
        return soft
    return _SUN_SHARE * sun_shadow(model, look.sun) + (1 - _SUN_SHARE) * soft


def _packed_image(name: str, pixels: np.ndarray) -> bpy.types.Image:
    """A linear image of shape (rows, columns, 4) as part of the file."""
    rows, columns = pixels.shape[:2]
    image = bpy.data.images.new(name, columns, rows, alpha=False, float_buffer=True, is_data=True)
    image.pixels.foreach_set(pixels.astype(np.float32).ravel())
    image.pack()
    return image


def _add_surroundings(scene: bpy.types.Scene, look: Look) -> None:
    image = _packed_image("Studio", environment.room_image(look.room))
    world = bpy.data.worlds.new("Studio")
    world.use_nodes = True
    tree = world.node_tree
    place = tree.nodes.new("ShaderNodeTexCoord")
    turn = tree.nodes.new("ShaderNodeMapping")
    turn.name = _TURN
    turn.vector_type = "POINT"
    surroundings = tree.nodes.new("ShaderNodeTexEnvironment")
    surroundings.image = image
    tree.links.new(place.outputs["Generated"], turn.inputs["Vector"])
    tree.links.new(turn.outputs["Vector"], surroundings.inputs["Vector"])
    tree.links.new(surroundings.outputs["Color"], tree.nodes["Background"].inputs["Color"])
    # The boxes are large and smooth: rays that bounce off a surface find them by themselves, and a picture
    # takes 0.6 of the time that it takes with samples aimed at them.
    world.cycles.sampling_method = "NONE"
    scene.world = world


def _add_sun(scene: bpy.types.Scene, sun: Sun) -> None:
    lamp = bpy.data.lights.new("Sun", "SUN")
    lamp.energy = sun.strength
    lamp.angle = math.radians(sun.size)
    lamp.color = sun.colour
    placed = bpy.data.objects.new("Sun", lamp)
    # A lamp shines along its -Z: tilted from overhead towards its azimuth, 0 being -Y.
    placed.rotation_euler = (math.radians(90 - sun.elevation), 0.0, math.radians(sun.azimuth))
    scene.collection.objects.link(placed)


def _add_camera(scene: bpy.types.Scene) -> None:
    """Adds the camera that fits a view to the model, and makes it the scene's."""
    lens = bpy.data.cameras.new("Camera")
    lens.lens = framing.LENS_MM
    lens.sensor_width = framing.SENSOR_MM
    lens.sensor_fit = "AUTO"
    camera = bpy.data.objects.new("Camera", lens)
    camera.rotation_mode = "QUATERNION"
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene[_CAMERA] = camera.name
