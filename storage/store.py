"""One transaction and its shelves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage import journal
from storage.absences import Absences
from storage.attendance import Roll
from storage.calls import Calls
from storage.changes import Changes
from storage.dials import Dials
from storage.drafting import Drafting
from storage.edits import Edits
from storage.engine import Connection, Database, connect, is_postgresql
from storage.erasing import Erasures
from storage.freed import Freed
from storage.guests import Guests
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.jobs import Jobs
from storage.letters import Letters
from storage.list_rules import ListRules
from storage.notes import Notes
from storage.offers import Offers
from storage.people import People
from storage.records import Records
from storage.reservations import Reservations
from storage.retention import Retention
from storage.sqlite import sqlite_path
from storage.standing import Standing
from storage.teams import Teams
from storage.trail import Trail
from storage.uploads import Uploads
from storage.waiting import Waiting
from storage.ways import Leavings, Starts, Timetables


class Store:
    """Everything that a gesture reads or writes, all of it or nothing."""

    def __init__(self, connection: Connection) -> None:
        self.people = People(connection)
        self.invitations = Invitations(connection)
        self.offers = Offers(connection)
        self.reservations = Reservations(connection)
        self.letters = Letters(connection)
        self.absences = Absences(connection)
        self.standing = Standing(connection)
        self.teams = Teams(connection)
        self.changes = Changes(connection)
        self.edits = Edits(connection)
        self.uploads = Uploads(connection)
        self.notes = Notes(connection)
        self.drafting = Drafting(connection)
        self.inbox = Inbox(connection)
        self.jobs = Jobs(connection)
        self.waiting = Waiting(connection)
        self.freed = Freed(connection)
        self.list_rules = ListRules(connection)
        self.guests = Guests(connection)
        self.roll = Roll(connection)
        self.calls = Calls(connection)
        self.records = Records(connection.sweeping)
        self.erasures = Erasures(connection.sweeping)
        self.timetables = Timetables(connection)
        self.starts = Starts(connection)
        self.leavings = Leavings(connection)
        self.retention = Retention(connection.sweeping)
        self.trail = Trail(connection)
        self.dials = Dials(connection)


class Storage:
    """Where transactions come from."""

    def __init__(self, database: Database, url: str = "") -> None:
        self._database = database
        self._url = url

    @classmethod
    async def open(cls, url: str) -> "Storage":
        """Raises DatabaseIll."""
        return cls(await connect(url), url)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Store]:
        async with self._database.reading() as connection:
            yield Store(connection)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Store]:
        """Nothing in it is done before it has ended."""
        async with self._database.writing() as connection:
            yield Store(connection)

    def version(self) -> str:
        """Which database it is."""
        return self._database.version()

    async def wipe(self) -> bool:
        """What was deleted leaves the disk; False when that could not be done just now."""
        return await self._database.wipe()

    async def keep_journal(self) -> None:
        """Beside a SQLite file, where the loss of the file does not take it. A server's is in its backups."""
        if self._url and not is_postgresql(self._url):
            async with self.reading() as store:
                journal.write(sqlite_path(self._url), await store.erasures.journal())

    async def close(self) -> None:
        await self._database.close()
