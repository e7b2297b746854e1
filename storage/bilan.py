"""The shelf of bilans: everything counted, nothing hidden yet (see `bot.bilan`).

Rows are counted by SQL as far as both databases do it alike, and put in their cells with what the tallies have kept.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import groupby
from math import ceil
from statistics import median_low

from bot.domain.bilan import Answering, Bilan, By, Line, Load, Period, Span, Table, What
from bot.domain.calendar import wall
from bot.domain.refusals import Gone
from storage.cells import APART, HOURS, LOAD, REFERENT, WHOLE, Told, of_answers, of_person, of_places, of_reminders
from storage.clock import moment, seconds
from storage.engine import Connection, Row
from storage.tallies import ANSWERED, BY_PLACE, COUNTED, OUTINGS, PLACES, REMINDED, Tallies
from storage.ticks import Ticks

WITHIN = "s.starts_at >= :since AND s.starts_at < :until"

OFFERED = f"""
    SELECT 0 AS organisation_id, s.starts_at, s.zone, o.genre, o.audience, v.name AS venue, v.postcode AS district,
        s.capacity AS offered
    FROM sessions s JOIN offers o ON o.id = s.offer_id JOIN venues v ON v.id = o.venue_id
    WHERE {COUNTED} AND {WITHIN}
"""
COUNTS = {
    What.REQUESTED: "x.state IN ('requested', 'approved', 'refused', 'withdrawn', 'expired', 'cancelled')",
    What.APPROVED: "x.state IN ('approved', 'cancelled')",
    What.USED: "x.state = 'approved' AND x.attendance = 'came'",
    What.FREED: "x.state = 'cancelled' AND EXISTS (SELECT 1 FROM history h WHERE h.reservation_id = x.id"
    " AND h.state = 'cancelled' AND h.at < s.starts_at AND h.at < coalesce(s.booking_deadline_at, s.starts_at))",
    What.UNTICKED: "x.state = 'approved' AND x.attendance IS NULL",
}
"""Of which reservations the places are counted."""
ASKED = f"""
    SELECT p.organisation_id, s.starts_at, s.zone, o.genre, o.audience, v.name AS venue, v.postcode AS district,
        {", ".join(f"CASE WHEN {which} THEN x.places ELSE 0 END AS {what}" for what, which in COUNTS.items())}
    FROM {PLACES} WHERE {COUNTED} AND {WITHIN}
"""
SUMS = f"""
    SELECT organisation_id, starts_at, zone, genre, audience, venue, district,
        {", ".join(f"sum({what}) AS {what}" for what in COUNTS)}
    FROM ({ASKED}) asked GROUP BY organisation_id, starts_at, zone, genre, audience, venue, district
"""
MADE = f"SELECT * FROM ({OUTINGS} AND s.starts_at < :until) x WHERE starts_at >= :since ORDER BY person_id"

OF_NO_TABLE = {What.REMINDERS, What.ANSWERED}
OF_ALL_ONLY = {What.OFFERED, What.EMPTY}

DAY_S = 86_400


class Bilans:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def organisation(self, name: str) -> int | None:
        row = await self._db.row("SELECT id FROM organisations WHERE name = :name", name=name)
        return row["id"] if row else None

    async def begins_on(self) -> date | None:
        """The day of the first outing that counts, on its wall."""
        row = await self._db.row(
            f"SELECT s.starts_at, s.zone FROM sessions s WHERE {COUNTED} ORDER BY s.starts_at LIMIT 1"
        )
        return wall(moment(row["starts_at"]), row["zone"]).date() if row else None

    async def of(self, organisation_id: int | None, period: Period) -> Bilan:
        """Of one organisation, or of all. Raises Gone."""
        rows = await self._db.rows("SELECT id, name FROM organisations ORDER BY name")
        houses = {row["id"]: row["name"] for row in rows}
        if organisation_id is not None and organisation_id not in houses:
            raise Gone
        told = await self._told(period)
        welcomed = await Ticks(self._db).sums(organisation_id, period.first, period.end)
        it = await asyncio.to_thread(_Assembly(told, houses, organisation_id).bilan, period)
        return replace(it, welcomed={kind.value: n for kind, n in welcomed.items()})

    async def _told(self, period: Period) -> Told:
        """A day more on each side: it is in the hours of each venue that an outing is of a period."""
        named = {"since": _seconds(period.first) - DAY_S, "until": _seconds(period.end) + DAY_S}
        offered, asked = await self._db.rows(OFFERED, **named), await self._db.rows(SUMS, **named)
        made = await self._db.rows(MADE, **named)
        answered = await self._db.rows(f"{ANSWERED} AND {WITHIN}", **named)
        reminded = await self._db.rows(f"{REMINDED} AND {WITHIN} {BY_PLACE}", **named)
        kept = await Tallies(self._db).of([period.name, *(it.name for it in period.months())])
        return await asyncio.to_thread(_all, period, offered, asked, made, answered, reminded, kept)


def _seconds(day: date) -> int:
    return seconds(datetime.combine(day, time(), UTC))


def _all(
    period: Period,
    offered: list[Row],
    asked: list[Row],
    made: list[Row],
    answered: list[Row],
    reminded: list[Row],
    kept: Told,
) -> Told:
    told: Told = Counter(kept)
    told.update(of_places(offered, (What.OFFERED,), period))
    told.update(of_places(asked, COUNTS.keys(), period))
    for _, theirs in groupby(made, key=lambda row: row["person_id"]):
        told.update(of_person(theirs, only=period))
    told.update(of_answers(answered, period))
    told.update(of_reminders(reminded, period))
    return told


class _Assembly:
    """A bilan, put together from cells."""

    def __init__(self, told: Told, houses: Mapping[int, str], organisation_id: int | None) -> None:
        self._houses = houses
        self._house = organisation_id
        mine = {0, *houses} if organisation_id is None else {organisation_id}
        self._cells = [(cell, n) for cell, n in told.items() if cell.organisation_id in mine]
        self._numbers: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for cell, n in self._cells:
            self._numbers[cell.period, cell.apart, cell.name][cell.what] += n

    def bilan(self, period: Period) -> Bilan:
        of_all = self._house is None
        tables = [self._apart(period, by) for by in APART]
        if period.span is not Span.MONTH:
            tables.insert(0, Table(By.MONTH, tuple(Line(it.name, self._whole(it.name)) for it in period.months())))
        if of_all:
            tables.append(self._by_organisation(period))
        return Bilan(
            house="" if self._house is None else self._houses[self._house],
            period=period,
            whole=self._whole(period.name),
            answering=self._answering(period.name),
            load=self._load(period.name),
            tables=tuple(tables),
        )

    def _whats(self, besides: Collection[What] = ()) -> list[What]:
        left_out = {*besides, *(() if self._house is None else OF_ALL_ONLY)}
        return [what for what in What if what not in left_out]

    def _whole(self, period: str) -> dict[What, int]:
        return _line(self._numbers[period, WHOLE, ""], self._whats())

    def _apart(self, period: Period, by: By) -> Table:
        """In the order of the alphabet: any other would tell of what is hidden."""
        found = {
            tuple(name.split("\n")): numbers
            for (of, apart, name), numbers in sorted(self._numbers.items())
            if (of, apart) == (period.name, by)
        }
        whats = self._whats(OF_NO_TABLE)
        return Table(by, tuple(Line(name, _line(it, whats), *within) for (name, *within), it in found.items()))

    def _by_organisation(self, period: Period) -> Table:
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for cell, n in self._cells:
            if (cell.period, cell.apart) == (period.name, WHOLE) and cell.organisation_id:
                found[self._houses[cell.organisation_id]][cell.what] += n
        whats = self._whats(OF_ALL_ONLY)
        return Table(By.ORGANISATION, tuple(Line(name, _line(found[name], whats)) for name in sorted(found)))

    def _answering(self, period: str) -> Answering:
        took: Counter[int] = Counter()
        for cell, n in self._cells:
            if (cell.period, cell.apart) == (period, HOURS):
                took[int(cell.name)] += n
        return Answering(_within(took, 0.5), _within(took, 0.9), took.total())

    def _load(self, period: str) -> Load:
        """Somebody who answered for two organisations counts in each."""
        loads = [n for cell, n in self._cells if (cell.period, cell.apart) == (period, REFERENT)]
        for cell, n in self._cells:
            if (cell.period, cell.apart) == (period, LOAD):
                loads += [int(cell.name)] * n
        return Load(len(loads), median_low(loads), max(loads)) if loads else Load(0, None, None)


def _line(found: Counter[str], whats: Iterable[What]) -> dict[What, int]:
    """With what follows from the others."""
    found = Counter(found)
    found[What.LOST] = found[What.APPROVED] - found[What.USED] - found[What.FREED] - found[What.UNTICKED]
    found[What.EMPTY] = found[What.OFFERED] - found[What.USED]
    return {what: found[what] for what in whats}


def _within(took: Counter[int], share: float) -> int | None:
    """Hours in which this share of all was answered, at least."""
    still = ceil(took.total() * share)
    for hours in sorted(took):
        still -= took[hours]
        if still <= 0:
            return hours
    return None
