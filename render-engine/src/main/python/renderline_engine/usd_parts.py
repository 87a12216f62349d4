"""What a USD file takes in from other files: layers, by sublayers, references, payloads and clips.

USD would read them from wherever they lie on this machine. One file was uploaded, and nothing beside it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import names, usd_library
from .errors import MissingPartsError


def cut_off(path: Path, alone: Path) -> tuple[Path, list[str]]:
    """Answers a file that names no other layers: the same one, or a copy at `alone`; and their names, sorted.

    Textures are left as they are, and so is a damaged file: its importer says more about it.
    """
    _, missing = point(path, alone, lambda _: None)
    return alone if missing else path, sorted(missing)


def point(path: Path, target: Path, find: Callable[[str], Path | None]) -> tuple[set[Path], set[str]]:
    """Writes a layer to `target` that finds what it names, and that names no layers which were not found.

    Where it does so already, nothing is written. Textures that were not found are left as they are.

    Returns:
        The layers that were found, and the names of those that were not.
    """
    usd_library.find()
    from pxr import Sdf, Tf, UsdUtils

    try:
        layer = Sdf.Layer.OpenAsAnonymous(str(path))
        named = _named_files(path) - {""}
    except Tf.ErrorException:
        return set(), set()
    layers = _layer_names(layer, named)
    found = {name: place for name in named | layers if (place := find(name)) is not None}
    missing = layers - set(found)
    moved = {
        name: f"./{Path(os.path.relpath(place, target.parent)).as_posix()}"
        for name, place in found.items()
        if place != (target.parent / name).resolve()
    } | dict.fromkeys(missing, "")
    if moved:
        UsdUtils.ModifyAssetPaths(layer, lambda name: moved.get(name, name))
        layer.Export(str(target))
    return {found[name] for name in layers & set(found)}, missing


def layer_names(path: Path) -> set[str]:
    """The names of the layers that a file takes in, itself left out; none where it is damaged."""
    usd_library.find()
    from pxr import Sdf, Tf

    try:
        return _layer_names(Sdf.Layer.OpenAsAnonymous(str(path)), _named_files(path))
    except Tf.ErrorException:
        return set()


def _layer_names(layer: Any, named: set[str]) -> set[str]:
    return {*layer.GetCompositionAssetDependencies(), *filter(_is_layer, named)} - {""}


def check_package(path: Path, filename: str) -> None:
    """Insists on a USDZ being whole.

    Raises:
        MissingPartsError: it names layers that it does not hold.
    """
    usd_library.find()
    from pxr import Sdf, Tf

    inside = f"{path}["
    missing: set[str] = set()
    try:
        todo = [Sdf.Layer.FindOrOpen(str(path))]
        seen = set(todo)
        while todo:
            layer = todo.pop()
            for name in filter(_is_layer, _named_files(layer.identifier)):
                place = layer.ComputeAbsolutePath(name)
                found = Sdf.Layer.FindOrOpen(place) if place.startswith(inside) else None
                if found is None:
                    missing.add(name)
                elif found not in seen:
                    seen.add(found)
                    todo.append(found)
    except Tf.ErrorException:
        return
    if missing:
        raise MissingPartsError(
            f"{filename} names files that it does not hold: {names.some(sorted(missing))}. "
            "Pack it with all of them."
        )


def _named_files(path: Path | str) -> set[str]:
    from pxr import UsdUtils

    return {name for kind in UsdUtils.ExtractExternalReferences(str(path)) for name in kind}


def _is_layer(name: str) -> bool:
    from pxr import Sdf

    return Sdf.FileFormat.FindByExtension(Sdf.Layer.SplitIdentifier(name)[0]) is not None
