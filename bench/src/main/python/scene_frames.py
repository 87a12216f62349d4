"""Frames of a .blend, all in this one process and with persistent data; one alone is the naive way.

Arguments: .blend, folder for frames, width and height in px, samples, first and last frame.
"""

from __future__ import annotations

import sys
from pathlib import Path

import bpy
import by_hand


def main(blend: str, folder: str, width: str, height: str, samples: str, first: str, last: str) -> None:
    """Makes all frames."""
    bpy.ops.wm.open_mainfile(filepath=blend)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.use_persistent_data = True
    scene.render.resolution_x, scene.render.resolution_y = int(width), int(height)
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "PNG"
    scene.cycles.device = "CPU"
    scene.cycles.samples = int(samples)
    for frame in range(int(first), int(last) + 1):
        scene.frame_set(frame)
        by_hand.render(Path(folder, f"{frame:04}.png"))
    by_hand.answer(pictures=int(last) - int(first) + 1)


main(*sys.argv[1:])
