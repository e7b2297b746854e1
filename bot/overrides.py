"""What bends the order, openly: a coordinator lets somebody pass, with a reason that all may read; the rule of the
house about smaller groups; and the referent's yes given ahead."""

from datetime import datetime

from bot.domain.people import Person
from bot.domain.refusals import Gone, NoReason
from bot.domain.waiting import Entry
from bot.freed import pass_on
from bot.ports import Store

LONGEST_REASON = 200


async def of_house(store: Store, me: Person, entry_id: int) -> Entry:
    """Raises Gone unless it is somebody else of the coordinator's own house, who waits and has no offer yet."""
    entry = await store.waiting.get(entry_id)
    if entry.organisation_id != me.organisation_id or entry.person_id == me.id:
        raise Gone
    if entry.left_at is not None or entry.held:
        raise Gone
    return entry


async def let_pass(store: Store, me: Person, entry_id: int, reason: str, now: datetime) -> Entry:
    """Out of order, logged with author and reason (R3): the place that is free, or the next one, is held for them.
    Raises Gone, NoReason."""
    entry = await of_house(store, me, entry_id)
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not any(map(str.isalnum, words)):
        raise NoReason
    await store.list_rules.override(entry, me.id, words, now)
    await pass_on(store, entry.session.id, now)
    return await store.waiting.get(entry_id)


async def set_smaller_first(store: Store, me: Person, yes: bool, now: datetime) -> None:
    """The house's rule, for everybody in it; places that were kept for a larger group may find someone at once."""
    await store.list_rules.set_smaller_first(me.organisation_id, yes)
    for session_id in await store.list_rules.lists_of(me.organisation_id) if yes else ():
        await pass_on(store, session_id, now)


async def of_followed(store: Store, me: Person, entry_id: int, now: datetime) -> Entry:
    """Raises Gone unless this referent answers for the person today, who still waits and is somebody else (D7)."""
    entry = await store.waiting.get(entry_id)
    if entry.referent_id not in await store.people.acts_for(me.id, now) or entry.person_id == me.id:
        raise Gone
    if entry.left_at is not None:
        raise Gone
    return entry


async def say_yes_ahead(store: Store, me: Person, entry_id: int, yes: bool, now: datetime) -> Entry:
    """The referent's yes before a place is free, and back: no second question when it is. Raises Gone."""
    entry = await of_followed(store, me, entry_id, now)
    await store.waiting.approve(entry.id, me.id if yes else None)
    return await store.waiting.get(entry_id)
