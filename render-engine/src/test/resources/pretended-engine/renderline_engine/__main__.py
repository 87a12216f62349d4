"""An engine with GPUs that are made up: it speaks Blender's protocol, and renders black.

Files beside it rule over it: `shortages` says how often it runs out of memory, `gone` names GPUs that are
lost, `crashes` makes it end at the next view; while there is `cold`, no GPU gets warm. `version` is
what it says of itself. What it was asked is written down in `asked`.
"""

import json
import os
import signal
import socket
import struct
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).parent
CPU = {"type": "cpu", "backend": "CPU", "name": "none", "driver": None}
MEGABYTE = 1 << 20


class RefusalError(Exception):
    """Ends a request with a code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _text(name: str) -> str:
    return (HERE / name).read_text() if (HERE / name).exists() else ""


def _check(device: str | None) -> None:
    if device is not None and device in _text("gone").splitlines():
        raise RefusalError("GPU_FAILED", f"{device} is gone.")


def _render(args: dict) -> dict:
    if _text("crashes"):
        (HERE / "crashes").unlink()
        os._exit(1)
    _check(args.get("device"))
    left = int(_text("shortages") or 0)
    (HERE / "shortages").write_text(str(max(0, left - 1)))
    if left > 0:
        raise RefusalError("OUT_OF_MEMORY", "Memory ran out.")
    width, height = args["width"], args["height"]
    header = struct.pack("<3B5xHHHHBB", 0, 0, 2, 0, 0, width, height, 24, 0)
    Path(args["output"]).write_bytes(header + bytes(3 * width * height))
    gpu = args.get("device")
    device = CPU if gpu is None else _used(gpu)
    return {
        "width": width,
        "height": height,
        "engineMs": 1,
        "saveMs": 1,
        "warm": False,
        "device": device,
    } | _memory()


def _used(gpu: str) -> dict:
    return {"type": "gpu", "backend": "OPTIX", "name": gpu, "driver": "570.1"}


def _memory() -> dict:
    return {
        "memoryBytes": 1,
        "peakMemoryBytes": 1,
        "loadMs": 1,
        "triangles": 1,
        "deviceMemoryBytes": 40 * MEGABYTE,
    }


def _answer(op: str, args: dict) -> dict:
    with (HERE / "asked").open("a") as asked:
        asked.write(json.dumps([op, args.get("device"), args.get("persistentData"), os.getpid()]) + "\n")
    if op == "devices":
        listed = [
            {"backend": "OPTIX", "name": gpu, "id": gpu, "driver": "570.1"}
            for gpu in _text("gpus").splitlines()
        ]
        return {"devices": [*listed, {"backend": "CPU", "name": "none", "id": "CPU", "driver": None}]}
    if op == "warm-gpu":
        while (HERE / "cold").exists():
            time.sleep(0.01)
        _check(args["device"])
        return {"device": _used(args["device"]), "engineMs": 1}
    return _render(args) if op == "render" else _memory()


def _serve(connection: socket.socket) -> None:
    lines = connection.makefile("rw", buffering=1, encoding="utf-8")

    def send(message: dict) -> None:
        lines.write("\n\x1e" + json.dumps(message) + "\n")

    send(
        {
            "event": "hello",
            "protocol": 1,
            "pid": os.getpid(),
            "engine": "blender",
            "version": _text("version"),
        }
    )
    for line in lines:
        request = json.loads(line)
        try:
            result = _answer(request["op"], request["args"])
            send({"id": request["id"], "event": "done", "result": result})
        except RefusalError as refusal:
            told = {"code": refusal.code, "message": str(refusal), "retryable": True}
            send({"id": request["id"], "event": "error"} | told)


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=_end_with_input, daemon=True).start()
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[sys.argv.index("--socket") + 1])
listener.listen()
sys.stdout.write(
    json.dumps(
        {"ready": True, "protocol": 1, "engine": "blender", "version": _text("version"), "pid": os.getpid()}
    )
    + "\n"
)
sys.stdout.flush()
# A child that has ended is gone, as with the real one: nothing of it waits to be asked for.
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    accepted = listener.accept()[0]
    if os.fork() == 0:
        _serve(accepted)
        os._exit(0)
    accepted.close()
