"""What people do in the simulated year: ask, answer, wait, give back, move an outing, tick who came."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import attendance, changing, reservations, waiting
from bot.domain.attendance import Attendance
from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.people import Role
from bot.ports import Store
from handlers.demo.world import World


@dataclass(frozen=True)
class House:
    zone: str
    people: list[int]


def moment(at: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)


async def settle(store: Store, zone: str, world: World, now: datetime) -> House:
    """Two referents (one wishes the requests together, at nine), a coordinator, six people; one is without the app."""
    house = await store.people.organisation(zone, now)

    async def add(role: Role, referent: int | None = None, account: bool = True) -> int:
        person = await store.people.add(f"{zone.partition('/')[2]} {role}", house, referent, now)
        if account:
            await store.people.link(person, 1000 + person, None, now)
            world.person(1000 + person, zone, "fr").started = True
        await store.people.grant(person, role)
        if account:
            await store.people.speak(person, "fr")
            await store.people.agree(person, now)
            await store.people.confirm(person, now)
        else:
            await store.people.enrol(person, now)
        return person

    referent, together = await add(Role.REFERENT), await add(Role.REFERENT)
    await store.people.set_digest(together, 9)
    await add(Role.COORDINATOR)
    people = [await add(Role.BENEFICIARY, (referent, together)[n % 2], account=n != 3) for n in range(6)]
    return House(zone, people)


async def publish(store: Store, zone: str, starts: int, ends: int, places: int) -> int:
    draft = SessionDraft(moment(starts), ends_at=moment(ends), capacity=places)
    offer = OfferDraft(f"year:{zone}:{starts}", (1,), f"Sortie {starts}", VenueDraft("Le Silo"), (draft,))
    session = await store.offers.add_session(await store.offers.keep_offer(offer), draft, zone)
    await store.offers.publish(session)
    return session


async def ask(store: Store, who: int, session: int, now: datetime) -> None:
    await reservations.request(store, await store.people.get(who), session, 1, now)


async def answer(store: Store, who: int, session: int, now: datetime) -> None:
    """The referent's yes."""
    asked, person = await store.reservations.live(who, session), await store.people.get(who)
    if asked is not None and person.referent_id is not None:
        await reservations.accept(store, await store.people.get(person.referent_id), asked.id, now)


async def wait(store: Store, who: int, session: int, now: datetime) -> None:
    await waiting.join(store, await store.people.get(who), session, 1, now)


async def give_up(store: Store, who: int, session: int, now: datetime) -> int:
    """The number of a place whose outing has begun: they are excused; or 0."""
    mine = await store.reservations.live(who, session)
    if mine is None:
        return 0
    it = await reservations.give_up(store, await store.people.get(who), mine.id, now)
    return it.id if it.is_coming else 0


async def move(store: Store, session: int, to: int, now: datetime) -> int:
    """By a coordinator, who tells as many as there are; the revision that it has then."""
    it = await store.offers.session(session)
    karine = (await store.people.with_role(Role.COORDINATOR, 1))[0]
    plan = await changing.weigh_move(store, session, moment(to), now)
    await changing.move(store, karine, session, moment(to), plan.consequence.people, now)
    return (await store.offers.session(it.id)).revision


async def tick_absent(store: Store, who: int, session: int, now: datetime) -> int:
    """By their referent; the number of the place, or 0 where there is none to tick."""
    place, person = await store.reservations.live(who, session), await store.people.get(who)
    if place is None or not place.is_coming or person.referent_id is None:
        return 0
    await attendance.tick(store, await store.people.get(person.referent_id), place.id, Attendance.ABSENT, now)
    return place.id
