"""Turns whatever was imported into plain meshes in a scene of our own.

Armatures, modifiers, instances, parents, animation and the file's own cameras, lights, worlds and render
settings end here: what remains is each visible surface once, placed by one matrix. A mesh that is shown
many times stays shared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import bpy
import numpy as np

_SURFACES = {"MESH", "CURVE", "SURFACE", "FONT", "META"}
_NOT_RENDERED = {"CURVES": "hair curves", "POINTCLOUD": "point clouds", "VOLUME": "volumes"}
_NUMBER = re.compile(r"\.\d{3,}$")
_BUILT_BY = "geometry nodes or particles"


@dataclass
class FlatModel:
    """The visible surfaces of a model.

    Attributes:
        meshes: unique meshes, by name.
        placements: (mesh name, matrix of shape (4, 4) from mesh to model space), one per visible surface.
        paths: for each placement the name of its part, and those of the assemblies that it belongs to.
        notes: what could not be taken along, as sentences.
    """

    meshes: dict[str, bpy.types.Mesh] = field(default_factory=dict)
    placements: list[tuple[str, np.ndarray]] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def triangles(self) -> int:
        """Triangles that are seen, a shared mesh counted as often as it is shown."""
        each = {name: triangle_count(mesh) for name, mesh in self.meshes.items()}
        return sum(each[name] for name, _ in self.placements)


def triangle_count(mesh: bpy.types.Mesh) -> int:
    """Triangles a mesh falls into: a face of n corners gives n - 2."""
    return len(mesh.loops) - 2 * len(mesh.polygons)


def flatten(scene: bpy.types.Scene) -> FlatModel:
    """Collects what a scene would show when rendered at its current frame."""
    _show_as_rendered(scene)
    graph = bpy.context.evaluated_depsgraph_get()
    model = FlatModel()
    known: dict[tuple[int, ...], str | None] = {}
    left_out: set[str] = set()
    for instance in graph.object_instances:
        shown = instance.object
        original = shown.original
        if not instance.show_self or shown.hide_render:
            continue
        if shown.type not in _SURFACES:
            left_out.add(_NOT_RENDERED.get(shown.type, ""))
            continue
        key = _identity(shown)
        if key not in known:
            mesh = _surface(shown, original, graph)
            known[key] = mesh.name if mesh else None
            if mesh:
                model.meshes[mesh.name] = mesh
        name = known[key]
        if name is not None:
            model.placements.append((name, np.array(instance.matrix_world, dtype=np.float64)))
            model.paths.append(_path(original, instance.parent.original if instance.parent else None))
    model.notes += [f"The model's {kind} are left out." for kind in sorted(left_out - {""})]
    return model


def _show_as_rendered(scene: bpy.types.Scene) -> None:
    """Has the evaluation below, which is the viewport's, see what a render would."""
    for item in scene.objects:
        if item.hide_viewport != item.hide_render:
            item.hide_viewport = item.hide_render
        for modifier in item.modifiers:
            modifier.show_viewport = modifier.show_render
            if modifier.type in ("SUBSURF", "MULTIRES"):
                modifier.levels = modifier.render_levels
        if item.hide_get():
            item.hide_set(False)


def _identity(shown: bpy.types.Object) -> tuple[int, ...]:
    """Equal for two instances exactly when they show the same geometry in the same materials."""
    materials = tuple(slot.material.session_uid if slot.material else 0 for slot in shown.material_slots)
    return (
        shown.data.as_pointer() if shown.data else 0,
        shown.original.session_uid if shown.modifiers else 0,
        *materials,
    )


def _path(part: bpy.types.Object, instancer: bpy.types.Object | None) -> tuple[str, ...]:
    """Names from the part up to its outermost assembly, without the numbers that Blender adds."""
    path = []
    for start in (part, instancer):
        item = start
        while item is not None:
            path.append(_NUMBER.sub("", item.name))
            item = item.parent
    return tuple(path)


def _surface(
    shown: bpy.types.Object, original: bpy.types.Object, graph: bpy.types.Depsgraph
) -> bpy.types.Mesh | None:
    materials = [slot.material.original if slot.material else None for slot in shown.material_slots]
    if _shows_its_own_mesh(shown, original) and original.data.users == 1:
        # The usual case, and the only one that is free: millions of faces stay where they are.
        mesh = original.data
    else:
        mesh = bpy.data.meshes.new_from_object(shown, preserve_all_data_layers=True, depsgraph=graph)
    if mesh is None or not mesh.polygons:
        return None
    _fill_slots(mesh, materials)
    return mesh


def _shows_its_own_mesh(shown: bpy.types.Object, original: bpy.types.Object) -> bool:
    """Whether nothing changes the mesh on its way to the picture; a parent of these types does.

    Evaluated meshes do not tell which mesh they come from: not even that of an object that has no modifier.
    """
    return (
        original.type == "MESH"
        and not shown.modifiers
        and not original.data.shape_keys
        and original.parent_type not in ("ARMATURE", "LATTICE")
    )


def _fill_slots(mesh: bpy.types.Mesh, materials: list[bpy.types.Material | None]) -> None:
    """Gives a mesh an object's materials; `clear` would have its faces forget which of them they have."""
    while len(mesh.materials) < len(materials):
        mesh.materials.append(None)
    for slot, material in enumerate(materials):
        mesh.materials[slot] = material


def build_scene(model: FlatModel) -> bpy.types.Scene:
    """Makes a fresh scene with one object per placement, and drops all else that was imported.

    What was imported goes first: for each object that it removes, Blender looks at all that there are. The
    matrix goes into the parent inverse, which takes it as it is; `matrix_world` would lose its shear.
    """
    scene = bpy.data.scenes.new("Renderline")
    bpy.context.window.scene = scene
    for old in list(bpy.data.scenes):
        if old != scene:
            bpy.data.scenes.remove(old)
    bpy.data.batch_remove(list(bpy.data.objects))
    anchor = bpy.data.objects.new("Model", None)
    scene.collection.objects.link(anchor)
    for name, matrix in model.placements:
        placed = bpy.data.objects.new(name, model.meshes[name])
        placed.parent = anchor
        placed.matrix_parent_inverse = matrix.T.tolist()  # Blender's sequences of matrices go by column
        scene.collection.objects.link(placed)
    bpy.data.batch_remove([*bpy.data.worlds, *bpy.data.lights, *bpy.data.cameras, *bpy.data.texts])
    bpy.data.orphans_purge(do_recursive=True)
    return scene
