"""What a USD file takes in from other files: layers, by sublayers, references, payloads and clips.

USD would read them from wherever they lie on this machine. One file was uploaded, and nothing beside it.
"""

from __future__ import annotations

from pathlib import Path

from . import names, usd_library
from .errors import MissingPartsError


def cut_off(path: Path, alone: Path) -> tuple[Path, list[str]]:
    """Answers a file that names no other layers: the same one, or a copy at `alone`; and their names, sorted.

    Textures are left as they are, and so is a damaged file: its importer says more about it.
    """
    usd_library.find()
    from pxr import Sdf, Tf, UsdUtils

    try:
        layer = Sdf.Layer.OpenAsAnonymous(str(path))
        # A reference within the file itself names no file.
        others = {*layer.GetCompositionAssetDependencies(), *filter(_is_layer, _named_files(path))} - {""}
    except Tf.ErrorException:
        return path, []
    if not others:
        return path, []
    UsdUtils.ModifyAssetPaths(layer, lambda name: "" if name in others else name)
    layer.Export(str(alone))
    return alone, sorted(others)


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
