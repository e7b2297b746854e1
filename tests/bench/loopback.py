"""A light Telegram on loopback, the same for every bot: it hands out updates and notes what comes back, and when.

It believes everything and refuses nothing: what a strict one costs is no part of a bot's figure. Answers are as long
as Telegram's own: a message comes back whole, with its buttons.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

BATCH = 100
SHOWS = ("sendMessage", "editMessageText")

Update = dict[str, Any]
TRUE = b'{"ok":true,"result":true}'


@dataclass
class Line:
    """One bot's: what waits for it, and what it answered."""

    waiting: deque[Update] = field(default_factory=deque)
    rang: asyncio.Event = field(default_factory=asyncio.Event)
    first_asked: asyncio.Event = field(default_factory=asyncio.Event)
    calls: int = 0
    shown: int = 0
    awaited: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    since: dict[int, float] = field(default_factory=dict)
    """Chat → when its update was handed in."""
    waits: list[float] = field(default_factory=list)
    """Seconds from an update to what is shown for it."""
    noted: asyncio.Event = field(default_factory=asyncio.Event)
    files: dict[str, bytes] = field(default_factory=dict)
    sent_at: list[float] = field(default_factory=list)
    """When each new message came."""
    last: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Chat → what it shows."""

    def put(self, updates: Iterable[Update]) -> None:
        self.waiting.extend(updates)
        self.rang.set()

    def put_timed(self, chat: int, update: Update) -> None:
        """One whose answer is waited for with a watch in hand."""
        self.since[chat] = time.perf_counter()
        self.put([update])

    def expect(self, messages: int) -> None:
        """From now on `reached` waits for so many messages, sent or changed."""
        self.shown, self.awaited = 0, messages
        self.reached.clear()

    def note(self, chat: int) -> None:
        self.shown += 1
        if (since := self.since.pop(chat, None)) is not None:
            self.waits.append(time.perf_counter() - since)
        self.noted.set()
        if self.shown == self.awaited:
            self.reached.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Looked at whenever the bot shows something."""
        while not holds():
            self.noted.clear()
            await self.noted.wait()


class Loopback:
    """Serves any number of bots, each under its own token."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}
        self._messages = 1000
        self._runner = web.ServerRunner(web.Server(self._answer, access_log=None))
        self.url = ""

    async def start(self) -> None:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    def line(self, token: str) -> Line:
        return self.lines.setdefault(token, Line())

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        *_, token, method = request.path.rsplit("/", 2)
        if "/file/" in request.path:
            return web.Response(body=self.line(token.removeprefix("bot")).files[method])
        line = self.line(token.removeprefix("bot"))
        line.calls += 1
        return web.Response(body=await self._say(line, method, request), content_type="application/json")

    async def _say(self, line: Line, method: str, request: web.BaseRequest) -> bytes:
        asked = await request.read()
        if method == "getUpdates":
            return await _updates(line, float(_parameters(request, asked).get("timeout", 0)))
        if method == "getMe":
            me = {"id": 1, "is_bot": True, "first_name": "Passerelle", "username": "passerelle_bot"}
            return _good(me)
        if method in SHOWS:
            return self._shown(line, method, _parameters(request, asked))
        if method == "getFile":
            name = _parameters(request, asked)["file_id"]
            return _good({"file_id": name, "file_unique_id": name, "file_size": 1, "file_path": name})
        return TRUE

    def _shown(self, line: Line, method: str, said: dict[str, Any]) -> bytes:
        chat = int(said["chat_id"])
        if method == "sendMessage":
            line.sent_at.append(time.perf_counter())
        self._messages += 1
        keyboard = said.get("reply_markup")
        keyboard = json.loads(keyboard) if isinstance(keyboard, str) else keyboard
        line.last[chat] = message(chat, int(said.get("message_id", self._messages)), said["text"], keyboard)
        line.note(chat)
        return _good(line.last[chat])


def _parameters(request: web.BaseRequest, asked: bytes) -> dict[str, Any]:
    """Bots send forms or JSON, as they like."""
    if request.content_type == "application/json":
        told: dict[str, Any] = json.loads(asked)
        return told
    return {name: value for name, [value] in parse_qs(asked.decode()).items()}


async def _updates(line: Line, patience: float) -> bytes:
    """Long polling, for as many seconds as the bot asks; nothing is handed out twice, for no bot here loses any."""
    line.first_asked.set()
    while not line.waiting:
        line.rang.clear()
        try:
            await asyncio.wait_for(line.rang.wait(), patience)
        except TimeoutError:
            return _good([])
    return _good([line.waiting.popleft() for _ in range(min(BATCH, len(line.waiting)))])


def _good(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


def message(chat: int, number: int, text: str, keyboard: object = None) -> dict[str, Any]:
    """What the bot showed in a private chat."""
    shown = {
        "message_id": number,
        "from": {"id": 1, "is_bot": True, "first_name": "Passerelle", "username": "passerelle_bot"},
        "chat": {"id": chat, "first_name": "Amina", "type": "private"},
        "date": 1803891600,
        "text": text,
    }
    return {**shown, "reply_markup": keyboard} if keyboard else shown


def person(account: int) -> dict[str, Any]:
    return {"id": account, "is_bot": False, "first_name": "Amina", "language_code": "fr"}


_number = 0


def _numbered(kind: str, what: dict[str, Any]) -> Update:
    global _number
    _number += 1
    return {"update_id": _number, kind: what}


def text(account: int, words: str) -> Update:
    """Someone writes."""
    written = message(account, 1, words)
    return _numbered("message", {**written, "from": person(account)})


def document(account: int, name: str, size: int) -> Update:
    """Someone sends a file."""
    sent = message(account, 1, "")
    del sent["text"]
    about = {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": size}
    return _numbered("message", {**sent, "from": person(account), "document": about})


SOMETHING_SHOWN = "Bonjour Amina.\nVotre prochaine sortie : Concert.\n\nQue voulez-vous faire ?"
SOME_BUTTONS = {
    "inline_keyboard": [
        [{"text": "Voir les sorties", "callback_data": "offers"}],
        [{"text": "Mes sorties", "callback_data": "mine"}],
        [{"text": "Mon référent", "callback_data": "my_referent"}],
        [{"text": "Réglages", "callback_data": "settings"}, {"text": "Aide", "callback_data": "help"}],
    ]
}


def tap(account: int, button: str) -> Update:
    """Someone presses a button under a message of the bot."""
    under = message(account, 900, SOMETHING_SHOWN, SOME_BUTTONS)
    about = {"id": str(_number + 1), "from": person(account), "message": under, "chat_instance": "1", "data": button}
    return _numbered("callback_query", about)
