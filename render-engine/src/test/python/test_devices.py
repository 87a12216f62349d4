"""Which device renders, on hosts whose devices are made up; and that scenes stay in its memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
import pytest

from renderline_engine import device_render, devices, gpu_warm_up, render_progress, render_settings
from renderline_engine.arguments import Arguments
from renderline_engine.errors import GpuFailedError, GpuRequiredError, OutOfMemoryError


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


def test_the_processor_renders_though_a_driver_crashes_whoever_asks_it(
    monkeypatch: pytest.MonkeyPatch, scene: SimpleNamespace
) -> None:
    host = _host(monkeypatch, "CUDA", "CPU")
    known = host.get_devices_for_type

    def ask(backend: str) -> list[SimpleNamespace]:
        assert backend not in devices._GPU_BACKENDS
        return known(backend)

    monkeypatch.setattr(host, "get_devices_for_type", ask)

    assert devices.choose(scene, "cpu").name == "a device for CPU"


def test_blender_names_the_processor_without_a_driver() -> None:
    assert devices._cpu().name not in ("", "CPU")


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


def test_the_gpu_that_was_named_renders_alone(
    monkeypatch: pytest.MonkeyPatch, scene: SimpleNamespace
) -> None:
    host = _host(monkeypatch, "OPTIX", "OPTIX", "CPU")
    assert devices.choose(scene, "gpu", "OPTIX_1").id == "OPTIX_1"
    assert host.in_use() == ["OPTIX_1"]


def test_a_gpu_that_is_gone_is_not_replaced_by_another(
    monkeypatch: pytest.MonkeyPatch, scene: SimpleNamespace
) -> None:
    _host(monkeypatch, "OPTIX", "CPU")
    with pytest.raises(GpuFailedError, match="does not find it any more"):
        devices.choose(scene, "auto", "OPTIX_7")


def test_a_gpu_that_cannot_be_switched_on_is_no_reason_to_use_the_processor(
    monkeypatch: pytest.MonkeyPatch, scene: SimpleNamespace
) -> None:
    host = _host(monkeypatch, "CUDA", "CPU")
    listed = host.get_devices_for_type("CUDA")
    monkeypatch.setattr(host, "get_devices_for_type", lambda backend: listed if backend == "CUDA" else [])
    host.devices = host.devices[1:]
    with pytest.raises(GpuFailedError, match="cannot be switched on"):
        devices.choose(scene, "gpu")


def test_the_list_names_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    _host(monkeypatch, "HIP", "CUDA", "CPU")
    monkeypatch.setattr(devices, "_driver", lambda module: {"nvidia": "570.1", None: ""}.get(module, ""))
    listed = devices.devices(Arguments({}), lambda *_: None)["devices"]
    assert [(device["backend"], device["driver"]) for device in listed] == [
        ("CUDA", "570.1"),
        ("HIP", None),
        ("CPU", None),
    ]


def test_a_driver_is_known_by_its_kernel_module(tmp_path: Path) -> None:
    (tmp_path / "nvidia").mkdir()
    (tmp_path / "nvidia" / "version").write_text("570.124.06\n")
    assert devices._driver("nvidia", tmp_path) == "570.124.06"
    assert devices._driver("amdgpu", tmp_path) == ""
    assert devices._driver(None, tmp_path) == ""


@pytest.fixture
def empty_file() -> Iterator[None]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    yield
    bpy.ops.wm.read_factory_settings(use_empty=True)


@pytest.mark.usefixtures("empty_file")
def test_a_gpu_is_warmed_by_a_picture_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a GPU Cycles renders it on the processor: the picture is real, the device made up."""
    _host(monkeypatch, "OPTIX", "CPU")
    steps: list[float] = []
    answer = gpu_warm_up.warm_up(
        Arguments({"device": "OPTIX_0"}), lambda fraction, _message: steps.append(fraction)
    )
    assert answer["device"]["backend"] == "OPTIX"
    assert steps[-1] == 1.0


def test_what_cycles_holds_on_its_device_is_read_from_its_statistics() -> None:
    meter = render_progress.Meter()
    meter.read("Fra:1 Mem:8.93M (Peak 8.93M) | Time:00:00.14 | Mem:0.50M, Peak:2.00M | Scene | Sample 4/4")
    meter.read("Fra:1 Mem:8.93M (Peak 8.93M) | a line that says nothing of it")
    assert (meter.memory_bytes, meter.peak_bytes) == (512 * 1024, 2 * 1024 * 1024)


@pytest.mark.parametrize(
    ("said", "kind", "meant"),
    [
        ("Error: Out of memory in CUDA queue enqueue (integrator_shade_surface)", "OPTIX", OutOfMemoryError),
        ("Error: System is out of GPU and shared host memory", "HIP", OutOfMemoryError),
        ("Error: Failed to create texture. Available GPU memory was exceeded", "CUDA", OutOfMemoryError),
        (
            "Error: Unknown error in CUDA queue synchronize (integrator_init_from_camera)",
            "CUDA",
            GpuFailedError,
        ),
        ("Error: Cannot render, no camera", "CPU", RuntimeError),
    ],
)
def test_what_a_render_says_when_it_fails(
    monkeypatch: pytest.MonkeyPatch, said: str, kind: str, meant: type[Exception]
) -> None:
    def fail() -> Any:
        raise RuntimeError(said)

    render = SimpleNamespace(render=fail)
    monkeypatch.setattr(device_render, "bpy", SimpleNamespace(ops=SimpleNamespace(render=render)))
    with pytest.raises(meant, match=said.removeprefix("Error: ").split(" ")[0]):
        device_render.render(devices.Device(kind, "A card", "id"), lambda *_: None, 1)
