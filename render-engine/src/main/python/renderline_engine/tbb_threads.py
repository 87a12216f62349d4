"""The pool of threads that Cycles and all of Blender's work in parallel run on: Intel's TBB.

Blender starts it when it starts. A forked child inherits it without its threads, and unawares renders on one
processor, however many there are. So the zygote ends the threads; where there is work they come back by
themselves.

Source: oneTBB's headers; its library exports C++ names only.
"""

from __future__ import annotations

import ctypes

from . import processes

_ATTACH = "_ZN3tbb6detail2r13getERNS0_2d121task_scheduler_handleE"
_FINALIZE = "_ZN3tbb6detail2r18finalizeERNS0_2d121task_scheduler_handleEl"
_WITHOUT_THROWING = 1


def end() -> None:
    """Ends the threads; called in the zygote.

    Raises:
        RuntimeError: they cannot be reached, or are at work, so that children would have to do without.
    """
    tbb = _library()
    if tbb is not None:
        attach, finalize = getattr(tbb, _ATTACH), getattr(tbb, _FINALIZE)
        attach.argtypes, attach.restype = [ctypes.c_void_p], None
        finalize.argtypes, finalize.restype = [ctypes.c_void_p, ctypes.c_ssize_t], ctypes.c_bool
        handle = ctypes.c_void_p()
        attach(ctypes.byref(handle))
        if finalize(ctypes.byref(handle), _WITHOUT_THROWING):
            return
    raise RuntimeError("Blender's threads cannot be ended here; start the zygote with --fork=no")


def _library() -> ctypes.CDLL | None:
    """Blender's copy of TBB; None where it is not found."""
    return next((ctypes.CDLL(path) for path in processes.loaded_libraries("libtbb.so")), None)
