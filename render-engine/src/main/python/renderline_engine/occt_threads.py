"""The threads that OpenCASCADE meshes with, which a forked child would wait for without having them.

They start with the first model. The zygote, which has tessellated one, ends them, and each child starts its
own.

Source: OpenCASCADE's OSD_ThreadPool; its library exports C++ names only.
"""

from __future__ import annotations

import ctypes

from . import processes

_DEFAULT_POOL = "_ZN14OSD_ThreadPool11DefaultPoolEi"
_INIT = "_ZN14OSD_ThreadPool4InitEi"
_AS_MANY_AS_PROCESSORS = 0
_ONLY_THE_CALLER = 1


class OcctThreads:
    """OpenCASCADE's pool around a fork."""

    def __init__(self) -> None:
        self._library = next((ctypes.CDLL(path) for path in processes.loaded_libraries("libTKernel")), None)

    def can_be_ended(self) -> bool:
        """Whether the pool can be reached: where it cannot, nothing may start it before a fork."""
        return all(hasattr(self._library, name) for name in (_DEFAULT_POOL, _INIT))

    def end(self) -> None:
        """Ends them; called in the zygote."""
        self._have(_ONLY_THE_CALLER)

    def start(self) -> None:
        """Starts one per processor; called in the child."""
        self._have(_AS_MANY_AS_PROCESSORS)

    def _have(self, count: int) -> None:
        default_pool, init = getattr(self._library, _DEFAULT_POOL), getattr(self._library, _INIT)
        default_pool.argtypes, default_pool.restype = [ctypes.c_int], ctypes.POINTER(ctypes.c_void_p)
        init.argtypes, init.restype = [ctypes.c_void_p, ctypes.c_int], None
        init(default_pool(count).contents, count)
