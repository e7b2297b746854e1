"""« Ce mois-ci »: what is ahead for everybody whom a referent answers for, soonest first."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import this_month
from bot.domain.people import Person
from bot.domain.reservations import Reservation, State
from bot.domain.waiting import Entry
from bot.ports import Store


@dataclass(frozen=True)
class Ahead:
    """One person and one outing."""

    it: Reservation | Entry
    on_behalf_of: str = ""
    """The name of the colleague who is away; empty for one's own."""

    @property
    def is_to_answer(self) -> bool:
        return isinstance(self.it, Reservation) and self.it.state is State.REQUESTED


@dataclass(frozen=True)
class Month:
    until: datetime
    """When it ends: the first moment that is not shown."""
    ahead: list[Ahead]
    follows_somebody: bool


async def coming(store: Store, me: Person, now: datetime, zone: str) -> Month:
    """Nothing of oneself (D7), and nothing that has begun."""
    since, until = this_month(now, zone)
    found, follows = list[Ahead](), False
    for referent_id in sorted(await store.people.acts_for(me.id, now)):
        follows = follows or bool(await store.people.followed_by(referent_id))
        name = "" if referent_id == me.id else (await store.people.get(referent_id)).name
        theirs: list[Reservation | Entry] = [
            *await store.month.places(referent_id, since, until),
            *await store.month.waits(referent_id, since, until),
        ]
        found += [Ahead(it, name) for it in theirs if it.person_id != me.id]
    return Month(until, sorted(found, key=_soonest), follows)


def _soonest(each: Ahead) -> tuple[datetime, int, str, int]:
    session = each.it.session
    return session.starts_at, session.id, each.it.person, each.it.person_id
