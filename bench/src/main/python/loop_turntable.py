"""One hand-written loop: the GLB imported once, then one turn of it with persistent data.

Arguments: GLB, folder for frames, side in px, samples, number of frames. The seconds are those since
this script began, so that the caller can add the process's start.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

_BEGAN = time.perf_counter()

import by_hand  # noqa: E402


def main(model: str, folder: str, side: str, samples: str, frames: str) -> None:
    """Makes all frames."""
    by_hand.empty()
    by_hand.import_glb(model)
    imported = time.perf_counter()
    radius = by_hand.set_up(int(side), int(samples), persistent=True)
    count = int(frames)
    for frame in range(count):
        by_hand.look(radius, frame * 360 / count, 20)
        by_hand.render(Path(folder, f"{frame + 1:04}.png"))
    by_hand.answer(imported=imported - _BEGAN)


main(*sys.argv[1:])
