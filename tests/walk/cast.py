"""The town: two houses, their referents, one coordinator, a dozen people, and what is offered."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.people import Role
from bot.ports import Store

ZONE = "Europe/Paris"

BEGINNING = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
"""A Monday."""

HOUSE, OTHER_HOUSE = "CCAS Belle de Mai", "Mission locale Nord"
REFERENTS = ("Paul", "Claire", "Denis")

PEOPLE = {
    "Amina": ("Paul", "ar"),
    "Bilal": ("Paul", "en"),
    "Chloé": ("Paul", "fr"),
    "Driss": ("Paul", None),
    "Elif": ("Claire", "fr@falc"),
    "Farid": ("Claire", "fr"),
    "Gina": ("Claire", None),
    "Hugo": (None, "fr"),
}
"""Name → referent, and language; without one they have no Telegram."""

ELSEWHERE = {"Inès": ("Odile", "fr"), "Jalil": ("Odile", "en")}

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


async def settle(store: Store) -> None:
    """Everybody is known and confirmed, and the first outings are published."""
    house = await store.people.organisation(HOUSE, BEGINNING)
    other = await store.people.organisation(OTHER_HOUSE, BEGINNING)
    known = {name: await colleague(store, name, house, Role.REFERENT) for name in REFERENTS}
    known["Odile"] = await colleague(store, "Odile", other, Role.REFERENT)
    await colleague(store, "Karine", house, Role.COORDINATOR)
    for at, people in ((house, PEOPLE), (other, ELSEWHERE)):
        for name, (referent, language) in people.items():
            number = await store.people.add(name, at, known.get(referent or ""), BEGINNING)
            await welcome(store, number, language)
    # A referent who goes out as well, accompanied by a colleague.
    await store.people.follow(known["Claire"], known["Paul"], 10)
    await store.people.grant(known["Claire"], Role.BENEFICIARY)
    await store.people.agree(known["Claire"], BEGINNING)
    await store.people.confirm(known["Claire"], BEGINNING)
    await _offers(store)


async def colleague(store: Store, name: str, house: int, role: Role) -> int:
    """Somebody of the staff, with a telephone."""
    number = await store.people.add(name, house, None, BEGINNING)
    await store.people.grant(number, role)
    await store.people.link(number, account(number), None, BEGINNING)
    await store.people.speak(number, "fr")
    return number


def account(person_id: int) -> int:
    return 1000 + person_id


async def welcome(store: Store, number: int, language: str | None) -> None:
    await store.people.grant(number, Role.BENEFICIARY)
    if language is None:
        await store.people.enrol(number, BEGINNING)
        return
    await store.people.link(number, account(number), 10, BEGINNING)
    await store.people.speak(number, language)
    await store.people.agree(number, BEGINNING)
    await store.people.confirm(number, BEGINNING)


async def _offers(store: Store) -> None:
    """Few places, so that they are missed: a concert, a play, a museum, and something soon."""
    concert = BEGINNING + 10 * DAY + 10 * HOUR
    await publish(store, "Concert 1", concert, 2, booking_deadline_at=concert - 2 * DAY)
    await publish(store, "Pièce 2", BEGINNING + 5 * DAY, 1, places_a_person=2)
    await publish(store, "Musée 3", BEGINNING + 8 * DAY, None, booking_deadline_at=BEGINNING + 7 * DAY)
    await publish(store, "Conte 4", BEGINNING + 30 * HOUR, 2)


async def publish(store: Store, title: str, starts_at: datetime, places: int | None, **more: Any) -> None:
    """Its genre is the first word of its title."""
    draft = SessionDraft(starts_at, capacity=places, open_admission=places is None, **more)
    offer = OfferDraft(title, (), title, VenueDraft("Le Silo"), (draft,), genre=title.split()[0])
    await store.offers.publish(await store.offers.add_session(await store.offers.keep_offer(offer), draft, ZONE))
