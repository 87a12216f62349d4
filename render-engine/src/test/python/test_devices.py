"""Which device renders, on hosts whose devices are made up; and that scenes stay in its memory."""

from __future__ import annotations

from types import SimpleNamespace

import bpy
import pytest

from renderline_engine import devices, render_settings
from renderline_engine.errors import GpuRequiredError


class _Preferences:
    """Cycles' preferences on a host with these devices."""

    def __init__(self, *backends: str) -> None:
        self.compute_device_type = "NONE"
        self.devices = [
            SimpleNamespace(type=backend, id=f"{backend}_{index}", name=f"a device for {backend}", use=True)
            for index, backend in enumerate(backends)
        ]

    def get_devices_for_type(self, backend: str) -> list[SimpleNamespace]:
        if backend == "METAL":
            raise ValueError("this build has none")
        return [device for device in self.devices if device.type == backend]

    def in_use(self) -> list[str]:
        return [device.id for device in self.devices if device.use]


@pytest.fixture
def scene() -> SimpleNamespace:
    return SimpleNamespace(cycles=SimpleNamespace(device="CPU"), update_tag=lambda: None)


def _host(monkeypatch: pytest.MonkeyPatch, *backends: str) -> _Preferences:
    preferences = _Preferences(*backends)
    monkeypatch.setattr(devices, "_preferences", lambda: preferences)
    return preferences


@pytest.mark.parametrize(
    ("listed", "best"),
    [
        (("CPU", "CUDA", "OPTIX"), "OPTIX"),
        (("HIP", "CUDA", "CPU"), "CUDA"),
        (("ONEAPI", "CPU", "HIP"), "HIP"),
        (("CPU", "ONEAPI"), "ONEAPI"),
    ],
)
@pytest.mark.parametrize("policy", ["auto", "gpu"])
def test_the_best_gpu_renders_alone(
    monkeypatch: pytest.MonkeyPatch, scene: SimpleNamespace, listed: tuple[str, ...], best: str, policy: str
) -> None:
    host = _host(monkeypatch, *listed)
    chosen = devices.choose(scene, policy)
    assert (chosen.backend, chosen.type, scene.cycles.device) == (best, "gpu", "GPU")
    assert host.compute_device_type == best
    assert host.in_use() == [chosen.id]


def test_one_of_two_equal_gpus_renders(monkeypatch: pytest.MonkeyPatch, scene: SimpleNamespace) -> None:
    host = _host(monkeypatch, "CUDA", "CUDA", "CPU")
    devices.choose(scene, "gpu")
    assert host.in_use() == ["CUDA_0"]


def test_the_processor_renders_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, scene: SimpleNamespace
) -> None:
    _host(monkeypatch, "OPTIX", "CPU")
    scene.cycles.device = "GPU"
    assert devices.choose(scene, "cpu").backend == "CPU"
    assert scene.cycles.device == "CPU"


def test_without_a_gpu_only_auto_falls_back(monkeypatch: pytest.MonkeyPatch, scene: SimpleNamespace) -> None:
    _host(monkeypatch, "CPU")
    assert devices.choose(scene, "auto").backend == "CPU"
    with pytest.raises(GpuRequiredError, match="finds none"):
        devices.choose(scene, "gpu")


def test_what_was_loaded_stays_in_memory_for_the_next_view() -> None:
    made = bpy.data.scenes.new("made")
    made.render.use_persistent_data = False
    render_settings.set_rendering(made)
    assert made.render.use_persistent_data
    bpy.data.scenes.remove(made)
