"""Has equal meshes of a glTF document read once, and shown as often as they stand in the model.

OpenCASCADE, and so many a CAD program, writes a mesh for each part that stands in an assembly, and has equal
parts share no more than their vertices. A robot arm of 3.7 million triangles then is one of 0.7 million that
are shown up to 24 times: a fifth of the work of importing, saving and loading it, and of building its BVH.
"""

from __future__ import annotations

import json
from typing import Any


def share(document: dict[str, Any]) -> bool:
    """Has all nodes that show equal meshes show the first of these; says whether there are any.

    A node without a name is given that of its mesh, which it would go by otherwise.
    """
    meshes, nodes = document.get("meshes"), document.get("nodes")
    if not _are_objects(meshes) or not _are_objects(nodes):
        return False  # damaged: the importer says what is wrong with it
    first: dict[str, int] = {}
    shared = [first.setdefault(_content(mesh), index) for index, mesh in enumerate(meshes)]
    if len(first) == len(meshes):
        return False
    for node in nodes:
        index = node.get("mesh")
        if isinstance(index, int) and 0 <= index < len(meshes) and shared[index] != index:
            if not node.get("name") and "name" in meshes[index]:
                node["name"] = meshes[index]["name"]
            node["mesh"] = shared[index]
    return True


def _are_objects(items: object) -> bool:
    return isinstance(items, list) and all(isinstance(item, dict) for item in items)


def _content(mesh: dict[str, Any]) -> str:
    """Equal for meshes that differ in nothing but their names."""
    return json.dumps({key: value for key, value in mesh.items() if key != "name"}, sort_keys=True)
