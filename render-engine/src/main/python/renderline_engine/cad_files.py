"""Looks at STEP and IGES text before and after OpenCASCADE does, to say what is wrong in plain words.

Sources: ISO 10303-21 (exchange structure of STEP), IGES 5.3 section 2.2 (fixed 80-column lines).
"""

from __future__ import annotations

import codecs
import math
import mmap
import re
import shutil
from pathlib import Path

from .errors import UnreadableModelError

_HEAD_BYTES = 4096
_STEP_POINT = re.compile(rb"CARTESIAN_POINT\s*\(\s*'[^']*'\s*,\s*\(([^)]*)\)")
_STEP_LENGTH_UNIT = re.compile(rb"SI_UNIT\s*\(\s*(\.[A-Z]+\.|\$)\s*,\s*\.METRE\.\s*\)")
_STEP_INCH = re.compile(rb"CONVERSION_BASED_UNIT\s*\(\s*'(?:INCH|inch)'")
_STEP_OTHER_FILE = re.compile(rb"DOCUMENT_FILE\s*\(\s*'([^']*)'")
_STEP_FACE = re.compile(rb"=\s*(?:\w*FACE\w*|\w*BREP\w*|TESSELLATED_\w+)\s*\(")
_MILLIMETRES = {b".MICRO.": 0.001, b".MILLI.": 1.0, b".CENTI.": 10.0, b".DECI.": 100.0, b"$": 1000.0}
_WIDEST_SCAN = 200_000


def check_is_cad(path: Path, cad_format: str, filename: str) -> None:
    """Refuses at once what is no STEP or IGES file, or only the first part of one.

    Raises:
        UnreadableModelError: says what the file is instead, as far as that can be seen.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        file.seek(max(0, path.stat().st_size - _HEAD_BYTES))
        tail = file.read()
    refuse_pointer_and_nothing(head, filename)
    if cad_format == "step":
        if b"ISO-10303-21" not in head:
            raise UnreadableModelError(
                f"{filename} is not a STEP file: it does not start with ISO-10303-21. "
                "Export it again as STEP (AP203, AP214 or AP242)."
            )
        if b"END-ISO-10303-21" not in tail:
            raise UnreadableModelError(
                f"{filename} is cut off: the closing line END-ISO-10303-21 is missing. Upload all of it."
            )
    elif not re.match(rb"[^\r\n]{72}[SC]", head):
        raise UnreadableModelError(
            f"{filename} is not an IGES file: its first line is no start section. "
            "Export it again as IGES 5.3."
        )


def without_byte_order_mark(source: Path, copy: Path) -> Path:
    """The file, or a copy of it where it begins with a byte order mark, which OpenCASCADE cannot read."""
    with source.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            return source
        with copy.open("wb") as rest:
            shutil.copyfileobj(file, rest)
    return copy


def refuse_pointer_and_nothing(head: bytes, filename: str) -> None:
    """Refuses an empty file, and the small text that Git LFS leaves in place of a file."""
    if not head.strip():
        raise UnreadableModelError(f"{filename} is empty. Upload the file again.")
    if head.startswith(b"version https://git-lfs"):
        raise UnreadableModelError(
            f"{filename} is a Git LFS pointer, not the model itself. "
            "Run `git lfs pull` and upload the real file."
        )


def guess_diagonal_mm(path: Path) -> float | None:
    """Guesses a STEP model's size from its points; None where nothing can be guessed.

    Placements of parts are not followed and control points lie outside of what they shape, so this is
    the start of a search and never its result. At most `_WIDEST_SCAN` points are looked at.
    """
    low, high = [math.inf] * 3, [-math.inf] * 3
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        for count, match in enumerate(_STEP_POINT.finditer(text)):
            if count >= _WIDEST_SCAN:
                break
            try:
                point = [float(number) for number in match.group(1).split(b",")]
            except ValueError:
                continue
            if len(point) == 3:
                low = [min(pair) for pair in zip(low, point, strict=True)]
                high = [max(pair) for pair in zip(high, point, strict=True)]
        unit = _length_unit_mm(text)
    diagonal = math.dist(low, high) * unit
    return diagonal if 0 < diagonal < math.inf else None


def _length_unit_mm(text: mmap.mmap) -> float:
    if _STEP_INCH.search(text):
        return 25.4
    prefixes = {match.group(1) for match in _STEP_LENGTH_UNIT.finditer(text)}
    # Many exporters also declare plain metres for densities: a prefixed unit is the drawing's.
    prefixes = prefixes - {b"$"} or prefixes
    return min((_MILLIMETRES.get(prefix, 1.0) for prefix in prefixes), default=1.0)


def has_faces(path: Path) -> bool:
    """Whether a STEP file speaks of faces at all; one that does not is empty rather than damaged."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        return _STEP_FACE.search(text) is not None


def other_files(path: Path) -> list[str]:
    """Names of the files that a STEP assembly keeps its parts in, in the order they are met."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        names = [match.group(1).decode("latin-1") for match in _STEP_OTHER_FILE.finditer(text)]
    return list(dict.fromkeys(name for name in names if name))
