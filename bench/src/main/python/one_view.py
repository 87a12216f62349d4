"""The naive way: one fresh process for each picture of a GLB, or of a STEP file.

Arguments: model, picture, side in px, samples, azimuth, elevation.
"""

from __future__ import annotations

import sys
from pathlib import Path

import by_hand


def main(model: str, picture: str, side: str, samples: str, azimuth: str, elevation: str) -> None:
    """Makes one picture."""
    path = Path(model)
    if path.suffix == ".step":
        import cascadio

        tessellated = Path(picture).with_suffix(".glb")
        cascadio.step_to_glb(model, str(tessellated), 0.05, 0.2)
        path = tessellated
    by_hand.empty()
    by_hand.import_glb(str(path))
    radius = by_hand.set_up(int(side), int(samples), persistent=False)
    by_hand.look(radius, float(azimuth), float(elevation))
    by_hand.render(Path(picture))
    by_hand.answer(pictures=1)


main(*sys.argv[1:])
