"""The letters of a change: one a person, one a referent, and reminders for the new date, in the change's transaction."""

from collections.abc import Iterable
from datetime import datetime

from bot.accompanying import plan_groups
from bot.domain.changes import Edit, is_told, notice_due
from bot.domain.letters import Kind, Letter
from bot.domain.offers import Session
from bot.domain.reservations import Reservation
from bot.domain.waiting import Entry
from bot.mornings import roll_call_of
from bot.ports import Store
from bot.telling import about_waiting, plan_reminders, reminders_ahead


def why(edit: Edit) -> str:
    """The reason with which this edit withdraws letters: to undo it is to find them again."""
    return f"edit:{edit.id}"


def about(it: Reservation) -> str:
    return f"reservation:{it.id}"


def of_change(it: Reservation) -> str:
    """The subject of a notice: apart, so that an answer of the referent does not withdraw it."""
    return f"change:{it.id}"


async def team_of(store: Store, concerned: Iterable[Reservation], sessions: Iterable[Session]) -> tuple[int, ...]:
    """Their referents, who goes with them, and who goes along with a group there; each once: one letter, however many
    people they follow."""
    known = {number for it in concerned for number in (it.referent_id, it.accompanied_by)}
    for session in sessions:
        groups = await store.accompanied_outings.of_session(session.id)
        known |= {each.person_id for it in groups for each in it.companions}
    return tuple(sorted(number for number in known if number is not None))


async def replanned(store: Store, concerned: Iterable[Reservation], after: Session, now: datetime) -> int:
    """How many reminders will be planned for that session as it will be."""
    return sum([len(await reminders_ahead(store, it, after, now)) for it in concerned if it.is_coming])


async def tell_change(store: Store, edit: Edit, now: datetime) -> None:
    """What moved, where, or what it is called now. An earlier notice that has not left is taken into this one."""
    for was in edit.before.sessions:
        concerned = [it for it in await store.changes.live(was.id) if it.id in edit.before.told]
        session = await store.offers.session(was.id)
        if is_told(was, session):
            await store.letters.withdraw(roll_call_of(was.id), now, why(edit))
            for it in concerned:
                await _tell_person(store, edit, was, it, now)
            await plan_groups(store, session, now)
    for rank_id in edit.before.waiting:
        await _tell_who_waits(store, edit, await store.waiting.get(rank_id), now)
    await tell_referents(store, edit, now)


async def _tell_person(store: Store, edit: Edit, was: Session, it: Reservation, now: datetime) -> None:
    first = await store.edits.first_untold(of_change(it), Kind.CHANGED) or edit.id
    await store.letters.withdraw(of_change(it), now, why(edit))
    await replan(store, it, edit, was.starts_at != it.session.starts_at, now)
    planned = await reminders_ahead(store, it, it.session, now) if it.is_coming else []
    await store.letters.write(
        Letter(
            to=it.person_id,
            kind=Kind.CHANGED,
            args=(it.id, first),
            due_at=notice_due(now, was.starts_at, it.session.starts_at, reminders=planned),
            late_at=it.session.starts_at,
            key=changed_key(it.id, edit.id),
            about=of_change(it),
        )
    )


async def _tell_who_waits(store: Store, edit: Edit, entry: Entry, now: datetime) -> None:
    was = edit.before.session(entry.session.id)
    first = await store.edits.first_untold(about_waiting(entry), Kind.LIST_CHANGED) or edit.id
    await store.letters.withdraw(about_waiting(entry), now, why(edit), Kind.LIST_CHANGED)
    await store.letters.write(
        Letter(
            to=entry.person_id,
            kind=Kind.LIST_CHANGED,
            args=(entry.id, first),
            due_at=notice_due(now, entry.session.starts_at, *([was.starts_at] if was else [])),
            late_at=entry.session.starts_at,
            key=list_changed_key(entry.id, edit.id),
            about=about_waiting(entry),
        )
    )


async def replan(store: Store, it: Reservation, edit: Edit, other_date: bool, now: datetime) -> None:
    """Reminders of the dates as they are now (L4). Of the same date, one that is just leaving is let go."""
    await store.edits.withdraw_reminders(about(it), None if other_date else now, now, why(edit))
    if it.is_coming:
        await plan_reminders(store, it, now)


async def tell_called_off(store: Store, edit: Edit, it: Reservation, now: datetime) -> None:
    """To the person: the look of every answer says that the organiser cancelled."""
    await store.letters.write(
        Letter(
            to=it.person_id,
            kind=Kind.DECISION,
            args=(it.id,),
            due_at=notice_due(now, it.session.starts_at),
            late_at=it.session.starts_at,
            key=called_off_key(it.id, edit.id),
            about=about(it),
        )
    )


async def tell_waiting(store: Store, edit: Edit, entry: Entry, now: datetime) -> None:
    """To who waited for a place of a cancelled outing."""
    await store.letters.write(
        Letter(
            to=entry.person_id,
            kind=Kind.LIST_ENDED,
            args=(entry.id,),
            due_at=notice_due(now, entry.session.starts_at),
            late_at=entry.session.starts_at,
            key=list_key(entry.id, edit.id),
            about=why(edit),
        )
    )


async def tell_referents(store: Store, edit: Edit, now: datetime) -> None:
    starts = [it.starts_at for it in edit.before.sessions]
    for referent_id in edit.before.referents:
        await store.letters.write(
            Letter(
                to=referent_id,
                kind=Kind.CHANGES,
                args=(edit.id,),
                due_at=notice_due(now, *starts),
                late_at=max(starts),
                key=referent_key(referent_id, edit.id),
                about=why(edit),
            )
        )


def changed_key(reservation_id: int, edit_id: int) -> str:
    return f"changed:{reservation_id}:{edit_id}"


def list_changed_key(rank_id: int, edit_id: int) -> str:
    return f"list_changed:{rank_id}:{edit_id}"


def called_off_key(reservation_id: int, edit_id: int) -> str:
    return f"called_off:{reservation_id}:{edit_id}"


def list_key(rank_id: int, edit_id: int) -> str:
    return f"list_ended:{rank_id}:{edit_id}"


def referent_key(referent_id: int, edit_id: int) -> str:
    return f"changes_told:{referent_id}:{edit_id}"


def keys(edit: Edit) -> list[str]:
    """Of every letter that this edit may have written: once one has left, it cannot be undone."""
    before = edit.before
    return [
        *(changed_key(number, edit.id) for number in before.told),
        *(list_changed_key(number, edit.id) for number in before.waiting),
        *(called_off_key(number, edit.id) for number, _ in before.ended),
        *(list_key(number, edit.id) for number in before.left),
        *(referent_key(number, edit.id) for number in before.referents),
    ]
