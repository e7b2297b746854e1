"""The shelf of files that were sent: kept until they are dealt with, so that a preview survives a restart."""

import base64
from datetime import datetime, timedelta

from bot.domain.desk import Upload
from bot.domain.refusals import Gone
from storage.clock import moment, seconds
from storage.engine import Connection, Row

LEFT_LYING = timedelta(days=7)


def _upload(row: Row) -> Upload:
    return Upload(row["id"], row["by_id"], moment(row["at"]), row["filename"], moment(row["done_at"]))


class Uploads:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def add(self, by_id: int, filename: str, content: bytes, now: datetime) -> Upload:
        """As text, because both databases keep it alike."""
        await self.forget_left_lying(now)
        row = await self._db.one(
            "INSERT INTO uploads (by_id, at, filename, content) VALUES (:by, :now, :name, :content) RETURNING *",
            by=by_id,
            now=seconds(now),
            name=filename,
            content=base64.b64encode(content).decode("ascii"),
        )
        return _upload(row)

    async def forget_left_lying(self, now: datetime) -> None:
        """What nobody has dealt with for a week."""
        await self._db.rows(
            "UPDATE uploads SET done_at = :now, content = '' WHERE done_at IS NULL AND at < :old",
            now=seconds(now),
            old=seconds(now - LEFT_LYING),
        )

    async def get(self, upload_id: int) -> Upload:
        """Raises Gone."""
        row = await self._db.row("SELECT id, by_id, at, filename, done_at FROM uploads WHERE id = :id", id=upload_id)
        if row is None:
            raise Gone
        return _upload(row)

    async def content(self, upload_id: int) -> bytes:
        row = await self._db.one("SELECT content FROM uploads WHERE id = :id", id=upload_id)
        return base64.b64decode(row["content"])

    async def newest(self, by_id: int, filename: str) -> int:
        """The last file of that name from that person."""
        row = await self._db.one(
            "SELECT max(id) AS id FROM uploads WHERE by_id = :by AND filename = :name", by=by_id, name=filename
        )
        return int(row["id"])

    async def waits(self, by_id: int, filename: str) -> bool:
        """One of that name is not dealt with yet."""
        rows = await self._db.rows(
            "SELECT id FROM uploads WHERE by_id = :by AND filename = :name AND done_at IS NULL", by=by_id, name=filename
        )
        return bool(rows)

    async def close(self, upload_id: int, now: datetime) -> bool:
        """Dealt with, once; its content is forgotten."""
        rows = await self._db.rows(
            "UPDATE uploads SET done_at = :now, content = '' WHERE id = :id AND done_at IS NULL RETURNING id",
            id=upload_id,
            now=seconds(now),
        )
        return bool(rows)

    async def close_older(self, upload: Upload, now: datetime) -> None:
        """Earlier files of the same name from the same person: the new one takes their place."""
        await self._db.rows(
            "UPDATE uploads SET done_at = :now, content = ''"
            " WHERE by_id = :by AND filename = :name AND id < :id AND done_at IS NULL",
            by=upload.by_id,
            name=upload.filename,
            id=upload.id,
            now=seconds(now),
        )
