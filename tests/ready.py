"""A process that has loaded the bot's code and waits for orders, a line of JSON each: it starts one bot by a fork, says
its number, and later how it ended.

A bot that is started so is the whole one, with a group, files and a clock of its own, but for the second that its
imports take: hundreds of kills would cost hundreds of those.
"""

import importlib
import json
import os
import select
import signal
import sys
from typing import Any

ENTRY = "bot.__main__:main"

A_MOMENT = 0.02
"""Seconds between two looks at a bot that runs."""


def main() -> None:
    importlib.import_module("bot.__main__")
    while line := sys.stdin.readline():
        number = os.fork()
        if number == 0:
            return become(json.loads(line))
        os.setpgid(number, number)
        print(number, flush=True)  # noqa: T201 - the answer
        print(_end_of(number), flush=True)  # noqa: T201 - the answer
    return None


def _end_of(number: int) -> int:
    """The exit code. A bot does not outlive whoever ordered it, however that one ends."""
    while True:
        ended, status = os.waitpid(number, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if select.select([sys.stdin], [], [], A_MOMENT)[0]:
            os.killpg(number, signal.SIGKILL)
            os.waitpid(number, 0)
            sys.exit()


def become(order: dict[str, Any]) -> None:
    """This process is now what a shell would have started."""
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    _redirect(order["log"])
    sys.argv = ["passerelle", *order["words"]]
    room, _, name = order["entry"].partition(":")
    getattr(importlib.import_module(room), name)()


def _redirect(log: str) -> None:
    """No keyboard; what is said goes to the log."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(written, 1)
    os.dup2(written, 2)


if __name__ == "__main__":
    main()
