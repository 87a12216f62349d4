"""Which devices can render, and the choice among them. Nothing falls back silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy

from .arguments import Arguments
from .errors import GpuFailedError, GpuRequiredError
from .protocol import Progress

_GPU_BACKENDS = ("OPTIX", "CUDA", "HIP", "ONEAPI", "METAL")
"""Best first."""

_NO_BACKEND = "NONE"
"""Blender's own word."""

_KERNEL_MODULES = {"OPTIX": "nvidia", "CUDA": "nvidia", "HIP": "amdgpu"}
"""Which kernel module is the driver of a backend's cards."""

POLICIES = ("auto", "gpu", "cpu")


@dataclass(frozen=True)
class Device:
    """One device as Cycles names it; `driver` is empty where the system does not tell."""

    backend: str
    name: str
    id: str
    driver: str = ""

    @property
    def type(self) -> str:
        """`cpu` or `gpu`."""
        return "cpu" if self.backend == "CPU" else "gpu"

    def used(self) -> dict[str, Any]:
        """What a result says of the device that rendered it."""
        return {
            "type": self.type,
            "backend": self.backend,
            "name": self.name,
            "driver": self.driver or None,
        }


def devices(arguments: Arguments, _progress: Progress) -> dict[str, Any]:
    """Answers `devices`: all that can render here, best first, the processor last."""
    arguments.only()
    return {
        "devices": [
            {"backend": device.backend, "name": device.name, "id": device.id, "driver": device.driver or None}
            for device in [*_all_gpus(), _cpu()]
        ],
        "ffmpeg": bool(bpy.app.build_options.codec_ffmpeg),
    }


def choose(scene: bpy.types.Scene, policy: str, device_id: str | None = None) -> Device:
    """Sets a scene to render on one device.

    Only that one device is switched on: a GPU shared with the processor would render other pixels.

    Args:
        scene: which scene.
        policy: which devices may render.
        device_id: the GPU to take, by Cycles' id; else the best one that there is. Nothing on the CPU.

    Raises:
        GpuRequiredError: the policy is `gpu` and there is none.
        GpuFailedError: the GPU that was named is not there any more.
    """
    device = _gpu(device_id) if policy != "cpu" else None
    if device is None:
        if policy == "gpu":
            raise GpuRequiredError(
                "The job asks for a GPU, and Blender finds none on this machine (OptiX, CUDA, HIP, oneAPI, "
                "Metal). Check the driver, send the job to a worker with a GPU, or allow auto or cpu."
            )
        _set_device(scene, "CPU")
        return _cpu()
    preferences = _preferences()
    preferences.compute_device_type = device.backend
    for listed in preferences.devices:
        listed.use = listed.type == device.backend and listed.id == device.id
    if not any(listed.use for listed in preferences.devices):
        # Cycles would render on the processor and say nothing.
        raise GpuFailedError(f"{device.name} cannot be switched on. It is tried again.")
    _set_device(scene, "GPU")
    return device


def _set_device(scene: bpy.types.Scene, kind: str) -> None:
    if scene.cycles.device != kind:
        scene.cycles.device = kind
        scene.update_tag()


def _gpu(device_id: str | None) -> Device | None:
    if device_id is None:
        return next(_all_gpus(), None)
    named = next((gpu for gpu in _all_gpus() if gpu.id == device_id), None)
    if named is None:
        raise GpuFailedError(
            f"The GPU {device_id} was there when the worker started, and Blender does not find it any more. "
            "The system's log says why (NVIDIA: Xid)."
        )
    return named


def _all_gpus() -> Iterator[Device]:
    for backend in _GPU_BACKENDS:
        yield from _gpus(backend)


def _gpus(backend: str) -> list[Device]:
    try:
        listed = _preferences().get_devices_for_type(backend)
    except ValueError:  # this build of Blender lacks the backend
        return []
    driver = _driver(_KERNEL_MODULES.get(backend))
    return [Device(backend, entry.name, entry.id, driver) for entry in listed or () if entry.type == backend]


def _cpu() -> Device:
    # Fills the list, which the processor is always part of. No driver of a card is asked for that: it may be
    # the one that does not work, and takes time to start.
    _preferences().get_devices_for_type(_NO_BACKEND)
    listed = [entry for entry in _preferences().devices if entry.type == "CPU"]
    return Device("CPU", listed[0].name if listed else "CPU", "CPU")


def _driver(module: str | None, modules: Path = Path("/sys/module")) -> str:
    """A driver's version as the kernel tells it, in containers too; empty where it does not."""
    if module is None:
        return ""
    try:
        return (modules / module / "version").read_text().strip()
    except OSError:
        return ""


def _preferences() -> Any:
    return bpy.context.preferences.addons["cycles"].preferences
