"""The shelf of updates: kept before they are confirmed to Telegram, so that a kill loses none (U1)."""

from dataclasses import replace
from datetime import datetime

from bot.ports import Received
from bot.register.kinds import Kept
from storage.clock import seconds
from storage.engine import Connection, Row

DEPTH = Kept.UPDATE.after
"""How long an update's number is remembered: numbers restart at random after a silent week (U2)."""


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

    async def took_effect(self, update_id: int, screen: str) -> None:
        """In the transaction of the effect itself: it is never handled again, only shown (U1)."""
        await self._db.rows("UPDATE inbox SET state = :s WHERE update_id = :id", id=update_id, s=f"shown:{screen}")

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
        rows = await self._db.rows(
            "SELECT * FROM inbox WHERE state NOT IN ('done', 'poison') ORDER BY received_at, update_id"
        )
        return [replace(_received(row), left_over=True) for row in rows]

    async def still(self, update_id: int) -> Received | None:
        """What is left to do of it; None when that is nothing."""
        row = await self._db.row(
            "SELECT * FROM inbox WHERE update_id = :id AND state NOT IN ('done', 'poison')", id=update_id
        )
        return _received(row) if row else None

    async def forget_old(self, now: datetime) -> None:
        await self._db.rows(
            "DELETE FROM inbox WHERE received_at < :old AND state IN ('done', 'poison')",
            old=seconds(now - DEPTH),
        )


def _received(row: Row) -> Received:
    state = row["state"]
    effect = state.removeprefix("shown:") if state.startswith("shown:") else None
    return Received(row["update_id"], row["chat_id"], row["payload"], effect)
