"""The bot as a real process, on a clock of its own, against the loopback Telegram; killed without warning."""

import asyncio
import contextlib
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import weakref
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import RehearsalClock
from tests import canary
from tests.ready import ENTRY

FAKETIME = shutil.which("faketime")


@functools.cache
def its_library(faketime: str) -> str:
    """What the command loads. Its semaphore has the name of a process: one left by a process killed long ago may
    stand in the way, so it is asked again."""
    for _ in range(5):
        asked = subprocess.run(
            [faketime, "-f", "+0s", "printenv", "LD_PRELOAD"], capture_output=True, text=True, check=False
        )
        if asked.returncode == 0:
            return asked.stdout.strip()
    raise AssertionError(f"faketime does not say what it loads: {asked.stderr}")


def require(tool: str | None, name: str) -> None:
    """Skipped on a newcomer's machine, with the reason; a failure where everything must run."""
    if tool is None:
        reason = f"{name} is not installed (Debian: apt-get install {name})"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


class Process:
    """`passerelle run`, as an operator starts it (`tests.ready` says what is saved)."""

    def __init__(self, folder: Path, url: str, token: str, clock: RehearsalClock | None, entry: str = ENTRY) -> None:
        """Without a clock it has the machine's: a moved one is slow where threads are many."""
        self.folder = folder
        self.entry = entry
        self.words: tuple[str, ...] = ("run",)
        self.all_its_clocks = False
        """Whether the one that counts how long something lasts is moved too, as if the process had been stopped."""
        self._running: set[int] = set()
        """The number of the process, while there is one."""
        self._clock = clock
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "PYTHONWARNINGS": "ignore",
            "PASSERELLE_BOT_TOKEN": token,
            "PASSERELLE_TELEGRAM_URL": url,
            "PASSERELLE_DATABASE_URL": f"sqlite:///{folder}/town.db",
            "PASSERELLE_LOG_LEVEL": "DEBUG",
            "PASSERELLE_AGENDA_HOSTS": "agenda.invalid",
        }
        self._ready: subprocess.Popen[str] | None = None

    async def start(self) -> None:
        await asyncio.to_thread(self._start)

    def _start(self) -> None:
        self.set_clock()
        if self._ready is None:
            self._ready = self._wait_for_orders()
        order = {
            "folder": str(self.folder),
            "environment": self.environment,
            "log": str(self.folder / "bot.log"),
            "words": list(self.words),
            "entry": self.entry,
        }
        print(json.dumps(order), file=self._ready.stdin, flush=True)
        self._running.add(self._answer())

    def _wait_for_orders(self) -> "subprocess.Popen[str]":
        ready = subprocess.Popen(
            [sys.executable, "-m", "tests.ready"],
            env={**self.environment, **self._its_clock()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        weakref.finalize(self, _dismiss, ready, self._running)
        return ready

    def _answer(self) -> int:
        assert self._ready is not None
        assert self._ready.stdout is not None
        return int(self._ready.stdout.readline())

    def _its_clock(self) -> dict[str, str]:
        """The library that the `faketime` command would load; the command itself would stand before signals."""
        if FAKETIME is None or self._clock is None:
            return {}
        return {
            "LD_PRELOAD": its_library(FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(self.folder / "clock"),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": str(int(not self.all_its_clocks)),
        }

    def set_clock(self) -> None:
        """The process's clock shows what ours does, also while it runs."""
        if self._clock is None:
            return
        ahead = self._clock.now().timestamp() - RehearsalClock().now().timestamp()
        written = self.folder / "clock.new"
        written.write_text(f"{ahead:+.0f}s")
        written.replace(self.folder / "clock")

    async def kill(self) -> None:
        """As a power cut would."""
        if self._running:
            self.signal(signal.SIGKILL)
            await self.ended()

    @property
    def number(self) -> int | None:
        """None when there is none, or when it has ended by itself."""
        return next((it for it in self._running if Path(f"/proc/{it}").exists()), None)

    def signal(self, which: signal.Signals) -> None:
        for number in self._running:
            _signal(number, which)

    async def ended(self) -> int:
        """The exit code."""
        code = await asyncio.to_thread(self._answer)
        self._running.clear()
        assert canary.sung(self.log.splitlines()) == []
        return code

    async def killed_and_restarted(self, after: timedelta = timedelta()) -> None:
        await self.kill()
        if self._clock is not None:
            self._clock.move(after)
        await self.start()

    async def asked_to_stop(self) -> int:
        """SIGTERM; the exit code."""
        self.signal(signal.SIGTERM)
        return await asyncio.wait_for(self.ended(), timeout=5)

    @property
    def log(self) -> str:
        written = self.folder / "bot.log"
        return written.read_text() if written.exists() else ""


def _dismiss(ready: "subprocess.Popen[str]", running: set[int]) -> None:
    """No more orders: it ends by itself."""
    for number in running:
        _signal(number, signal.SIGKILL)
    with ready:
        pass


def _signal(number: int, which: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):  # it ended by itself
        os.killpg(number, which)
