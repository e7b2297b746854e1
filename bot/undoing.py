"""« Défaire »: an edit of less than an hour ago whose consequence nobody has read yet. Everything is as it was."""

from dataclasses import replace
from datetime import datetime

from bot import notices
from bot.accompanying import plan_groups
from bot.changing import put_session
from bot.domain.changes import UNDO_WITHIN, Edit, EditKind, is_told
from bot.domain.letters import Kind
from bot.domain.offers import Publication, Session
from bot.domain.people import TEAM, Person
from bot.domain.refusals import Refusal, TooLateToUndo
from bot.domain.reservations import Reservation, State
from bot.freed import pass_on, recounted
from bot.mornings import roll_call_of
from bot.ports import Store
from bot.seeking import let_go
from bot.telling import about_waiting, plan_reminders


async def undoable(store: Store, session_id: int, now: datetime) -> Edit | None:
    """The last edit of this session, when it can still be undone."""
    for edit in await store.edits.standing(since=now - UNDO_WITHIN):
        if session_id in edit.touched:
            return edit if await may_undo(store, edit, now) else None
    return None


async def may_undo(store: Store, edit: Edit, now: datetime) -> bool:
    try:
        await _ensure_unread(store, edit, now)
    except Refusal:
        return False
    return True


async def _ensure_unread(store: Store, edit: Edit, now: datetime) -> None:
    """Raises TooLateToUndo: the hour is over, something was changed since, or somebody has read or used it."""
    edit.ensure_in_time(now)
    later = [it for it in await store.edits.standing(since=edit.at) if it.id > edit.id]
    if any(it.touched & edit.touched for it in later) or await store.edits.any_read(notices.keys(edit)):
        raise TooLateToUndo
    if await store.changes.used(edit.before.added):
        raise TooLateToUndo
    for was in edit.before.sessions:
        await _ensure_nobody_new(store, edit, was)


async def _ensure_nobody_new(store: Store, edit: Edit, was: Session) -> None:
    """Who has read the outing as it is now: it is not changed under their eyes."""
    it = await store.offers.session(was.id)
    if is_told(was, it) or was.publication is Publication.DRAFT:
        await _ensure_nobody_asked(store, edit, was)
        await _ensure_nobody_waits_anew(store, edit, was)
    if was.starts_at != it.starts_at and await store.changes.at(was.offer.id, was.starts_at) is not None:
        raise TooLateToUndo


async def _ensure_nobody_asked(store: Store, edit: Edit, was: Session) -> None:
    """Nor took a place that was held for them."""
    for each in await store.changes.live(was.id):
        took = each.id in edit.before.held and each.state is not State.OFFERED
        if took or each.id not in edit.before.told:
            raise TooLateToUndo


async def _ensure_nobody_waits_anew(store: Store, edit: Edit, was: Session) -> None:
    """Nor was called at the last minute. Who has a held offer is known by that."""
    for each in await store.waiting.line(was.id):
        new = not each.held and each.id not in edit.before.waiting
        if new or await store.edits.called_since(each.id, edit.at):
            raise TooLateToUndo


async def undo(store: Store, me: Person, edit_id: int, now: datetime) -> Edit:
    """Raises Gone, TooLateToUndo, BelowTaken."""
    edit = await store.edits.get(edit_id)
    await _ensure_unread(store, edit, now)
    if not await store.edits.close(edit.id, now):
        raise TooLateToUndo
    for session_id in edit.before.added:
        await store.changes.remove(session_id)
    for was in edit.before.sessions:
        await _restore(store, me, edit, was, now)
    for rank_id in edit.before.waiting:
        entry = await store.waiting.get(rank_id)
        await store.letters.withdraw(about_waiting(entry), now, "undone", Kind.LIST_CHANGED)
    await store.letters.withdraw(notices.why(edit), now, "undone")
    await store.edits.reopen_letters(notices.why(edit))
    return edit


async def _restore(store: Store, me: Person, edit: Edit, was: Session, now: datetime) -> None:
    it = await store.offers.session(was.id)
    back = _as_it_was(edit.kind, was, it)
    here = await store.changes.live(was.id)
    if back.offer != it.offer:
        await store.changes.put_offer(back.offer)
    await put_session(store, it, back, now)
    if edit.kind is EditKind.CANCEL:
        await _revive(store, me, edit, now)
        # Somebody may have been erased meanwhile: their place does not come back.
        await pass_on(store, it.id, now)
    else:
        await recounted(store, it, now)
        await _untell_all(store, edit, it, back, here, now)


async def _untell_all(
    store: Store, edit: Edit, it: Session, back: Session, here: list[Reservation], now: datetime
) -> None:
    if is_told(it, back):
        await store.letters.withdraw(roll_call_of(it.id), now, "undone")
        for each in here:
            await _untell(store, edit, each.id, back.starts_at != it.starts_at, now)
        await plan_groups(store, await store.offers.session(it.id), now)


def _as_it_was(kind: EditKind, was: Session, it: Session) -> Session:
    """Only what the edit changed; who took places meanwhile is counted as now."""
    match kind:
        case EditKind.PLACES:
            return replace(it, capacity=was.capacity, open_admission=was.open_admission)
        case EditKind.WORDS:
            return replace(it, offer=was.offer)
        case EditKind.CANCEL:
            return replace(it, publication=was.publication)
        case EditKind.MOVE:
            return replace(was, taken=it.taken, revision=it.revision, offer=it.offer, capacity=it.capacity)
        case _:
            return replace(was, taken=it.taken, revision=it.revision)


async def _untell(store: Store, edit: Edit, reservation_id: int, other_date: bool, now: datetime) -> None:
    """The notice is taken back before it left; reminders count from the date as it is again."""
    it = await store.reservations.get(reservation_id)
    about = notices.about(it)
    await store.letters.withdraw(notices.of_change(it), now, "undone")
    await store.edits.withdraw_reminders(about, None if other_date else now, now, "undone")
    if it.is_coming:
        await plan_reminders(store, it, edit.at if other_date else now)


async def _revive(store: Store, me: Person, edit: Edit, now: datetime) -> None:
    for reservation_id, state in edit.before.ended:
        if not await store.changes.revive(reservation_id, State(state), me.id, now):
            raise TooLateToUndo
        it = await store.reservations.get(reservation_id)
        await store.letters.withdraw(notices.about(it), now, "undone")
        if it.accompanied_by is not None and not (await store.people.get(it.accompanied_by)).is_a(*TEAM):
            # They have left the team meanwhile.
            await let_go(store, it, now)
            it = await store.reservations.get(it.id)
        if it.is_coming:
            await plan_reminders(store, it, edit.at)
    for was in edit.before.sessions:
        await plan_groups(store, await store.offers.session(was.id), edit.at)
    for rank_id in edit.before.left:
        await store.changes.rejoin_list(rank_id)
