"""The bot as a real process, on a clock of its own, against the loopback Telegram; killed without warning."""

import asyncio
import functools
import os
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import RehearsalClock

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
    """`passerelle run`, as an operator starts it."""

    def __init__(self, folder: Path, url: str, token: str, clock: RehearsalClock) -> None:
        self.folder = folder
        self._clock = clock
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "PYTHONWARNINGS": "ignore",
            "PASSERELLE_BOT_TOKEN": token,
            "PASSERELLE_TELEGRAM_URL": url,
            "PASSERELLE_DATABASE_URL": f"sqlite:///{folder}/town.db",
        }
        self._running: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with (self.folder / "bot.log").open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                env={**self.environment, **self._its_clock()},
                cwd=self.folder,
                stderr=log,
                start_new_session=True,
            )

    def _its_clock(self) -> dict[str, str]:
        """The library that the `faketime` command would load; the command itself would stand before signals."""
        if FAKETIME is None:
            return {}
        ahead = self._clock.now().timestamp() - RehearsalClock().now().timestamp()
        return {
            "LD_PRELOAD": its_library(FAKETIME),
            "FAKETIME": f"{ahead:+.0f}s",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    async def kill(self) -> None:
        """As a power cut would."""
        if self._running is not None and self._running.returncode is None:
            os.killpg(self._running.pid, signal.SIGKILL)
            await self._running.wait()
        self._running = None

    async def killed_and_restarted(self, after: timedelta = timedelta()) -> None:
        await self.kill()
        self._clock.move(after)
        await self.start()

    async def asked_to_stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self._running is not None
        os.killpg(self._running.pid, signal.SIGTERM)
        return await asyncio.wait_for(self._running.wait(), timeout=5)

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text()
