"""Unpacks a stranger's ZIP without leaving its folder and without filling the disk, and packs ZIPs."""

from __future__ import annotations

import errno
import json
import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from .errors import UnreadableModelError, UnsupportedModelError

_MAX_ENTRIES = 20_000
_MAX_BYTES = 8 << 30
_MAX_RATIO = 200
_RATIO_MATTERS_FROM = 64 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def check_zip(source: Path, filename: str) -> list[zipfile.ZipInfo]:
    """Lists a ZIP's files.

    Raises:
        UnreadableModelError: no ZIP, a damaged one, or one with a path that leads out of its folder.
        UnsupportedModelError: too many or too large contents, links, encryption, or another way of packing.
    """
    try:
        with zipfile.ZipFile(source) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as damage:
        raise UnreadableModelError(
            f"{filename} is no sound ZIP ({damage}). Pack and upload it again."
        ) from damage
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_ENTRIES or total > _MAX_BYTES:
        raise UnsupportedModelError(
            f"{filename} unpacks to {len(entries)} files and {total >> 20} MiB; "
            f"at most {_MAX_ENTRIES} files and {_MAX_BYTES >> 20} MiB are unpacked."
        )
    if total > _RATIO_MATTERS_FROM and total > _MAX_RATIO * source.stat().st_size:
        raise UnsupportedModelError(
            f"{filename} unpacks to more than {_MAX_RATIO} times its size and is refused."
        )
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise UnreadableModelError(
                f"{filename} holds a file that would be unpacked outside of its folder ({entry.filename}). "
                "Pack it again with plain relative names."
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnsupportedModelError(f"{filename} holds a link ({entry.filename}). Pack the file itself.")
        if entry.flag_bits & 1:
            raise UnsupportedModelError(f"{filename} is encrypted. Pack it without a password.")
        if entry.compress_type not in _METHODS:
            method = zipfile.compressor_names.get(entry.compress_type, f"method {entry.compress_type}")
            raise UnsupportedModelError(
                f"{filename} holds a file that is packed with {method}, which is not supported "
                f"({entry.filename}). Pack it with deflate."
            )
    return entries


def first_name(source: Path) -> str:
    """The name of the file that stands first in a ZIP that `check_zip` has passed."""
    with zipfile.ZipFile(source) as packed:
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    return min(entries, key=lambda entry: entry.header_offset).filename


def unpack(source: Path, workspace: Path, filename: str) -> Path:
    """Unpacks into a folder of its own under the workspace; answers that folder.

    Raises:
        UnreadableModelError: as `check_zip`, or contents that do not match their checksum.
        UnsupportedModelError: as `check_zip`, or more contents than the ZIP's directory admits to.
    """
    root = workspace / "unpacked"
    entries = check_zip(source, filename)
    try:
        with zipfile.ZipFile(source) as packed:
            for entry in entries:
                target = root / PurePosixPath(entry.filename.replace("\\", "/"))
                target.parent.mkdir(parents=True, exist_ok=True)
                with packed.open(entry) as content, target.open("wb") as file:
                    # zipfile never yields more than the size that was checked above.
                    shutil.copyfileobj(content, file, 1 << 20)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as damage:
        if isinstance(damage, OSError) and damage.errno == errno.ENOSPC:
            raise
        raise UnreadableModelError(
            f"{filename} is damaged inside ({damage}). Pack and upload it again."
        ) from damage
    return root


def pack(target: Path, root: Path, files: list[Path]) -> None:
    """Packs files below `root` into a ZIP: in this order, as they are, without dates."""
    with zipfile.ZipFile(target, "w") as packed:
        for file in files:
            entry = zipfile.ZipInfo(file.resolve().relative_to(root.resolve()).as_posix())
            entry.file_size = file.stat().st_size
            with file.open("rb") as content, packed.open(entry, "w") as written:
                shutil.copyfileobj(content, written, 1 << 20)


def is_zip(path: Path) -> bool:
    """Whether a file begins as a ZIP does."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def find(root: Path, filename: str, *endings: str) -> Path:
    """The one file of an unpacked ZIP whose name ends so; with several, the one that lies highest.

    Raises:
        UnreadableModelError: there is none, or several lie equally high.
    """
    return only(highest(all_of(root, filename, *endings)), filename)


def all_of(root: Path, filename: str, *endings: str) -> list[Path]:
    """The files of an unpacked ZIP whose names end so, sorted.

    Raises:
        UnreadableModelError: there is none.
    """
    found = [path for path in root.rglob("*") if path.suffix.lower() in endings and path.is_file()]
    found = [path for path in found if not path.name.startswith("._") and "__MACOSX" not in path.parts]
    if not found:
        raise UnreadableModelError(
            f"{filename} holds no {' or '.join(endings)} file. Pack the model together with its files."
        )
    return sorted(found)


def highest(paths: list[Path]) -> list[Path]:
    """Those that lie in the fewest folders."""
    depth = min(len(path.parts) for path in paths)
    return [path for path in paths if len(path.parts) == depth]


def only(models: list[Path], filename: str) -> Path:
    """The one model that there is.

    Raises:
        UnreadableModelError: there are several.
    """
    if len(models) > 1:
        names = ", ".join(path.name for path in models[:5])
        raise UnreadableModelError(f"{filename} holds several models ({names}). Pack one model per ZIP.")
    return models[0]


def read_gltf(path: Path, filename: str) -> dict[str, Any]:
    """Reads the JSON of an unpacked .gltf or .glb file.

    Raises:
        UnreadableModelError: it is damaged.
        UnsupportedModelError: it is of another version than 2.
    """
    from . import glb

    try:
        document = glb.read_document(path) if path.suffix.lower() == ".glb" else json.loads(path.read_bytes())
    except ValueError as damage:
        raise UnreadableModelError(
            f"{path.name} in {filename} is no sound glTF: {damage}. Export and pack it again."
        ) from damage
    if not isinstance(document, dict) or "asset" not in document:
        raise UnreadableModelError(
            f"{path.name} in {filename} is no glTF document. Export and pack it again."
        )
    asset = document["asset"]
    version = str(asset.get("version", "")) if isinstance(asset, dict) else ""
    if version.split(".")[0] != "2":
        raise UnsupportedModelError(
            f"{filename} is glTF of version {version or 'unknown'}; version 2 can be read. "
            "Export it as glTF 2.0."
        )
    return document
