"""The side door: what the page asks of the world, as people would do it with their thumbs."""

from urllib.parse import quote

from aiohttp import web

from handlers.demo.attachments import picture_type
from handlers.demo.box import BOX, asked_of
from handlers.demo.phones import phone_json
from handlers.demo.refusals import Refused
from handlers.demo.waking import changed

HEARTBEAT = 15


def routes() -> list[web.RouteDef]:
    """Where the page knocks."""
    own = "/door/{account:\\d+}"
    return [
        web.get("/door/state", _state),
        web.get("/door/changes", _changes),
        web.get("/door/files/{id}", _file),
        web.post("/door/fail", _fail),
        web.post(f"{own}/text", _text),
        web.post(f"{own}/tap", _tap),
        web.post(f"{own}/link", _link),
        web.post(f"{own}/document", _document),
        web.post(f"{own}/voice", _voice),
        web.post(f"{own}/contact", _contact),
        web.post(f"{own}/block", _block),
    ]


async def _state(request: web.Request) -> web.Response:
    world, phones = request.app[BOX].world, request.app[BOX].phones
    shown = [phone_json(world, phone) for phone in phones]
    bot = {"username": world.bot.username, "name": world.profile.word("name", "fr") or world.bot.first_name}
    found = {
        "rehearsal": request.app[BOX].rehearsal,
        "changes": world.changes,
        "zone": request.app[BOX].zone,
        "bot": bot,
        "phones": shown,
        "ways": [way._asdict() for way in request.app[BOX].ways],
    }
    return web.json_response(found)


async def _changes(request: web.Request) -> web.StreamResponse:
    """Server-sent events: a number each time that something changed."""
    world, seen = request.app[BOX].world, -1
    stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await stream.prepare(request)
    with request.app[BOX].attending():
        while not (request.transport is None or request.transport.is_closing()):
            woken = await changed(world, seen, HEARTBEAT)
            seen = world.changes
            await stream.write(f"data: {seen}\n\n".encode() if woken else b": still here\n\n")
    return stream


async def _file(request: web.Request) -> web.Response:
    """A picture to show, or a document to save: never a page to open."""
    found = request.app[BOX].world.files.by_id.get(request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound
    picture = picture_type(found.content)
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'"}
    if picture is None:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    return web.Response(body=found.content, content_type=picture or "application/octet-stream", headers=headers)


def _account(request: web.Request) -> int:
    account_id = int(request.match_info["account"])
    if account_id not in request.app[BOX].world.accounts:
        raise web.HTTPNotFound
    return account_id


async def _text(request: web.Request) -> web.Response:
    account_id, asked = _account(request), await asked_of(request, "text")
    return web.json_response({"message": request.app[BOX].world.send_text(account_id, str(asked["text"])[:4096])})


async def _tap(request: web.Request) -> web.Response:
    """A tap whose button is gone is no mistake: the screen was a moment late."""
    account_id, asked = _account(request), await asked_of(request, "message", "row", "column")
    try:
        query = request.app[BOX].world.tap(account_id, asked["message"], (asked["row"], asked["column"]))
    except (KeyError, IndexError) as why:
        raise web.HTTPConflict(text="This button is no longer there.") from why
    return web.json_response({"query": query})


async def _link(request: web.Request) -> web.Response:
    account_id, asked = _account(request), await asked_of(request, "url")
    return web.json_response({"message": request.app[BOX].world.open_link(account_id, str(asked["url"]))})


async def _document(request: web.Request) -> web.Response:
    account_id, form = _account(request), await request.post()
    sent, caption = form.get("document"), str(form.get("caption", ""))
    if not isinstance(sent, web.FileField):
        raise web.HTTPBadRequest(text="There is no file.")
    world, content = request.app[BOX].world, sent.file.read()
    try:
        if picture_type(content):
            return web.json_response({"message": world.send_photo(account_id, content, caption)})
        number = world.send_document(account_id, sent.filename, content, caption, sent.content_type)
    except Refused as refused:
        raise web.HTTPBadRequest(text=refused.description) from refused
    return web.json_response({"message": number})


async def _voice(request: web.Request) -> web.Response:
    await asked_of(request)
    return web.json_response({"message": request.app[BOX].world.send_voice(_account(request))})


async def _contact(request: web.Request) -> web.Response:
    account_id, asked = _account(request), await asked_of(request)
    number = str(asked.get("phone_number", "+33639980001"))  # a range kept for fiction
    return web.json_response({"message": request.app[BOX].world.send_contact(account_id, number)})


async def _block(request: web.Request) -> web.Response:
    account_id, asked = _account(request), await asked_of(request, "blocked")
    request.app[BOX].world.allow(account_id, not asked["blocked"])
    return web.json_response({"blocked": bool(asked["blocked"])})


async def _fail(request: web.Request) -> web.Response:
    """Bad weather from outside, for tests that run the bot in its own process."""
    asked = await asked_of(request, "method", "how")
    how = {name: asked[name] for name in ("times", "chat_id") if name in asked}
    try:
        request.app[BOX].world.fail_next(asked["method"], asked["how"], **how)
    except ValueError as why:
        raise web.HTTPBadRequest(text=str(why)) from why
    return web.json_response({})
