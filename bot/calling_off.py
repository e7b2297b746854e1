"""« Annuler la sortie »: every request and every place ends, and everybody concerned is told once."""

from dataclasses import replace
from datetime import datetime

from bot import notices
from bot.changing import consequence_of, put_session
from bot.domain.changes import Before, Consequence, Edit, EditKind, ensure_may_change
from bot.domain.offers import Publication
from bot.domain.people import Person
from bot.domain.refusals import Gone, Otherwise
from bot.domain.reservations import Reservation, State
from bot.domain.waiting import Why
from bot.mornings import roll_call_of
from bot.ports import Store
from bot.telling import withdraw_waiting


async def weigh(store: Store, session_id: int, now: datetime) -> Consequence:
    """Raises Gone, CalledOff, Begun."""
    it = await store.offers.session(session_id)
    if it.publication is Publication.DRAFT:
        raise Gone
    ensure_may_change(it, now)
    concerned = await store.changes.live(session_id)
    team = await notices.team_of(store, concerned, [it])
    reminders = [await store.edits.waiting_reminders(notices.about(each)) for each in concerned]
    return consequence_of(concerned, team, sum(reminders), await store.waiting.line(session_id))


async def cancel(store: Store, me: Person, session_id: int, seen: int, now: datetime) -> Edit:
    """« Annuler la sortie »: every request and place ends, everybody concerned is told once.

    Raises Gone, CalledOff, Begun, Otherwise.
    """
    if (await weigh(store, session_id, now)).people != seen:
        raise Otherwise
    it = await store.offers.session(session_id)
    concerned, line = await store.changes.live(session_id), await store.waiting.line(session_id)
    before = Before(
        sessions=(it,),
        referents=await notices.team_of(store, concerned, [it]),
        ended=tuple((each.id, each.state.value) for each in concerned),
        left=tuple(entry.id for entry in line),
    )
    edit = await store.edits.add(me.id, EditKind.CANCEL, before, now)
    await put_session(store, it, replace(it, publication=Publication.CANCELLED), now)
    for each in concerned:
        await _call_off(store, me, edit, each, now)
    await store.letters.withdraw(roll_call_of(session_id), now, notices.why(edit))
    told = {each.person_id for each in concerned}
    for entry in line:
        await store.changes.leave_list(entry.id, now, Why.CALLED_OFF)
        await withdraw_waiting(store, entry, now, notices.why(edit))
        if entry.person_id not in told:
            await notices.tell_waiting(store, edit, entry, now)
    await notices.tell_referents(store, edit, now)
    return edit


async def _call_off(store: Store, me: Person, edit: Edit, it: Reservation, now: datetime) -> None:
    if not await store.reservations.move(it, State.CALLED_OFF, me.id, now):
        raise Otherwise
    await store.offers.give_back(it.session.id, it.places)
    for subject in (notices.about(it), notices.of_change(it)):
        await store.letters.withdraw(subject, now, notices.why(edit))
    await notices.tell_called_off(store, edit, it, now)
