"""The guest list for the venue, and « Confirmé avec le lieu »."""

from datetime import datetime

from bot.domain.guests import House, Naming, houses
from bot.domain.offers import Publication, Session
from bot.domain.people import Person
from bot.domain.refusals import Gone
from bot.ports import Store


async def of_session(store: Store, me: Person, session_id: int, naming: Naming) -> tuple[Session, list[House]]:
    """Everybody who is approved, by organisation, as this coordinator may name them. Raises Gone for a draft."""
    it = await _published(store, session_id)
    return it, houses(await store.guests.of_session(session_id), me.organisation_id, naming)


async def confirm(store: Store, me: Person, session_id: int, now: datetime) -> None:
    """Whoever called the venue ticks it. Raises Gone."""
    await _published(store, session_id)
    await store.guests.confirm(session_id, me.id, now)


async def unconfirm(store: Store, session_id: int) -> None:
    """Raises Gone."""
    await _published(store, session_id)
    await store.guests.unconfirm(session_id)


async def _published(store: Store, session_id: int) -> Session:
    it = await store.offers.session(session_id)
    if it.publication is Publication.DRAFT:
        raise Gone
    return it
