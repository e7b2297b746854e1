"""Turns: when the next message may leave, for all workers together (L10). Counted by the database's clock: machines
differ. They are asked for some thirty times a second, so they have a connection of their own and lock no more than their
row; a turn that a power cut forgets is no loss.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.ports import Turn
from storage.postgresql import PostgresqlLine
from storage.transactions import Connection, Database

EVERYBODY = 0
"""The lane of the bot as a whole."""

LANES = 2**20
"""A chat's number is someone's account: its lane is not. Two chats of one lane wait for each other now and then."""

NOW_MS = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"

LONGEST_MS, LONGEST_OF_ALL_MS = 600_000, 120_000
"""Of a chat, of everybody. What waits for longer was noted by a clock that was set back since: it counts no more. A chat
that Telegram freezes for longer is asked again."""


BEGIN = "BEGIN; SET LOCAL synchronous_commit = off"


class Turns:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def ask(self, chat: int | None, gap_ms: int, chat_gap_ms: int, patience_ms: int) -> Turn:
        """A turn for this chat (None: a change of a message, which no chat counts), if it comes within `patience_ms`."""
        async with self._database.writing() as db:
            return await _ask(db, chat, (gap_ms, chat_gap_ms), patience_ms)

    async def freeze(self, chat: int, seconds: float) -> None:
        """Telegram told this chat to wait."""
        async with self._database.writing() as db:
            await _free_in(db, _lane(chat), min(LONGEST_MS, round(seconds * 1000)))

    async def forget_old(self) -> None:
        """A row is of use for seconds."""
        async with self._database.writing() as db:
            await db.rows(f"DELETE FROM turns WHERE free_at_ms < {NOW_MS} - 60000 AND lane <> {EVERYBODY}")


async def _ask(db: Connection, chat: int | None, gaps_ms: tuple[int, int], patience_ms: int) -> Turn:
    lane = EVERYBODY if chat is None else _lane(chat)
    # The row of everybody is always there, and comes first: whoever has it is alone.
    rows = await db.rows(
        f"SELECT lane, free_at_ms - {NOW_MS} AS wait FROM turns WHERE lane IN (:everybody, :lane)"
        " ORDER BY lane FOR UPDATE",
        everybody=EVERYBODY,
        lane=lane,
    )
    waits = {row["lane"]: max(0, row["wait"]) for row in rows if row["wait"] <= _longest_ms(row["lane"])}
    if chat is not None and (frozen := waits.get(lane, 0)):
        return Turn(False, frozen / 1000, of_chat=True)
    wait = waits.get(EVERYBODY, 0)
    if wait > patience_ms:
        return Turn(False, (wait - patience_ms) / 1000)
    await _free_in(db, EVERYBODY, wait + gaps_ms[0])
    if chat is not None:
        await _free_in(db, lane, wait + gaps_ms[1])
    return Turn(True, wait / 1000)


async def _free_in(db: Connection, lane: int, wait_ms: int) -> None:
    await db.rows(
        f"INSERT INTO turns (lane, free_at_ms) VALUES (:lane, {NOW_MS} + :wait)"
        f" ON CONFLICT (lane) DO UPDATE SET free_at_ms = CASE WHEN turns.free_at_ms > {NOW_MS} + :longest"
        " THEN excluded.free_at_ms ELSE greatest(turns.free_at_ms, excluded.free_at_ms) END",
        lane=lane,
        wait=wait_ms,
        longest=_longest_ms(lane),
    )


def _longest_ms(lane: int) -> int:
    return LONGEST_OF_ALL_MS if lane == EVERYBODY else LONGEST_MS


def _lane(chat: int) -> int:
    return 1 + chat % LANES


@asynccontextmanager
async def turns_at(url: str) -> AsyncIterator[Turns]:
    """From the town's own database."""
    database = Database(PostgresqlLine(url, begin_writing=BEGIN), [])
    try:
        async with database.writing() as db:
            await _free_in(db, EVERYBODY, 0)
        yield Turns(database)
    finally:
        await database.close()
