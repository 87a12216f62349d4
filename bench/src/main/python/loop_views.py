"""One hand-written loop: the GLB imported once, all views with persistent data, then a second set of views.

Arguments: GLB, folder for pictures, side in px, samples, number of views in each set. The seconds are those
since this script began, so that the caller can add the process's start.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

_BEGAN = time.perf_counter()

import by_hand  # noqa: E402


def main(model: str, folder: str, side: str, samples: str, views: str) -> None:
    """Makes both sets of pictures."""
    by_hand.empty()
    by_hand.import_glb(model)
    imported = time.perf_counter()
    radius = by_hand.set_up(int(side), int(samples), persistent=True)
    count = int(views)
    for view in range(count):
        by_hand.look(radius, view * 360 / count, 20)
        by_hand.render(Path(folder, f"first-{view:02}.png"))
    first = time.perf_counter()
    for view in range(count):
        by_hand.look(radius, view * 360 / count + 5, 35)
        by_hand.render(Path(folder, f"second-{view:02}.png"))
    second = time.perf_counter()
    by_hand.answer(imported=imported - _BEGAN, first=first - _BEGAN, second=second - first)


main(*sys.argv[1:])
