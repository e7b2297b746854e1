"""The letters that the life of a place writes, each in the transaction of the event that causes it."""

from datetime import datetime, timedelta

from bot.accompanying import plan_accompanying
from bot.domain.letters import Kind, Letter, Priority
from bot.domain.offers import Session
from bot.domain.reminders import Planned, Stage, plan
from bot.domain.reservations import Reservation
from bot.domain.waiting import Entry
from bot.experiments import take_in
from bot.gathering import join
from bot.mornings import plan_mornings
from bot.ports import Store

CANNOT_WAIT_FOREVER = timedelta(days=30)


def about(it: Reservation) -> str:
    """What its letters are about."""
    return f"reservation:{it.id}"


async def tell(store: Store, to: int | None, kind: Kind, it: Reservation, now: datetime, event: str) -> None:
    """One message about one reservation; `event` makes its key: the same event is told once."""
    if to is None:
        return
    letter = Letter(
        to=to,
        kind=kind,
        args=(it.id,),
        due_at=now,
        late_at=now + CANNOT_WAIT_FOREVER,
        key=f"{kind}:{to}:{it.id}:{event}",
        about=about(it),
    )
    await store.letters.write(letter)


def reminder_key(it: Reservation, stage: Stage, revision: int | None = None) -> str:
    """One reminder of a stage, as long as the outing is not changed (L2); as it is now, or as it was."""
    return f"reminder:{it.id}:{stage}:{it.session.revision if revision is None else revision}"


async def reminders_ahead(store: Store, it: Reservation, session: Session, since: datetime) -> list[Planned]:
    """Those that remain for this place, were its session so: what was read already is not said again."""
    revisions = range(it.session.revision + 1)
    keys = {reminder_key(it, stage, revision): stage for revision in revisions for stage in Stage}
    left = await store.letters.left(list(keys))
    return plan(session, since, had={keys[each.key]: each.due_at for each in left})


async def plan_reminders(store: Store, it: Reservation, since: datetime) -> None:
    """The reminders that remain for an approved place, on the dates the session has now (L4, L6)."""
    for stage in await reminders_ahead(store, it, it.session, since):
        await store.letters.write(
            Letter(
                to=it.person_id,
                kind=Kind.REMINDER,
                args=(it.id, stage.stage),
                due_at=stage.due_at,
                late_at=stage.late_at,
                key=reminder_key(it, stage.stage),
                about=about(it),
                priority=Priority.REMINDER,
            )
        )
    await take_in(store, it, since)
    await plan_mornings(store, it, since)
    await plan_accompanying(store, await join(store, it), since)


async def withdraw_letters(store: Store, it: Reservation, now: datetime, why: str) -> None:
    """What was still to be said about this place has lost its meaning."""
    await store.letters.withdraw(about(it), now, why)


async def tell_waiting(store: Store, kind: Kind, entry: Entry, now: datetime, event: str) -> None:
    """One message about somebody's place on a waiting list, of use until the booking closes, or to say that it did."""
    still = entry.session.closes_at
    letter = Letter(
        to=entry.person_id,
        kind=kind,
        args=(entry.id,),
        due_at=now,
        late_at=still if kind is Kind.LAST_MINUTE else now + CANNOT_WAIT_FOREVER,
        key=f"{kind}:{entry.id}:{event}",
        about=about_waiting(entry),
    )
    await store.letters.write(letter)


async def withdraw_waiting(store: Store, entry: Entry, now: datetime, why: str, kind: Kind | None = None) -> None:
    """What was still to be said has lost its meaning; `kind` narrows it."""
    await store.letters.withdraw(about_waiting(entry), now, why, kind)


def about_waiting(entry: Entry) -> str:
    """What the letters of somebody's place on a list are about."""
    return f"waiting:{entry.id}"
