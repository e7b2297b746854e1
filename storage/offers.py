"""The shelf of offers, their venues and sessions."""

from datetime import datetime

from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.offers import MOST_PLACES, Filter, Offer, Publication, Session, Venue
from bot.domain.refusals import Gone
from storage.clock import moment, seconds
from storage.engine import Connection, Row

COLUMNS = """
    s.id, s.offer_id, s.starts_at, s.ends_at, s.doors_at, s.zone, s.publication, s.capacity, s.open_admission,
    s.taken, s.places_a_person, s.booking_deadline_at, s.revision,
    o.title, o.summary, o.easy, o.genre, o.organiser, o.audience, o.min_age, o.step_free, o.hearing_loop,
    o.french_not_needed, o.families, o.accompanied, o.entry, o.source_key,
    o.venue_id, v.name AS venue_name, v.street, v.postcode, v.city, v.latitude, v.longitude, v.transit
"""
TABLES = "sessions s JOIN offers o ON o.id = s.offer_id JOIN venues v ON v.id = o.venue_id"
SELECT = f"SELECT {COLUMNS} FROM {TABLES}"

# What can be asked for now. Walks an index: a page costs the same among a million.
OPEN = "s.publication = 'published' AND s.starts_at > :since AND coalesce(s.booking_deadline_at, s.starts_at) > :since"
FURTHEST = 5_000
"""Sessions that a filter looks through: what is rare must not be searched for to the end of a large town."""

WHERE = {
    Filter.FAMILIES: "o.families = 1",
    Filter.STEP_FREE: "o.step_free = 1",
    Filter.ACCOMPANIED: "(o.accompanied = 1 OR EXISTS (SELECT 1 FROM accompanied_outings g"
    " WHERE g.session_id = soon.id AND g.organisation_id = :house))",
}


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _number(flag: bool | None) -> int | None:
    return None if flag is None else int(flag)


def venue_of(row: Row) -> Venue:
    return Venue(
        id=row["venue_id"],
        name=row["venue_name"],
        street=row["street"],
        postcode=row["postcode"],
        city=row["city"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        transit=row["transit"],
    )


def offer_of(row: Row) -> Offer:
    return Offer(
        id=row["offer_id"],
        title=row["title"],
        venue=venue_of(row),
        summary=row["summary"],
        easy=row["easy"],
        genre=row["genre"],
        organiser=row["organiser"],
        audience=row["audience"],
        min_age=row["min_age"],
        step_free=_flag(row["step_free"]),
        hearing_loop=_flag(row["hearing_loop"]),
        french_not_needed=_flag(row["french_not_needed"]),
        families=_flag(row["families"]),
        accompanied=_flag(row["accompanied"]),
        entry=row["entry"],
    )


def session_of(row: Row) -> Session:
    return Session(
        id=row["id"],
        offer=offer_of(row),
        starts_at=moment(row["starts_at"]),
        zone=row["zone"],
        publication=Publication(row["publication"]),
        ends_at=moment(row["ends_at"]),
        doors_at=moment(row["doors_at"]),
        capacity=row["capacity"],
        open_admission=bool(row["open_admission"]),
        taken=row["taken"],
        places_a_person=row["places_a_person"],
        booking_deadline_at=moment(row["booking_deadline_at"]),
        revision=row["revision"],
    )


def _soonest(until: datetime | None, only: Filter) -> str:
    """Their numbers, in order."""
    ahead = f"sessions s WHERE {OPEN}" + (" AND s.starts_at < :until" if until else "")
    if only not in WHERE:
        return f"SELECT s.id FROM {ahead} ORDER BY s.starts_at, s.id"
    return (
        f"SELECT soon.id FROM (SELECT s.id, s.starts_at, s.offer_id FROM {ahead} ORDER BY s.starts_at, s.id LIMIT {FURTHEST})"
        f" soon JOIN offers o ON o.id = soon.offer_id WHERE {WHERE[only]} ORDER BY soon.starts_at, soon.id"
    )


class Offers:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def session(self, session_id: int) -> Session:
        """Raises Gone."""
        row = await self._db.row(f"{SELECT} WHERE s.id = :id", id=session_id)
        if row is None:
            raise Gone
        return session_of(row)

    async def ahead(
        self, since: datetime, until: datetime | None, only: Filter, offset: int, limit: int, house: int = 0
    ) -> list[Session]:
        """Published sessions that can still be asked for, soonest first. Accompanied are also those with a group of this
        house."""
        rows = await self._db.rows(
            f"{SELECT} WHERE s.id IN ({_soonest(until, only)} LIMIT :limit OFFSET :offset) ORDER BY s.starts_at, s.id",
            since=seconds(since),
            until=seconds(until),
            limit=limit,
            offset=offset,
            house=house,
        )
        return [session_of(row) for row in rows]

    async def count_ahead(
        self, since: datetime, until: datetime | None, only: Filter, most: int, house: int = 0
    ) -> int:
        """How many, counted no further than `most`: a page must cost the same in a large town."""
        row = await self._db.one(
            f"SELECT count(*) AS n FROM ({_soonest(until, only)} LIMIT :most) counted",
            since=seconds(since),
            until=seconds(until),
            most=most,
            house=house,
        )
        return int(row["n"])

    async def upcoming(self, publication: Publication, since: datetime, offset: int, limit: int) -> list[Session]:
        """For coordinators: everything of that state that has not begun, soonest first."""
        rows = await self._db.rows(
            f"{SELECT} WHERE s.publication = :p AND s.starts_at > :since"
            " ORDER BY s.starts_at, s.id LIMIT :limit OFFSET :offset",
            p=publication,
            since=seconds(since),
            limit=limit,
            offset=offset,
        )
        return [session_of(row) for row in rows]

    async def count_upcoming(self, publication: Publication, since: datetime) -> int:
        row = await self._db.one(
            "SELECT count(*) AS n FROM sessions WHERE publication = :p AND starts_at > :since",
            p=publication,
            since=seconds(since),
        )
        return int(row["n"])

    async def take(self, session_id: int, places: int, now: datetime) -> bool:
        """Take the places, or none: one sentence decides (P1), and the deadline is read in it too."""
        rows = await self._db.rows(
            "UPDATE sessions SET taken = taken + :n WHERE id = :id AND publication = 'published'"
            " AND coalesce(booking_deadline_at, starts_at) > :now AND starts_at > :now"
            " AND (open_admission = 1 OR taken + :n <= capacity) RETURNING id",
            id=session_id,
            n=places,
            now=seconds(now),
        )
        return bool(rows)

    async def give_back(self, session_id: int, places: int) -> None:
        await self._db.rows("UPDATE sessions SET taken = taken - :n WHERE id = :id", id=session_id, n=places)

    async def set_places(self, session_id: int, capacity: int | None) -> bool:
        """The allotment; None is open admission. False when fewer than are taken (P5)."""
        rows = await self._db.rows(
            "UPDATE sessions SET capacity = :c, open_admission = :free WHERE id = :id"
            " AND (:free = 1 OR taken <= :c) RETURNING id",
            id=session_id,
            c=capacity,
            free=int(capacity is None),
        )
        return bool(rows)

    async def set_deadline(self, session_id: int, at: datetime) -> None:
        await self._db.rows(
            "UPDATE sessions SET booking_deadline_at = :at WHERE id = :id", id=session_id, at=seconds(at)
        )

    async def set_access(self, offer_id: int, step_free: bool) -> None:
        await self._db.rows("UPDATE offers SET step_free = :f WHERE id = :id", id=offer_id, f=int(step_free))

    async def set_families(self, offer_id: int, families: bool) -> None:
        await self._db.rows("UPDATE offers SET families = :f WHERE id = :id", id=offer_id, f=int(families))

    async def publish(self, session_id: int) -> bool:
        """Draft → published, once."""
        rows = await self._db.rows(
            "UPDATE sessions SET publication = 'published' WHERE id = :id AND publication = 'draft' RETURNING id",
            id=session_id,
        )
        return bool(rows)

    async def known(self, source_key: str) -> list[Session]:
        """The sessions of the offer that this source made, soonest first; empty when it made none."""
        rows = await self._db.rows(f"{SELECT} WHERE o.source_key = :key ORDER BY s.starts_at", key=source_key)
        return [session_of(row) for row in rows]

    async def alike(self, title: str, starts_at: datetime) -> list[Session]:
        """Sessions of that title at that instant, from whichever source: perhaps the same outing told twice."""
        rows = await self._db.rows(f"{SELECT} WHERE s.starts_at = :at ORDER BY s.id", at=seconds(starts_at))
        return [session_of(row) for row in rows if row["title"].casefold() == title.casefold()]

    async def keep_offer(self, draft: OfferDraft) -> int:
        """Write or rewrite what the source says of the offer; what it leaves unsaid stays. Its number."""
        row = await self._db.one(
            """
            INSERT INTO offers (source_key, venue_id, title, summary, easy, genre, organiser, audience, min_age,
                step_free, hearing_loop, french_not_needed, families, accompanied, entry)
            VALUES (:source_key, :venue, :title, :summary, :easy, :genre, :organiser, :audience, :min_age,
                :step_free, :hearing_loop, :french_not_needed, :families, :accompanied, :entry)
            ON CONFLICT (source_key) DO UPDATE SET venue_id = excluded.venue_id, title = excluded.title,
                summary = CASE excluded.summary WHEN '' THEN offers.summary ELSE excluded.summary END,
                easy = CASE excluded.easy WHEN '' THEN offers.easy ELSE excluded.easy END,
                genre = CASE excluded.genre WHEN '' THEN offers.genre ELSE excluded.genre END,
                organiser = CASE excluded.organiser WHEN '' THEN offers.organiser ELSE excluded.organiser END,
                audience = CASE excluded.audience WHEN '' THEN offers.audience ELSE excluded.audience END,
                entry = CASE excluded.entry WHEN '' THEN offers.entry ELSE excluded.entry END,
                min_age = coalesce(excluded.min_age, offers.min_age),
                step_free = coalesce(excluded.step_free, offers.step_free),
                hearing_loop = coalesce(excluded.hearing_loop, offers.hearing_loop),
                french_not_needed = coalesce(excluded.french_not_needed, offers.french_not_needed),
                families = coalesce(excluded.families, offers.families),
                accompanied = coalesce(excluded.accompanied, offers.accompanied)
            RETURNING id
            """,
            source_key=draft.source_key,
            venue=await self._keep_venue(draft.venue),
            title=draft.title,
            summary=draft.summary,
            easy=draft.easy,
            genre=draft.genre,
            organiser=draft.organiser,
            audience=draft.audience,
            min_age=draft.min_age,
            step_free=_number(draft.step_free),
            hearing_loop=_number(draft.hearing_loop),
            french_not_needed=_number(draft.french_not_needed),
            families=_number(draft.families),
            accompanied=_number(draft.accompanied),
            entry=draft.entry,
        )
        return int(row["id"])

    async def _keep_venue(self, venue: VenueDraft) -> int:
        row = await self._db.one(
            """
            INSERT INTO venues (name, street, postcode, city, latitude, longitude, transit)
            VALUES (:name, :street, :postcode, :city, :latitude, :longitude, :transit)
            ON CONFLICT (name, street, postcode) DO UPDATE SET
                latitude = coalesce(excluded.latitude, venues.latitude),
                longitude = coalesce(excluded.longitude, venues.longitude),
                transit = CASE excluded.transit WHEN '' THEN venues.transit ELSE excluded.transit END
            RETURNING id
            """,
            name=venue.name,
            street=venue.street,
            postcode=venue.postcode,
            city=venue.city,
            latitude=venue.latitude,
            longitude=venue.longitude,
            transit=venue.transit,
        )
        return int(row["id"])

    async def add_session(self, offer_id: int, draft: SessionDraft, zone: str) -> int:
        row = await self._db.one(
            """
            INSERT INTO sessions (offer_id, starts_at, ends_at, doors_at, zone, publication, capacity,
                open_admission, places_a_person, booking_deadline_at)
            VALUES (:offer, :starts, :ends, :doors, :zone, 'draft', :capacity, :free, :places, :deadline)
            RETURNING id
            """,
            offer=offer_id,
            starts=seconds(draft.starts_at),
            ends=seconds(draft.ends_at),
            doors=seconds(draft.doors_at),
            zone=zone,
            capacity=None if draft.open_admission else draft.capacity,
            free=int(draft.open_admission),
            places=draft.places_a_person or MOST_PLACES,
            deadline=seconds(draft.booking_deadline_at),
        )
        return int(row["id"])

    async def change_session(self, session_id: int, draft: SessionDraft) -> None:
        """What the source now says of a session's hours; its allotment is the coordinator's."""
        await self._db.rows(
            "UPDATE sessions SET ends_at = coalesce(:ends, ends_at), doors_at = coalesce(:doors, doors_at) WHERE id = :id",
            id=session_id,
            ends=seconds(draft.ends_at),
            doors=seconds(draft.doors_at),
        )
