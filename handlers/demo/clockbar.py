"""The clock bar: what time it is in the box, and how to move on."""

from datetime import datetime, timedelta

from aiohttp import web

from handlers.demo.box import BOX, Box, asked_of
from handlers.demo.spec import Json

FARTHEST = timedelta(days=366)


def routes() -> list[web.RouteDef]:
    """Where the clock bar asks."""
    return [web.get("/door/clock", show), web.post("/door/clock", move)]


async def show(request: web.Request) -> web.Response:
    """The time, and when the next letter is due."""
    return web.json_response(await _face(request.app[BOX]))


async def move(request: web.Request) -> web.Response:
    """Move by `seconds`, or to the next letter; never back.

    Whoever asks for the next letter may say when they `saw` it due. Once that hour has come nothing moves:
    the second press of a double one does not skip a letter.
    """
    asked = await asked_of(request)
    try:
        by = await _asked(request.app[BOX], asked)
    except (ValueError, TypeError, OverflowError) as why:
        raise web.HTTPBadRequest(text="Expected seconds, or to.") from why
    if not timedelta() <= by <= FARTHEST:
        raise web.HTTPBadRequest(text="The clock moves forward, a year at most.")
    request.app[BOX].clock.move(by)
    request.app[BOX].world.ring()
    return web.json_response(await _face(request.app[BOX]))


async def _asked(box: Box, asked: Json) -> timedelta:
    if asked.get("to") != "next":
        return timedelta(seconds=float(asked.get("seconds", 0)))
    at, now = await box.next_letter_at(), box.clock.now()
    if at is None or ("saw" in asked and datetime.fromisoformat(asked["saw"]) <= now):
        return timedelta()
    return max(at - now, timedelta())


async def _face(box: Box) -> Json:
    due = await box.next_letter_at()
    return {"now": box.clock.now().isoformat(), "next": due and due.isoformat()}
