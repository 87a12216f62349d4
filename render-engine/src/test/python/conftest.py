"""Real zygotes, shared by all tests, and one prepared scene."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine_client import INPUTS, Session, Zygote


@pytest.fixture(scope="session")
def blender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    zygote = Zygote("blender", tmp_path_factory.mktemp("blender"))
    yield zygote
    zygote.close()


@pytest.fixture(scope="session")
def tessellator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    zygote = Zygote("tessellator", tmp_path_factory.mktemp("tessellator"))
    yield zygote
    zygote.close()


@pytest.fixture
def session(blender: Zygote) -> Iterator[Session]:
    with blender.session() as opened:
        yield opened


@pytest.fixture
def cad_session(tessellator: Zygote) -> Iterator[Session]:
    with tessellator.session() as opened:
        yield opened


@pytest.fixture(scope="session")
def cube_and_cylinder(tessellator: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A red cube at -X and a blue cylinder at +X, as GLB."""
    output = tmp_path_factory.mktemp("glb") / "cube_and_cylinder.glb"
    with tessellator.session() as opened:
        opened.ask(
            "tessellate", source=INPUTS / "cq_red_cube_blue_cylinder.step", format="step", output=output
        )
    return output


@pytest.fixture(scope="session")
def prepared(blender: Zygote, cube_and_cylinder: Path) -> Path:
    """The red cube and the blue cylinder as a prepared scene."""
    output = cube_and_cylinder.with_suffix(".blend")
    with blender.session() as opened:
        opened.ask("prepare", source=cube_and_cylinder, format="glb", output=output)
    return output


@pytest.fixture
def loaded(session: Session, prepared: Path) -> Session:
    session.ask("load", scene=prepared)
    return session
