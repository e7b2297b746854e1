"""The shelf of updates: kept before they are confirmed to Telegram, so that a kill loses none (U1)."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.ports import Received
from bot.register.kinds import Kept
from storage.clock import seconds
from storage.engine import Connection, Row

DEPTH = Kept.UPDATE.after
"""How long an update's number is remembered: numbers restart at random after a silent week (U2)."""

LEASE = timedelta(seconds=30)
"""How long an update is left to the worker that took it, or to the queue."""

IN_NO_HAND = """state NOT IN ('done', 'poison')
    AND (handed_until IS NULL OR handed_until <= :now) AND (leased_until IS NULL OR leased_until <= :now)"""
"""No worker has it, and no queue carries it; or they had their time."""


class Inbox:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def keep(self, update_id: int, chat_id: int, payload: str, now: datetime) -> bool:
        """False when this update was kept before."""
        rows = await self._db.rows(
            "INSERT INTO inbox (update_id, chat_id, received_at, state, attempts, payload)"
            " VALUES (:id, :chat, :now, 'waiting', 1, :payload) ON CONFLICT (update_id) DO NOTHING RETURNING update_id",
            id=update_id,
            chat=chat_id,
            now=seconds(now),
            payload=payload,
        )
        return bool(rows)

    async def took_effect(self, update_id: int, screen: str) -> bool:
        """In the transaction of the effect itself: it is never handled again, only shown (U1). False when it has taken
        effect already: whoever asks must undo what it did."""
        rows = await self._db.rows(
            "UPDATE inbox SET state = :s WHERE update_id = :id AND state = 'waiting' RETURNING update_id",
            id=update_id,
            s=f"shown:{screen}",
        )
        return bool(rows)

    async def done(self, update_id: int) -> None:
        """Answered: only the number is kept."""
        await self._db.rows(
            "UPDATE inbox SET state = 'done', payload = NULL, chat_id = 0 WHERE update_id = :id", id=update_id
        )

    async def tried_again(self, update_id: int) -> int:
        """Count one more attempt, before it is made; how many there were before this one."""
        row = await self._db.one(
            "UPDATE inbox SET attempts = attempts + 1 WHERE update_id = :id RETURNING attempts", id=update_id
        )
        return int(row["attempts"]) - 1

    async def set_aside(self, update_id: int) -> None:
        """A poison update: forgotten but for its number and its state, so that it can be counted (U4)."""
        await self._db.rows(
            "UPDATE inbox SET state = 'poison', payload = NULL, chat_id = 0 WHERE update_id = :id", id=update_id
        )

    async def left_over(self) -> list[Received]:
        """What an earlier process left, in the order of arrival."""
        rows = await self._db.rows("SELECT * FROM inbox WHERE state NOT IN ('done', 'poison')")
        return [replace(_received(row), left_over=True) for row in sorted(rows, key=_arrival)]

    async def still(self, update_id: int) -> Received | None:
        """What is left to do of it; None when that is nothing."""
        row = await self._db.row(
            "SELECT * FROM inbox WHERE update_id = :id AND state NOT IN ('done', 'poison')", id=update_id
        )
        return _received(row) if row else None

    async def handed(self, update_id: int, now: datetime) -> None:
        """A job for it is in the queue: it is left alone for a while."""
        await self._db.rows(
            "UPDATE inbox SET handed_until = :until WHERE update_id = :id", id=update_id, until=seconds(now + LEASE)
        )

    async def hand_out(self, now: datetime) -> list[Received]:
        """What no queue carries and no worker has: its job was lost, or whoever had it is gone."""
        rows = await self._db.rows(
            f"UPDATE inbox SET handed_until = :until WHERE {IN_NO_HAND} RETURNING *",
            now=seconds(now),
            until=seconds(now + LEASE),
        )
        return [_received(row) for row in sorted(rows, key=_arrival)]

    async def to_hand_out(self, now: datetime) -> bool:
        found = await self._db.row(f"SELECT update_id FROM inbox WHERE {IN_NO_HAND} LIMIT 1", now=seconds(now))
        return found is not None

    async def waits(self, chat_id: int) -> bool:
        found = await self._db.row(
            "SELECT update_id FROM inbox WHERE state NOT IN ('done', 'poison') AND chat_id = :chat LIMIT 1",
            chat=chat_id,
        )
        return found is not None

    async def chat_of(self, update_id: int) -> int | None:
        """None once it is done with: whose it was is forgotten."""
        row = await self._db.row(
            "SELECT chat_id FROM inbox WHERE update_id = :id AND state NOT IN ('done', 'poison')", id=update_id
        )
        return row["chat_id"] if row else None

    async def take_first(self, chat_id: int, now: datetime) -> Received | None:
        """What has waited longest in this chat, under a lease: order holds even when a job was lost (U5). None when
        nothing waits there, or a worker has it."""
        row = await self._db.row(
            "UPDATE inbox SET leased_until = :until, attempts = attempts + 1 WHERE update_id = ("
            "SELECT update_id FROM inbox WHERE state NOT IN ('done', 'poison') AND chat_id = :chat"
            " ORDER BY received_at, update_id LIMIT 1)"
            " AND (leased_until IS NULL OR leased_until <= :now) RETURNING *",
            chat=chat_id,
            now=seconds(now),
            until=seconds(now + LEASE),
        )
        return _received(row) if row else None

    async def forget_old(self, now: datetime) -> None:
        await self._db.rows(
            "DELETE FROM inbox WHERE received_at < :old AND state IN ('done', 'poison')",
            old=seconds(now - DEPTH),
        )


def _arrival(row: Row) -> tuple[int, int]:
    return row["received_at"], row["update_id"]


def _received(row: Row) -> Received:
    """Taken before, by a worker that did not end it: it is left over."""
    again = row["leased_until"] is not None and row["attempts"] > 2
    return Received(row["update_id"], row["chat_id"], row["payload"], _effect(row["state"]), left_over=again)


def _effect(state: str) -> str | None:
    return state.removeprefix("shown:") if state.startswith("shown:") else None
