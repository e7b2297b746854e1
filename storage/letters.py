"""The shelf of letters: rows are the schedule; whoever takes one counts the attempt before sending (L1, L3)."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.domain.letters import MOST_COPIES, Fate, Kind, Letter, Priority
from storage.clock import moment, seconds
from storage.engine import Connection, Row

# As the index has it: a condition that is a parameter would not find it.
AT_ONCE = "kind IN ('digest', 'calls_due', 'roll_call_due', 'changes_told', 'unsure')"

LEASE = timedelta(seconds=60)
"""How long a taken letter is left alone: longer than a send may take, shorter than anyone would miss it."""

# In the words of the index. It is due; nobody has taken it, or whoever did is long gone; and no wait was asked for, or it
# is over.
ASKS_AT = """(CASE WHEN leased_until > due_at AND leased_until >= coalesce(not_before, 0) THEN leased_until
    WHEN not_before > due_at THEN not_before ELSE due_at END)"""

# One walk along the index for each priority: a letter that waits for its hour is never passed by.
NEXT = " UNION ALL ".join(
    f"SELECT (SELECT {ASKS_AT} FROM letters WHERE fate = 'waiting' AND priority = '{each}'"
    f" ORDER BY {ASKS_AT}, id LIMIT 1) AS at"
    for each in Priority
)


def _first(which: str = "") -> str:
    """The most urgent ones that ask to be taken, and are `which`."""
    each = " UNION ALL ".join(
        f"SELECT * FROM (SELECT id, priority, {ASKS_AT} AS at FROM letters WHERE fate = 'waiting' AND priority = '{it}'"
        f" AND {ASKS_AT} <= :now AND attempts < {MOST_COPIES} {which} ORDER BY {ASKS_AT}, id LIMIT :limit) first_{it}"
        for it in Priority
    )
    return f"SELECT id FROM ({each}) due ORDER BY priority, at, id LIMIT :limit"


FIRST = _first()
TO_HAND_OUT = _first("AND (handed_until IS NULL OR handed_until <= :now)")


def _letter(row: Row) -> Letter:
    return Letter(
        id=row["id"],
        to=row["to_id"],
        kind=Kind(row["kind"]),
        args=tuple(row["args"].split(":")) if row["args"] else (),
        due_at=moment(row["due_at"]),
        late_at=moment(row["late_at"]),
        key=row["key"],
        about=row["about"],
        priority=Priority(row["priority"]),
        attempts=row["attempts"],
    )


class Letters:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def write(self, letter: Letter) -> None:
        """Once for its key: writing it again changes nothing (L2)."""
        await self._db.rows(
            "INSERT INTO letters (to_id, kind, args, due_at, late_at, key, about, priority)"
            " VALUES (:to, :kind, :args, :due, :late, :key, :about, :priority) ON CONFLICT (key) DO NOTHING",
            to=letter.to,
            kind=letter.kind,
            args=":".join(map(str, letter.args)),
            due=seconds(letter.due_at),
            late=seconds(letter.late_at),
            key=letter.key,
            about=letter.about,
            priority=letter.priority,
        )

    async def get(self, letter_id: int) -> Letter | None:
        row = await self._db.row("SELECT * FROM letters WHERE id = :id", id=letter_id)
        return _letter(row) if row else None

    async def take_due(self, now: datetime, limit: int) -> list[Letter]:
        """The most urgent due letters, under a lease; each attempt is counted here, before anything is sent."""
        rows = await self._db.rows(
            f"UPDATE letters SET leased_until = :lease, attempts = attempts + 1 WHERE id IN ({FIRST}) RETURNING *",
            now=seconds(now),
            lease=seconds(now + LEASE),
            limit=limit,
        )
        return sorted(map(_letter, rows), key=lambda it: (it.priority, it.due_at, it.id))

    async def to_hand_out(self, now: datetime) -> bool:
        found = await self._db.row(TO_HAND_OUT, now=seconds(now), limit=1)
        return found is not None

    async def hand_out(self, now: datetime, most: int) -> list[Letter]:
        """The most urgent due letters that no queue carries, so that it carries `most` at a time: what is urgent never
        stands behind thousands."""
        carried = await self._db.one(
            "SELECT count(*) AS n FROM letters WHERE fate = 'waiting' AND handed_until > :now", now=seconds(now)
        )
        rows = await self._db.rows(
            f"UPDATE letters SET handed_until = :until WHERE id IN ({TO_HAND_OUT}) RETURNING *",
            now=seconds(now),
            until=seconds(now + LEASE),
            limit=max(0, most - carried["n"]),
        )
        return sorted(map(_letter, rows), key=lambda it: (it.priority, it.due_at, it.id))

    async def take(self, letter_id: int, now: datetime) -> Letter | None:
        """This one, as `take_due` would; None when it is not due, in other hands, or closed."""
        row = await self._db.row(
            "UPDATE letters SET leased_until = :lease, attempts = attempts + 1 WHERE id = :id AND fate = 'waiting'"
            f" AND {ASKS_AT} <= :now AND attempts < {MOST_COPIES} RETURNING *",
            id=letter_id,
            now=seconds(now),
            lease=seconds(now + LEASE),
        )
        return _letter(row) if row else None

    async def doubtful(self, now: datetime) -> list[Letter]:
        """Tried as often as allowed, and nobody knows whether they arrived."""
        rows = await self._db.rows(
            f"SELECT * FROM letters WHERE fate = 'waiting' AND attempts >= {MOST_COPIES} AND {ASKS_AT} <= :now ORDER BY id",
            now=seconds(now),
        )
        return [_letter(row) for row in rows]

    async def close(self, letter_id: int, fate: Fate, now: datetime, why: str = "") -> bool:
        rows = await self._db.rows(
            "UPDATE letters SET fate = :fate, closed_at = :now, why = :why, leased_until = NULL"
            " WHERE id = :id AND fate = 'waiting' RETURNING id",
            id=letter_id,
            fate=fate,
            now=seconds(now),
            why=why,
        )
        return bool(rows)

    async def put_back(self, letter_id: int, not_before: datetime, sent: bool) -> None:
        """Try again, then. `sent` False: it is known that nothing left, so the attempt is not counted."""
        await self._db.rows(
            "UPDATE letters SET leased_until = NULL, handed_until = NULL, not_before = :at,"
            " attempts = attempts - :uncounted"
            " WHERE id = :id AND fate = 'waiting'",
            id=letter_id,
            at=seconds(not_before),
            uncounted=0 if sent else 1,
        )

    async def move(self, key: str, due_at: datetime) -> bool:
        """To another moment, while it waits and nobody has it in hand."""
        rows = await self._db.rows(
            "UPDATE letters SET due_at = :due WHERE key = :key AND fate = 'waiting' AND leased_until IS NULL RETURNING id",
            key=key,
            due=seconds(due_at),
        )
        return bool(rows)

    async def answer(self, about: str) -> None:
        """The last reminder of it that was sent has brought a tap."""
        await self._db.rows(
            "UPDATE letters SET answered = 1 WHERE answered = 0 AND id = (SELECT id FROM letters WHERE about = :about"
            " AND kind = 'reminder' AND fate = 'sent' ORDER BY closed_at DESC, id DESC LIMIT 1)",
            about=about,
        )

    async def release_all(self) -> None:
        """At the start of the only process: whoever held a lease is gone. Waits that were asked for stay."""
        await self._db.rows("UPDATE letters SET leased_until = 0 WHERE leased_until IS NOT NULL AND leased_until > 0")

    async def withdraw(self, about: str, now: datetime, why: str, kind: Kind | None = None) -> None:
        """Close what is still waiting on this subject, unsent; `kind` narrows it."""
        await self._db.rows(
            "UPDATE letters SET fate = 'overtaken', closed_at = :now, why = :why WHERE about = :about"
            " AND fate = 'waiting' AND (:kind = '' OR kind = :kind)",
            about=about,
            now=seconds(now),
            why=why,
            kind=kind or "",
        )

    async def readdress(self, was: int, to: int, kinds: Collection[Kind]) -> None:
        """What still waits for one reader will go to another. Keys stay: nothing is said twice."""
        for kind in kinds:
            await self._db.rows(
                "UPDATE letters SET to_id = :to WHERE to_id = :was AND kind = :kind AND fate = 'waiting'",
                was=was,
                to=to,
                kind=kind,
            )

    async def readers(self, kind: Kind, args: str) -> frozenset[int]:
        """To whom such a letter was written, whatever became of it."""
        rows = await self._db.rows(
            "SELECT to_id FROM letters WHERE kind = :kind AND args = :args", kind=kind, args=args
        )
        return frozenset(row["to_id"] for row in rows)

    async def has_left(self, about: str, kind: Kind) -> bool:
        """Whether a letter of this kind on this subject waits no more."""
        row = await self._db.row(
            "SELECT id FROM letters WHERE about = :about AND kind = :kind AND fate <> 'waiting'", about=about, kind=kind
        )
        return row is not None

    async def was_said(self, about: str, kind: Kind) -> bool:
        """Whether a letter of this kind on this subject has been sent, or may have been."""
        row = await self._db.row(
            "SELECT id FROM letters WHERE about = :about AND kind = :kind AND fate IN ('sent', 'unknown') LIMIT 1",
            about=about,
            kind=kind,
        )
        return row is not None

    async def left(self, keys: Sequence[str]) -> list[Letter]:
        """Those of them that were sent, or may have been; the last to be due comes last."""
        names = {f"k{n}": key for n, key in enumerate(keys)}
        rows = await self._db.rows(
            f"SELECT * FROM letters WHERE key IN ({', '.join(f':{name}' for name in names)})"
            " AND fate IN ('sent', 'unknown') ORDER BY due_at, id",
            **names,
        )
        return [_letter(row) for row in rows]

    async def addressees_before(self, letter: Letter) -> list[int]:
        """Of letters that show the same at the same moment, written before this one, and not closed unsent."""
        rows = await self._db.rows(
            f"SELECT to_id FROM letters WHERE {AT_ONCE} AND due_at = :due AND kind = :kind AND args = :args AND id < :id"
            " AND fate IN ('waiting', 'sent') ORDER BY id",
            kind=letter.kind,
            args=":".join(map(str, letter.args)),
            due=seconds(letter.due_at),
            id=letter.id,
        )
        return [row["to_id"] for row in rows]

    async def next_due(self) -> datetime | None:
        """When the next letter asks to be taken."""
        row = await self._db.one(f"SELECT min(at) AS at FROM ({NEXT}) asking")
        at: int | None = row["at"]
        return moment(at)
