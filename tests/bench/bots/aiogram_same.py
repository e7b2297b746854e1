"""An aiogram bot as its documentation writes it, that does what a look of ours does: each update is in the database before
it is handled, and marked when it is done; the reader and a page of outings are read; the tap is answered and the message
changed, five outings and eight buttons of it. It has no doors, no languages, no letters, no pace, and its updates are
confirmed to Telegram before they are kept."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import aiosqlite
from aiogram import BaseMiddleware, Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, TelegramObject, Update

from tests.bench.towns import NOW

dispatcher = Dispatcher()

KEEP = "INSERT INTO inbox (update_id, chat_id, received_at, state, attempts, payload) VALUES (?, ?, ?, 'waiting', 1, ?)"
DONE = "UPDATE inbox SET state = 'done', payload = NULL, chat_id = 0 WHERE update_id = ?"
READER = "SELECT p.*, r.role FROM people p LEFT JOIN roles r ON r.person_id = p.id WHERE p.telegram_id = ?"
AHEAD = "publication = 'published' AND starts_at > ?"
COUNT = f"SELECT count(*) FROM (SELECT id FROM sessions WHERE {AHEAD} LIMIT 200)"
PAGE = f"""
    SELECT s.id, s.starts_at, s.capacity - s.taken, o.title, v.name
    FROM (SELECT * FROM sessions WHERE {AHEAD} ORDER BY starts_at, id LIMIT 5 OFFSET ?) s
    JOIN offers o ON o.id = s.offer_id JOIN venues v ON v.id = o.venue_id"""


Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Kept(BaseMiddleware):
    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, Update) or event.callback_query is None:
            return None
        database, lock = data["database"], data["lock"]
        chat, now = event.callback_query.from_user.id, int(NOW.timestamp())
        async with lock:
            await database.execute(KEEP, (event.update_id, chat, now, event.model_dump_json()))
            await database.commit()
        answer = await handler(event, data)
        async with lock:
            await database.execute(DONE, (event.update_id,))
            await database.commit()
        return answer


@dispatcher.callback_query(F.data.startswith("offers:all:"))
async def offers(tap: CallbackQuery, database: aiosqlite.Connection) -> None:
    page, now = int((tap.data or "").rsplit(":", 1)[1]), int(NOW.timestamp())
    await database.execute_fetchall(READER, (tap.from_user.id,))
    ((count,),) = await database.execute_fetchall(COUNT, (now,))
    found = list(await database.execute_fetchall(PAGE, (now, 5 * (page - 1))))
    said = ["<b>Sorties</b>", "Toutes les sorties"]
    for _, starts_at, free, title, venue in found:
        moment = datetime.fromtimestamp(starts_at, UTC).strftime("%A %d %B %Y à %H h %M")
        said += ["", f"<b>{title}</b>", moment, venue, f"{free} places disponibles"]
    said += ["", f"Page {page} sur {-(-count // 5)}"]
    rows = [[_button(f"{title}, {number}", f"session:{number}:all:{page}")] for number, _, _, title, _ in found]
    turn = [_button("Page précédente", f"offers:all:{page - 1}"), _button("Page suivante", f"offers:all:{page + 1}")]
    await tap.answer()
    if isinstance(tap.message, Message):
        keyboard = InlineKeyboardMarkup(inline_keyboard=[*rows, turn, [_button("Filtrer", "filter")]])
        await tap.message.edit_text("\n".join(said), parse_mode="HTML", reply_markup=keyboard)


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, callback_data=data)


async def main(token: str, url: str, database: str) -> None:
    async with aiosqlite.connect(database.removeprefix("sqlite:///")) as kept_in:
        dispatcher.update.outer_middleware(Kept())
        await kept_in.execute("PRAGMA journal_mode=WAL")
        await kept_in.execute("PRAGMA synchronous=FULL")
        bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
        await dispatcher.start_polling(bot, database=kept_in, lock=asyncio.Lock())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
