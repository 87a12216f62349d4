"""What a session says that it holds of memory."""

from __future__ import annotations

import pytest

from renderline_engine import processes


def test_what_a_forked_process_has_from_its_zygote_is_not_its_own() -> None:
    meter = processes._MemoryMeter()
    meter.begin()

    assert abs(meter.read()) < 16 << 20


@pytest.mark.parametrize("megabytes", [48, 256], ids=["reckoned", "measured"])
def test_what_a_process_takes_is_counted(megabytes: int) -> None:
    meter = processes._MemoryMeter()
    meter.begin()
    before = meter.read()

    held = b"\1" * (megabytes << 20)

    assert meter.read() - before >= len(held) - (16 << 20)


def test_a_process_of_its_own_counts_from_nothing() -> None:
    assert processes._MemoryMeter().read() > 16 << 20
