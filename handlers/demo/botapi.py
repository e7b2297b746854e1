"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, as the bot expects them."""

import hmac
from typing import Any

from aiohttp import web

from handlers.demo.box import BOX
from handlers.demo.refusals import Outage, Refused
from handlers.demo.spec import Files, Json
from handlers.demo.waking import long_poll
from handlers.demo.world import World


def routes() -> list[web.RouteDef]:
    """Where the bot knocks."""
    return [
        web.get("/bot{token:[^/]+}/{method}", _call),
        web.post("/bot{token:[^/]+}/{method}", _call),
        web.get("/file/bot{token:[^/]+}/{path:.+}", _file),
    ]


async def _call(request: web.Request) -> web.StreamResponse:
    world = request.app[BOX].world
    if not _token_is_right(request):
        return _unauthorized()
    params, files = await _parameters(request)
    try:
        status, body = await _answer(request, world, params, files)
    except Outage:
        return _hung_up(request)
    return web.json_response(body, status=status)


async def _answer(request: web.Request, world: World, params: Json, files: Files) -> tuple[int, Json]:
    method = request.match_info["method"]
    if method != "getUpdates":
        return world.answer(method, params, files)
    with request.app[BOX].attending():
        return await long_poll(world, params)


async def _file(request: web.Request) -> web.StreamResponse:
    if not _token_is_right(request):
        return _unauthorized()
    found = request.app[BOX].world.file(request.match_info["path"])
    if found is None:
        return web.json_response(Refused(404, "Not Found").as_json(), status=404)
    return web.Response(body=found.content, content_type="application/octet-stream")


def _token_is_right(request: web.Request) -> bool:
    token = request.app[BOX].world.token
    return hmac.compare_digest(request.match_info["token"].encode(), token.encode())


def _unauthorized() -> web.Response:
    return web.json_response(Refused(401, "Unauthorized").as_json(), status=401)


async def _parameters(request: web.Request) -> tuple[Json, Files]:
    params: dict[str, Any] = dict(request.query)
    files: Files = {}
    if request.content_type == "application/json":
        return {**params, **await _told(request)}, files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read(), value.content_type)
        else:
            params[name] = value if isinstance(value, str) else bytes(value).decode()
    return params, files


async def _told(request: web.Request) -> Json:
    try:
        told = await request.json()
    except ValueError:
        told = None
    # As the true server does: what cannot be read is as if nothing had been said.
    return told if isinstance(told, dict) else {}


def _hung_up(request: web.Request) -> web.Response:
    """Close the line without a word: what a bot sees of a cut cable."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
