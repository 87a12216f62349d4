"""Makes one picture of many models, as Renderline renders them, to be looked at.

    python contact_sheet.py sheet.webp MODEL_OR_FOLDER... [--studio white ...] [--side 256] [--samples 64]

Files with endings that are no model's are passed over. What cannot be rendered stands on the sheet with its
reason.
With several studios, each model has a row and each studio a column.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

import prepared_models

_CAPTION = 22
_PAPER, _INK = (255, 255, 255), (90, 90, 90)


@dataclass(frozen=True)
class _Tile:
    model: Path
    studio: str
    side: int
    samples: int
    azimuth: float
    elevation: float


def main(arguments: list[str]) -> None:
    """Renders all models and writes the sheet."""
    options = _options(arguments)
    models = [file for given in options.models for file in _models(given)]
    tiles = [
        _Tile(model, studio, options.side, options.samples, options.azimuth, options.elevation)
        for model in models
        for studio in options.studio
    ]
    # A process of its own for each: Blender holds one scene, and a crash takes one tile with it.
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        pictures = pool.map(_picture, tiles, chunksize=1)
    columns = len(options.studio) if len(options.studio) > 1 else options.columns
    _sheet(pictures, tiles, columns, options.side).save(options.sheet, quality=options.quality, method=6)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sheet", type=Path, help="the picture to write, e.g. sheet.webp")
    parser.add_argument("models", type=Path, nargs="+", help="models, or folders of models")
    parser.add_argument("--studio", nargs="+", default=["white"])
    parser.add_argument("--side", type=int, default=256, help="px")
    parser.add_argument("--samples", type=int, default=64)
    parser.add_argument("--azimuth", type=float, default=45.0, help="degrees")
    parser.add_argument("--elevation", type=float, default=25.0, help="degrees")
    parser.add_argument("--columns", type=int, default=4)
    parser.add_argument("--quality", type=int, default=88)
    return parser.parse_args(arguments)


def _models(given: Path) -> list[Path]:
    files = sorted(given.rglob("*"), key=lambda file: str(file).lower()) if given.is_dir() else [given]
    return [file for file in files if file.suffix.lower() in prepared_models.FORMATS]


def _picture(tile: _Tile) -> Image.Image | str:
    """The model's picture, or why there is none."""
    import bpy

    from renderline_engine import errors, pictures, scene_session
    from renderline_engine.arguments import Arguments

    bpy.ops.wm.read_factory_settings(use_empty=True)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder, "view.tga")
        try:
            scene = prepared_models.prepare(tile.model, tile.studio, Path(folder))
            scene_session.load(Arguments({"scene": str(scene)}), prepared_models.silent)
            scene_session.render(Arguments(_view(tile, raw)), prepared_models.silent)
        except errors.EngineError as refusal:
            return f"{refusal.code}: {refusal.message}"
        picture = Image.fromarray(pictures.read_targa(raw).copy(), "RGBA")
        paper = Image.new("RGBA", picture.size, (205, 214, 222, 255))
        paper.alpha_composite(picture)
        return paper.convert("RGB")


def _view(tile: _Tile, raw: Path) -> dict[str, Any]:
    return {
        "width": tile.side, "height": tile.side, "azimuth": tile.azimuth, "elevation": tile.elevation,
        "samples": tile.samples, "transparent": tile.studio == "transparent", "output": str(raw),
        "devicePolicy": "cpu",
    }  # fmt: skip


def _sheet(pictures: list[Image.Image | str], tiles: list[_Tile], columns: int, side: int) -> Image.Image:
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * side, rows * (side + _CAPTION)), _PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(11)
    for index, (picture, tile) in enumerate(zip(pictures, tiles, strict=True)):
        left, top = index % columns * side, index // columns * (side + _CAPTION)
        if isinstance(picture, str):
            pen.text((left + 8, top + 8), textwrap.fill(picture, side // 7), _INK, font)
        else:
            sheet.paste(picture, (left, top))
        studio = f" · {tile.studio}" if tile.studio != "white" else ""
        pen.text((left + 8, top + side + 3), f"{tile.model.name}{studio}", _INK, font)
    return sheet


if __name__ == "__main__":
    main(sys.argv[1:])
