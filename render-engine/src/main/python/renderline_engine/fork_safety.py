"""Makes Blender safe to fork: no library may hold threads that the child will not have.

OpenEXR starts a pool of threads when Blender starts. A forked child inherits the pool without its threads,
and waits for ever in the first EXR that it reads or writes. So the zygote empties the pool, and each
child fills its own. The pool that does Blender's own work is in `tbb_threads`.
"""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Callable
from pathlib import Path

from . import processes

_SET_THREAD_COUNT = re.compile(rb"_ZN\d+Imf_\d+_\d+20setGlobalThreadCountEi")
"""C++ name of Imf::setGlobalThreadCount(int), which carries OpenEXR's version."""


def exr_thread_setter() -> Callable[[int], None] | None:
    """OpenEXR's own function for the size of its pool; None where Blender's copy of it is not found."""
    for library in processes.loaded_libraries("libOpenEXR.so"):
        symbol = _SET_THREAD_COUNT.search(Path(library).read_bytes())
        if symbol:
            setter = getattr(ctypes.CDLL(library), symbol.group().decode())
            setter.argtypes, setter.restype = [ctypes.c_int], None
            return setter
    return None


class ExrThreads:
    """OpenEXR's pool around a fork."""

    def __init__(self) -> None:
        self._set = exr_thread_setter()

    def stop(self) -> None:
        """Ends the pool's threads; called in the zygote.

        Raises:
            RuntimeError: the pool cannot be reached, so that forking is not safe.
        """
        if self._set is None:
            raise RuntimeError(
                "OpenEXR's thread pool cannot be emptied here; start the zygote with --fork=no"
            )
        self._set(0)

    def start(self) -> None:
        """Gives the pool a thread per processor; called in the child."""
        assert self._set is not None
        self._set(os.cpu_count() or 1)
