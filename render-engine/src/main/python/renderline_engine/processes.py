"""What the operating system is asked for: dying with the parent, memory in use, libraries loaded."""

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


class _MemoryMeter:
    """Measures this process's proportional share of memory (PSS): pages shared with the zygote count once.

    Asking for it takes 5 ms in a process that was just forked, and 16 ms with a scene of four million
    triangles, since the kernel looks at every page. So it is asked for when the resident size has changed by
    a tenth, and by more than a small scene takes, and reckoned from that otherwise.
    """

    _NOTEWORTHY = 0.1
    _SMALL = 64 << 20

    def __init__(self) -> None:
        self._share = 0
        self._resident = 0

    def begin(self) -> None:
        """Counts from now on: what a forked process has from its zygote is not its own."""
        self._share, self._resident = 0, _resident_bytes()

    def read(self) -> int:
        """What the process holds now, in bytes."""
        resident = _resident_bytes()
        change = resident - self._resident
        if abs(change) > max(self._NOTEWORTHY * self._resident, self._SMALL):
            self._share, self._resident = _kilobytes(Path("/proc/self/smaps_rollup"), "Pss:") * 1024, resident
            change = 0
        return self._share + change


def _resident_bytes() -> int:
    return _kilobytes(Path("/proc/self/status"), "VmRSS:") * 1024


_meter = _MemoryMeter()


def begin_counting_memory() -> None:
    """Called in a process that was just forked."""
    _meter.begin()


def memory_bytes() -> int:
    """What this process holds of memory; pages shared with the zygote count in proportion."""
    return _meter.read()


def give_free_memory_back() -> None:
    """Hands what was freed back to the system; called before forks.

    A child that gets a freed page of its parent's has it copied before it may write to it, though nothing is
    left in it; a page that was given back costs it no copy. Nothing happens where the C library is another.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def peak_memory_bytes() -> int:
    """The most memory this process ever held (VmHWM), pages shared with the zygote included."""
    return _kilobytes(Path("/proc/self/status"), "VmHWM:") * 1024


def loaded_libraries(name: str) -> list[str]:
    """Paths of the libraries that this process has loaded under names which hold `name`."""
    try:
        mapped = Path("/proc/self/maps").read_text().splitlines()
    except OSError:
        return []
    return sorted({line.split(maxsplit=5)[5] for line in mapped if name in line})


def _kilobytes(table: Path, label: str) -> int:
    try:
        lines = table.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(label)), 0)
