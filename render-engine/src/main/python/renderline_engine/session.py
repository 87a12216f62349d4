"""One connection served by one process, from the first greeting until the peer closes."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

from . import PROTOCOL
from .arguments import Arguments
from .engines import Engine
from .errors import EngineError, InvalidParametersError, as_engine_error
from .protocol import Channel, PeerGoneError, Progress, done, failed


def take_over_standard_streams(connection_fd: int) -> Channel:
    """Makes the connection this process's standard output and error, so that all chatter goes down it.

    Standard input becomes empty: nothing in a session may wait for a keyboard.
    """
    read_fd = os.dup(connection_fd)
    os.dup2(connection_fd, 1)
    os.dup2(connection_fd, 2)
    os.close(connection_fd)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return Channel(read_fd, write_fd=1)


def serve(engine: Engine, channel: Channel) -> None:
    """Greets the peer and answers its requests, one at a time, until it closes."""
    try:
        channel.send(
            {
                "event": "hello",
                "protocol": PROTOCOL,
                "pid": os.getpid(),
                "engine": engine.name,
                "version": engine.version,
            }
        )
        while True:
            try:
                request = channel.receive()
            except ValueError as nonsense:
                channel.send(failed(None, InvalidParametersError(f"Not a request: {nonsense}.")))
                return
            if request is None:
                return
            answer = _answer(engine, channel, request)
            # What the engine printed comes before its answer, so that the log shows it under this request.
            sys.stdout.flush()
            sys.stderr.flush()
            channel.send(answer)
    except PeerGoneError:
        return


def _answer(engine: Engine, channel: Channel, request: dict[str, Any]) -> dict[str, Any]:
    request_id = request.get("id")
    try:
        operation = engine.operations.get(request.get("op", ""))
        if operation is None:
            known = ", ".join(sorted(engine.operations))
            raise InvalidParametersError(
                f"{engine.name} does not know op {request.get('op')!r}; it knows {known}."
            )
        values = request.get("args", {})
        if not isinstance(values, dict):
            raise InvalidParametersError("args must be an object.")
        return done(request_id, operation(Arguments(values), Progress(channel, request_id)))
    except EngineError as refused:
        return failed(request_id, refused)
    except Exception as cause:
        traceback.print_exc()
        return failed(request_id, as_engine_error(cause))
