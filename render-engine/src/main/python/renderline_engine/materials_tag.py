"""Marks glTF materials that are a mere CAD colour, so that scene preparation may choose their surface.

CAD files know colours, not surfaces. OpenCASCADE writes them as glTF materials without metalness and
roughness, for which glTF's defaults mean rough metal: wrong for nearly every part.
"""

from __future__ import annotations

from typing import Any

PLAIN_COLOUR = "renderline_plain_colour"
"""Key in a glTF material's `extras`, and so of the custom property of the Blender material."""


_UNCOLOURED = [0.35, 0.35, 0.35, 1.0]


def mark_plain_colours(document: dict[str, Any]) -> None:
    """Gives every material without a surface a neutral one and the mark, and all faces a material."""
    for material in document.get("materials", []):
        surface = material.setdefault("pbrMetallicRoughness", {})
        if not {"metallicFactor", "roughnessFactor", "baseColorTexture"} & set(surface):
            surface.update(metallicFactor=0.0, roughnessFactor=0.5)
            material.setdefault("extras", {})[PLAIN_COLOUR] = True
    bare = [
        primitive
        for mesh in document.get("meshes", [])
        for primitive in mesh["primitives"]
        if "material" not in primitive
    ]
    if bare:
        surface = {"baseColorFactor": _UNCOLOURED, "metallicFactor": 0.0, "roughnessFactor": 0.5}
        materials = document.setdefault("materials", [])
        materials.append(
            {
                "name": "uncoloured",
                "pbrMetallicRoughness": surface,
                "doubleSided": True,
                "extras": {PLAIN_COLOUR: True},
            }
        )
        for primitive in bare:
            primitive["material"] = len(materials) - 1
