"""What a test starts from: facts for the rules, rows for the shelves, and a few gestures that stories share."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from hypothesis import strategies as st
from psycopg.rows import dict_row

from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.letters import Kind, Letter, Priority
from bot.domain.offers import Offer, Publication, Session, Venue
from bot.domain.people import Person, Role
from bot.ports import Store
from handlers.demo.world import World
from handlers.screens import MOST_BYTES, find
from locales.languages import LANGUAGES
from storage.engine import is_postgresql
from storage.sqlite import sqlite_path
from storage.store import Storage
from tests.town import Town

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
IN_TEN_DAYS = NOW + timedelta(days=10)
PARIS = "Europe/Paris"
MOST_BUTTONS = 8
LANGUAGE_NAMES = {it.name for it in LANGUAGES.values()}
"""They are offered all at once: nobody looks for their own on the second page of a language that they do not read."""
REFUSED = (sqlite3.IntegrityError, psycopg.IntegrityError)
"""By a table itself."""
TOOLS = re.compile("yoyo|procrastinate")
"""Whose tables are theirs."""
GONE = "Ce bouton ne sert plus. Voici où vous en êtes."

MOMENTS = st.integers(0, 11 * 365 * 24 * 60).map(
    lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)
"""Every minute of 2026 to 2036."""


def session(starts_at: datetime = IN_TEN_DAYS, zone: str = PARIS, **more: Any) -> Session:
    """A published session of four places."""
    offer = Offer(1, "Concert au Silo", Venue(1, "Le Silo"))
    usual: dict[str, Any] = {"publication": Publication.PUBLISHED, "capacity": 4}
    return Session(1, more.pop("offer", offer), starts_at, zone, **(usual | more))


def person(number: int, *granted: Role, **more: Any) -> Person:
    return Person(number, f"person {number}", 1, "CCAS", frozenset(granted), **more)


@asynccontextmanager
async def storage_at(url: str) -> AsyncIterator[Storage]:
    storage = await Storage.open(url)
    try:
        yield storage
    finally:
        await storage.close()


def rows(url: str, sql: str, *values: object) -> list[dict[str, Any]]:
    """What the tables hold, read and written past the shelves; a question mark for each value."""
    if is_postgresql(url):
        with psycopg.connect(url, row_factory=dict_row) as server:
            found = server.execute(sql.replace("?", "%s"), values or None)
            return found.fetchall() if found.description else []
    with closing(sqlite3.connect(sqlite_path(url))) as file, file:
        file.row_factory = sqlite3.Row
        return [dict(row) for row in file.execute(sql, values)]


def tables(url: str) -> list[str]:
    made = "sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
    if is_postgresql(url):
        made = "(SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public') it"
    names = [row["name"] for row in rows(url, f"SELECT name FROM {made}")]  # noqa: S608
    return [name for name in names if not TOOLS.search(name)]


async def a_person(store: Store, name: str = "Amina", referent: int | None = None) -> int:
    house = await store.people.organisation("CCAS", NOW)
    return await store.people.add(name, house, referent, NOW)


async def a_session(
    store: Store, places: int | None = 4, starts_at: datetime = IN_TEN_DAYS, title: str = "Concert", **more: Any
) -> int:
    """A published session; `draft=True` leaves it a draft."""
    drafted = more.pop("draft", False)
    draft = SessionDraft(starts_at, capacity=places, open_admission=places is None, **more)
    offer = OfferDraft(f"given:{title}", (1,), title, VenueDraft("Le Silo"), (draft,))
    number = await store.offers.add_session(await store.offers.keep_offer(offer), draft, PARIS)
    if not drafted:
        await store.offers.publish(number)
    return number


async def a_reservation(store: Store, person_id: int, session_id: int, places: int = 1) -> int:
    assert await store.offers.take(session_id, places, NOW)
    return await store.reservations.add(session_id, person_id, places, IN_TEN_DAYS, person_id, NOW)


def a_letter(to: int, key: str = "a key", due_at: datetime = NOW, **more: Any) -> Letter:
    usual: dict[str, Any] = {"about": "reservation:1", "priority": Priority.DECISION}
    kind, args = more.pop("kind", Kind.DECISION), more.pop("args", (1,))
    return Letter(to, kind, args, due_at, due_at + timedelta(days=1), key, **(usual | more))


async def again(town: Town) -> None:
    """The bot is stopped and started on the same file; Telegram is as it was."""
    await town.close()
    await town.open()


def fates(town: Town, *kinds: Kind) -> list[str]:
    """What became of the letters of these kinds, in the order they were written."""
    found = table(town, "SELECT kind, fate FROM letters ORDER BY id")
    return [it["fate"] for it in found if it["kind"] in kinds]


def table(town: Town, sql: str, *values: object) -> list[dict[str, Any]]:
    return rows(town.url, sql, *values)


def forgive(town: Town, reason: str) -> None:
    """Telegram refused this on purpose in this test; anything else still fails it."""
    town.world.refusals[:] = [it for it in town.world.refusals if reason not in it.description]


@dataclass
class Buttons:
    """Every button that the bot draws (for one account, or all), also those that an edit took away again."""

    world: World
    account: int | None = None
    drawn: dict[str, set[str]] = field(default_factory=dict)
    """Data → labels."""
    most: int = 0
    """Of one message."""

    def __post_init__(self) -> None:
        self.world.listen(self.look)

    def look(self) -> None:
        for chat in [self.world.chats[self.account]] if self.account else self.world.chats.values():
            for message in chat.visible[-3:]:
                buttons = [button for row in message.buttons for button in row] if message.from_bot else []
                self.most = max(self.most, sum(button.text not in LANGUAGE_NAMES for button in buttons))
                for button in buttons:
                    if button.data is not None:
                        self.drawn.setdefault(button.data, set()).add(button.text)

    def ensure_alive(self) -> None:
        """Each leads to a screen, fits in Telegram's 64 bytes, and a message has eight at most."""
        assert self.most <= MOST_BUTTONS
        for data in self.drawn:
            assert len(data.encode()) <= MOST_BYTES
            screen, _ = find(data)
            assert not screen.typed, f"{data} is for typed text only"
