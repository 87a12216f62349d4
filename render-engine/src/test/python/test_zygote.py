"""A zygote serves each connection with a process of its own, and nothing outlives anything."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine_client import INPUTS, PATIENCE_S, SAMPLES, Session, Zygote


@pytest.fixture
def own_zygote(tmp_path: Path) -> Iterator[Zygote]:
    zygote = Zygote("tessellator", tmp_path)
    yield zygote
    if zygote.process.poll() is None:
        zygote.close()


def assert_ends(pid: int) -> None:
    """Waits for the end of a process that is not this one's child."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        ended, _, _ = select.select([handle], [], [], PATIENCE_S)
        assert ended, f"process {pid} still lives"
    finally:
        os.close(handle)


def test_announces_itself_in_one_line(blender: Zygote) -> None:
    assert blender.ready == {
        "ready": True,
        "protocol": 1,
        "engine": "blender",
        "version": "4.5.15",
        "pid": blender.process.pid,
    }


def test_greets_each_connection_from_a_process_of_its_own(tessellator: Zygote) -> None:
    with tessellator.session() as first, tessellator.session() as second:
        assert first.hello["event"] == "hello"
        assert first.hello["protocol"] == 1
        assert first.hello["engine"] == "tessellator"
        assert len({first.hello["pid"], second.hello["pid"], tessellator.process.pid}) == 3


def test_session_ends_when_its_peer_closes(tessellator: Zygote) -> None:
    session = tessellator.session()
    session.close()
    assert_ends(session.hello["pid"])


def test_closing_one_session_leaves_the_other_at_work(tessellator: Zygote, tmp_path: Path) -> None:
    first = tessellator.session()
    with tessellator.session() as second:
        first.close()
        assert_ends(first.hello["pid"])
        assert second.refused("tessellate", source=tmp_path, format="step")["code"] == "INVALID_PARAMETERS"


def test_session_ends_in_the_middle_of_a_render_when_its_peer_hangs_up(
    blender: Zygote, prepared: Path, tmp_path: Path
) -> None:
    session = blender.session()
    session.ask("load", scene=prepared)
    session.send(
        "render", width=2048, height=2048, samples=60000, denoise=False, output=tmp_path / "never.tga"
    )
    assert session.receive()["event"] == "progress"
    session.close()
    assert_ends(session.hello["pid"])


def test_sessions_end_and_the_socket_goes_when_standard_input_ends(own_zygote: Zygote) -> None:
    session = own_zygote.session()
    own_zygote.close()
    assert own_zygote.process.returncode == 0
    assert not own_zygote.socket_path.exists()
    assert_ends(session.hello["pid"])
    with pytest.raises(EOFError):
        session.receive()
    session.close()


def test_a_blender_that_is_told_to_end_ends(tmp_path: Path) -> None:
    zygote = Zygote("blender", tmp_path)
    try:
        with zygote.session() as session:
            zygote.process.terminate()

            assert zygote.process.wait(PATIENCE_S) == 0
            assert_ends(session.hello["pid"])
    finally:
        zygote.process.kill()
        zygote.close()


def test_sessions_end_when_the_zygote_is_killed(own_zygote: Zygote) -> None:
    session = own_zygote.session()
    own_zygote.process.kill()
    own_zygote.close()
    assert_ends(session.hello["pid"])
    session.close()


def test_a_crashed_session_is_seen_at_once_and_harms_no_other(own_zygote: Zygote) -> None:
    session = own_zygote.session()
    os.kill(session.hello["pid"], signal.SIGSEGV)
    with pytest.raises(EOFError):
        session.receive()
    session.close()
    with own_zygote.session() as next_session:
        assert next_session.hello["event"] == "hello"
    assert f"session {session.hello['pid']} ended by signal 11" in own_zygote.log.read_text()


def test_a_later_session_does_not_hold_an_earlier_connection_open(own_zygote: Zygote) -> None:
    first = own_zygote.session()
    with own_zygote.session():
        os.kill(first.hello["pid"], signal.SIGKILL)
        with pytest.raises(EOFError):
            first.receive()
    first.close()


def test_output_and_errors_of_a_session_go_to_its_peer(cad_session: Session) -> None:
    descriptors = Path(f"/proc/{cad_session.hello['pid']}/fd")
    output, errors = (str((descriptors / number).readlink()) for number in "12")
    assert output == errors
    assert output.startswith("socket:")
    assert str((descriptors / "0").readlink()) == os.devnull


def test_a_forked_session_renders_on_more_than_one_processor(
    blender: Zygote, prepared: Path, tmp_path: Path
) -> None:
    with blender.session() as session:
        session.ask("load", scene=prepared)
        session.ask("render", width=256, height=256, samples=100, denoise=False, output=tmp_path / "a.tga")
        threads = list(Path(f"/proc/{session.hello['pid']}/task").glob("*/stat"))
        busy = sorted(int(thread.read_text().rsplit(")", 1)[1].split()[11]) for thread in threads)
    assert busy[-2] > busy[-1] / 4 or len(os.sched_getaffinity(0)) == 1


def test_serves_the_same_without_forking(tmp_path: Path) -> None:
    zygote = Zygote("tessellator", tmp_path, "--fork=no")
    try:
        with zygote.session() as session:
            result = session.ask(
                "tessellate",
                source=INPUTS / "cq_red_cube_blue_cylinder.step",
                format="step",
                output=tmp_path / "out.glb",
            )
            assert result["parts"] == 2
            command = Path(f"/proc/{session.hello['pid']}/cmdline").read_bytes().split(b"\0")
            assert b"session" in command
        assert_ends(session.hello["pid"])
    finally:
        zygote.close()


def test_a_socket_left_by_a_crash_does_not_block_the_next_start(tmp_path: Path) -> None:
    first = Zygote("tessellator", tmp_path)
    first.process.kill()
    first.close()
    assert first.socket_path.exists()
    second = Zygote("tessellator", tmp_path)
    with second.session() as session:
        assert session.hello["event"] == "hello"
    second.close()


def test_names_what_it_knows_when_asked_for_something_else(cad_session: Session) -> None:
    error = cad_session.refused("render")
    assert error["code"] == "INVALID_PARAMETERS"
    assert "tessellate" in error["message"]
    assert error["retryable"] is False


@pytest.mark.parametrize("line", [b"not json", b"[1]", b'{"id":1,'])
def test_answers_nonsense_and_hangs_up(cad_session: Session, line: bytes) -> None:
    cad_session.send_line(line)
    message = cad_session.receive()
    assert (message["event"], message["code"], message["id"]) == ("error", "INVALID_PARAMETERS", None)
    with pytest.raises(EOFError):
        cad_session.receive()


def test_everything_printed_goes_to_the_peer_as_log(cad_session: Session, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.step"
    damaged.write_text("ISO-10303-21;\nADVANCED_FACE\nnonsense\nEND-ISO-10303-21;\n")
    cad_session.refused("tessellate", source=damaged, format="step", output=tmp_path / "out.glb")
    assert b"StepFile" in b"".join(cad_session.log)


def test_leaves_no_temporary_files(tmp_path: Path) -> None:
    """Blender makes a temporary folder when it starts, and removes it only when it quits."""
    zygote = Zygote("blender", tmp_path)
    zygote.session().close()
    assert list((tmp_path / "blender.sock.tmp").iterdir()), "Blender uses the zygote's own folder"
    zygote.close()
    assert [path.name for path in tmp_path.iterdir()] == ["blender.log"]


def test_many_sessions_in_a_row_leave_no_process_behind(blender: Zygote) -> None:
    for _ in range(20):
        with blender.session() as session:
            session.ask("devices")
        assert_ends(session.hello["pid"])
    deadline = time.monotonic() + PATIENCE_S
    children = _children(blender.process.pid)
    while children and time.monotonic() < deadline:
        children = _children(blender.process.pid)
    assert children == []


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_the_sample_is_there() -> None:
    assert (SAMPLES / "planetary_nema17_first_stage.step").stat().st_size > 100_000
