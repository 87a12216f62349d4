"""Checks on a machine with GPUs what no other machine can: run by `./renderline check-gpu`.

`devices` looks for a GPU and ends with 1 where there is none; `all` drives the api and the workers of a home that
was started for it, and ends with the number of checks that have failed. Runs under the workers' Python.
"""

import contextlib
import fcntl
import getpass
import json
import os
import re
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import render_sample

WAITS_S = 5
"""How long views that run are watched while their GPU is held."""
STARTS_S = 60
LEAST_FILM_PX = 256


class CheckError(Exception):
    """A check that has failed, with a sentence."""


def gpus():
    """What Blender finds, as the workers ask for it."""
    from renderline_engine import devices
    from renderline_engine.arguments import Arguments

    listed = devices.devices(Arguments({}), lambda *_: None)["devices"]
    return [device for device in listed if device["backend"] != "CPU"]


def cards(found):
    """OptiX and CUDA name one and the same card by two ids."""
    return {device["id"].removesuffix("_OptiX") for device in found}


def look():
    """Ends with 1 and a sentence where there is no GPU."""
    found = gpus()
    for device in found:
        print(f"  {device['backend']:7} {device['name']}, driver {device['driver'] or 'unknown'}, {device['id']}")
    sys.stdout.flush()
    if not found:
        print(
            "There is no GPU here that Blender can use (OptiX, CUDA, HIP, oneAPI, Metal): nothing was checked. "
            "Is the driver loaded (nvidia-smi, rocminfo), and in a container, was the GPU given to it?"
        )
        sys.stdout.flush()
        # Blender may hang in its own exit.
        os._exit(1)
    os._exit(0)


class Farm:
    """The api and the workers of the home."""

    def __init__(self):
        self.api = os.environ["CHECK_API"]
        self.home = Path(os.environ["CHECK_HOME"])
        self.logs = Path(os.environ["CHECK_LOGS"])
        self.ports = os.environ["CHECK_WORKERS"].split()
        self.sample = Path(os.environ["CHECK_SAMPLE"])
        self.model = render_sample.upload(self.api, self.sample)
        self.first = None

    def get(self, path):
        return render_sample.call(self.api + path)[1]

    def submit(self, **order):
        order = {"device": "gpu", "denoise": False, "samples": 16, "model": self.model, **order}
        headers, _ = render_sample.call(f"{self.api}/v1/jobs", json.dumps(order).encode())
        return headers["Location"].removeprefix(self.api)

    def job(self, **order):
        """Runs a job and returns its tasks of the last kind, with the bytes that it has made."""
        path = self.submit(**order)
        job = render_sample.finished(self.api, path)
        if job["state"] != "SUCCEEDED":
            error = job.get("error") or {}
            raise CheckError(f"the job ended {job['state']}: {error.get('code')}: {error.get('message')}")
        if not job["results"][0].get("gpuUsed"):
            raise CheckError(f"the result does not say that a GPU has rendered it: {job['results'][0]}")
        with urllib.request.urlopen(self.api + job["results"][0]["url"], timeout=60) as content:
            return self.get(path + "/tasks"), content.read()

    def still(self, side=256, azimuth=35.0, **order):
        view = [{"azimuth": azimuth, "elevation": 25}]
        tasks, picture = self.job(kind="still", width=side, height=side, views=view, **order)
        return next(task for task in tasks if task["type"] == "render-view"), picture

    def copy_of_model(self, mark):
        """The same model by other bytes: all of it is made anew, and must look the same."""
        copy = self.home / f"{mark}.step"
        text = self.sample.read_text(errors="surrogateescape")
        copy.write_text(text.replace("HEADER;", f"HEADER;\n/* {mark} */", 1), errors="surrogateescape")
        return render_sample.upload(self.api, copy)


def result_names_its_device(farm):
    task, farm.first = farm.still()
    device = task["device"]
    if device["type"] != "gpu" or not device["driver"]:
        raise CheckError(f"the result names {device}")
    return f"{device['backend']} on {device['name']}, driver {device['driver']}, {task['engineMs']} ms"


def workers_use_all(farm):
    count = len(cards(json.loads((farm.home / "gpus.json").read_text())))
    for worker in farm.get("/v1/workers"):
        used = [device for device in worker["devices"] if device["type"] == "gpu"]
        if len(used) != count or worker["retired"]:
            raise CheckError(f"{worker['name']} uses {used} of {count}; out of service: {worker['retired']}")
        heavy = [slots["slots"] for slots in worker["slots"] if slots["queue"] == "heavy"]
        if heavy not in ([], [count]):
            raise CheckError(f"{worker['name']} has {heavy} heavy slots for {count} GPUs")
    return f"{count} used by each worker, as many heavy slots, none out of service"


def kernels_are_kept(farm):
    seconds = [
        int(found)
        for log in farm.logs.glob("worker-*.log")
        for found in re.findall(r"is warm after (\d+) s", log.read_text(errors="replace"))
    ]
    if not seconds:
        raise CheckError("no worker's log says that it has warmed a GPU")
    folders = [
        Path(os.environ.get("OPTIX_CACHE_PATH") or f"/var/tmp/OptixCache_{getpass.getuser()}"),
        Path(os.environ.get("CUDA_CACHE_PATH") or Path.home() / ".nv/ComputeCache"),
        Path.home() / ".cache/cycles",
    ]
    kept = [f"{folder} {_size(folder) >> 20} MB" for folder in folders if _size(folder) > 0]
    if not kept:
        raise CheckError(f"warmed in {seconds} s, and nothing lies in {', '.join(map(str, folders))}")
    return f"warmed in {', '.join(map(str, seconds))} s; {'; '.join(kept)}"


def _size(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0


def memory_is_measured(farm):
    held = 0.0
    for port in farm.ports:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/actuator/prometheus", timeout=10) as answer:
            text = answer.read().decode()
        held += sum(map(float, re.findall(r"^renderline_pool_gpu_memory_bytes\S* (\S+)$", text, re.MULTILINE)))
    if held <= 0:
        raise CheckError("the workers' pools hold a scene, and none of the GPU's memory")
    return f"{held / 2**20:.0f} MB of GPU memory held by warm scenes"


def warm_is_cold(farm):
    if farm.first is None:
        raise CheckError("there is no cold view to compare with: the first one has failed")
    other = farm.copy_of_model("warm")
    farm.still(azimuth=200.0, model=other)
    task, warm = farm.still(model=other)
    if not task["warm"]:
        raise CheckError("the second view was not rendered by the process that rendered the first")
    if warm != farm.first:
        raise CheckError(f"{len(warm)} bytes of a warm view differ from {len(farm.first)} of the cold one")
    return f"the same {len(warm)} bytes from a warm process as from a cold one"


def one_view_at_a_time(farm):
    with contextlib.ExitStack() as held:
        for lock in sorted((farm.home / "locks").glob("*.lock")):
            # The workers' own locks on files are of this kind.
            fcntl.lockf(held.enter_context(lock.open("r+")), fcntl.LOCK_EX)
        jobs = [
            farm.submit(kind="still", width=side, height=side, views=[{"azimuth": 77.0, "elevation": 25}])
            for side in (64, 1100)
        ]
        _watch(farm, jobs)
    for job in jobs:
        if render_sample.finished(farm.api, job)["state"] != "SUCCEEDED":
            raise CheckError("a view that had waited for the GPU failed")
    return "light and heavy worker waited while the GPUs were held, and went on after that"


def _watch(farm, jobs):
    """Each view must have been begun, and none may end."""
    begun = time.monotonic() + STARTS_S
    end = None
    while end is None or time.monotonic() < end:
        views = [task for job in jobs for task in farm.get(job + "/tasks") if task["type"] == "render-view"]
        states = [view["state"] for view in views]
        if any(state in render_sample.ENDED for state in states):
            raise CheckError(f"while another one had the GPU, two views were {' and '.join(states)}")
        if end is None and states == ["RUNNING"] * len(jobs):
            end = time.monotonic() + WAITS_S
        if end is None and time.monotonic() > begun:
            raise CheckError(f"two views were not begun within {STARTS_S} s, but are {' and '.join(states)}")
        time.sleep(0.2)


def films_are_encoded(farm):
    try:
        tasks, film = farm.job(kind="turntable", frames=2, width=LEAST_FILM_PX, height=LEAST_FILM_PX, format="mp4")
    except urllib.error.HTTPError as refused:
        raise CheckError(json.load(refused)["detail"]) from refused
    device = next(task["device"] for task in tasks if task["type"] == "encode-video")
    if device.get("encoder") != "h264_nvenc":
        raise CheckError(f"the film was encoded by {device}")
    return f"{device['encoder']} on {device['name']}, {len(film)} bytes"


CHECKS = {
    "policy gpu": result_names_its_device,
    "all GPUs": workers_use_all,
    "kernels": kernels_are_kept,
    "memory": memory_is_measured,
    "warm = cold": warm_is_cold,
    "one at a time": one_view_at_a_time,
    "NVENC": films_are_encoded,
}


def check_all():
    """Runs every check, whatever became of the one before."""
    found = gpus()
    try:
        farm = Farm()
    except (OSError, LookupError, ValueError) as wrong:
        print(f"  ✗ The model cannot be uploaded: {wrong!r}", flush=True)
        os._exit(1)
    (farm.home / "gpus.json").write_text(json.dumps(found))
    failed = 0
    for name, check in CHECKS.items():
        try:
            mark, said = "✓", check(farm)
        except urllib.error.HTTPError as refused:
            mark, said = "✗", f"{refused.url} answered {refused.code}: {refused.read().decode(errors='replace')}"
        except (CheckError, SystemExit) as wrong:
            mark, said = "✗", f"{wrong}"
        except (OSError, LookupError, ValueError, TypeError) as wrong:
            mark, said = "✗", repr(wrong)
        failed += mark == "✗"
        print(f"  {mark} {name:14} {said}", flush=True)
    print("All GPU checks passed." if failed == 0 else f"{failed} of {len(CHECKS)} GPU checks failed.", flush=True)
    os._exit(min(failed, 1))


if __name__ == "__main__":
    look() if sys.argv[1] == "devices" else check_all()
