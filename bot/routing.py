"""Who reads a letter, found when it leaves: what is said to a referent goes to whoever answers in their place."""

from datetime import datetime

from bot.absences import stand_in
from bot.deciding import backup_to_ask
from bot.domain.letters import FOLLOWING, Kind, Letter
from bot.domain.people import Person
from bot.domain.refusals import Overtaken
from bot.domain.reservations import Reservation, State
from bot.ports import Store

RESERVATION = "reservation:"
DECIDED = (State.APPROVED, State.REFUSED)

AT_ONCE = (Kind.DIGEST, Kind.CALLS, Kind.ROLL_CALL, Kind.CHANGES, Kind.UNSURE)
"""They show everything that their reader should know: one is enough, for however many referents they answer."""


async def reader(store: Store, letter: Letter, now: datetime) -> Person:
    """Raises Overtaken when there is nobody to ask."""
    if letter.kind not in FOLLOWING:
        return await store.people.get(letter.to)
    it = await _reservation(store, letter)
    if it is None:
        return await store.people.get(await _of_several(store, letter, now))
    to = await stand_in(store, await _addressee(store, letter, it, now), now, besides=it.person_id)
    if letter.kind is Kind.OUTCOME and it.state in DECIDED and it.decided_by == to:
        raise Overtaken("its reader decided")
    return await store.people.get(to)


async def _of_several(store: Store, letter: Letter, now: datetime) -> int:
    """Raises Overtaken when an earlier letter tells the same reader the same at the same moment."""
    to = await stand_in(store, letter.to, now)
    if letter.kind in AT_ONCE:
        for other in await store.letters.addressees_before(letter):
            if await stand_in(store, other, now) == to:
                raise Overtaken("its reader has it in another letter")
    return to


async def _addressee(store: Store, letter: Letter, it: Reservation, now: datetime) -> int:
    """The person's referent of now, or the backup of that referent."""
    if letter.kind is not Kind.BACKUP:
        return it.referent_id or letter.to
    backup = await backup_to_ask(store, it, now)
    if backup is None:
        raise Overtaken("there is no backup")
    return backup


async def _reservation(store: Store, letter: Letter) -> Reservation | None:
    if not letter.about.startswith(RESERVATION):
        return None
    return await store.reservations.get(int(letter.about.removeprefix(RESERVATION)))
