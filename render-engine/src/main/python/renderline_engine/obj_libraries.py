"""Which files an OBJ takes its materials from: those that its `mtllib` statements name, anywhere in it.

Blender takes the rest of the line for one name, blanks and all.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path

_STATEMENT = re.compile(rb"mtllib[ \t]+([^\r\n]+)")
"""Begins with what is quick to find in a file of gigabytes; whether a line begins there is seen after."""


def named(path: Path) -> list[str]:
    """Their names, each once."""
    if path.stat().st_size == 0:  # of which no map can be made
        return []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        found = [match[1] for match in _STATEMENT.finditer(content) if _begins_line(content, match.start())]
    return [name for name in dict.fromkeys(map(_as_blender_reads, found)) if name]


def _as_blender_reads(name: bytes) -> str:
    # To whom a name ends at a NUL
    return name.split(b"\0")[0].decode("utf-8", "replace").strip().strip('"')


def _begins_line(content: mmap.mmap, at: int) -> bool:
    return not content[content.rfind(b"\n", 0, at) + 1 : at].strip()
