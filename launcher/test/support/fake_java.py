#!/usr/bin/env python3
"""Stands in for a JVM: unpacks a jar, records a class cache, or serves what the launcher asks an application for."""

import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ARGUMENTS = sys.argv[1:]


def option(prefix):
    """Returns the rest of the argument that starts with this, or None."""
    return next((a[len(prefix):] for a in ARGUMENTS if a.startswith(prefix)), None)


class Application(http.server.BaseHTTPRequestHandler):
    """Readiness, and an API that returns the uploaded bytes as the picture."""

    def answer(self, status, body, **headers):
        """Sends bytes or JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self):  # noqa: N802
        """Readiness, the job and the picture."""
        if self.path.startswith("/actuator/health"):
            self.answer(200, {"status": "UP"})
        elif self.path.startswith("/v1/jobs/"):
            self.answer(200, {"state": "SUCCEEDED", "results": [{"url": "/v1/assets/p/content"}]})
        else:
            self.answer(200, b"a picture")

    def do_POST(self):  # noqa: N802
        """An upload or an order."""
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/v1/assets":
            self.answer(201, {"id": "m"})
        else:
            self.answer(202, {"id": "j"}, Location="/v1/jobs/j")

    def log_message(self, *_):
        """Stays silent."""


def main():
    """Does what the arguments ask for."""
    jar = Path(ARGUMENTS[ARGUMENTS.index("-jar") + 1])
    if option("-Djarmode="):
        folder = Path(ARGUMENTS[ARGUMENTS.index("--destination") + 1])
        folder.mkdir(parents=True)
        shutil.copy(jar, folder)
    elif option("-XX:AOTCacheOutput="):
        Path(option("-XX:AOTCacheOutput=")).write_text("classes")
    else:
        if os.environ.get("FAKE_FAILURE") == jar.stem:
            sys.exit("APPLICATION FAILED TO START: " + os.environ["FAKE_FAILURE"])
        # Like a worker's Blender: a child that outlives a killed parent.
        subprocess.Popen(["sleep", "1000"])
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        address = (os.environ["SERVER_ADDRESS"], int(os.environ["SERVER_PORT"]))
        http.server.ThreadingHTTPServer(address, Application).serve_forever()


main()
