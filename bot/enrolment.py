"""A person without the app: a record with no account, agreed and confirmed face to face with the referent."""

from datetime import datetime

from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered
from bot.following import followed
from bot.joining import ensure_name
from bot.ports import Store


async def add(store: Store, me: Person, name: str, now: datetime) -> Person:
    """A record that waits for the person's own yes. Raises BadName."""
    number = await store.people.add(ensure_name(name), me.organisation_id, me.id, now)
    return await store.people.get(number)


async def without_account(store: Store, me: Person, person_id: int, now: datetime) -> Person:
    """A record of this referent that waits for a yes. Raises Gone, AlreadyAnswered when it has one, or an account."""
    person = await followed(store, me, person_id, now)
    if person.telegram_id is not None or person.confirmed_at is not None:
        raise AlreadyAnswered(0)
    return person


async def agree(store: Store, me: Person, person_id: int, now: datetime) -> Person:
    """The person heard what is kept and said yes; the referent, who sees them, confirms at once."""
    person = await without_account(store, me, person_id, now)
    if not await store.people.enrol(person.id, now):
        raise AlreadyAnswered(0)
    await store.people.grant(person.id, Role.BENEFICIARY)
    return await store.people.get(person.id)


async def decline(store: Store, me: Person, person_id: int, now: datetime) -> None:
    """No is an answer: a record that has no history is forgotten at once."""
    person = await without_account(store, me, person_id, now)
    if not await store.reservations.has_any(person.id):
        await store.people.remove(person.id)
