"""A peer of the engine as the worker is one: starts zygotes, opens sessions, sends requests."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

MAIN = Path(__file__).parents[2] / "main" / "python"
INPUTS = Path(__file__).parents[1] / "resources" / "inputs"
SAMPLES = Path(__file__).parents[4] / "samples"
PATIENCE_S = 60


class Zygote:
    """A running zygote; `close` ends its standard input, as the death of a worker would."""

    def __init__(self, engine: str, folder: Path, *options: str) -> None:
        self.socket_path = folder / f"{engine}.sock"
        self.log = folder / f"{engine}.log"
        command = [sys.executable, "-m", "renderline_engine", "zygote", "--engine", engine]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--socket", str(self.socket_path), *options],
                env={**os.environ, "PYTHONPATH": str(MAIN)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        assert self.process.stdout is not None
        self.ready: dict[str, Any] = json.loads(self.process.stdout.readline())

    def session(self) -> Session:
        return Session(self.socket_path)

    def close(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(PATIENCE_S)
        self.process.stdout.close()


class Session:
    """One connection to a zygote."""

    def __init__(self, socket_path: Path) -> None:
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.settimeout(PATIENCE_S)
        self._connection.connect(str(socket_path))
        self._file = self._connection.makefile("rwb")
        self._requests = 0
        self.log: list[bytes] = []
        self.progress: list[dict[str, Any]] = []
        self.hello = self.receive()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def receive(self) -> dict[str, Any]:
        """The next protocol message; raises EOFError when the session ends instead."""
        for line in self._file:
            if line.startswith(b"\x1e"):
                message: dict[str, Any] = json.loads(line[1:])
                return message
            self.log.append(line)
        raise EOFError

    def send_line(self, line: bytes) -> None:
        self._file.write(line + b"\n")
        self._file.flush()

    def send(self, op: str, **args: Any) -> None:
        self._requests += 1
        texts = {name: str(value) if isinstance(value, Path) else value for name, value in args.items()}
        self.send_line(json.dumps({"id": self._requests, "op": op, "args": texts}).encode())

    def answer(self) -> dict[str, Any]:
        """The event that ends the request in hand; its progress is kept in `progress`."""
        self.progress = []
        while (message := self.receive())["event"] == "progress":
            self.progress.append(message)
        assert message["id"] == self._requests
        return message

    def ask(self, op: str, **args: Any) -> dict[str, Any]:
        """The result of a request that goes well."""
        self.send(op, **args)
        answer = self.answer()
        assert answer["event"] == "done", answer
        return answer["result"]

    def refused(self, op: str, **args: Any) -> dict[str, Any]:
        """The error of a request that goes badly."""
        self.send(op, **args)
        answer = self.answer()
        assert answer["event"] == "error", answer
        return answer

    def close(self) -> None:
        self._file.close()
        self._connection.close()
