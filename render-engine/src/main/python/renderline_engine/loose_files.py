"""Finds files of an upload that are not where a model says.

Models name their files by the paths of the machine that they were made on: with a drive's letter, with
backslashes, in other letters, in folders that were not packed. The file's name is what remains.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path, PureWindowsPath

import bpy

from . import names, obj_libraries
from .errors import UnreadableModelError
from .outside_files import is_inside, is_outside, missing_images


class Files:
    """The files of an upload, which lie in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def find(self, at: Path, named: str) -> Path | None:
        """What is named by a file in the folder `at`: where that says, or else the one that is called so."""
        place = at / named
        return place.resolve() if is_inside(place, self._folder) else self.called(named)

    def called(self, named: str) -> Path | None:
        """The one file that has this name, whatever the folders before it; None where there are several."""
        return self._by_name.get(PureWindowsPath(named.removeprefix("//")).name.casefold())

    @cached_property
    def _by_name(self) -> dict[str, Path | None]:
        files: dict[str, Path | None] = {}
        for path in self._folder.rglob("*"):
            if path.is_file() and is_inside(path, self._folder):
                name = path.name.casefold()
                files[name] = None if name in files else path
        return files


def find_textures(allowed: Path) -> None:
    """Points images whose files are missing to the one file of that name in the upload's folder."""
    _find([image for image in missing_images(allowed) if image.source == "FILE"], allowed)


def find_what_moves(allowed: Path) -> None:
    """Does the same for movies, sequences by the member that they name, volumes and caches."""
    images = [image for image in missing_images(allowed) if image.source in ("SEQUENCE", "MOVIE")]
    others = [*bpy.data.movieclips, *bpy.data.volumes, *bpy.data.cache_files]
    root = allowed.resolve()
    _find(images + [each for each in others if not is_inside(_place(each), root)], allowed)


def _find(missing: list[bpy.types.ID], allowed: Path) -> None:
    if not missing:
        return
    there = Files(allowed)
    for each in missing:
        found = there.called(each.filepath)
        if found is not None and each.library is None:
            each.filepath = str(found)


def _place(named: bpy.types.ID) -> Path:
    return Path(bpy.path.abspath(named.filepath, library=named.library).replace("\\", "/"))


def bring_obj_libraries(model: Path, allowed: Path, filename: str) -> list[str]:
    """Puts an OBJ file's material libraries where it looks for them; answers those that are not there.

    Raises:
        UnreadableModelError: one is there, but outside of the upload, where Blender would read it.
    """
    missing = []
    there = Files(allowed)
    for name in obj_libraries.named(model):
        place = model.parent / name.lstrip("/")
        if is_inside(place, allowed.resolve()):
            continue
        if is_outside(place, allowed.resolve()):
            raise UnreadableModelError(
                f"{filename} names a material file outside of its folder ({names.some([name])}). "
                "Pack it beside the model."
            )
        found = there.called(name)
        if found is None:
            missing.append(name)
        elif place.parent.resolve() == model.parent.resolve():
            place.symlink_to(found)
    return missing
