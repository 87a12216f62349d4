"""Takes the dates out of a ZIP, so that the same contents are the same bytes."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

_FIRST_OF_1980 = struct.pack("<HH", 0, 1 << 5 | 1)
"""Time and date as ZIP writes them; there is none before."""

_LOCAL_DATE = 10
_CENTRAL_DATE = 12
_CENTRAL_LENGTHS = 28
_CENTRAL_SIZE = 46


def forget(path: Path) -> None:
    """Sets all dates to the first that a ZIP can have. Nothing moves: a USDZ must keep its alignment."""
    with zipfile.ZipFile(path) as archive:
        headers = [entry.header_offset for entry in archive.infolist()]
        central = archive.start_dir
    with path.open("r+b") as file:
        for header in headers:
            file.seek(header + _LOCAL_DATE)
            file.write(_FIRST_OF_1980)
        for _ in headers:
            file.seek(central + _CENTRAL_LENGTHS)
            name, extra, comment = struct.unpack("<HHH", file.read(6))
            file.seek(central + _CENTRAL_DATE)
            file.write(_FIRST_OF_1980)
            central += _CENTRAL_SIZE + name + extra + comment
