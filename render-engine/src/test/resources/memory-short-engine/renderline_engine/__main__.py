"""An engine that runs out of memory as often as the file `shortages` says, and renders black after that."""

import json
import os
import socket
import struct
import sys
from pathlib import Path

SHORTAGES = Path(__file__).with_name("shortages")
CPU = {"type": "cpu", "backend": "CPU", "name": "none", "driver": None}


def _render(args: dict) -> dict:
    left = int(SHORTAGES.read_text())
    SHORTAGES.write_text(str(max(0, left - 1)))
    if left > 0:
        raise MemoryError
    width, height = args["width"], args["height"]
    header = struct.pack("<3B5xHHHHBB", 0, 0, 2, 0, 0, width, height, 24, 0)
    Path(args["output"]).write_bytes(header + bytes(3 * width * height))
    return {
        "width": width,
        "height": height,
        "engineMs": 1,
        "saveMs": 1,
        "warm": False,
        "device": CPU,
    } | _memory()


def _memory() -> dict:
    return {"memoryBytes": 1, "peakMemoryBytes": 1, "loadMs": 1, "triangles": 1}


def _serve(connection: socket.socket) -> None:
    lines = connection.makefile("rw", buffering=1, encoding="utf-8")

    def send(message: dict) -> None:
        lines.write("\n\x1e" + json.dumps(message) + "\n")

    send({"event": "hello", "protocol": 1, "pid": os.getpid(), "engine": "blender", "version": "0"})
    for line in lines:
        request = json.loads(line)
        try:
            result = _render(request["args"]) if request["op"] == "render" else _memory()
            send({"id": request["id"], "event": "done", "result": result})
        except MemoryError:
            shortage = {"code": "OUT_OF_MEMORY", "message": "Memory ran out.", "retryable": True}
            send({"id": request["id"], "event": "error"} | shortage)


listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[sys.argv.index("--socket") + 1])
listener.listen()
sys.stdout.write(
    json.dumps({"ready": True, "protocol": 1, "engine": "blender", "version": "0", "pid": os.getpid()}) + "\n"
)
sys.stdout.flush()
while True:
    accepted = listener.accept()[0]
    if os.fork() == 0:
        _serve(accepted)
        os._exit(0)
    accepted.close()
