"""Makes the GLB that the views are rendered of. Arguments: STEP file, GLB, tolerance in mm, angle in rad."""

from __future__ import annotations

import sys

import by_hand
import cascadio

cascadio.step_to_glb(sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4]))
by_hand.answer(done=True)
