"""Cameras that take turns along a timeline.

Blender binds them to markers, and whatever camera was chosen, it renders a frame through the bound one. So
they are taken off the markers, and chosen here.
"""

from __future__ import annotations

import json

import bpy

Turns = list[tuple[int, str]]
"""From which frame on which camera is looked through, in order."""


def take(scene: bpy.types.Scene) -> Turns:
    """Takes a scene's cameras off its markers."""
    turns = sorted((marker.frame, marker.camera.name) for marker in scene.timeline_markers if marker.camera)
    for marker in scene.timeline_markers:
        marker.camera = None
    return turns


def at(turns: Turns, frame: float) -> str | None:
    """The camera of the last turn up to a frame, else of the first one; None without any."""
    before = [name for first, name in turns if first <= frame]
    return before[-1] if before else turns[0][1] if turns else None


def text(turns: Turns) -> str:
    """What `read` reads."""
    return json.dumps(turns)


def read(written: str) -> Turns:
    """What `text` wrote."""
    return [(frame, name) for frame, name in json.loads(written)]
