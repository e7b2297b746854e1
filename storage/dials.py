"""The shelf of dials: figures counted in the tables, so that every process tells the same, and a restart forgets none."""

from datetime import datetime, timedelta

from bot.domain.letters import Fate
from bot.figures import DAY, Figures
from storage.clock import seconds
from storage.engine import Connection

DUE = "SELECT count(*) AS n, min(due_at) AS since FROM letters WHERE fate = 'waiting' AND due_at <= :now"
CLOSED = "SELECT fate, count(*) AS n FROM letters WHERE closed_at > :since GROUP BY fate"
INBOX = "SELECT count(*) AS n, min(received_at) AS since FROM inbox WHERE state <> 'done' AND state <> 'poison'"
POISON = "SELECT count(*) AS n FROM inbox WHERE state = 'poison'"


class Dials:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def read(self, now: datetime) -> Figures:
        at = seconds(now)
        due, inbox = await self._db.one(DUE, now=at), await self._db.one(INBOX)
        closed = await self._db.rows(CLOSED, since=seconds(now - DAY))
        return Figures(
            due=due["n"],
            lag=timedelta(seconds=max(0, at - (due["since"] or at))),
            inbox=inbox["n"],
            inbox_lag=timedelta(seconds=max(0, at - (inbox["since"] or at))),
            closed={Fate(row["fate"]): row["n"] for row in closed},
            poison=(await self._db.one(POISON))["n"],
        )
