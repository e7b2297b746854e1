"""The shelf of what is kept about one person: the columns that the register gives them, row by row."""

from bot import register
from storage.engine import Connection

OF_THE_PERSON = "person_id = :id"
OF_THEIR_PLACES = "reservation_id IN (SELECT id FROM reservations WHERE person_id = :id)"
THEIRS = {
    "people": "id = :id",
    "roles": OF_THE_PERSON,
    "stopped_stages": OF_THE_PERSON,
    "standing_yes": OF_THE_PERSON,
    "invitations": OF_THE_PERSON,
    "reservations": OF_THE_PERSON,
    "history": OF_THEIR_PLACES,
    "calls": OF_THEIR_PLACES,
    "arrivals": OF_THE_PERSON,
    "problems": OF_THE_PERSON,
    "waiting": OF_THE_PERSON,
    "overrides": OF_THE_PERSON,
    "letters": "to_id = :id",
    "starts": OF_THE_PERSON,
    "volunteers": OF_THE_PERSON,
    "companions": OF_THE_PERSON,
    "former_starts": OF_THE_PERSON,
    "leavings": OF_THEIR_PLACES,
    "sentences": OF_THEIR_PLACES,
    "small_projects": OF_THE_PERSON,
    "small_steps": OF_THEIR_PLACES,
    "step_pauses": OF_THE_PERSON,
    "rehearsals": OF_THEIR_PLACES,
}
"""Which rows of a table are a person's."""


class Records:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of(self, person_id: int) -> dict[str, list[dict[str, object]]]:
        """Table → rows, each column → value; tables without a row are left out."""
        found = {}
        for table, columns in register.exported().items():
            rows = await self._db.rows(
                f"SELECT {', '.join(columns)} FROM {table} WHERE {THEIRS[table]} ORDER BY {columns[0]}", id=person_id
            )
            if rows:
                found[table] = [dict(row) for row in rows]
        return found
