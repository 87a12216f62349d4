"""One hand-written loop that makes a picture of each STEP file of a folder, everything in this one process.

Arguments: folder of STEP files, folder for pictures, side in px, samples.
"""

from __future__ import annotations

import sys
from pathlib import Path

import by_hand
import cascadio


def main(models: str, folder: str, side: str, samples: str) -> None:
    """Makes all pictures."""
    files = sorted(Path(models).glob("*.step"))
    for file in files:
        glb = Path(folder, file.stem + ".glb")
        cascadio.step_to_glb(str(file), str(glb), 0.05, 0.2)
        by_hand.empty()
        by_hand.import_glb(str(glb))
        radius = by_hand.set_up(int(side), int(samples), persistent=False)
        by_hand.look(radius, 45, 25)
        by_hand.render(Path(folder, file.stem + ".png"))
    by_hand.answer(pictures=len(files))


main(*sys.argv[1:])
