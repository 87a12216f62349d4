"""Turns Blender's render statistics into a fraction."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import bpy

from .protocol import Progress

_SAMPLE = re.compile(r"Sample (\d+)/(\d+)")


@contextlib.contextmanager
def reported(progress: Progress, samples: int) -> Iterator[None]:
    """Reports samples as they are taken while the block runs.

    Cycles counts from 0 once more when all pixels are smooth before their time: what falls is not told.
    """
    highest = -1

    def on_stats(*details: Any) -> None:
        nonlocal highest
        text = next((detail for detail in details if isinstance(detail, str)), "")
        match = _SAMPLE.search(text)
        if match and int(match.group(1)) > highest:
            highest = int(match.group(1))
            progress(highest / samples, f"sample {highest}/{samples}")

    bpy.app.handlers.render_stats.append(on_stats)
    try:
        yield
    finally:
        bpy.app.handlers.render_stats.remove(on_stats)
