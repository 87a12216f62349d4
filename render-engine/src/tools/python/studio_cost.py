"""Measures what Renderline's render settings cost and change, against those that Blender has by itself.

    python studio_cost.py before_after.webp MODEL [--studio white] [--side 512] [--samples 64]

Renders a model with Renderline's settings, then with one of them changed at a time, then with all of
Blender's, and prints a table: the median of the processor seconds of a session's first view, and how far
the picture is from Renderline's and from a reference of eight times the samples without denoising: the
mean of 255 levels where there is anything but plain white. The picture has Blender's settings on the left.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import prepared_models

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from renderline_engine.fork_safety import ExrThreads

Settings = Mapping[str, Any]
"""Values of Cycles' settings by name; `world` is how light is sampled in the world."""

_BOUNCES = {
    "max_bounces": 12, "diffuse_bounces": 4, "glossy_bounces": 4, "transmission_bounces": 12,
    "transparent_max_bounces": 8,
}  # fmt: skip
_CAUSTICS = {"caustics_reflective": True, "caustics_refractive": True}
_CLAMP = {"sample_clamp_indirect": 10.0}
_WORLD = {"world": "AUTOMATIC"}
_TREE = {"use_light_tree": True}
_ADAPTIVE = {"adaptive_threshold": 0.01, "adaptive_min_samples": 0}
_PREFILTER = {"denoising_prefilter": "ACCURATE"}
# A view looks for smooth pixels only if it has more than twice as many samples as this.
_NOT_ADAPTIVE = {"adaptive_min_samples": 4096}

_OURS, _BLENDERS = "Renderline's", "all of Blender's (marked *)"
_VARIANTS: Mapping[str, Settings] = {
    _OURS: {},
    "bounces 12, diffuse 4, glossy 4, transmission 12 *": _BOUNCES,
    "caustics *": _CAUSTICS,
    "indirect light clamped at 10 *": _CLAMP,
    "world's light sampled by importance *": _WORLD,
    "light tree *": _TREE,
    "adaptive sampling to 0.01 *": _ADAPTIVE,
    "no adaptive sampling": _NOT_ADAPTIVE,
    "denoiser's prefilter accurate *": _PREFILTER,
    "denoiser's prefilter none": {"denoising_prefilter": "NONE"},
    "denoiser without normals": {"denoising_input_passes": "RGB_ALBEDO"},
    "denoiser without albedo and normals": {"denoising_input_passes": "RGB"},
    "denoiser's quality balanced": {"denoising_quality": "BALANCED"},
    "no denoiser": {"use_denoising": False},
    _BLENDERS: {**_BOUNCES, **_CAUSTICS, **_CLAMP, **_WORLD, **_TREE, **_ADAPTIVE, **_PREFILTER},
}
_REFERENCE: Settings = {**_NOT_ADAPTIVE, "use_denoising": False}
_REFERENCE_TIMES = 8
"""How many times the samples the picture has that others are compared with."""

_CAPTION = 24
_PAPER, _INK = (255, 255, 255), (90, 90, 90)


@dataclass(frozen=True)
class _Shot:
    scene: Path
    settings: Settings
    side: int
    samples: int
    seed: int = 0


@dataclass(frozen=True)
class _Taken:
    seconds: float
    picture: np.ndarray


def main(arguments: list[str]) -> None:
    """Renders everything, prints the table and writes the picture."""
    options = _options(arguments)
    # Blender's chatter goes to standard error, the table alone to standard output.
    table = os.dup(1)
    os.dup2(2, 1)
    taken, reference = _measure(options)
    with os.fdopen(table, "w") as out:
        out.write(_table(taken, reference))
    _before_after(taken, options).save(options.picture, quality=options.quality, method=6)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("picture", type=Path, help="the picture to write, e.g. before_after.webp")
    parser.add_argument("model", type=Path)
    parser.add_argument("--studio", default="white")
    parser.add_argument("--side", type=int, default=512, help="px")
    parser.add_argument("--samples", type=int, default=64)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--quality", type=int, default=88)
    return parser.parse_args(arguments)


def _measure(options: argparse.Namespace) -> tuple[dict[str, _Taken], np.ndarray]:
    """Each variant's picture with the median of its seconds, and the reference."""
    import bpy

    from renderline_engine.fork_safety import ExrThreads

    with tempfile.TemporaryDirectory() as folder:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        scene = prepared_models.prepare(options.model, options.studio, Path(folder))
        threads = ExrThreads()
        threads.stop()
        shot = _Shot(scene, {}, options.side, options.samples)
        # Another seed, so that the reference shares no noise with what it is compared with.
        many = replace(shot, settings=_REFERENCE, samples=options.samples * _REFERENCE_TIMES, seed=1)
        reference = _in_session(many, threads).picture
        # In rounds: what else the machine does then falls on all of them.
        rounds = [
            {name: _in_session(replace(shot, settings=_VARIANTS[name]), threads) for name in _VARIANTS}
            for _ in range(options.repetitions)
        ]
    medians = {
        name: replace(taken, seconds=statistics.median(one[name].seconds for one in rounds))
        for name, taken in rounds[0].items()
    }
    return medians, reference


def _in_session(shot: _Shot, threads: ExrThreads) -> _Taken:
    """Takes it in a process of its own: what one has changed or kept warm counts for no other."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    session = context.Process(target=_serve, args=(shot, threads, sending))
    session.start()
    sending.close()
    try:
        return receiving.recv()
    finally:
        session.join()


def _serve(shot: _Shot, threads: ExrThreads, sending: Connection) -> None:
    threads.start()
    sending.send(_take(shot))


def _take(shot: _Shot) -> _Taken:
    import bpy

    from renderline_engine import pictures, scene_session
    from renderline_engine.arguments import Arguments

    scene_session.load(Arguments({"scene": str(shot.scene)}), prepared_models.silent)
    settings = dict(shot.settings)
    denoise = settings.pop("use_denoising", True)
    world = settings.pop("world", None)
    if world is not None:
        bpy.context.scene.world.cycles.sampling_method = world
    for name, value in settings.items():
        setattr(bpy.context.scene.cycles, name, value)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder, "view.tga")
        view = {
            "width": shot.side, "height": shot.side, "azimuth": 45.0, "elevation": 25.0, "seed": shot.seed,
            "samples": shot.samples, "denoise": denoise, "output": str(raw), "devicePolicy": "cpu",
        }  # fmt: skip
        # All threads' seconds: the same whoever else uses the machine.
        started = time.process_time()
        scene_session.render(Arguments(view), prepared_models.silent)
        return _Taken(time.process_time() - started, pictures.read_targa(raw)[..., :3].copy())


def _difference(one: np.ndarray, other: np.ndarray) -> float:
    """The mean absolute difference of two pictures' levels, where either shows more than plain white."""
    seen = (np.minimum(one, other) < 255).any(axis=-1)
    return float(np.abs(one.astype(np.float32) - other)[seen].mean()) if seen.any() else 0.0


def _table(variants: dict[str, _Taken], reference: np.ndarray) -> str:
    ours = variants[_OURS].picture
    lines = ["| settings | seconds | from ours | from the reference |", "| --- | ---: | ---: | ---: |"]
    for name, taken in variants.items():
        away = [_difference(taken.picture, other) for other in (ours, reference)]
        lines.append(f"| {name} | {taken.seconds:.2f} | {away[0]:.2f} | {away[1]:.2f} |")
    return "\n".join(lines) + "\n"


def _before_after(variants: dict[str, _Taken], options: argparse.Namespace) -> Image.Image:
    side = options.side
    sheet = Image.new("RGB", (2 * side, side + _CAPTION), _PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    for column, (label, name) in enumerate((("Blender's settings", _BLENDERS), ("Renderline's", _OURS))):
        taken = variants[name]
        sheet.paste(Image.fromarray(taken.picture), (column * side, 0))
        pen.text((column * side + 8, side + 3), f"{label}: {taken.seconds:.1f} processor s", _INK, font)
    return sheet


if __name__ == "__main__":
    main(sys.argv[1:])
