"""The turns that all workers share, on PostgreSQL (L10)."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from handlers.telegram.pace import NOW as AN_ANSWER
from handlers.telegram.shared_pace import PATIENCE_MS, SharedPace
from storage.turns import Turns, turns_at
from tests import postgresql
from tests.given import rows

A_SECOND = 50
A_DAY_MS = 86_400_000


@pytest.fixture
def url() -> str:
    return postgresql.emptied()


@pytest.fixture
async def turns(url: str) -> AsyncIterator[Turns]:
    async with turns_at(url) as turns:
        yield turns


async def test_each_turn_is_a_gap_after_the_one_before(turns: Turns) -> None:
    waits = [(await turns.ask(chat, 60_000, 60_000, 600_000)).wait for chat in (1, 2, 3)]
    assert waits[0] == 0
    assert 30 < waits[1] <= 60
    assert 90 < waits[2] <= 120


async def test_a_letter_does_not_reserve_far_ahead_and_an_answer_does(turns: Turns) -> None:
    while (last := await turns.ask(None, 60_000, 60_000, PATIENCE_MS)).granted:
        continue
    assert not last.of_chat
    assert (await turns.ask(7, 60_000, 60_000, 600_000)).granted


async def test_a_chat_that_must_wait_waits_for_every_worker_and_the_others_go_on(turns: Turns) -> None:
    here, there = SharedPace(turns), SharedPace(turns)
    await here.freeze(1, 30)
    await there.turn(2, AN_ANSWER)
    turn = await turns.ask(1, 1, 1, 60_000)
    assert not turn.granted
    assert turn.of_chat
    assert 25 < turn.wait <= 30


async def test_a_server_whose_clock_is_set_back_silences_nobody(turns: Turns, url: str) -> None:
    await turns.ask(1, 60_000, 60_000, 600_000)
    rows(url, f"UPDATE turns SET free_at_ms = free_at_ms + {A_DAY_MS}")  # noqa: S608 - a number
    again = await turns.ask(1, 60_000, 60_000, 600_000)
    assert again.granted
    assert again.wait == 0
    assert 30 < (await turns.ask(2, 60_000, 60_000, 600_000)).wait <= 60, "and the pace is kept again"
    assert not (await turns.ask(1, 60_000, 60_000, 600_000)).granted


async def test_three_workers_together_speak_no_faster_than_one_may(turns: Turns) -> None:
    """Each chat is another's; the control is three paces that know nothing of each other."""
    workers = [SharedPace(turns, a_second=A_SECOND) for _ in range(3)]
    begun = time.monotonic()
    await asyncio.gather(*(workers[n % 3].turn(n, "2") for n in range(30)))
    # Twenty-nine gaps; what is measured is a floor, which a slow machine only raises.
    assert time.monotonic() - begun >= 29 / A_SECOND
