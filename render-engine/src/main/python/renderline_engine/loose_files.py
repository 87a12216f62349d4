"""Finds files of an upload that are not where a model says.

Models name their files by the paths of the machine that they were made on: with a drive's letter, with
backslashes, in other letters, in folders that were not packed. The file's name is what remains.
"""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from . import names, obj_libraries
from .errors import UnreadableModelError
from .outside_files import is_inside, is_outside, missing_images


def find_textures(allowed: Path) -> None:
    """Points images whose files are missing to the one file of that name in the upload's folder."""
    missing = [image for image in missing_images(allowed) if image.source == "FILE" and image.library is None]
    if not missing:
        return
    there = _by_name(allowed)
    for image in missing:
        found = there.get(_name(image.filepath))
        if found is not None:
            image.filepath = str(found)


def bring_obj_libraries(model: Path, allowed: Path, filename: str) -> list[str]:
    """Puts an OBJ file's material libraries where it looks for them; answers those that are not there.

    Raises:
        UnreadableModelError: one is there, but outside of the upload, where Blender would read it.
    """
    missing = []
    there: dict[str, Path | None] | None = None
    for name in obj_libraries.named(model):
        place = model.parent / name.lstrip("/")
        if is_inside(place, allowed.resolve()):
            continue
        if is_outside(place, allowed.resolve()):
            raise UnreadableModelError(
                f"{filename} names a material file outside of its folder ({names.some([name])}). "
                "Pack it beside the model."
            )
        there = _by_name(allowed) if there is None else there
        found = there.get(_name(name))
        if found is None:
            missing.append(name)
        elif place.parent.resolve() == model.parent.resolve():
            place.symlink_to(found)
    return missing


def _by_name(folder: Path) -> dict[str, Path | None]:
    """Files by their name in small letters; None where several are called so."""
    files: dict[str, Path | None] = {}
    for path in folder.rglob("*"):
        if path.is_file() and is_inside(path, folder.resolve()):
            name = path.name.casefold()
            files[name] = None if name in files else path
    return files


def _name(path: str) -> str:
    return PureWindowsPath(path.removeprefix("//")).name.casefold()
