"""Writes a USD layer once more in an order that its contents decide.

Blender writes siblings in the order of the addresses at which it happens to keep them, and USD numbers its
tokens in the order in which threads come to them: no two files of the same model would be equal.
"""

from __future__ import annotations

from pathlib import Path

from . import usd_library


def rewrite(source: Path, target: Path) -> None:
    """Copies a layer, siblings by their names; `target` lies in the folder of `source`."""
    usd_library.find()
    from pxr import Sdf, Usd, UsdUtils

    layer = Sdf.Layer.FindOrOpen(str(source))
    with Sdf.ChangeBlock():
        todo = [layer.pseudoRoot]
        while todo:
            prim = todo.pop()
            prim.nameChildrenOrder = sorted(child.name for child in prim.nameChildren)
            todo += prim.nameChildren
    # What this makes anew has its prims in their order, and each prim's fields by their names.
    ordered = Usd.Stage.Open(layer).Flatten(addSourceFileComment=False)
    with Sdf.ChangeBlock():
        todo = [ordered.pseudoRoot]
        while todo:
            prim = todo.pop()
            prim.ClearInfo("primOrder")
            todo += prim.nameChildren
    UsdUtils.ModifyAssetPaths(ordered, lambda path: _relative(path, source.parent))
    ordered.Export(str(target))


def _relative(path: str, folder: Path) -> str:
    """The path of a texture as it was before the layer was copied."""
    return f"./{Path(path).relative_to(folder)}" if Path(path).is_relative_to(folder) else path
