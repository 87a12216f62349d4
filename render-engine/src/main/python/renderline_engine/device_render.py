"""Blender's own render, watched: what it takes of the device's memory, and what its errors mean."""

from __future__ import annotations

import bpy

from . import errors, render_progress
from .devices import Device
from .errors import GpuFailedError, OutOfMemoryError
from .protocol import Progress


def render(device: Device, progress: Progress, samples: int) -> render_progress.Meter:
    """Renders the open scene, and says what Cycles has taken of the device's memory.

    Raises:
        OutOfMemoryError: the device's memory, or the host's, ran out.
        GpuFailedError: the GPU met anything else. Whether it still works is for the caller to find out.
    """
    with render_progress.reported(progress, samples) as meter:
        try:
            bpy.ops.render.render()
        except RuntimeError as refusal:
            text = " ".join(str(refusal).split())
            if errors.tells_of_memory(text):
                raise OutOfMemoryError(
                    f"Memory ran out on {device.name}: {text.rstrip('.')}. Cycles held "
                    f"{meter.memory_bytes >> 20} MB there and needed more."
                ) from refusal
            if device.type == "gpu":
                raise GpuFailedError(f"{device.name} failed at work: {text}") from refusal
            raise
    return meter
