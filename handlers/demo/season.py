"""A season of outings in Marseille around today, and the people of an agency who are already there.

Venues are real places; titles, dates and allotments are invented. `season.csv` says "the first Wednesday that is at
least 8 days away, at 10:00", so that every outing falls on a day it could have, whenever the demo is opened.
"""

from datetime import datetime, time, timedelta

from bot import catalogue, joining
from bot.domain.calendar import days_before, instant, wall
from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.people import Person, Role, stranger
from bot.ports import Store
from handlers.demo import permanence, transit
from handlers.demo.cast import HOUSE, KARINE, PAUL
from handlers.demo.phones import Phone
from handlers.demo.rows import Row, rows

WEEKDAYS = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
OPEN_ADMISSION = "libre"
LANGUAGE = "fr"


async def stage(store: Store, now: datetime, zone: str, begins: int = 0) -> dict[str, int]:
    """Write the season and the staff into a store that is still empty. The number of each session, by its title.
    The season `begins` so many days from now."""
    venues = {row["name"]: _venue(row) for row in rows("venues.csv")}
    ahead = [row for row in rows("season.csv") if int(row["after"]) >= begins]
    numbers = {}
    for number, row in enumerate(ahead, 1):
        numbers[row["title"]] = await _stage_outing(store, number, row, venues[row["venue"]], now, zone)
    await transit.lay(store, now, zone)
    house = await store.people.organisation(HOUSE, now)
    await join(store, KARINE, Role.COORDINATOR, house, now)
    paul = await join(store, PAUL, Role.REFERENT, house, now)
    await permanence.open_doors(store, await store.people.get(paul), now, zone)
    return numbers


def _venue(row: Row) -> VenueDraft:
    place = float(row["latitude"]), float(row["longitude"])
    return VenueDraft(row["name"], row["street"], row["postcode"], "Marseille", *place, row["transit"])


async def _stage_outing(store: Store, number: int, row: Row, venue: VenueDraft, now: datetime, zone: str) -> int:
    session = session_of(row, now, zone)
    offer = _offer(number, row, venue, session)
    session_id = await store.offers.add_session(await store.offers.keep_offer(offer), session, zone)
    if not row["places"]:
        return session_id  # a draft, for the coordinator to complete
    await catalogue.publish(store, session_id, now)
    if row["taken"]:
        # Promised to people of other agencies, who have no telephone here.
        await store.offers.take(session_id, int(row["taken"]), now)
    return session_id


def session_of(row: Row, now: datetime, zone: str) -> SessionDraft:
    """When, until when one may ask, and for how many."""
    starts_at = _starts_at(row, now, zone)
    free = row["places"] == OPEN_ADMISSION
    return SessionDraft(
        starts_at,
        ends_at=starts_at + timedelta(minutes=int(row["minutes"])),
        capacity=int(row["places"]) if row["places"] and not free else None,
        open_admission=free,
        booking_deadline_at=_deadline(row, starts_at, zone),
    )


def _starts_at(row: Row, now: datetime, zone: str) -> datetime:
    day = wall(now, zone).date() + timedelta(days=int(row["after"]))
    if row["weekday"]:
        day += timedelta(days=(WEEKDAYS.index(row["weekday"]) - day.weekday()) % 7)
    return instant(day, time.fromisoformat(row["hour"]), zone)


def _deadline(row: Row, starts_at: datetime, zone: str) -> datetime:
    """The evening so many days before; where the season says nothing, one hour before."""
    if not row["until"]:
        return starts_at - timedelta(hours=1)
    return days_before(starts_at, int(row["until"]), time(18), zone)


def _offer(number: int, row: Row, venue: VenueDraft, session: SessionDraft) -> OfferDraft:
    flags = row["flags"].split()
    return OfferDraft(
        source_key=f"demo:{number}",
        rows=(number,),
        title=row["title"],
        venue=venue,
        sessions=(session,),
        summary=row["summary"],
        genre=row["genre"],
        min_age=int(row["min_age"]) if row["min_age"] else None,
        step_free=_said("accessible", flags),
        french_not_needed=_said("sans-français", flags),
        families=_said("familles", flags),
        accompanied=_said("accompagnée", flags),
        entry=row["entry"],
    )


def _said(flag: str, flags: list[str]) -> bool | None:
    """True, or nobody said: an outing is never called unfit."""
    return True if flag in flags else None


async def join(store: Store, who: Phone, role: Role, house: int, now: datetime, referent_id: int | None = None) -> int:
    """Invited, and the invitation opened, as anyone would. The number of the person."""
    made = await joining.invite(store, who.name, role, house, referent_id, now)
    await joining.open_invitation(store, stranger(who.account_id), made.code, now)
    await store.people.speak(made.person_id, LANGUAGE)
    return made.person_id


async def known(store: Store, who: Phone, referent: Person, now: datetime) -> Person:
    """Invited, agreed and confirmed some time ago: nobody is told of it any more."""
    person_id = await join(store, who, Role.BENEFICIARY, referent.organisation_id, now, referent.id)
    await store.people.agree(person_id, now)
    await store.people.confirm(person_id, now)
    return await store.people.get(person_id)
