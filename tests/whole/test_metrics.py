"""The page for machines: true figures, about nobody, on this machine only."""

import asyncio
import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.domain.letters import Fate
from bot.figures import Alarm, Figures, in_a_line
from handlers.metrics import Heartbeat, Metrics
from storage.store import Storage
from tests.given import NOW, a_letter, a_person, storage_at
from tests.phone import Phone
from tests.town import Town
from tests.whole.test_command_line import environment

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with storage_at(url) as storage:
        yield storage


async def page(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/{path}") as answer:
        return answer.status, await answer.text()


def told(text: str) -> dict[str, float]:
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


async def test_letters_and_updates_are_counted_as_they_are(storage: Storage, unused_tcp_port: int) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        for n, due in enumerate((NOW - 5 * MINUTE, NOW - MINUTE, NOW + MINUTE, NOW - MINUTE, NOW - MINUTE)):
            await store.letters.write(a_letter(amina, key=f"key {n}", due_at=due))
        await store.letters.close(4, Fate.SENT, NOW)
        await store.letters.close(5, Fate.UNKNOWN, NOW)
        await store.inbox.keep(7, 1001, "{}", NOW - 2 * MINUTE)
    async with Metrics(storage, lambda: NOW).told_at("127.0.0.1", unused_tcp_port):
        status, text = await page(unused_tcp_port, "metrics")
    expected = {
        "passerelle_letters_due": 2,
        "passerelle_letters_lag_seconds": 300,
        "passerelle_inbox_waiting": 1,
        "passerelle_inbox_lag_seconds": 120,
        'passerelle_letters_closed{fate="sent"}': 1,
        'passerelle_letters_closed{fate="unknown"}': 1,
        'passerelle_letters_closed{fate="failed"}': 0,
    }
    assert status == 200
    assert expected.items() <= told(text).items()
    assert "Amina" not in text
    assert "1001" not in text


async def test_it_is_well_as_long_as_the_database_answers(storage: Storage, unused_tcp_port: int) -> None:
    async with Metrics(storage, lambda: NOW).told_at("127.0.0.1", unused_tcp_port):
        assert (await page(unused_tcp_port, "healthz"))[0] == 200
        await storage.close()
        assert (await page(unused_tcp_port, "healthz"))[0] == 503


async def test_a_loop_that_is_kept_waiting_says_so() -> None:
    heartbeat = Heartbeat()
    beating = asyncio.create_task(heartbeat.beat())
    await asyncio.sleep(0)
    time.sleep(0.8)  # noqa: ASYNC251 - that is the illness
    await asyncio.sleep(0.01)
    assert heartbeat.worst_s() > 0.2
    assert heartbeat.worst_s() == 0
    beating.cancel()


def figures(lag: timedelta, due: int = 3) -> Figures:
    return Figures(due, lag, 0, timedelta())


def test_the_alarm_rings_once_and_says_when_it_is_over() -> None:
    alarm = Alarm(NOW - timedelta(hours=1))
    assert alarm.heard(figures(14 * MINUTE), NOW) is None
    said = alarm.heard(figures(16 * MINUTE), NOW)
    assert said == "3 lettres dues ne partent pas, la plus ancienne depuis 16 minutes."
    assert alarm.heard(figures(17 * MINUTE), NOW + MINUTE) is None
    assert alarm.heard(figures(timedelta()), NOW + 2 * MINUTE) == "Les lettres partent de nouveau."
    assert alarm.heard(figures(timedelta()), NOW + 3 * MINUTE) is None


def test_what_became_late_while_nothing_ran_is_no_alarm_yet() -> None:
    alarm = Alarm(NOW)
    assert alarm.heard(figures(timedelta(hours=9)), NOW + MINUTE) is None
    assert alarm.heard(figures(timedelta(hours=9)), NOW + 16 * MINUTE) is not None


def test_the_day_in_a_line() -> None:
    quiet = Figures(0, timedelta(), 0, timedelta(), {Fate.SENT: 7, Fate.OVERTAKEN: 2})
    assert in_a_line(quiet) == "7 lettres dues, 7 parties, 0 échouées"
    ill = Figures(2, MINUTE, 4, MINUTE, {Fate.SENT: 1, Fate.FAILED: 1, Fate.LATE: 1, Fate.UNKNOWN: 1}, poison=1)
    assert in_a_line(ill) == (
        "6 lettres dues, 1 parties, 2 échouées, 1 incertaines, 2 en retard, 4 gestes à traiter, 1 gestes mis de côté"
    )


@pytest.fixture
async def watched(town: Town) -> Town:
    """A town whose operator has a telephone."""
    town.operator = 777
    await town.close()
    await town.open()
    town.world.person(777, "operator", "fr")
    town.world.send_text(777, "/start")
    await town.serve()
    return town


def last_word(town: Town) -> str:
    return [it.text for it in town.world.transcript(777) if it.from_bot][-1]


async def test_the_operator_reads_the_day_once(watched: Town, paul: Phone) -> None:
    await watched.bot.tend()
    said = last_word(watched)
    assert "lettres dues" in said
    assert "Piste : " in said
    before = len(watched.world.transcript(777))
    await watched.bot.tend()
    assert len(watched.world.transcript(777)) == before


async def test_when_letters_do_not_leave_the_operator_hears_of_it_once(
    watched: Town, amina: Phone, paul: Phone
) -> None:
    await watched.bot.tend()
    await watched.publish("Concert")
    await amina.presses("ask:1:1")
    watched.clock.move(timedelta(minutes=20))
    await watched.bot.tend()
    assert last_word(watched).startswith("1 lettres dues ne partent pas")
    before = len(watched.world.transcript(777))
    await watched.bot.tend()
    assert len(watched.world.transcript(777)) == before
    await watched.deliver()
    await watched.bot.tend()
    assert last_word(watched) == "Les lettres partent de nouveau."


def test_the_real_bot_tells_them_where_it_was_asked_to_and_everybody_of_its_outings(
    tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    figures, feed = unused_tcp_port_factory(), unused_tcp_port_factory()
    listen = {"PASSERELLE_METRICS_LISTEN": f"127.0.0.1:{figures}", "PASSERELLE_FEED_LISTEN": f"127.0.0.1:{feed}"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=environment(PASSERELLE_TELEGRAM_URL="http://127.0.0.1:9", PASSERELLE_BOT_TOKEN="1:x", **listen),
        stderr=subprocess.PIPE,
        text=True,
    ) as bot:
        try:
            text = _asked(f"http://127.0.0.1:{figures}/metrics")
            outings = _asked(f"http://127.0.0.1:{feed}/sorties.json")
        finally:
            bot.send_signal(signal.SIGTERM)
        logged = bot.communicate()[1]
    assert told(text)["passerelle_letters_due"] == 0
    assert json.loads(outings)["outings"] == []
    assert "sorties.json" not in logged, "who asks for what is in no log"


def _asked(address: str) -> str:
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"nobody answers at {address}")
