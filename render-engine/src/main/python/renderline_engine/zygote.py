"""The process that imports an engine once, and turns every connection into a session of its own.

It does nothing but wait in one `poll`: for connections, for its parent to go (end of standard input), for
children to end, and for peers to hang up. A child whose peer has hung up is killed, however deep it is in
a render. The zygote keeps a duplicate of every connection for that, and drops it when the child ends.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from . import PROTOCOL, engines, processes, session
from .temporary import temporary_folder

_HUNG_UP = select.POLLHUP | select.POLLERR | select.POLLNVAL

Spawn = Callable[[socket.socket], int]
"""Starts a process that serves a connection; answers its process id."""


def run(engine_name: str, socket_path: str, fork: bool) -> None:
    """Serves until standard input ends; returns in the zygote only, never in a forked child."""
    announce_fd = _reserve_standard_output()
    with temporary_folder(Path(f"{socket_path}.tmp")):
        _serve(announce_fd, engine_name, socket_path, fork)


def _serve(announce_fd: int, engine_name: str, socket_path: str, fork: bool) -> None:
    engine = engines.start(engine_name)
    if fork:
        engine.before_forks()
        # What lives now stays: a child's collector need not look at it, which would copy it.
        gc.collect()
        gc.freeze()
        processes.give_free_memory_back()
    with contextlib.suppress(FileNotFoundError):
        Path(socket_path).unlink()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(socket_path)
    listener.listen(64)
    zygote = _Zygote(listener, engine)
    ready = {
        "ready": True,
        "protocol": PROTOCOL,
        "engine": engine.name,
        "version": engine.version,
        "pid": os.getpid(),
    }
    os.write(announce_fd, (json.dumps(ready, separators=(",", ":")) + "\n").encode())
    os.close(announce_fd)
    try:
        zygote.serve(zygote.fork_session if fork else zygote.start_session)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(socket_path).unlink()


def _reserve_standard_output() -> int:
    """Keeps the real standard output for one line, and sends whatever else is printed to standard error."""
    announce_fd = os.dup(1)
    os.dup2(2, 1)
    return announce_fd


class _Zygote:
    def __init__(self, listener: socket.socket, engine: engines.Engine) -> None:
        self._listener = listener
        self._engine = engine
        self._connections: dict[int, socket.socket] = {}
        self._hung_up: set[int] = set()
        self._told_to_end = False
        self._poll = select.poll()
        self._woken_fd, self._wake_fd = os.pipe()
        os.set_blocking(self._woken_fd, False)
        os.set_blocking(self._wake_fd, False)

    def serve(self, spawn: Spawn) -> None:
        signal.set_wakeup_fd(self._wake_fd, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.signal(signal.SIGTERM, self._end)
        self._poll.register(0, select.POLLIN)
        self._poll.register(self._woken_fd, select.POLLIN)
        self._poll.register(self._listener, select.POLLIN)
        try:
            while not self._told_to_end and self._step(spawn):
                pass
        finally:
            self._end_children()

    def _end(self, _number: int, _frame: object) -> None:
        """Not sys.exit: what the engine runs at an exit waits for threads that have ended."""
        self._told_to_end = True

    def _step(self, spawn: Spawn) -> bool:
        for fd, events in self._poll.poll():
            if fd == 0:
                if not os.read(0, 4096):
                    return False
            elif fd == self._woken_fd:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._woken_fd, 4096)
            elif fd == self._listener.fileno():
                connection, _ = self._listener.accept()
                self._connections[spawn(connection)] = connection
                self._poll.register(connection, 0)
            elif events & _HUNG_UP:
                self._peer_is_gone(fd)
        self._reap()
        return True

    def fork_session(self, connection: socket.socket) -> int:
        """Forks a child that serves the connection and never returns from here."""
        parent_pid = os.getpid()
        sys.stdout.flush()
        sys.stderr.flush()
        child_pid = os.fork()
        if child_pid:
            return child_pid
        try:
            processes.die_with_parent(parent_pid)
            processes.begin_counting_memory()
            self._forget_everything()
            self._engine.after_fork()
            session.serve(self._engine, session.take_over_standard_streams(connection.detach()))
        finally:
            # Not sys.exit: what the zygote registered to run at its end is not the child's to run.
            os._exit(0)

    def start_session(self, connection: socket.socket) -> int:
        """Starts a fresh process that imports the engine anew: slower, for where forking misbehaves."""
        command = [
            *_this_program(),
            "session",
            "--engine",
            self._engine.name,
            "--connection",
            str(connection.fileno()),
            "--parent",
            str(os.getpid()),
        ]
        child = subprocess.Popen(command, pass_fds=[connection.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603
        child.returncode = 0  # this zygote reaps all its children itself
        return child.pid

    def _forget_everything(self) -> None:
        """Closes in the child what belongs to the zygote and to other sessions.

        A duplicate left open would keep another session's peer from ever seeing the end of its connection.
        """
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.close(self._woken_fd)
        os.close(self._wake_fd)
        self._listener.close()
        for other in self._connections.values():
            other.close()

    def _peer_is_gone(self, fd: int) -> None:
        self._poll.unregister(fd)
        for child_pid, connection in self._connections.items():
            if connection.fileno() == fd:
                self._hung_up.add(child_pid)
                os.kill(child_pid, signal.SIGKILL)

    def _reap(self) -> None:
        while self._connections:
            child_pid, status = os.waitpid(-1, os.WNOHANG)
            if child_pid == 0:
                return
            connection = self._connections.pop(child_pid)
            with contextlib.suppress(KeyError):
                self._poll.unregister(connection)
            connection.close()
            if os.WIFSIGNALED(status) and child_pid not in self._hung_up:
                sys.stderr.write(f"session {child_pid} ended by signal {os.WTERMSIG(status)}\n")
                sys.stderr.flush()
            self._hung_up.discard(child_pid)

    def _end_children(self) -> None:
        for child_pid in self._connections:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child_pid, signal.SIGKILL)
        for child_pid in list(self._connections):
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child_pid, 0)


def _this_program() -> list[str]:
    """The command that starts this package, under Python as well as under a `blender` executable."""
    entry = str(Path(__file__).with_name("__main__.py"))
    blender = getattr(getattr(sys.modules.get("bpy"), "app", None), "binary_path", "")
    if blender:
        return [blender, "-b", "--factory-startup", "--python", entry, "--"]
    return [sys.executable, entry]
