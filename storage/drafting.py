"""The shelf for making an outing in the chat: an undated draft is the memory of the questions, and venues are known."""

from bot.domain.offers import NO_DATE, Session, Venue
from bot.domain.refusals import Gone
from storage.clock import seconds
from storage.engine import Connection, Row
from storage.offers import SELECT, session_of


def _venue(row: Row) -> Venue:
    return Venue(
        id=row["id"],
        name=row["name"],
        street=row["street"],
        postcode=row["postcode"],
        city=row["city"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        transit=row["transit"],
    )


class Drafting:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def undated(self, limit: int) -> list[Session]:
        """Drafts whose date has not been said yet, newest first."""
        rows = await self._db.rows(
            f"{SELECT} WHERE s.publication = 'draft' AND s.starts_at = :none ORDER BY s.id DESC LIMIT :limit",
            none=seconds(NO_DATE),
            limit=limit,
        )
        return [session_of(row) for row in rows]

    async def venues(self, offset: int, limit: int) -> list[Venue]:
        """In the order of the alphabet."""
        rows = await self._db.rows(
            "SELECT * FROM venues WHERE name <> '' ORDER BY lower(name), id LIMIT :limit OFFSET :offset",
            limit=limit,
            offset=offset,
        )
        return [_venue(row) for row in rows]

    async def count_venues(self) -> int:
        row = await self._db.one("SELECT count(*) AS n FROM venues WHERE name <> ''")
        return int(row["n"])

    async def venue(self, venue_id: int) -> Venue:
        """Raises Gone."""
        row = await self._db.row("SELECT * FROM venues WHERE id = :id AND name <> ''", id=venue_id)
        if row is None:
            raise Gone
        return _venue(row)

    async def keep_venue(self, name: str) -> Venue:
        """The venue of that name without an address, made if there is none."""
        row = await self._db.one(
            "INSERT INTO venues (name, street, postcode, city, transit) VALUES (:name, '', '', '', '')"
            " ON CONFLICT (name, street, postcode) DO UPDATE SET name = excluded.name RETURNING *",
            name=name,
        )
        return _venue(row)

    async def named(self, name: str) -> list[Venue]:
        """Known venues of that name, in whatever case it was typed."""
        rows = await self._db.rows("SELECT * FROM venues ORDER BY id")
        return [_venue(row) for row in rows if row["name"].casefold() == name.casefold()]

    async def locate_venue(self, venue_id: int, latitude: float, longitude: float) -> None:
        """On the map, a venue that is not there yet; another's point is not moved so."""
        await self._db.rows(
            "UPDATE venues SET latitude = :lat, longitude = :lon WHERE id = :id AND latitude IS NULL",
            id=venue_id,
            lat=latitude,
            lon=longitude,
        )

    async def place_venue(self, venue: Venue, street: str, postcode: str, city: str) -> Venue:
        """The address of a venue that has none; where it is known already at that address, that one."""
        known = await self._db.row(
            "SELECT * FROM venues WHERE name = :name AND street = :street AND postcode = :postcode",
            name=venue.name,
            street=street,
            postcode=postcode,
        )
        if known is not None:
            return _venue(known)
        row = await self._db.one(
            "UPDATE venues SET street = :street, postcode = :postcode, city = :city WHERE id = :id RETURNING *",
            id=venue.id,
            street=street,
            postcode=postcode,
            city=city,
        )
        return _venue(row)
