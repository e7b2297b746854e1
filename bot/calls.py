"""« Personnes à appeler »: the outings to call about now, and the tick that it was done."""

from datetime import datetime

from bot.domain.calls import Line, Why, why_call
from bot.domain.people import Person
from bot.domain.refusals import AlreadyAnswered
from bot.on_behalf import place
from bot.ports import Store


async def to_call(store: Store, me: Person, now: datetime) -> list[tuple[Line, Why]]:
    """Soonest outing first, for the people this referent answers for now."""
    lines = [
        line
        for referent in sorted(await store.people.acts_for(me.id, now))
        for line in await store.calls.ahead(referent, now)
        if line.it.person_id != me.id
    ]
    found = [(line, why) for line in lines if (why := why_call(line, now))]
    return sorted(found, key=lambda it: (it[0].it.session.starts_at, it[0].it.person, it[0].it.id))


async def called(store: Store, me: Person, reservation_id: int, now: datetime) -> None:
    """« Appelé ». Raises Gone, AlreadyAnswered when there is nothing to call about any more."""
    it = await place(store, me, reservation_id, now)
    if it.id not in {line.it.id for line, _ in await to_call(store, me, now)}:
        raise AlreadyAnswered(0)
    await store.calls.tick(it.id, me.id, now)
