"""The command line: `zygote` serves connections, `session` serves the one it is handed.

Runs as `python -m renderline_engine ...`, and inside Blender as
`blender -b --factory-startup --python __main__.py -- ...`.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from pathlib import Path

if not __package__:
    # Started by its path: the package folder itself must not be searched, or its modules shadow others.
    _here = Path(__file__).resolve().parent
    sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != _here]
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from renderline_engine import engines, processes, session, zygote


def main(arguments: list[str]) -> None:
    """Runs one of the commands and ends the process."""
    options = _parser().parse_args(arguments)
    status = 1
    try:
        _run(options)
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        # Blender would go on with its own command line, and bpy's exit handlers can crash: leave at once.
        sys.stderr.flush()
        os._exit(status)


def _run(options: argparse.Namespace) -> None:
    if options.command == "zygote":
        zygote.run(options.engine, options.socket, fork=options.fork == "yes")
    else:
        processes.die_with_parent(options.parent)
        channel = session.take_over_standard_streams(options.connection)
        session.serve(engines.start(options.engine), channel)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="renderline_engine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("zygote", help="import an engine once and fork a session per connection")
    serving.add_argument("--engine", choices=engines.NAMES, required=True)
    serving.add_argument("--socket", required=True, help="path of the Unix socket to listen on")
    serving.add_argument("--fork", choices=("yes", "no"), default="yes", help="no: a fresh process each time")
    single = commands.add_parser("session", help="serve one connection that was handed over")
    single.add_argument("--engine", choices=engines.NAMES, required=True)
    single.add_argument("--connection", type=int, required=True, help="file descriptor of the connection")
    single.add_argument("--parent", type=int, required=True, help="process to end with")
    return parser


def _own_arguments() -> list[str]:
    """What follows the program's name; under Blender, what follows `--`."""
    if "--" in sys.argv:
        return sys.argv[sys.argv.index("--") + 1 :]
    return sys.argv[1:]


if __name__ == "__main__":
    main(_own_arguments())
