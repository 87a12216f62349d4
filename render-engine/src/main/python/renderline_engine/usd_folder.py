"""A USD model in a folder of layers and textures: which layer is the model, and what it is made of."""

from __future__ import annotations

from pathlib import Path

from . import archive, usd_parts
from .loose_files import Files

_LAYERS = (".usd", ".usda", ".usdc")


def find_model(root: Path, filename: str, first: str) -> Path:
    """The layer that lies highest; of several, the one that none of the others takes in.

    In a USDZ it is `first`, its first file, as Pixar's "USDZ File Format Specification" has it.

    Raises:
        UnreadableModelError: there is none, or it is not clear which is meant.
    """
    layers = archive.all_of(root.resolve(), filename, *_LAYERS)
    if filename.lower().endswith(".usdz") and root.resolve() / first in layers:
        return root.resolve() / first
    highest = archive.highest(layers)
    if len(highest) > 1:
        files = Files(root)
        parts = {files.find(path.parent, name) for path in layers for name in usd_parts.layer_names(path)}
        highest = [path for path in highest if path not in parts] or highest
    return archive.only(highest, filename)


def mend(model: Path, root: Path, filename: str) -> list[str]:
    """Has a model and all layers that it takes in name nothing but what lies in the folder, in place.

    Returns:
        The layers that do not, as they are named.

    Raises:
        MissingPartsError: a USDZ among them names layers that it does not hold.
    """
    files = Files(root)
    missing: set[str] = set()
    todo = [model]
    seen = {model}
    while todo:
        layer = todo.pop()
        if layer.suffix.lower() == ".usdz":
            usd_parts.check_package(layer, f"{layer.name} in {filename}")
            continue
        found, gone = usd_parts.point(layer, layer, lambda name, at=layer.parent: files.find(at, name))
        missing |= gone
        todo += found - seen
        seen |= found
    return sorted(missing)
