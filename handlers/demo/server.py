"""The loopback server: the Bot API for the bot, the page and its side door for people."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from aiohttp import web

from handlers.demo import botapi, clockbar, door
from handlers.demo.box import BOX, Box, Clock, NextLetter, Way, send_home
from handlers.demo.guard import dress, guard
from handlers.demo.phones import Phone
from handlers.demo.world import World

HERE = Path(__file__).parent
LARGEST = 52 * 1024 * 1024


async def no_letter() -> datetime | None:
    """The answer of a demo that plans nothing."""
    return None


def application(
    world: World,
    clock: Clock,
    *,
    phones: Sequence[Phone] = (),
    next_letter_at: NextLetter = no_letter,
    zone: str = "Europe/Paris",
    ways: Sequence[Way] = (),
) -> web.Application:
    """The whole box behind one address. `ways` are the scenes that its page leads to."""
    app = web.Application(middlewares=[guard], client_max_size=LARGEST)
    app[BOX] = Box(world, clock, list(phones), next_letter_at, zone, list(ways))
    app.add_routes([*botapi.routes(), *door.routes(), *clockbar.routes(), *_pages()])
    app.on_response_prepare.append(dress)
    app.on_shutdown.append(send_home)
    return app


def together(boxes: Mapping[str, web.Application]) -> web.Application:
    """Several boxes on one server, each at its path; the first at the root."""
    first, *others = boxes.items()
    for path, box in others:
        first[1].router.add_get(path, _with_a_stroke)
        first[1].add_subapp(path, box)
    return first[1]


async def _with_a_stroke(request: web.Request) -> web.Response:
    """What a page asks for is beside it."""
    raise web.HTTPFound(f"{request.path}/")


@asynccontextmanager
async def serving(app: web.Application, port: int = 0) -> AsyncIterator[str]:
    """Serve on 127.0.0.1 until the block ends; gives the address. Port 0 is any free one."""
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _pages() -> list[web.RouteDef]:
    names = sorted(path.name for path in HERE.iterdir() if path.suffix in (".css", ".js"))
    return [_page("/", "page.html"), *(_page(f"/{name}", name) for name in names)]


def _page(address: str, name: str) -> web.RouteDef:
    async def show(_: web.Request) -> web.FileResponse:
        return web.FileResponse(HERE / name)

    return web.get(address, show)
