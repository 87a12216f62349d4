"""The formats that a model can come in: what they are called in sentences, and how their files begin."""

from __future__ import annotations

from .arguments import Arguments
from .errors import InvalidParametersError, UnreadableModelError

_ZIP = b"PK\x03\x04"

NAMES = {
    "glb": "a GLB file",
    "gltf": "a glTF file",
    "gltf_zip": "a ZIP with glTF",
    "usd": "a USD file",
    "usd_zip": "a ZIP with USD files",
    "usdz": "a USDZ file",
    "stl": "an STL file",
    "obj": "an OBJ file",
    "obj_zip": "a ZIP with an OBJ file",
    "ply": "a PLY file",
    "fbx": "an FBX file",
    "fbx_zip": "a ZIP with an FBX file",
    "blend": "a Blender file",
    "blend_zip": "a ZIP with a Blender file",
}

UP = ("y", "z")
"""What may point up in a file that does not tell it."""

_WITHOUT_UP = ("stl", "obj", "obj_zip", "ply")

_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "glb": (b"glTF",),
    "gltf_zip": (_ZIP,),
    "obj_zip": (_ZIP,),
    "usd": (b"PXR-USDC", b"#usda"),
    "usd_zip": (_ZIP,),
    "usdz": (_ZIP,),
    "ply": (b"ply",),
    "fbx_zip": (_ZIP,),
    "blend_zip": (_ZIP,),
    "blend": (b"BLENDER", b"\x28\xb5\x2f\xfd", b"\x1f\x8b"),  # plain, Zstandard, gzip
}


def read_up(arguments: Arguments, model_format: str) -> str | None:
    """Reads `up`: which axis points up in a file that does not tell it; None where that is as usual.

    Raises:
        InvalidParametersError: it is none of `UP`, or is named for a format whose files tell it.
    """
    if arguments.optional_text("up") is None:
        return None
    if model_format not in _WITHOUT_UP:
        raise InvalidParametersError(f"up cannot be named for {NAMES[model_format]}, which tells it.")
    return arguments.choice("up", UP)


def check_signature(head: bytes, model_format: str, filename: str) -> None:
    """Looks at a file's first bytes.

    Raises:
        UnreadableModelError: no file of the format begins so.
    """
    signatures = _SIGNATURES.get(model_format)
    if signatures and not head.startswith(signatures):
        raise UnreadableModelError(
            f"{filename} is not {NAMES[model_format]}: its first bytes are not those of such a file. "
            "Upload the file itself, under its own kind."
        )
