"""Renders one bundled model through the API and stores the picture; standard library only."""

import json
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

# A picture on a slow CPU may take minutes; a job that stands still for this many seconds is given up.
PATIENCE_S = 900
ENDED = ("SUCCEEDED", "FAILED", "CANCELLED")


def call(url, body=None, content_type="application/json"):
    """Sends a GET, or a POST where there is a body, and returns the answer's headers and JSON."""
    headers = {"Content-Type": content_type} if body is not None else {}
    request = urllib.request.Request(url, data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.headers, json.load(answer)


def upload(api, model):
    """Uploads the model and returns its asset's id."""
    boundary = uuid.uuid4().hex
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{model.name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = head.encode() + model.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    return call(f"{api}/v1/assets", body, f"multipart/form-data; boundary={boundary}")[1]["id"]


def finished(api, job):
    """Waits until the job has ended and returns it."""
    end, pause = time.monotonic() + PATIENCE_S, 0.05
    while time.monotonic() < end:
        state = call(api + job)[1]
        if state["state"] in ENDED:
            return state
        time.sleep(pause)
        pause = min(pause * 1.3, 0.5)
    sys.exit(f"the job {job} has not ended within {PATIENCE_S} s")


def main():
    """Uploads, orders, waits, downloads, and writes the picture's path to the last argument."""
    api, model, folder, size, answer = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    order = {"kind": "still", "model": upload(api, model), "width": size, "height": size, "format": "png"}
    headers, _ = call(f"{api}/v1/jobs", json.dumps(order).encode())
    job = finished(api, headers["Location"].removeprefix(api))
    if job["state"] != "SUCCEEDED":
        error = job.get("error") or {}
        sys.exit(f"the job ended {job['state']}: {error.get('code')}: {error.get('message')}")
    picture = folder / f"{model.stem}.png"
    with urllib.request.urlopen(api + job["results"][0]["url"], timeout=60) as content:
        picture.write_bytes(content.read())
    Path(answer).write_text(f"{picture}\n")


if __name__ == "__main__":
    try:
        main()
    except urllib.error.HTTPError as refused:
        sys.exit(f"{refused.url} answered {refused.code}: {refused.read().decode(errors='replace')}")
    except OSError as failure:
        sys.exit(str(failure))
