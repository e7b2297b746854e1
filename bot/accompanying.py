"""What is said to whoever goes with somebody: the reminder of the outing, one for all whom they accompany there, and that
there is no need any more."""

from datetime import datetime

from bot.domain.company import companion_reminders
from bot.domain.letters import Kind, Letter, Priority
from bot.domain.reservations import Reservation
from bot.mornings import roll_call_of
from bot.ports import Store


async def plan_accompanying(store: Store, it: Reservation, since: datetime) -> None:
    """On the date that the session has now. Planned anew with the roll call, which is of the same day."""
    to, session = it.accompanied_by, it.session
    if to is None:
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
