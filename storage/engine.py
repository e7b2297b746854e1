"""The database, SQLite or PostgreSQL, by its address alone. What differs between the two, and why:

| | SQLite | PostgreSQL |
|---|---|---|
| transactions | `sqlite.py`: one writer a file | `postgresql.py`: writers take turns |
| keys and texts in a table | `dialect.py` | the same |
| migrations, damage | `schema.py`: the file is checked, one process climbs | climbers take turns |
| which tables there are | `catalogue.py` | the same |
| how many processes | `alone.py`: one | `presence.py`: any number; `leading.py`: one leads |
"""

from storage.postgresql import connect_postgresql
from storage.sqlite import connect_sqlite
from storage.transactions import Connection as Connection
from storage.transactions import Database as Database
from storage.transactions import DatabaseIll as DatabaseIll
from storage.transactions import Row as Row


def is_postgresql(url: str) -> bool:
    return url.startswith("postgresql:")


async def connect(url: str) -> Database:
    """Open the database that `storage.schema.upgrade` has made. Raises DatabaseIll with the remedy."""
    return await (connect_postgresql(url) if is_postgresql(url) else connect_sqlite(url))
