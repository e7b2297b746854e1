"""A bilan counted again, figure by figure, in plain SQL: written from the definitions in `bot.domain.bilan`, and from
nothing that the shelf does. Of a town of whom nobody was erased."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from bot.domain.bilan import Answering, Bilan, By, Line, Load, Period, Span, Table, What
from storage.engine import is_postgresql
from storage.sqlite import sqlite_path

Ask = Callable[[str], list[tuple[Any, ...]]]

OUTING = "sessions s JOIN offers o ON o.id = s.offer_id JOIN venues v ON v.id = o.venue_id"
PLACE = f"{OUTING} JOIN reservations r ON r.session_id = s.id JOIN people p ON p.id = r.person_id"
COUNTS = "s.publication = 'published' AND s.open_admission = 0"
CAME = "r.state = 'approved' AND r.attendance = 'came'"
EARLIER = """(SELECT count(*) FROM reservations e JOIN sessions es ON es.id = e.session_id WHERE e.person_id = r.person_id
    AND e.state = 'approved' AND e.attendance = 'came' AND es.publication = 'published' AND es.open_admission = 0
    AND (es.starts_at < s.starts_at OR (es.starts_at = s.starts_at AND e.id < r.id)))"""
"""How many outings they had made before."""
STEP = "(SELECT min(h.at) FROM history h WHERE h.reservation_id = r.id AND h.state = '{state}')"
CANCELLED, ASKED = STEP.format(state="cancelled"), STEP.format(state="requested")
GIVEN_BACK_IN_TIME = (
    f"{CANCELLED} < s.starts_at AND (s.booking_deadline_at IS NULL OR {CANCELLED} < s.booking_deadline_at)"
)
REMINDER = (
    f"{PLACE} JOIN letters l ON l.about = 'reservation:' || r.id AND l.kind = 'reminder' AND l.fate = 'sent'"
    " AND l.args NOT LIKE '%:after'"
)

FIGURES = {
    What.OFFERED: ("sum(s.capacity)", OUTING, "1 = 1"),
    What.REQUESTED: ("sum(r.places)", PLACE, f"({ASKED} IS NOT NULL OR {STEP.format(state='approved')} IS NOT NULL)"),
    What.APPROVED: ("sum(r.places)", PLACE, f"{STEP.format(state='approved')} IS NOT NULL"),
    What.USED: ("sum(r.places)", PLACE, CAME),
    What.FREED: ("sum(r.places)", PLACE, GIVEN_BACK_IN_TIME),
    What.LOST: (
        "sum(r.places)", PLACE,
        f"(r.attendance IN ('absent', 'excused') OR ({CANCELLED} IS NOT NULL AND NOT ({GIVEN_BACK_IN_TIME})))",
    ),
    What.UNTICKED: ("sum(r.places)", PLACE, "r.state = 'approved' AND r.attendance IS NULL"),
    What.PEOPLE: ("count(DISTINCT r.person_id)", PLACE, CAME),
    What.FIRST: ("count(*)", PLACE, f"{CAME} AND {EARLIER} = 0"),
    What.AGAIN: ("count(*)", PLACE, f"{CAME} AND {EARLIER} = 1"),
    What.ACCOMPANIED: ("count(*)", PLACE, f"{CAME} AND r.wish = 'company' AND r.companion_id IS NOT NULL"),
    What.REMINDERS: ("count(*)", REMINDER, "1 = 1"),
    What.ANSWERED: ("count(*)", REMINDER, "l.answered = 1"),
}  # fmt: skip
COLUMNS = {
    By.GENRE: "o.genre",
    By.AUDIENCE: "o.audience",
    By.VENUE: "v.name || '\n' || v.postcode",
    By.DISTRICT: "v.postcode",
}
HOUSE = "(SELECT name FROM organisations WHERE id = p.organisation_id)"


@contextmanager
def asking(url: str) -> Iterator[Ask]:
    if is_postgresql(url):
        with psycopg.connect(url) as server:
            yield lambda sql: server.execute(sql).fetchall()
    else:
        with closing(sqlite3.connect(sqlite_path(url))) as file:
            yield lambda sql: file.execute(sql).fetchall()


def recounted(ask: Ask, house: int | None, period: Period) -> Bilan:
    whats = [what for what in What if house is None or what not in (What.OFFERED, What.EMPTY)]
    tabled = [what for what in whats if what not in (What.REMINDERS, What.ANSWERED)]
    tables = [_table(ask, by, column, house, period, tabled) for by, column in COLUMNS.items()]
    if period.span is not Span.MONTH:
        months = (Line(it.name, _whole(ask, house, it, whats)) for it in period.months())
        tables.insert(0, Table(By.MONTH, tuple(months)))
    if house is None:
        of_people = [what for what in whats if what not in (What.OFFERED, What.EMPTY)]
        tables.append(_table(ask, By.ORGANISATION, HOUSE, None, period, of_people))
    name = "" if house is None else ask(f"SELECT name FROM organisations WHERE id = {house}")[0][0]
    whole = _whole(ask, house, period, whats)
    answering, load, welcomed = _answering(ask, house, period), _load(ask, house, period), _welcomed(ask, house, period)
    return Bilan(name, period, whole, answering, load, tuple(tables), welcomed)


def _whole(ask: Ask, house: int | None, period: Period, whats: Sequence[What]) -> dict[What, int]:
    (line,) = _table(ask, By.MONTH, "CAST('' AS TEXT)", house, period, whats).lines or (
        Line("", dict.fromkeys(whats, 0)),
    )
    return {what: n or 0 for what, n in line.numbers.items()}


def _table(ask: Ask, by: By, column: str, house: int | None, period: Period, whats: Sequence[What]) -> Table:
    counted: dict[What, dict[str, int]] = {}
    for what in whats:
        if what is not What.EMPTY:
            number, source, which = FIGURES[what]
            counted[what] = {
                name: int(n or 0)
                for name, n in ask(
                    f"SELECT {column}, {number} FROM {source} WHERE {_here(ask, house, period)} AND {which} GROUP BY 1"
                )
            }
    if What.EMPTY in whats:
        counted[What.EMPTY] = {name: n - counted[What.USED].get(name, 0) for name, n in counted[What.OFFERED].items()}
    names = sorted({name for numbers in counted.values() for name, n in numbers.items() if n})
    return Table(by, tuple(_line(name, {what: counted[what].get(name, 0) for what in whats}) for name in names))


def _line(name: str, numbers: dict[What, int]) -> Line:
    """A venue is told with its district."""
    name, _, within = name.partition("\n")
    return Line(name, numbers, within)


def _answering(ask: Ask, house: int | None, period: Period) -> Answering:
    """Every answer, one by one."""
    seconds = sorted(
        took for (took,) in ask(f"SELECT r.decided_at - r.requested_at FROM {_answered(ask, house, period)}")
    )
    hours = [-(-took // 3600) for took in seconds]
    if not hours:
        return Answering(None, None, 0)
    return Answering(_share(hours, 5), _share(hours, 9), len(hours))


def _share(hours: list[int], tenths: int) -> int:
    """The first within which so many tenths of all were answered."""
    return next(each for each in hours if 10 * sum(it <= each for it in hours) >= tenths * len(hours))


def _load(ask: Ask, house: int | None, period: Period) -> Load:
    found = sorted(
        n for _, n in ask(f"SELECT r.decided_by, count(*) FROM {_answered(ask, house, period)} GROUP BY r.decided_by")
    )
    return Load(len(found), found[(len(found) - 1) // 2], found[-1]) if found else Load(0, None, None)


def _welcomed(ask: Ask, house: int | None, period: Period) -> dict[str, int]:
    days = f"t.day >= '{period.first}' AND t.day < '{period.end}'" + (
        f" AND t.organisation_id = {house}" if house else ""
    )
    there = "t.kind = 'permanence' OR (SELECT publication FROM sessions WHERE id = t.number) = 'published'"
    found: dict[str, int] = dict(
        ask(f"SELECT t.kind, sum(t.n) FROM ticks t WHERE {days} AND ({there}) GROUP BY t.kind")
    )
    return {kind: int(found.get(kind, 0)) for kind in ("open", "permanence")}


def _answered(ask: Ask, house: int | None, period: Period) -> str:
    """Requests that waited for somebody's answer."""
    return f"{PLACE} WHERE {_here(ask, house, period)} AND r.decided_at > r.requested_at AND {ASKED} IS NOT NULL"


def _here(ask: Ask, house: int | None, period: Period) -> str:
    """The outings of the period, each on its own wall; of the people of one organisation."""
    zones = [zone for (zone,) in ask("SELECT DISTINCT zone FROM sessions")]
    each = (
        f"(s.zone = '{it}' AND s.starts_at >= {_midnight(period.first, it)} AND s.starts_at < {_midnight(period.end, it)})"
        for it in zones
    )
    return f"{COUNTS} AND ({' OR '.join(each)})" + ("" if house is None else f" AND p.organisation_id = {house}")


def _midnight(day: date, zone: str) -> int:
    return int(datetime.combine(day, time(), ZoneInfo(zone)).timestamp())
