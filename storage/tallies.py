"""What a bilan counts of rows that go, kept as numbers: in them is no outing and nobody who went there.

Places of the past stay as places of nobody (`storage/counting.py`); what cannot be counted from those, because it
depends on who it was, is added up here in the transaction in which they become so. Of an outing that has not begun
nothing is: no bilan has told it yet.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from storage.cells import LOAD, REFERENT, Cell, Told, of_answers, of_person, of_reminders
from storage.clock import seconds
from storage.engine import Connection, Row

PLACES = """
    reservations x JOIN people p ON p.id = x.person_id JOIN sessions s ON s.id = x.session_id
    JOIN offers o ON o.id = s.offer_id JOIN venues v ON v.id = o.venue_id
"""
COUNTED = "s.publication = 'published' AND s.open_admission = 0"
"""Which sessions a bilan is of."""

OUTINGS = f"""
    SELECT x.id, x.person_id, p.organisation_id, s.starts_at, s.zone, o.genre, o.audience, v.name AS venue,
        v.postcode AS district,
        CASE WHEN x.wish = 'company' AND x.companion_id IS NOT NULL THEN 1 ELSE 0 END AS accompanied,
        p.past_outings + row_number() OVER (PARTITION BY x.person_id ORDER BY s.starts_at, x.id) AS nth
    FROM {PLACES} WHERE {COUNTED} AND x.person_id > 0 AND x.state = 'approved' AND x.attendance = 'came'
"""
"""That somebody made, and which of theirs it was."""

ANSWERED = f"""
    SELECT x.id, p.organisation_id, s.starts_at, s.zone, x.decided_by,
        (x.decided_at - x.requested_at + 3599) / 3600 AS hours
    FROM {PLACES} WHERE {COUNTED} AND x.decided_at > x.requested_at
    AND EXISTS (SELECT 1 FROM history h WHERE h.reservation_id = x.id AND h.state = 'requested')
"""
"""A yes given ahead is as old as the request, and a held offer that was taken up at once is no request."""

REMINDED = f"""
    SELECT x.id, p.organisation_id, s.starts_at, s.zone, count(*) AS reminders, sum(l.answered) AS answered
    FROM {PLACES} JOIN letters l ON l.about = 'reservation:' || x.id
    WHERE {COUNTED} AND l.kind = 'reminder' AND l.fate = 'sent' AND l.closed_at < s.starts_at
"""
"""What asks the day after how it was is written with the reminders, and is none."""
BY_PLACE = "GROUP BY x.id, p.organisation_id, s.starts_at, s.zone"

KEEP = """
    INSERT INTO tallies (organisation_id, period, apart, name, what, n)
    VALUES (:organisation_id, :period, :apart, :name, :what, :n)
    ON CONFLICT (organisation_id, period, apart, name, what) DO UPDATE SET n = tallies.n + excluded.n
"""


class Tallies:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of(self, periods: Collection[str]) -> Told:
        names = {f"p{n}": period for n, period in enumerate(periods)}
        rows = await self._db.rows(
            f"SELECT * FROM tallies WHERE period IN ({', '.join(f':{name}' for name in names)})", **names
        )
        return Counter({_cell(row): row["n"] for row in rows})

    async def keep_places(self, places: Iterable[Row], now: datetime) -> None:
        """Of reservations (`id`, `person_id`) that are about to become nobody's."""
        of_each: defaultdict[int, set[int]] = defaultdict(set)
        for row in places:
            of_each[row["person_id"]].add(row["id"])
        for person_id, numbers in of_each.items():
            await self._keep_of(person_id, numbers, now)

    async def _keep_of(self, person_id: int, numbers: set[int], now: datetime) -> None:
        named = {"id": person_id, "now": seconds(now)}
        theirs = "AND x.person_id = :id AND s.starts_at <= :now"
        outings = await self._db.rows(f"{OUTINGS} {theirs}", **named)
        answered = await self._db.rows(f"{ANSWERED} {theirs}", **named)
        reminded = await self._db.rows(f"{REMINDED} {theirs} {BY_PLACE}", **named)
        going = [row for row in outings if row["id"] in numbers]
        told = of_person(going, [row for row in outings if row["id"] not in numbers])
        told += of_answers(row for row in answered if row["id"] in numbers)
        told += of_reminders(row for row in reminded if row["id"] in numbers)
        await self._keep(told)
        await self._db.rows(
            "UPDATE people SET past_outings = CASE WHEN past_outings + :n < 2 THEN past_outings + :n ELSE 2 END"
            " WHERE id = :id",
            id=person_id,
            n=len(going),
        )

    async def keep_reminders(self, before: int) -> None:
        """Of letters that were closed before that, and are about to go."""
        await self._keep(of_reminders(await self._db.rows(f"{REMINDED} AND l.closed_at < :at {BY_PLACE}", at=before)))

    async def keep_load(self, referent_id: int, now: datetime) -> None:
        """Of who is about to leave: that there was one who answered so many, and not who."""
        answered = await self._db.rows(
            f"{ANSWERED} AND x.decided_by = :id AND s.starts_at <= :now", id=referent_id, now=seconds(now)
        )
        kept = await self._db.rows(
            f"DELETE FROM tallies WHERE apart = '{REFERENT}' AND name = :name RETURNING *", name=str(referent_id)
        )
        told = of_answers(answered) + Counter({_cell(row): row["n"] for row in kept})
        theirs = {cell: n for cell, n in told.items() if cell.apart == REFERENT}
        await self._keep(Counter(cell._replace(apart=LOAD, name=str(n)) for cell, n in theirs.items()))

    async def _keep(self, told: Told) -> None:
        await self._db.many(KEEP, [cell._asdict() | {"n": n} for cell, n in told.items()])


def _cell(row: Row) -> Cell:
    return Cell(row["organisation_id"], row["period"], row["apart"], row["name"], row["what"])
