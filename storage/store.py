"""One transaction and its shelves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from storage import journal
from storage.absences import Absences
from storage.accompanied_outings import AccompaniedOutings
from storage.agendas import Agendas
from storage.attendance import Roll
from storage.bilan import Bilans
from storage.calls import Calls
from storage.changes import Changes
from storage.company import Companies
from storage.dials import Dials
from storage.drafting import Drafting
from storage.edits import Edits
from storage.engine import Connection, Database, connect, is_postgresql
from storage.erasing import Erasures
from storage.experiments import Experiments
from storage.freed import Freed
from storage.guests import Guests
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.jobs import Jobs
from storage.letters import Letters
from storage.list_rules import ListRules
from storage.meeting import Arrivals, Problems
from storage.month import Month
from storage.news import News
from storage.notes import Notes
from storage.offers import Offers
from storage.people import People
from storage.permanences import Permanences
from storage.records import Records
from storage.rehearsals import Rehearsals
from storage.reservations import Reservations
from storage.retention import Retention
from storage.sentences import Sentences
from storage.small_projects import SmallProjects
from storage.small_steps import SmallSteps
from storage.sqlite import sqlite_path
from storage.standing import Standing
from storage.teams import Teams
from storage.ticks import Ticks
from storage.trail import Trail
from storage.uploads import Uploads
from storage.volunteers import Volunteers
from storage.waiting import Waiting
from storage.ways import Leavings, Starts, Timetables


class Store:
    """Everything that a gesture reads or writes, all of it or nothing. A shelf is put up when it is first asked for."""

    people: People
    invitations: Invitations
    offers: Offers
    reservations: Reservations
    letters: Letters
    absences: Absences
    standing: Standing
    teams: Teams
    changes: Changes
    company: Companies
    accompanied_outings: AccompaniedOutings
    news: News
    edits: Edits
    uploads: Uploads
    agendas: Agendas
    volunteers: Volunteers
    experiments: Experiments
    notes: Notes
    drafting: Drafting
    inbox: Inbox
    jobs: Jobs
    waiting: Waiting
    freed: Freed
    list_rules: ListRules
    guests: Guests
    roll: Roll
    calls: Calls
    month: Month
    records: Records
    erasures: Erasures
    timetables: Timetables
    starts: Starts
    leavings: Leavings
    sentences: Sentences
    arrivals: Arrivals
    problems: Problems
    permanences: Permanences
    small_projects: SmallProjects
    small_steps: SmallSteps
    rehearsals: Rehearsals
    ticks: Ticks
    retention: Retention
    bilan: Bilans
    trail: Trail
    dials: Dials

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        """Only for what is not there yet."""
        if name not in SHELVES:
            raise AttributeError(name)
        shelf = SHELVES[name](self._connection.sweeping if name in WALKING else self._connection)
        setattr(self, name, shelf)
        return shelf


SHELVES: dict[str, Any] = Store.__annotations__
WALKING = {"records", "erasures", "retention", "bilan"}
"""Shelves that walk whole tables."""


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
