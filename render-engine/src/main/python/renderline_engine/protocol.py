r"""JSON lines between a session and its peer.

The peer writes `{"id":1,"op":"render","args":{...}}`, one at a time. The session answers on the same
socket with zero or more `progress` events and then one `done` or `error`. Blender's chatter shares the
socket: a protocol message is a line that starts with the record separator (0x1E), all else is log.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from typing import Any

from .errors import EngineError

_RECORD_SEPARATOR = "\x1e"
_MAX_REQUEST_BYTES = 1 << 20
_PROGRESS_INTERVAL_S = 0.1


class PeerGoneError(Exception):
    """The peer closed the connection: there is nobody left to work for."""


class Channel:
    """One connection, read and written through file descriptors.

    Args:
        read_fd: where requests come from.
        write_fd: where events go, shared with everything that prints.
    """

    def __init__(self, read_fd: int, write_fd: int) -> None:
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._buffer = bytearray()

    def receive(self) -> dict[str, Any] | None:
        """Waits for the next request; None when the peer has closed.

        Raises:
            ValueError: the line is no JSON object, or is longer than a request may be.
        """
        while (end := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > _MAX_REQUEST_BYTES:
                raise ValueError(f"a request is longer than {_MAX_REQUEST_BYTES} bytes")
            try:
                chunk = os.read(self._read_fd, 65536)
            except ConnectionError:
                return None
            if not chunk:
                return None
            self._buffer += chunk
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        request = json.loads(line)
        if not isinstance(request, dict):
            raise ValueError("a request is a JSON object")
        return request

    def send(self, message: dict[str, Any]) -> None:
        """Writes one event as one line of its own, whatever was printed before it.

        Raises:
            PeerGoneError: nobody reads any more.
        """
        text = json.dumps(message, separators=(",", ":"), allow_nan=False)
        pending = memoryview(f"\n{_RECORD_SEPARATOR}{text}\n".encode())
        try:
            while pending:
                pending = pending[os.write(self._write_fd, pending) :]
        except OSError as gone:
            raise PeerGoneError from gone


class Progress:
    """Tells the peer how far one request is, ten times a second at most."""

    def __init__(self, channel: Channel, request_id: Any) -> None:
        self._channel = channel
        self._request_id = request_id
        self._last_sent = 0.0

    def __call__(self, fraction: float, message: str) -> None:
        """Reports a fraction from 0 to 1; drops the report when the last one is too fresh."""
        now = time.monotonic()
        if now - self._last_sent < _PROGRESS_INTERVAL_S:
            return
        self._last_sent = now
        # Blender calls this from inside a render: a peer that is gone is noticed at the next read instead.
        with contextlib.suppress(PeerGoneError):
            self._channel.send(
                {
                    "id": self._request_id,
                    "event": "progress",
                    "fraction": round(min(max(fraction, 0.0), 1.0), 4),
                    "message": message,
                }
            )


def done(request_id: Any, result: dict[str, Any]) -> dict[str, Any]:
    """The event that ends a request well."""
    return {"id": request_id, "event": "done", "result": result}


def failed(request_id: Any, error: EngineError) -> dict[str, Any]:
    """The event that ends a request badly."""
    return {
        "id": request_id,
        "event": "error",
        "code": error.code,
        "message": error.message,
        "retryable": error.retryable,
    }
