"""A model of thousands of parts takes a time that grows with them, and not with their square."""

from __future__ import annotations

import json
import os
from pathlib import Path

import gltf_models
from engine_client import Zygote

_FEW, _MANY = 250, 2000
_WORST = 16
"""Were the time to grow with the square, eight times the parts would take 64 times as long."""


def _model(path: Path, parts: int) -> Path:
    """Triangles in a row, each of a mesh that differs from the others in what it says of itself."""
    gltf_models.row(path, [f"part {n}" for n in range(parts)], [{}])
    document = json.loads(path.read_text())
    document["meshes"] = [
        {**document["meshes"][0], "name": f"mesh {n}", "extras": {"nth": n}} for n in range(parts)
    ]
    for nth, node in enumerate(document["nodes"]):
        node["mesh"] = nth
    path.write_text(json.dumps(document))
    return path


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_eight_times_the_parts_take_about_as_many_times_as_long(blender: Zygote, tmp_path: Path) -> None:
    seconds = []
    for parts in (_FEW, _MANY):
        model, scene = _model(tmp_path / f"{parts}.gltf", parts), tmp_path / f"{parts}.blend"
        with blender.session() as session:
            before = _processor_seconds(session.hello["pid"])
            session.ask("prepare", source=model, format="gltf", output=scene)
            seconds.append(_processor_seconds(session.hello["pid"]) - before)
            assert not any(b"mesh 1" in line for line in session.log)

    assert seconds[1] < _WORST * seconds[0]
