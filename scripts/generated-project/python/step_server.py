"""Run modules as `python -m` does, each in a process of its own in which the slow packages are imported already.

A request is a line of JSON with module, args, cwd, environment and log; the answer is a line with the exit code. Nothing
of the project itself is imported before the process of a request has begun.
"""

import importlib
import json
import os
import runpy
import sys
from contextlib import suppress
from typing import Any


def become(request: dict[str, Any]) -> None:
    """Take over folder, environment, output and command line of a request."""
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["cwd"])
    sys.path[0] = request["cwd"]
    sys.argv = [request["module"], *request["args"]]


def serve() -> dict[str, Any] | None:
    """Answer requests; return one in the process that is to run it, or nothing at the end."""
    while line := sys.stdin.readline():
        request: dict[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            return request
        _, status = os.waitpid(child, 0)
        print(json.dumps({"exit_code": os.waitstatus_to_exitcode(status)}), flush=True)
    return None


def main(packages: list[str]) -> None:
    """Import the packages, as far as they are installed, and serve."""
    for package in packages:
        with suppress(ImportError):
            importlib.import_module(package)
    request = serve()
    if request is not None:
        become(request)
        # From here on it is an ordinary program: it ends as one, with its threads and what runs at exit.
        runpy.run_module(request["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
