"""Makes the GLB that pictures are rendered of.

Arguments: STEP file, GLB, tolerance in mm, angle in rad, mark. The mark goes where a GLB holds what is the
author's own, so that the files of two cases differ, and their models do not.
"""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path

import by_hand
import cascadio

_HEADER = struct.Struct("<4sII")
_CHUNK = struct.Struct("<I4s")


def main(step: str, glb: str, tolerance: str, angle: str, mark: str) -> None:
    """Tessellates, then marks."""
    path = Path(glb)
    cascadio.step_to_glb(step, glb, float(tolerance), float(angle))
    path.write_bytes(_marked(path.read_bytes(), mark))
    by_hand.answer(done=True)


def _marked(content: bytes, mark: str) -> bytes:
    magic, version, _ = _HEADER.unpack_from(content)
    length, kind = _CHUNK.unpack_from(content, _HEADER.size)
    begin = _HEADER.size + _CHUNK.size
    described = json.loads(content[begin : begin + length])
    described["asset"]["extras"] = {"case": mark}
    text = json.dumps(described, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    rest = content[begin + length :]
    whole = begin + len(text) + len(rest)
    return _HEADER.pack(magic, version, whole) + _CHUNK.pack(len(text), kind) + text + rest


main(*sys.argv[1:])
