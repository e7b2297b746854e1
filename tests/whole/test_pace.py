"""How fast the bot speaks, and who goes first (L10)."""

import asyncio
import time

from bot.domain.letters import Priority
from handlers.telegram.pace import A_SECOND, LATE, NOW, Pace

GAP = 0.01
TELEGRAM = 30


def quick() -> Pace:
    return Pace(a_second=1 / GAP, a_chat=0.0)


async def test_no_second_has_more_turns_than_telegram_takes() -> None:
    pace, loop = quick(), asyncio.get_running_loop()
    given = []
    for chat in range(60):
        await pace.turn(chat)
        given.append(loop.time())
    assert all(later - sooner >= 20 * GAP - LATE for sooner, later in zip(given, given[20:], strict=False))
    assert 1 + (1 + LATE) * A_SECOND <= TELEGRAM


async def test_a_turn_that_comes_late_is_made_good_by_the_next() -> None:
    pace = quick()
    await pace.turn(1)
    second, third = (asyncio.ensure_future(pace.turn(chat)) for chat in (2, 3))
    await asyncio.sleep(0)
    time.sleep(3 * GAP)  # noqa: ASYNC251 - everything stands still
    await second
    assert third.done()


async def test_answers_to_a_tap_go_before_decisions_and_these_before_reminders() -> None:
    pace = Pace(a_second=4, a_chat=0.0)
    order: list[str] = []

    async def asked(chat: int, priority: str) -> None:
        await pace.turn(chat, priority)
        order.append(priority)

    some = [Priority.REMINDER, Priority.DECISION, NOW]
    await pace.turn(0)
    await asyncio.gather(*(asked(chat, priority) for chat, priority in enumerate(some, 1)))
    assert order == [NOW, Priority.DECISION, Priority.REMINDER]


async def test_a_chat_that_was_told_to_wait_keeps_nobody_else_waiting() -> None:
    pace = quick()
    await pace.freeze(1, 60)
    frozen = asyncio.ensure_future(pace.turn(1))
    await pace.turn(2)
    await pace.turn(3)
    assert not frozen.done()
    frozen.cancel()
