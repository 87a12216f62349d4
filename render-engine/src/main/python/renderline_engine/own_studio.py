"""A studio of the user's own: a `.blend` with a collection `Product`, which the model is put in.

What stands in that collection only says how large the product shall be and where: it is not rendered. The
studio's lights, world, cameras and colour management stay as they are; how Cycles renders is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix, Vector

from . import render_settings, scene_motion, studio
from .errors import UnsuitableStudioError

COLLECTION = "Product"
_SHAPES = {"MESH", "CURVE", "SURFACE", "FONT", "META", "EMPTY"}
"""What can stand for the product."""
_NO_SIZE = 1e-9


@dataclass(frozen=True)
class StudioFile:
    """A file that holds a studio.

    Attributes:
        filename: what the user calls it.
        materials: the names of its materials that are wanted.
    """

    path: Path
    filename: str
    materials: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnStudio:
    """A studio's scene in Blender's data.

    Attributes:
        materials: the wanted ones, by the name that they have in the file.
    """

    scene: bpy.types.Scene
    product: bpy.types.Collection
    materials: dict[str, bpy.types.Material]
    filename: str

    def take_in(self, prepared: bpy.types.Scene, points: np.ndarray) -> np.ndarray:
        """Puts the model of a scene in this one, and drops the scene that it was in.

        Args:
            prepared: a scene that holds the model and nothing else.
            points: what the model is framed by, shape (n, 3), in the space of that scene.

        Returns:
            The points in the studio's space.

        Raises:
            UnsuitableStudioError: nothing in the collection has a size.
        """
        bpy.context.window.scene = self.scene
        low, high = self._bounds()
        size, room = np.ptp(points, axis=0), high - low
        told = (room > _NO_SIZE) & (size > _NO_SIZE * size.max())
        if not told.any():
            raise UnsuitableStudioError(
                f"The collection {COLLECTION} of the studio {self.filename} holds nothing that says how "
                "large the product shall be. Put a cube or an empty there, of the product's size."
            )
        scale = float((room[told] / size[told]).min())
        middle = (points.min(axis=0) + points.max(axis=0)) / 2
        move = (low + high) / 2 - scale * middle
        move[2] = low[2] - scale * points[:, 2].min()
        for placed in list(prepared.collection.objects):
            prepared.collection.objects.unlink(placed)
            self.product.objects.link(placed)
            if placed.parent is None:
                placed.matrix_world = Matrix.Translation(move.tolist()) @ Matrix.Scale(scale, 4)
                self._follow(placed)
        bpy.data.scenes.remove(prepared)
        studio.mark_own(self.scene)
        render_settings.set_rendering(self.scene)
        return points * scale + move

    def _follow(self, placed: bpy.types.Object) -> None:
        """Has the model move with what stands for it, where that moves."""
        stand_ins = sorted(self.product.all_objects, key=lambda item: item.name)
        carrier = next((item for item in stand_ins if item != placed and _carries(item)), None)
        if carrier is not None:
            graph = bpy.context.evaluated_depsgraph_get()
            placed.parent = carrier
            placed.matrix_parent_inverse = carrier.evaluated_get(graph).matrix_world.inverted_safe()

    def _bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """The box around what stands for the product, which is rendered no more; of no size without any."""
        _show(self.scene, self.product)
        graph = bpy.context.evaluated_depsgraph_get()
        corners = []
        for item in self.product.all_objects:
            if item.type in _SHAPES:
                corners += [
                    item.evaluated_get(graph).matrix_world @ corner for corner in _corners(item, graph)
                ]
                item.hide_render = True
        if not corners:
            return np.zeros(3), np.zeros(3)
        box = np.array(corners)
        return box.min(axis=0), box.max(axis=0)


def open_file(file: StudioFile) -> tuple[OwnStudio, list[str]]:
    """Takes a studio out of a file, next to what Blender holds already. No script of it runs.

    Args:
        file: which one.

    Returns:
        The studio, and the linked files that are left out.

    Raises:
        UnsuitableStudioError: it cannot be read, or lacks the collection or a material.
    """
    try:
        with bpy.data.libraries.load(str(file.path), link=False) as (there, taken):
            _require(file, list(there.collections), list(there.materials))
            taken.scenes = list(there.scenes)
            taken.collections = [COLLECTION]
            taken.materials = list(file.materials)
    except OSError as refusal:
        raise UnsuitableStudioError(
            f"The studio {file.filename} cannot be opened: it is damaged. Save it again with Blender."
        ) from refusal
    product = taken.collections[0]
    scenes = [scene for scene in taken.scenes if product in scene.collection.children_recursive]
    if not scenes:
        raise UnsuitableStudioError(
            f"The collection {COLLECTION} of the studio {file.filename} is in no scene. Link it into one."
        )
    for other in taken.scenes:
        if other != scenes[0]:
            bpy.data.scenes.remove(other)
    left_out = sorted(
        {Path(library.filepath).name for library in bpy.data.libraries if not _is(file, library)}
    )
    bpy.data.batch_remove([*bpy.data.libraries, *bpy.data.texts])
    materials = dict(zip(file.materials, taken.materials, strict=True))
    return OwnStudio(scenes[0], product, materials, file.filename), left_out


def _is(file: StudioFile, library: bpy.types.Library) -> bool:
    """What the studio itself is taken out of is a library too."""
    return Path(bpy.path.abspath(library.filepath)).resolve() == file.path.resolve()


def _require(file: StudioFile, collections: list[str], materials: list[str]) -> None:
    if COLLECTION not in collections:
        held = ", ".join(sorted(collections)) or "none"
        raise UnsuitableStudioError(
            f"The studio {file.filename} has no collection {COLLECTION}, which the product is put in; "
            f"it has {held}. Make one, and put a cube of the product's size in it."
        )
    missing = sorted(set(file.materials) - set(materials))
    if missing:
        raise UnsuitableStudioError(
            f"The studio {file.filename} has no material {', '.join(missing)}; "
            f"it has {', '.join(sorted(materials)) or 'none'}."
        )


def _carries(item: bpy.types.Object) -> bool:
    return item.type in _SHAPES and item.hide_render and scene_motion.is_moved(item)


def _corners(item: bpy.types.Object, graph: bpy.types.Depsgraph) -> list[Vector]:
    if item.type != "EMPTY":
        return [Vector(corner) for corner in item.evaluated_get(graph).bound_box]
    reach = item.empty_display_size
    return [Vector((x, y, z)) for x in (-reach, reach) for y in (-reach, reach) for z in (-reach, reach)]


def _show(scene: bpy.types.Scene, collection: bpy.types.Collection) -> None:
    """Has a collection take part in evaluation and rendering, however it was hidden."""
    collection.hide_viewport = collection.hide_render = False
    for item in collection.all_objects:
        item.hide_viewport = False
    for layer in scene.view_layers:
        for branch in _branches(layer.layer_collection):
            if branch.collection == collection:
                branch.exclude = branch.hide_viewport = False
                branch.holdout = branch.indirect_only = False


def _branches(root: bpy.types.LayerCollection) -> Iterator[bpy.types.LayerCollection]:
    yield root
    for child in root.children:
        yield from _branches(child)
