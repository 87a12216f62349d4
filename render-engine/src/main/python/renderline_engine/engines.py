"""The engines a zygote can hold: what each imports, and which operations it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .arguments import Arguments
from .protocol import Progress

Operation = Callable[[Arguments, Progress], dict[str, Any]]


@dataclass(frozen=True)
class Engine:
    """A heavy library, imported and ready to be forked, with the operations it serves.

    Attributes:
        before_forks: called once in the zygote, to end threads that no child would have.
        after_fork: called in each child, to start them anew.
    """

    name: str
    version: str
    operations: Mapping[str, Operation]
    before_forks: Callable[[], None] = lambda: None
    after_fork: Callable[[], None] = lambda: None


def _blender() -> Engine:
    import bpy

    from . import (
        devices,
        film_scene,
        film_session,
        fork_safety,
        geometry_export,
        gpu_warm_up,
        prepare,
        scene_session,
        tbb_threads,
        template_offer,
        warm_up,
    )

    bpy.ops.wm.read_factory_settings(use_empty=True)
    warm_up.warm_up()
    exr_threads = fork_safety.ExrThreads()

    def end_threads() -> None:
        exr_threads.stop()
        tbb_threads.end()

    return Engine(
        name="blender",
        version=bpy.app.version_string.split()[0],
        operations={
            "devices": devices.devices,
            "warm-gpu": gpu_warm_up.warm_up,
            "prepare": prepare.prepare,
            "export": geometry_export.export,
            "load": scene_session.load,
            "render": scene_session.render,
            "inspect-template": template_offer.inspect,
            "pack-scene": film_scene.pack,
            "load-film": film_session.load,
            "render-frame": film_session.render,
        },
        before_forks=end_threads,
        after_fork=exr_threads.start,
    )


def _tessellator() -> Engine:
    from . import first_tessellation, occt_threads, tessellation

    tessellator = Engine(
        name="tessellator",
        version=tessellation.version(),
        operations={"tessellate": tessellation.tessellate},
    )
    threads = occt_threads.OcctThreads()
    if not threads.can_be_ended():
        return tessellator
    first_tessellation.tessellate_triangle()
    return replace(tessellator, before_forks=threads.end, after_fork=threads.start)


_ENGINES: dict[str, Callable[[], Engine]] = {"blender": _blender, "tessellator": _tessellator}

NAMES = tuple(_ENGINES)


def start(name: str) -> Engine:
    """Imports an engine's library; takes up to a second, and once per zygote."""
    return _ENGINES[name]()
