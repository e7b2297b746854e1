"""What company writes: to who goes with somebody, the reminder of the outing, one for all whom they accompany there, and
that there is no need any more; to the coordinators, three days before, that people still have nobody."""

from datetime import datetime

from bot.domain.company import Wish, alerted_at, companion_reminders
from bot.domain.letters import Kind, Letter, Priority
from bot.domain.offers import Publication, Session
from bot.domain.people import Role
from bot.domain.reservations import Reservation
from bot.mornings import roll_call_of
from bot.ports import Store


async def plan_accompanying(store: Store, it: Reservation, since: datetime) -> None:
    """On the date that the session has now. Planned anew with the roll call, which is of the same outing."""
    if it.wish is Wish.COMPANY:
        await plan_alert(store, it.session, it.organisation_id, since, turn=f"{it.id}:{it.company_turn}")
    if it.accompanied_by is not None:
        await plan_companion(store, it.accompanied_by, it.session, since)


async def plan_companion(store: Store, to: int, session: Session, since: datetime) -> None:
    """The reminders that remain for who comes along; none while the outing is cancelled."""
    if session.publication is not Publication.PUBLISHED:
        return
    for each in companion_reminders(session, since):
        await store.letters.write(
            Letter(
                to=to,
                kind=Kind.ACCOMPANYING,
                args=(session.id, each.stage),
                due_at=each.due_at,
                late_at=each.late_at,
                key=f"{Kind.ACCOMPANYING}:{to}:{session.id}:{each.stage}:{session.revision}",
                about=roll_call_of(session.id),
                priority=Priority.REMINDER,
            )
        )


async def plan_groups(store: Store, session: Session, since: datetime) -> None:
    """For everybody who goes along with a group there, were it of nobody yet; on the date that the session has now."""
    for it in await store.accompanied_outings.of_session(session.id):
        for companion in it.companions:
            await plan_companion(store, companion.person_id, session, since)
        await plan_alert(store, session, it.organisation_id, since, turn=f"group:{it.id}:{session.revision}")


async def plan_alert(store: Store, session: Session, organisation_id: int, since: datetime, turn: str) -> None:
    """One for all who lack company there, and for a group that lacks companions, were it only from now on: who comes
    along today may not be able to any more. Past its moment, it leaves at once, one a turn."""
    due_at, late = alerted_at(session), alerted_at(session) <= since
    for each in await store.people.with_role(Role.COORDINATOR, organisation_id):
        key = f"{Kind.COMPANY_SHORT}:{each.id}:{session.id}:{session.revision}"
        await store.letters.write(
            Letter(
                to=each.id,
                kind=Kind.COMPANY_SHORT,
                args=(session.id,),
                due_at=since if late else due_at,
                late_at=session.starts_at,
                key=f"{key}:{turn}" if late else key,
                about=roll_call_of(session.id),
            )
        )


async def tell_over(store: Store, it: Reservation, now: datetime) -> None:
    """To who was to come; `it` is as it was before."""
    if it.accompanied_by is not None:
        await write(store, it.accompanied_by, Kind.COMPANY_OVER, it, now)


async def write(store: Store, to: int, kind: Kind, it: Reservation, now: datetime) -> None:
    """Once a turn, and of use until the outing begins."""
    letter = Letter(
        to=to,
        kind=kind,
        args=(it.id,),
        due_at=now,
        late_at=it.session.starts_at,
        key=f"{kind}:{to}:{it.id}:{it.company_turn}",
        about=f"reservation:{it.id}",
    )
    await store.letters.write(letter)
