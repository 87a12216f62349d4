"""What the operating system is asked for: dying with the parent, and how much memory is in use."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent_pid: int) -> None:
    """Has the kernel kill this process when its parent dies; source: prctl(2), PR_SET_PDEATHSIG.

    The parent may have died between the fork and this call, so its id is checked afterwards.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent_pid:
        os._exit(1)


def memory_bytes() -> int:
    """This process's proportional share of memory (PSS), so that pages shared with the zygote count once."""
    return _kilobytes(Path("/proc/self/smaps_rollup"), "Pss:") * 1024


def peak_memory_bytes() -> int:
    """The most memory this process ever held (VmHWM), pages shared with the zygote included."""
    return _kilobytes(Path("/proc/self/status"), "VmHWM:") * 1024


def _kilobytes(table: Path, label: str) -> int:
    try:
        lines = table.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(label)), 0)
