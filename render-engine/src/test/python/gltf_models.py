"""glTF models as a test needs them: triangles in a row, each of its own name and material."""

from __future__ import annotations

import base64
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

_TRIANGLE = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0) + struct.pack("<6f", 0, 0, 1, 0, 0, 1)


def row(path: Path, names: list[str], materials: list[dict[str, Any]]) -> Path:
    """A .gltf with one triangle for each name; they have the materials by turns."""
    path.write_text(json.dumps(_document(names, materials)))
    return path


def textured(path: Path, textures: dict[str, bytes]) -> Path:
    """A ZIP of a glTF and its textures, by path; one triangle for each."""
    document = _document(
        [f"part {n}" for n in range(len(textures))],
        [{"pbrMetallicRoughness": {"baseColorTexture": {"index": n}}} for n in range(len(textures))],
    )
    document["textures"] = [{"source": n} for n in range(len(textures))]
    document["images"] = [{"uri": name} for name in textures]
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("model.gltf", json.dumps(document))
        for name, content in textures.items():
            packed.writestr(name, content)
    return path


def _document(names: list[str], materials: list[dict[str, Any]]) -> dict[str, Any]:
    attributes = {"POSITION": 0, "TEXCOORD_0": 1}
    return {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": list(range(len(names)))}],
        "nodes": [
            {"name": name, "mesh": n % len(materials), "translation": [n, 0, 0]}
            for n, name in enumerate(names)
        ],
        "meshes": [
            {"primitives": [{"attributes": attributes, "material": n}]} for n in range(len(materials))
        ],
        "materials": materials,
        "accessors": [
            {
                "bufferView": 0,
                "componentType": 5126,
                "count": 3,
                "type": "VEC3",
                "min": [0, 0, 0],
                "max": [1, 1, 0],
            },
            {"bufferView": 1, "componentType": 5126, "count": 3, "type": "VEC2"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteLength": 36},
            {"buffer": 0, "byteOffset": 36, "byteLength": 24},
        ],
        "buffers": [
            {
                "byteLength": len(_TRIANGLE),
                "uri": "data:application/octet-stream;base64," + base64.b64encode(_TRIANGLE).decode(),
            }
        ],
    }


def coloured(name: str, *rgb: float) -> dict[str, Any]:
    """A material of one colour."""
    return {"name": name, "pbrMetallicRoughness": {"baseColorFactor": [*rgb, 1]}}
