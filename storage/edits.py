"""The shelf of edits: what an outing was before someone changed it, as JSON, and the letters that tell of it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from bot.domain.changes import Before, Edit, EditKind
from bot.domain.letters import Kind
from bot.domain.offers import Offer, Publication, Session, Venue
from bot.domain.refusals import Gone
from storage.clock import moment, seconds
from storage.engine import Connection, Row
from storage.trail import Decisions


def _dumped(before: Before) -> str:
    return json.dumps(asdict(before), default=_plain, ensure_ascii=False)


def _plain(value: object) -> int:
    if isinstance(value, datetime):
        return seconds(value)
    raise TypeError(f"not for JSON: {value!r}")


def _loaded(text: str) -> Before:
    told = json.loads(text)
    told["sessions"] = [_session(it) for it in told["sessions"]]
    return Before(**{name: _tuples(value) for name, value in told.items()})


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _session(told: dict[str, Any]) -> Session:
    offer = told["offer"]
    known = _known(Session, told) | {
        "offer": Offer(**_known(Offer, offer) | {"venue": Venue(**_known(Venue, offer["venue"]))}),
        "publication": Publication(told["publication"]),
    }
    return Session(**known)


def _known(kind: type, told: dict[str, Any]) -> dict[str, Any]:
    """The fields that still exist; those named after instants become instants again."""
    names = {field.name for field in fields(kind)}
    return {name: moment(value) if name.endswith("_at") else value for name, value in told.items() if name in names}


def _edit(row: Row) -> Edit:
    return Edit(
        id=row["id"],
        by_id=row["by_id"],
        at=moment(row["at"]),
        kind=EditKind(row["kind"]),
        before=_loaded(row["before"]),
        undone_at=moment(row["undone_at"]),
    )


class Edits:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def add(self, by_id: int, kind: EditKind, before: Before, now: datetime) -> Edit:
        facts = {"by_id": by_id, "kind": kind.value, "before": _dumped(before)}
        return await self.get(await Decisions(self._db).add("edits", now, **facts))

    async def get(self, edit_id: int) -> Edit:
        """Raises Gone."""
        row = await self._db.row("SELECT * FROM edits WHERE id = :id", id=edit_id)
        if row is None:
            raise Gone
        return _edit(row)

    async def standing(self, kind: EditKind | None = None, since: datetime | None = None) -> list[Edit]:
        """Those that were done and not undone, newest first."""
        rows = await self._db.rows(
            "SELECT * FROM edits WHERE undone_at IS NULL AND kind <> 'wish' AND (:kind = '' OR kind = :kind)"
            " AND at >= :since ORDER BY id DESC",
            kind=kind or "",
            since=seconds(since) if since else 0,
        )
        return [_edit(row) for row in rows]

    async def close(self, edit_id: int, now: datetime) -> bool:
        """Undone, or for a wish: taken up. Once."""
        rows = await self._db.rows(
            "UPDATE edits SET undone_at = :now WHERE id = :id AND undone_at IS NULL RETURNING id",
            id=edit_id,
            now=seconds(now),
        )
        return bool(rows)

    async def first_untold(self, about: str, kind: Kind) -> int | None:
        """The edit from which the notice that still waits on this subject counts."""
        row = await self._db.row(
            "SELECT args FROM letters WHERE about = :about AND fate = 'waiting' AND attempts = 0 AND kind = :kind",
            about=about,
            kind=kind,
        )
        return int(row["args"].split(":")[1]) if row else None

    async def waiting_reminders(self, about: str) -> int:
        row = await self._db.one(
            "SELECT count(*) AS n FROM letters WHERE about = :about AND fate = 'waiting' AND kind = 'reminder'",
            about=about,
        )
        return int(row["n"])

    async def withdraw_reminders(self, about: str, due_after: datetime | None, now: datetime, why: str) -> None:
        """Those still to come; with `due_after`, what is due by then is left to leave."""
        await self._db.rows(
            "UPDATE letters SET fate = 'overtaken', closed_at = :now, why = :why"
            " WHERE about = :about AND fate = 'waiting' AND kind = 'reminder' AND due_at > :after",
            about=about,
            after=seconds(due_after) if due_after else -1,
            now=seconds(now),
            why=why,
        )

    async def reopen_letters(self, why: str) -> None:
        """Letters that were withdrawn for that reason have their meaning again; what is planned by date is planned anew
        instead."""
        await self._db.rows(
            "UPDATE letters SET fate = 'waiting', closed_at = NULL, why = ''"
            " WHERE why = :why AND fate = 'overtaken'"
            " AND kind NOT IN ('reminder', 'roll_call_due', 'accompanying', 'company_short')",
            why=why,
        )

    async def any_read(self, keys: Iterable[str]) -> bool:
        """Whether one of these letters has left, or is leaving."""
        for key in keys:
            row = await self._db.row(
                "SELECT 1 AS one FROM letters WHERE key = :key"
                " AND (fate IN ('sent', 'unknown') OR (fate = 'waiting' AND attempts > 0))",
                key=key,
            )
            if row is not None:
                return True
        return False

    async def called_since(self, rank_id: int, at: datetime) -> bool:
        """Whether a call at the last minute about this place on a list has left since then, or is leaving."""
        row = await self._db.row(
            "SELECT 1 AS one FROM letters WHERE about = :about AND kind = :kind"
            " AND ((fate IN ('sent', 'unknown') AND closed_at >= :at) OR (fate = 'waiting' AND attempts > 0)) LIMIT 1",
            about=f"waiting:{rank_id}",
            kind=Kind.LAST_MINUTE,
            at=seconds(at),
        )
        return row is not None
