"""Prepares models for the tools, by the same steps as a job's."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "main" / "python"))

_CAD = {".step": "step", ".stp": "step", ".iges": "iges", ".igs": "iges"}
FORMATS = {
    **_CAD, ".glb": "glb", ".usdz": "usdz", ".usd": "usd", ".usdc": "usd", ".stl": "stl", ".obj": "obj",
    ".ply": "ply", ".blend": "blend",
}  # fmt: skip
"""What a model is by the ending of its name."""


def prepare(model: Path, studio: str, folder: Path) -> Path:
    """The model as a prepared scene in that folder.

    Raises:
        EngineError: it cannot be rendered.
    """
    from renderline_engine import prepare
    from renderline_engine.arguments import Arguments

    scene = folder / "scene.blend"
    source, model_format = _geometry(model, folder)
    wanted = {"source": str(source), "format": model_format, "filename": model.name}
    prepare.prepare(Arguments({**wanted, "output": str(scene), "studio": studio}), silent)
    return scene


def _geometry(model: Path, folder: Path) -> tuple[Path, str]:
    from renderline_engine import tessellation
    from renderline_engine.arguments import Arguments

    kind = FORMATS[model.suffix.lower()]
    if kind not in _CAD.values():
        return model, kind
    glb = folder / "model.glb"
    wanted = {"source": str(model), "filename": model.name, "format": kind, "output": str(glb)}
    tolerances = {"relativeTolerance": 0.0002, "angularTolerance": 0.2}
    tessellation.tessellate(Arguments({**wanted, **tolerances}), silent)
    return glb, "glb"


def silent(_fraction: float, _message: str) -> None:
    """Progress that nobody watches."""
