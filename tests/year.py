"""A year of a town, drawn by lot and written straight into the tables of either database: what people asked for, what was
answered and when, who came, and the reminders. Some of it just before and after the year, or in another zone."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from storage.engine import connect

PARIS, REUNION, TAHITI = "Europe/Paris", "Indian/Reunion", "Pacific/Tahiti"
YEAR = 2026
GENRES = ("théâtre", "concert", "danse", "cinéma", "cirque", "")
AUDIENCES = ("tout public", "adultes", "")
STAGES = {"j7": 7.4, "j3": 3.4, "j1": 1.1, "h3": 0.12, "after": -0.9}
"""How many days before the start each was sent."""
HOUR, DAY = 3_600, 86_400

Row = dict[str, Any]


@dataclass(frozen=True)
class Size:
    organisations: int = 8
    referents: int = 60
    people: int = 5_000
    venues: int = 40
    sessions: int = 2_000
    reservations: int = 12_000


SMALL = Size(organisations=3, referents=8, people=80, venues=6, sessions=64, reservations=340)


@dataclass
class Year:
    """Rows by table, in the order in which they may be written."""

    size: Size
    of: int
    lot: random.Random
    rows: dict[str, list[Row]] = field(default_factory=dict)
    live: set[tuple[int, int]] = field(default_factory=set)
    """Who holds a place where."""

    def add(self, table: str, **row: object) -> Row:
        self.rows.setdefault(table, []).append(row)
        return row

    def some(self, table: str) -> Row:
        return self.lot.choice(self.rows[table])


async def build(url: str, size: Size, of: int = YEAR, seed: int = 20261123) -> None:
    """Of a database that has the tables and nothing in them."""
    year = Year(size, of, random.Random(seed))  # noqa: S311 - a seed
    _places(year)
    _people(year)
    _sessions(year)
    _reservations(year)
    _ticks(year)
    database = await connect(url)
    async with database.writing() as connection:
        for table, rows in year.rows.items():
            names = list(rows[0])
            values = ", ".join(f":{name}" for name in names)
            await connection.many(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})", rows)  # noqa: S608 - its own
    await database.close()


def _places(year: Year) -> None:
    for n in range(1, year.size.organisations + 1):
        year.add("organisations", id=n, name=f"Structure {n:02}", created_at=0)
    for n in range(1, year.size.venues + 1):
        year.add(
            "venues",
            id=n,
            name=f"Lieu {n:02}",
            street="1 rue du Port",
            postcode=f"130{n % 16:02}",
            city="Marseille",
            transit="",
        )
    for n in range(1, year.size.sessions // 5 + 2):
        genre, audience = year.lot.choice(GENRES), year.lot.choice(AUDIENCES)
        year.add(
            "offers", id=n, source_key=f"year:{n}", venue_id=year.some("venues")["id"], title=f"Sortie {n}", summary="",
            genre=genre, organiser="", audience=audience, entry="",
        )  # fmt: skip


def _people(year: Year) -> None:
    """First the referents, then those whom they follow."""
    seen_at = int(datetime(year.of + 2, 6, 1, tzinfo=UTC).timestamp())
    for n in range(1, year.size.referents + year.size.people + 1):
        works = n <= year.size.referents
        follows = None if works else year.rows["people"][year.lot.randrange(year.size.referents)]
        year.add(
            "people", id=n, organisation_id=follows["organisation_id"] if follows else 1 + n % year.size.organisations,
            name=f"Personne {n}", referent_id=follows["id"] if follows else None, agreed_at=1, confirmed_at=1,
            created_at=0, seen_at=seen_at,
        )  # fmt: skip
        year.add("roles", person_id=n, role="referent" if works else "beneficiary")


def _sessions(year: Year) -> None:
    lot = year.lot
    first = int(datetime(year.of, 1, 1, tzinfo=ZoneInfo(PARIS)).timestamp())
    edges = [int(datetime(year.of, month, 1, tzinfo=ZoneInfo(PARIS)).timestamp()) for month in range(1, 13)]
    taken: set[tuple[int, int]] = set()
    for n in count(1):
        if len(year.rows.get("sessions", ())) == year.size.sessions:
            break
        near_an_edge = lot.random() < 0.1
        starts_at = (
            lot.choice(edges) + lot.choice((-1, -60, 0, 60))
            if near_an_edge
            else first + lot.randrange(-40, 395) * DAY + lot.randrange(10 * HOUR, 22 * HOUR, 900)
        )
        offer = year.some("offers")["id"]
        if (offer, starts_at) in taken:
            continue
        taken.add((offer, starts_at))
        deadline = lot.choice((None, starts_at - DAY, starts_at - HOUR, starts_at + HOUR))
        year.add(
            "sessions", id=n, offer_id=offer, starts_at=starts_at, zone=lot.choices((PARIS, REUNION, TAHITI), (8, 1, 1))[0],
            publication=lot.choices(("published", "cancelled", "draft"), (90, 6, 4))[0], capacity=lot.choice((2, 4, 10, 20)),
            open_admission=int(lot.random() < 0.06), taken=0, places_a_person=4, booking_deadline_at=deadline,
        )  # fmt: skip


def _reservations(year: Year) -> None:
    regulars = year.rows["people"][year.size.referents :: 3]
    asked_about = [it for it in year.rows["sessions"] if it["publication"] != "draft"]
    for table in ("reservations", "history", "letters", "ticks"):
        year.rows[table] = []
    while len(year.rows["reservations"]) < year.size.reservations:
        person = year.lot.choice(regulars if year.lot.random() < 0.5 else year.rows["people"][year.size.referents :])
        _reservation(year, person, year.lot.choice(asked_about))


def _reservation(year: Year, person: Row, session: Row) -> None:
    lot, key = year.lot, (person["id"], session["id"])
    places = lot.choices((1, 2, 3, 4), (5, 4, 1, 1))[0]
    full = not session["open_admission"] and session["taken"] + places > session["capacity"]
    if key in year.live or full:
        return
    closes_at = min(session["booking_deadline_at"] or session["starts_at"], session["starts_at"])
    at = closes_at - lot.randrange(HOUR, 20 * DAY)
    it = year.add(
        "reservations", id=1 + len(year.rows["reservations"]), session_id=session["id"], person_id=person["id"], places=places,
        state="requested", requested_at=at, expires_at=closes_at, decided_at=None, decided_by=None, attendance=None,
        wish=lot.choice((None, "alone", "guest", "company")), companion_id=None,
    )  # fmt: skip
    _lives(year, it, session, person["referent_id"], closes_at)
    if session["publication"] == "cancelled" and it["state"] in ("requested", "approved"):
        _step(year, it, "called_off", session["starts_at"] - DAY)
    if it["state"] == "approved":
        session["taken"] += places
        year.live.add(key)
        _goes(year, it, session)


def _lives(year: Year, it: Row, session: Row, referent: int, closes_at: int) -> None:
    """Asked, or held for them first; answered, or not; and given back, or not."""
    lot, at = year.lot, it["requested_at"]
    if lot.random() < 0.12:
        _step(year, it, "offered", at)
        if (ends := lot.choice(("declined", "lapsed", "approved", "requested"))) in ("declined", "lapsed"):
            return _step(year, it, ends, at + HOUR)
        if ends == "approved":
            return _approved(year, it, session, referent, lot.randrange(at + 1, closes_at), closes_at)
    _step(year, it, "requested", at)
    answered_at = at + lot.choice((0, lot.randrange(1, 3 * HOUR), lot.randrange(1, 5 * DAY)))
    if answered_at >= closes_at:
        return _step(year, it, "expired", closes_at)
    if answered_at > at and (ends := lot.choices(("approved", "refused", "withdrawn"), (8, 1, 1))[0]) != "approved":
        if ends == "refused":
            it.update(decided_at=answered_at, decided_by=referent)
        return _step(year, it, ends, answered_at)
    return _approved(year, it, session, referent, answered_at, closes_at)


def _approved(year: Year, it: Row, session: Row, referent: int, at: int, closes_at: int) -> None:
    it.update(decided_at=at, decided_by=referent)
    _step(year, it, "approved", at)
    _remind(year, it, session, at)
    if year.lot.random() < 0.2:
        late = year.lot.random() < 0.4 and closes_at < session["starts_at"]
        between = (closes_at, session["starts_at"]) if late else (at, closes_at)
        _step(year, it, "cancelled", year.lot.randrange(*between))


def _goes(year: Year, it: Row, session: Row) -> None:
    if it["wish"] == "company" and year.lot.random() < 0.8:
        it["companion_id"] = year.lot.randrange(1, year.size.referents + 1)
    it["attendance"] = year.lot.choices(("came", "excused", "absent", None), (70, 8, 8, 14))[0]


def _remind(year: Year, it: Row, session: Row, since: int) -> None:
    for stage, days in STAGES.items():
        at = session["starts_at"] - int(days * DAY)
        if at > since:
            fate = year.lot.choices(("sent", "overtaken", "unknown", "late"), (85, 8, 4, 3))[0]
            year.add(
                "letters",
                **_letter(it, "reminder", stage, at, fate),
                answered=int(fate == "sent" and year.lot.random() < 0.5),
            )
    year.add("letters", **_letter(it, "decision", "approved", since, "sent"), answered=0)


def _letter(it: Row, kind: str, more: str, at: int, fate: str) -> Mapping[str, object]:
    return {
        "to_id": it["person_id"], "kind": kind, "args": f"{it['id']}:{more}", "due_at": at, "late_at": at + DAY,
        "key": f"{kind}:{it['id']}:{more}", "about": f"reservation:{it['id']}", "priority": "2", "fate": fate, "closed_at": at,
    }  # fmt: skip


def _step(year: Year, it: Row, state: str, at: int) -> None:
    it["state"] = state
    year.add("history", reservation_id=it["id"], at=at, state=state)


def _ticks(year: Year) -> None:
    """At the doors of open admission, and of a permanence each week."""
    for session in year.rows["sessions"]:
        if session["open_admission"]:
            day = datetime.fromtimestamp(session["starts_at"], ZoneInfo(session["zone"])).date()
            _tick(year, "open", session["id"], day)
    for week in range(56):
        _tick(year, "permanence", 1, date(year.of - 1, 12, 20) + timedelta(weeks=week))


def _tick(year: Year, kind: str, number: int, day: date) -> None:
    house = year.some("organisations")["id"]
    year.add("ticks", kind=kind, number=number, day=day.isoformat(), organisation_id=house, n=year.lot.randrange(1, 30))
