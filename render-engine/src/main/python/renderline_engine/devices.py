"""Which devices can render, and the choice among them. Nothing falls back silently."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy

from .arguments import Arguments
from .errors import GpuRequiredError
from .protocol import Progress

_GPU_BACKENDS = ("OPTIX", "CUDA", "HIP", "ONEAPI", "METAL")
"""Best first."""

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


def devices(arguments: Arguments, _progress: Progress) -> dict[str, Any]:
    """Answers `devices`: all that can render here, best first, the processor last."""
    arguments.only()
    found = [device for backend in _GPU_BACKENDS for device in _gpus(backend)] + [_cpu()]
    return {
        "devices": [{"backend": device.backend, "name": device.name, "id": device.id} for device in found],
        "ffmpeg": bool(bpy.app.build_options.codec_ffmpeg),
    }


def choose(scene: bpy.types.Scene, policy: str) -> Device:
    """Sets a scene to render on the best device that the policy allows.

    Only that one device is switched on: a GPU shared with the processor would render other pixels.

    Raises:
        GpuRequiredError: the policy is `gpu` and there is none.
    """
    device = _best_gpu() if policy != "cpu" else None
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
    _set_device(scene, "GPU")
    return device


def _set_device(scene: bpy.types.Scene, kind: str) -> None:
    if scene.cycles.device != kind:
        scene.cycles.device = kind
        scene.update_tag()


def _best_gpu() -> Device | None:
    return next((device for backend in _GPU_BACKENDS for device in _gpus(backend)), None)


def _gpus(backend: str) -> list[Device]:
    try:
        listed = _preferences().get_devices_for_type(backend)
    except ValueError:  # this build of Blender lacks the backend
        return []
    driver = _nvidia_driver() if backend in ("OPTIX", "CUDA") else ""
    return [Device(backend, entry.name, entry.id, driver) for entry in listed or () if entry.type == backend]


def _cpu() -> Device:
    _preferences().get_devices_for_type("CUDA")  # fills the list, which the processor is always part of
    listed = [entry for entry in _preferences().devices if entry.type == "CPU"]
    return Device("CPU", listed[0].name if listed else "CPU", "CPU")


def _nvidia_driver() -> str:
    try:
        return Path("/sys/module/nvidia/version").read_text().strip()
    except OSError:
        return ""


def _preferences() -> Any:
    return bpy.context.preferences.addons["cycles"].preferences
