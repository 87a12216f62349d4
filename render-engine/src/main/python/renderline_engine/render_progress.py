"""Turns Blender's render statistics into a fraction, and into what Cycles holds of the device's memory."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import bpy

from .protocol import Progress

_SAMPLE = re.compile(r"Sample (\d+)/(\d+)")
_MEMORY = re.compile(r"\| Mem:([\d.]+)M, Peak:([\d.]+)M")
"""Cycles' own account of what it has allocated on its device; Blender's of the host stands before it."""


@dataclass
class Meter:
    """What Cycles holds on its device, in bytes, as it last said; without the driver's own share."""

    memory_bytes: int = 0
    peak_bytes: int = 0

    def read(self, statistics: str) -> None:
        """Takes a line of the render statistics."""
        said = _MEMORY.search(statistics)
        if said:
            self.memory_bytes, self.peak_bytes = (int(float(part) * 1024 * 1024) for part in said.groups())


@contextlib.contextmanager
def reported(progress: Progress, samples: int) -> Iterator[Meter]:
    """Reports samples as they are taken while the block runs.

    Cycles counts from 0 once more when all pixels are smooth before their time: what falls is not told.
    """
    highest = -1
    meter = Meter()

    def on_stats(*details: Any) -> None:
        nonlocal highest
        text = next((detail for detail in details if isinstance(detail, str)), "")
        meter.read(text)
        match = _SAMPLE.search(text)
        if match and int(match.group(1)) > highest:
            highest = int(match.group(1))
            progress(highest / samples, f"sample {highest}/{samples}")

    bpy.app.handlers.render_stats.append(on_stats)
    try:
        yield meter
    finally:
        bpy.app.handlers.render_stats.remove(on_stats)
