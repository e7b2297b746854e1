"""The shelf of messages to the participants of an outing."""

from datetime import datetime

from bot.domain.desk import Note
from bot.domain.refusals import Gone
from storage.clock import moment, seconds
from storage.engine import Connection, Row


def _note(row: Row) -> Note:
    return Note(row["id"], row["session_id"], row["by_id"], row["words"], moment(row["sent_at"]))


class Notes:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def add(self, session_id: int, by_id: int, words: str, now: datetime) -> Note:
        """Typed, not sent yet."""
        row = await self._db.one(
            "INSERT INTO notes (session_id, by_id, at, words) VALUES (:s, :by, :now, :words) RETURNING *",
            s=session_id,
            by=by_id,
            now=seconds(now),
            words=words,
        )
        return _note(row)

    async def get(self, note_id: int) -> Note:
        """Raises Gone."""
        row = await self._db.row("SELECT * FROM notes WHERE id = :id", id=note_id)
        if row is None:
            raise Gone
        return _note(row)

    async def send(self, note_id: int, now: datetime) -> bool:
        """Once."""
        rows = await self._db.rows(
            "UPDATE notes SET sent_at = :now WHERE id = :id AND sent_at IS NULL RETURNING id",
            id=note_id,
            now=seconds(now),
        )
        return bool(rows)

    async def drop(self, note_id: int) -> None:
        """Only one that was not sent."""
        await self._db.rows("DELETE FROM notes WHERE id = :id AND sent_at IS NULL", id=note_id)
