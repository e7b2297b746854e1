"""Waiting for the world: until something changed, until an update came, until the next poller."""

import asyncio
from typing import Any

from handlers.demo.refusals import conflict
from handlers.demo.spec import Json
from handlers.demo.state import State
from handlers.demo.world import World

LONGEST_POLL = 50


async def changed(world: State, since: int, seconds: float) -> bool:
    """Wait until the world is no longer as it was; False when the time is over."""
    if world.changes != since or seconds <= 0:
        return world.changes != since
    woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    stop = world.listen(lambda: None if woken.done() else woken.set_result(None))
    try:
        async with asyncio.timeout(seconds):
            await woken
    except TimeoutError:
        return False
    finally:
        stop()
    return True


async def long_poll(world: World, params: dict[str, Any]) -> tuple[int, Json]:
    """getUpdates: at once when something waits, else at the first update, 50 seconds at most."""
    turn = world.queue.begin_turn()
    if world.queue.pollers:
        world.ring()  # the poller before learns that its turn is over
    with world.queue.polling():
        return await _poll(world, params, turn)


async def _poll(world: World, params: dict[str, Any], turn: int) -> tuple[int, Json]:
    loop = asyncio.get_running_loop()
    until = loop.time() + _patience(params)
    while True:
        seen = world.changes
        status, body = world.answer("getUpdates", params)
        if status != 200 or body["result"] or not await changed(world, seen, until - loop.time()):
            return status, body
        if world.queue.turn != turn:
            refused = conflict()
            return refused.status, refused.as_json()


def _patience(params: dict[str, Any]) -> float:
    asked = str(params.get("timeout", "0"))
    return min(int(asked), LONGEST_POLL) if asked.isdigit() else 0
