"""A message to the participants of one outing: typed, shown with its number of readers, then sent to each once (R5)."""

from datetime import datetime

from bot import typed
from bot.domain.changes import ensure_may_change
from bot.domain.desk import LONGEST_NOTE, Note
from bot.domain.letters import Kind, Letter
from bot.domain.people import Person
from bot.domain.refusals import AlreadyAnswered, Gone, NobodyThere, Otherwise
from bot.domain.reservations import Reservation, State
from bot.ports import Store


async def readers(store: Store, session_id: int) -> list[Reservation]:
    """Who asked for a place or has one; an offer that waits for its answer is not one yet."""
    return [it for it in await store.changes.live(session_id) if it.state is not State.OFFERED]


async def write(store: Store, me: Person, session_id: int, text: str, now: datetime) -> Note:
    """Kept, not sent. Raises Gone, CalledOff, Begun, BadWords, NobodyThere."""
    ensure_may_change(await store.offers.session(session_id), now)
    words = typed.paragraphs(text, LONGEST_NOTE)
    if not await readers(store, session_id):
        raise NobodyThere
    return await store.notes.add(session_id, me.id, words, now)


async def of_mine(store: Store, me: Person, note_id: int) -> Note:
    """Raises Gone unless this person wrote it."""
    note = await store.notes.get(note_id)
    if note.by_id != me.id:
        raise Gone
    return note


async def send(store: Store, me: Person, note_id: int, seen: int, now: datetime) -> list[Reservation]:
    """To each participant; `seen` is the number that was shown. Raises Gone, AlreadyAnswered, CalledOff, Begun,
    NobodyThere, Otherwise."""
    note = await of_mine(store, me, note_id)
    it = await store.offers.session(note.session_id)
    ensure_may_change(it, now)
    told = await readers(store, note.session_id)
    if not told:
        raise NobodyThere
    if len(told) != seen:
        raise Otherwise
    if not await store.notes.send(note_id, now):
        raise AlreadyAnswered(0)
    for each in told:
        await store.letters.write(
            Letter(
                to=each.person_id,
                kind=Kind.NOTE,
                args=(note.id,),
                due_at=now,
                late_at=it.starts_at,
                key=f"note:{note.id}:{each.person_id}",
                about=f"note:{note.id}",
            )
        )
    return told
