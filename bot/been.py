"""What a person has done: their outings, and a sentence on each. It is theirs: nobody else is shown it, and nothing is
made of it, no score, no level, no comparison."""

from dataclasses import dataclass
from datetime import datetime

from bot import typed
from bot.domain.attendance import Attendance
from bot.domain.next_step import Stride
from bot.domain.people import Person
from bot.domain.refusals import Gone
from bot.domain.reservations import Reservation
from bot.ports import Store

LONGEST_SENTENCE = 300

MOST = 500
"""Outings that are counted: two years of them, one every other day."""


@dataclass(frozen=True)
class Been:
    """One outing, and what the person wrote of it for themselves."""

    reservation: Reservation
    sentence: str = ""
    stride: Stride | None = None
    """What was new in it, of a small step."""


async def outings(store: Store, me: Person, now: datetime) -> list[Been]:
    """The latest first. Who was absent or excused was not there; who was not ticked is believed."""
    sentences, steps = await store.sentences.of_person(me.id), await store.small_steps.of_person(me.id)
    past = await store.roll.past(me.id, now, MOST)
    return [Been(it, sentences.get(it.id, ""), steps.get(it.id)) for it in past if _was_there(it)]


async def outing(store: Store, me: Person, reservation_id: int, now: datetime) -> Been:
    """Raises Gone unless this person was there."""
    it = await store.reservations.get(reservation_id)
    if it.person_id != me.id or not it.is_coming or it.session.starts_at > now or not _was_there(it):
        raise Gone
    steps = await store.small_steps.of_person(me.id)
    return Been(it, (await store.sentences.of_person(me.id)).get(it.id, ""), steps.get(it.id))


async def keep_sentence(store: Store, me: Person, reservation_id: int, text: str, now: datetime) -> None:
    """Raises Gone, BadWords."""
    it = await outing(store, me, reservation_id, now)
    await store.sentences.put(it.reservation.id, typed.words(text, LONGEST_SENTENCE), now)


async def drop_sentence(store: Store, me: Person, reservation_id: int, now: datetime) -> None:
    """Raises Gone."""
    it = await outing(store, me, reservation_id, now)
    await store.sentences.drop(it.reservation.id)


def _was_there(it: Reservation) -> bool:
    return it.attendance not in (Attendance.EXCUSED, Attendance.ABSENT)
