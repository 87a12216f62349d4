"""Asks for views of a prepared scene."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine_client import Session
from renderline_engine import pictures

VIEW: dict[str, Any] = {
    "width": 96, "height": 96, "azimuth": 0.0, "elevation": 15.0, "samples": 4,
    "denoise": False, "transparent": False, "seed": 0, "devicePolicy": "cpu", "encoding": "targa",
}  # fmt: skip


def render(session: Session, output: Path, **changes: Any) -> np.ndarray:
    """Renders a view, and reads it as RGBA of shape (height, width, 4)."""
    session.ask("render", **{**VIEW, **changes, "output": output})
    return pictures.read_targa(output)
