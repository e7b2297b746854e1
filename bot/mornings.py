"""What a referent finds in the morning: whom to call, and whose coming to tick. Written with the approval, a letter a
referent and day (or outing), so that ten people are one message; closed unsent when there is nothing to say."""

from datetime import datetime, timedelta

from bot.domain.attendance import DAYS, asked_at
from bot.domain.calendar import wall
from bot.domain.calls import mornings
from bot.domain.letters import Kind, Letter, Priority
from bot.domain.reservations import Reservation
from bot.ports import Store

WHILE_IT_HELPS = timedelta(hours=10)
"""A list of calls is of its day."""


async def plan_mornings(store: Store, it: Reservation, since: datetime) -> None:
    """The referent's letters for an approved place, on the dates the session has now."""
    if it.referent_id is None:
        return
    for at in mornings(it.session, since):
        await store.letters.write(_calls(it.referent_id, at, it.session.zone))
    await store.letters.write(_roll_call(it.referent_id, it))


async def plan_again(store: Store, person_id: int, now: datetime) -> None:
    """For the referent whom this person has now, about all that is ahead or was not asked yet."""
    for it in await store.reservations.coming_up(person_id, now - DAYS):
        if it.is_coming and asked_at(it.session) > now:
            await plan_mornings(store, it, now)


def _calls(referent_id: int, at: datetime, zone: str) -> Letter:
    return Letter(
        to=referent_id,
        kind=Kind.CALLS,
        args=(),
        due_at=at,
        late_at=at + WHILE_IT_HELPS,
        key=f"calls:{referent_id}:{wall(at, zone).date()}",
        about=f"calls:{referent_id}",
        priority=Priority.REMINDER,
    )


def roll_call_of(session_id: int) -> str:
    """What the question of who came is about: planned anew, it takes the place of the earlier one."""
    return f"roll:{session_id}"


def _roll_call(referent_id: int, it: Reservation) -> Letter:
    session = it.session
    due_at = asked_at(session)
    return Letter(
        to=referent_id,
        kind=Kind.ROLL_CALL,
        args=(session.id,),
        due_at=due_at,
        late_at=max(session.starts_at + DAYS, due_at + timedelta(hours=1)),
        key=f"roll_call:{referent_id}:{session.id}:{session.revision}",
        about=roll_call_of(session.id),
        priority=Priority.REMINDER,
    )
