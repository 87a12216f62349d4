"""Where a zygote and its sessions keep temporary files, so that none outlives them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def temporary_folder(folder: Path) -> Iterator[None]:
    """Has all temporary files of this process and its children go to `folder`, and removes it at the end.

    To be entered before Blender is imported: it makes a folder of its own then, and removes it only when it
    quits in good order, which a zygote never does. What a killed zygote left is removed first.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
