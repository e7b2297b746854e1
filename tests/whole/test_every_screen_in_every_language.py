"""Every screen, in every language, with the worst names there are: within Telegram's limits, safe, and readable."""

import re
import unicodedata
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

import handlers.visits  # noqa: F401 - every room registers its screens
from bot import accompanied_outings, drafting, permanences
from bot.domain import refusals
from bot.domain.accompanied_outings import Sign
from bot.domain.agendas import WhyNot
from bot.domain.attendance import Attendance
from bot.domain.changes import WRITTEN
from bot.domain.company import Wish
from bot.domain.drafts import Fault, OfferDraft, SessionDraft, Trouble, VenueDraft
from bot.domain.experiments import Arm, Course, Question
from bot.domain.guests import Naming
from bot.domain.letters import Kind, Letter
from bot.domain.meeting import Concern, Step
from bot.domain.next_step import Stride
from bot.domain.offers import MOST_PLACES, Filter, Missing
from bot.domain.people import Person, Role, stranger
from bot.domain.permanences import Hours, Rhythm
from bot.domain.refusals import Refusal
from bot.domain.rehearsals import Answer
from bot.domain.reminders import Stage
from bot.domain.reservations import AHEAD, LIVE, State, Word
from bot.domain.setting_out import Means, Start
from bot.domain.ticks import Door, Welcome
from bot.domain.waiting import Why
from bot.importing import Change, Difference, Doubt, Preview
from bot.joining import invite_again
from bot.ports import Store
from handlers import preview, words
from handlers.bilan import Paper, Whose
from handlers.commands import descriptions
from handlers.demo import keyboards
from handlers.demo.formatting import Formatted, from_html, utf16
from handlers.imports import trouble_sentence
from handlers.pace import CALM
from handlers.screens import SCREENS, Document, Photo, Pin, Screen, Town, View, Visit, find
from handlers.telegram.show import keyboard, split
from handlers.text import Translator
from locales.languages import LANGUAGES, Language
from storage.schema import upgrade
from storage.store import Storage
from tests.given import LANGUAGE_NAMES, a_session
from tests.whole.desk import Laid, lay
from tests.whole.ground import Ground, approved, lay_ground
from tests.whole.meetings import Met, lay_meeting
from tests.whole.travel import HOME, home, lay_timetable
from tests.whole.welcome import ON, TUESDAY, lay_permanence

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
ZONE = "Europe/Paris"

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_TOAST, LONGEST_DESCRIPTION, MOST_BUTTONS = 4096, 1024, 200, 256, 8


def worst(longest: int) -> str:
    """Markup, quotes, braces, two scripts, overrides of direction that are never closed, and length."""
    said = '<a href="x">Bal & "Co"</a> {name} %s \u202eتجربة\u2066 «fin» &lt;b&gt; \u200f\u2069\u2069 '
    return (said + "tambour " * longest)[:longest]


TITLES = (worst(300), "Ω" * 300, "🎭" * 300, "أمسية العود في الحي " * 15, "شب موسیقی پروین و گل\u200cچهره " * 11, "Bal")
NAME = worst(40)
HOUSE = '<i>CCAS</i> & "الأمل" {organisation} \u202e'

MEANS = (Means.STEP_FREE,)
STATES = (State.REQUESTED, State.APPROVED, State.REFUSED, State.WITHDRAWN, State.EXPIRED, State.CANCELLED)
ENDED = (*STATES, State.CALLED_OFF)


@dataclass
class World:
    """People and outings, by what they are there for."""

    storage: Storage
    people: dict[str, int] = field(default_factory=dict)
    sessions: dict[str, int] = field(default_factory=dict)
    reservations: dict[str, int] = field(default_factory=dict)
    arrangements: dict[str, int] = field(default_factory=dict)
    """Absences, and what was said yes to ahead."""
    entries: dict[str, int] = field(default_factory=dict)
    laid: Laid = field(init=False)
    near: Ground = field(init=False)
    """Of the referent who is there."""
    far: Ground = field(init=False)
    """Of one who is away: the coordinator stands in."""
    met: dict[str, Met] = field(default_factory=dict)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    url = f"sqlite:///{tmp_path}/screens.db"
    upgrade(url)
    storage = await Storage.open(url)
    world = World(storage)
    try:
        async with storage.writing() as store:
            await _people(world, store)
            await _outings(world, store)
            await _requests(world, store)
            await _lay_the_desk(world, store)
            await _arrangements(world, store)
            await _lists(world, store)
            await _lay_the_ground(world, store)
            await _lay_the_way(world, store)
            await _go_together(world, store)
            await _lay_the_permanences(world, store)
            await _count(world, store)
            await _go_along(world, store)
            await _swap(world, store)
            await _would_like_to_try(world, store)
            await _meet(world, store)
            await _try_the_way(world, store)
            await _ask_the_reminders(world, store)
        yield world
    finally:
        await storage.close()


async def _people(world: World, store: Store) -> None:
    house = await store.people.organisation(HOUSE, NOW)

    async def add(who: str, role: Role, step: int, referent: int | None = None, name: str = NAME) -> None:
        number = world.people[who] = await store.people.add(name, house, referent, NOW)
        if step == 0:
            await invite_again(store, number, role, NOW)
            return
        await store.people.link(number, 1000 + number, 42, NOW)
        await store.people.grant(number, role)
        if step > 1:
            await store.people.speak(number, "fr")
        if step > 2:
            await store.people.agree(number, NOW)
        if step > 3:
            await store.people.confirm(number, NOW)

    await add("coordinator", Role.COORDINATOR, 2)
    await add("referent", Role.REFERENT, 2)
    await add("lonely referent", Role.REFERENT, 2, name="Zoé")
    referent = world.people["referent"]
    for who, step in (("invited", 0), ("silent", 1), ("asked", 2), ("waiting", 3), ("beneficiary", 4), ("lost", 4)):
        await add(who, Role.BENEFICIARY, step, referent)
    for number in range(6):
        await add(f"neighbour {number}", Role.BENEFICIARY, 4, referent, name=f"{number} {NAME}"[:40])
    await add("orphan", Role.BENEFICIARY, 4, name="أمينة")
    for who in ("away", "away too", *(f"colleague {number}" for number in range(5))):
        await add(who, Role.REFERENT, 2)
    for who, step in (("far", 4), ("far waiting", 3), ("far lost", 4)):
        await add(who, Role.BENEFICIARY, step, world.people["away"])
    await add("left", Role.REFERENT, 2)
    await store.teams.revoke(world.people["left"], Role.REFERENT)
    for heir in ("referent", "coordinator"):
        handed = Letter(world.people[heir], Kind.HANDED_OVER, (world.people["left"],), NOW, NOW, f"handed_over:{heir}")
        await store.letters.write(handed)
    await _volunteers(world, store, house)
    await store.people.set_reachable(world.people["far lost"], reachable=False)
    await store.people.set_reachable(world.people["lost"], reachable=False)
    await store.people.stop(world.people["neighbour 1"], Stage.WEEK)


async def _volunteers(world: World, store: Store, house: int) -> None:
    """Every step on the way in: not opened, opened, agreed, said yes to, and has read; whoever the referent invited waits
    for the coordinator."""
    by = world.people["coordinator"], world.people["referent"]
    steps = {"unopened": 0, "arrived": 1, "agreed": 2, "vetted": 3, "volunteer": 4, "of the referent": 2}
    for step, who in ((steps[who], who) for who in steps):
        number = world.people[who] = await store.people.add(NAME, house, None, NOW)
        await store.volunteers.add(number, by[who == "of the referent"])
        if step > 0:
            await store.people.link(number, 1000 + number, 42, NOW)
            await store.people.grant(number, Role.VOLUNTEER)
            await store.people.speak(number, "fr")
        if step > 1:
            await store.people.agree(number, NOW)
        if step > 2:
            await store.volunteers.vet(number, world.people["referent"], NOW)
        if step > 3:
            await store.volunteers.brief(number, NOW)


async def _outings(world: World, store: Store) -> None:
    async def add(
        which: str, title: str, published: bool = True, bare: bool = False, north: float = 43.3, **session: Any
    ) -> None:
        venue = VenueDraft("" if bare else f"{which} {worst(200)}"[:300])
        if not bare:
            venue = VenueDraft(venue.name, worst(300), "13002", worst(60), north, 5.4, worst(1000))
        drafted = SessionDraft(**{"starts_at": NOW + timedelta(days=9), "capacity": 4, **session})
        told = {} if bare else _everything_known()
        offer = OfferDraft(f"test:{which}", (1,), title, venue, (drafted,), **told)
        number = await store.offers.add_session(await store.offers.keep_offer(offer), drafted, ZONE)
        world.sessions[which] = number
        if published:
            await store.offers.publish(number)

    for rank in range(13):
        await add(f"of list {rank}", TITLES[rank % len(TITLES)], starts_at=NOW + timedelta(days=2, hours=rank))
    await add("rich", TITLES[0], ends_at=NOW + timedelta(days=9, hours=2), doors_at=NOW + timedelta(days=8, hours=23))
    await add("bare", TITLES[1], bare=True, capacity=2)
    await add("open", TITLES[2], capacity=None, open_admission=True)
    await add("full", TITLES[3], capacity=1)
    await add("listed", TITLES[0], capacity=4)
    await add("freed", TITLES[2], capacity=10)
    await add("tonight", TITLES[1], capacity=4, starts_at=NOW + timedelta(hours=11))
    await add("together", TITLES[0], capacity=20)
    await add("closed", TITLES[0], booking_deadline_at=NOW - timedelta(hours=1))
    await add("spare", TITLES[0])
    await add("further", TITLES[0], north=43.29)
    await add("called off", TITLES[0])
    await add("over", TITLES[0], starts_at=NOW - timedelta(days=1))
    for rank in range(6):
        at = NOW - timedelta(hours=rank)
        await add(f"doors {rank}", TITLES[rank % len(TITLES)], starts_at=at, capacity=None, open_admission=True)
    await add("draft", TITLES[0], published=False)
    await add("poor draft", TITLES[0], published=False, bare=True, capacity=None, starts_at=NOW + timedelta(hours=1))
    for rank in range(11):
        await add(f"draft {rank}", TITLES[rank % len(TITLES)], published=False)


async def _lay_the_way(world: World, store: Store) -> None:
    """A timetable with the longest names; people with a stop, without one, and with one that is gone."""
    await lay_timetable(store, (43.3, 5.4), NOW, name=worst(80), line=worst(40), heading=worst(80))
    for who in ("beneficiary", "neighbour 1", "neighbour 4"):
        await store.starts.put(world.people[who], replace(home(worst(80)), means=frozenset(MEANS)))
    await store.starts.put(world.people["neighbour 2"], Start(1, worst(80)))
    await store.starts.put(world.people["neighbour 3"], replace(home(worst(80)), means=frozenset({Means.ON_FOOT})))
    it = await store.reservations.get(world.reservations[State.APPROVED])
    world.arrangements["minute"] = int(it.session.starts_at.timestamp()) // 60 - 90


async def _go_together(world: World, store: Store) -> None:
    """Places of three neighbours: nobody goes with the first yet, the referent with the second, a coordinator with the
    third; and the referent was to go with the last, who wishes otherwise now. The person's own is gone with too."""
    session, of = world.sessions["together"], world.people

    async def wishes(which: str, who: str, *companions: str) -> None:
        number = world.reservations[which] = await approved(store, of[who], session, NOW)
        await store.company.wish(number, Wish.COMPANY)
        for companion in companions:
            assert await store.company.accompany(number, of[companion])

    await wishes("alone", "neighbour 0")
    await wishes("together", "neighbour 1", "referent")
    await wishes("with a coordinator", "neighbour 2", "coordinator")
    await wishes("no more", "neighbour 3", "referent")
    await store.company.wish(world.reservations["no more"], Wish.ALONE)
    await wishes("far over", "far", "coordinator")
    await store.company.wish(world.reservations["far over"], Wish.GUEST)
    await store.company.wish(world.reservations["over"], Wish.GUEST)
    await store.company.wish(world.reservations["far"], Wish.COMPANY)
    await store.company.wish(world.reservations["not asked"], Wish.COMPANY)


async def _lay_the_permanences(world: World, store: Store) -> None:
    """Six with the worst names, two of them on another day; a place that is not said yet; somebody to be reminded."""
    coordinator, beneficiary = [await store.people.get(world.people[it]) for it in ("coordinator", "beneficiary")]
    for n in range(6):
        number = await lay_permanence(store, coordinator.id, NOW, f"{n} {worst(290)}", worst(40))
        world.arrangements[f"permanence {n}"] = number
        await permanences.set_rhythm(store, coordinator, number, list(Rhythm)[n], NOW)
    begun = await permanences.begin(store, coordinator, 0, Hours(time(9), time(12)), NOW, ZONE)
    world.arrangements["without a place"] = begun.id
    await permanences.remind(store, beneficiary, world.arrangements["permanence 0"], TUESDAY, NOW)


async def _count(world: World, store: Store) -> None:
    """Somebody welcomes today; at each door another number came."""
    of, day = world.people, NOW.date()
    house = (await store.people.get(of["volunteer"])).organisation_id
    number = await lay_permanence(
        store, of["coordinator"], NOW, worst(290), NAME, of["volunteer"], day.weekday(), time(11)
    )
    world.arrangements["welcome"] = number
    for rank, n in enumerate((1, 2, 3, 11, 100)):
        await store.ticks.add(Door(Welcome.OPEN, world.sessions[f"doors {rank}"], day), house, n)


async def _would_like_to_try(world: World, store: Store) -> None:
    """Words of the longest: shown, agreed, proposed beside other words, or of somebody without an account."""
    of, shelf, words = world.people, store.small_projects, worst(200)
    for who in ("beneficiary", "neighbour 1", "neighbour 2", "neighbour 3"):
        await shelf.keep(of[who], words, NOW)
        mine = await shelf.of(of[who])
        assert mine is not None
        world.arrangements[f"project of {who}"] = mine.id
        if who != "neighbour 2":
            await shelf.show(mine.id, of["referent"])
    await shelf.agree(world.arrangements["project of neighbour 1"], of["referent"], NOW)
    world.arrangements["proposal"] = await shelf.propose(of["neighbour 3"], words, of["referent"], NOW)
    world.arrangements["together"] = await shelf.propose(world.near.rosa, words, of["referent"], NOW)
    await shelf.accept(world.arrangements["together"], NOW)
    await store.small_steps.mark(world.reservations["of list 1"], Stride.ALONE)
    await store.small_steps.mark(world.reservations["over"], Stride.FURTHER)
    await store.starts.keep_former(of["neighbour 1"], of["referent"], NOW)
    for who in ("neighbour 3", "far"):
        number = await approved(store, of[who], world.sessions["over"], NOW)
        await store.company.wish(number, Wish.COMPANY)
        assert await store.company.accompany(number, of["referent"])
    house = (await store.people.get(of["referent"])).organisation_id
    for n in range(4):
        quiet = world.people[f"quiet {n}"] = await store.people.add(f"A{n} {NAME}"[:40], house, of["referent"], NOW)
        await store.people.grant(quiet, Role.BENEFICIARY)
        await store.people.confirm(quiet, NOW - timedelta(days=100))


MEET = {
    "soon": ("referent", "coordinator"),
    "begun": ("referent", "coordinator"),
    "crowd": ("referent", "coordinator"),
    "with a coordinator": ("coordinator", "referent"),
    "with a volunteer": ("going along", "coordinator"),
}
"""Who goes with people, and who reads of their problem."""


async def _meet(world: World, store: Store) -> None:
    """One person or many, soon and already."""
    of, many = world.people, [world.people[f"neighbour {n}"] for n in range(6)]

    async def meet(which: str, people: list[int], hours: int) -> None:
        companion, reader = (of[it] for it in MEET[which])
        world.met[which] = await lay_meeting(store, people, companion, reader, NOW, TITLES[0] + which, hours)

    await meet("soon", many[:2], 2)
    await meet("begun", many[:3], 0)
    await meet("crowd", many, -2)
    await meet("with a coordinator", many[:1], 3)
    await meet("with a volunteer", many[:3], 0)
    place = await store.reservations.live(many[0], world.met["with a volunteer"].session)
    assert place is not None
    world.reservations["met by a volunteer"] = place.id


async def _try_the_way(world: World, store: Store) -> None:
    """Somebody makes the way with one neighbour; nobody yet with others; one prepares it at a permanence."""
    of = world.reservations
    for which in ("ahead", "of list 1", "far approved"):
        await store.rehearsals.add(of[which], Answer.COMPANY, NOW)
    await store.rehearsals.add(of["of list 3"], Answer.PERMANENCE, NOW)
    assert await store.rehearsals.take(of["ahead"], world.people["referent"])


async def _ask_the_reminders(world: World, store: Store) -> None:
    """One question was stopped, one had too few places to answer, one has its answer; one is being asked, and says what
    an empty place costs."""
    shelf, house = store.experiments, (await store.people.get(world.people["coordinator"])).organisation_id

    async def ask(which: str, question: Question) -> int:
        assert await shelf.start(house, question, 2, NOW)
        it = await shelf.running(house)
        assert it is not None
        world.arrangements[f"experiment {which}"] = it.id
        return it.id

    assert await shelf.end(await ask(Course.STOPPED, Question.WEEK), Course.STOPPED, NOW)
    assert await shelf.end(await ask("too small", Question.WEEK), Course.DONE, NOW)
    answered = await ask(Course.DONE, Question.KEPT)
    for number, arm in enumerate((*Arm, *Arm)):
        session = await a_session(store, None, NOW - timedelta(days=9), title=f"asked {number}")
        await shelf.draw(answered, session, arm)
        for who, came in (("neighbour 0", Attendance.CAME), ("neighbour 1", Attendance.ABSENT)):
            place = await approved(store, world.people[who], session, NOW - timedelta(days=20), MOST_PLACES)
            await store.roll.tick(place, came, world.people["referent"], NOW)
    await shelf.count_begun(NOW)
    assert await shelf.end(answered, Course.DONE, NOW)
    await shelf.draw(await ask(Course.RUNNING, Question.COST), world.sessions["of list 5"], Arm.WITH)


async def _lay_the_ground(world: World, store: Store) -> None:
    """Nine people to call and nine to tick, for two referents; one of them is away."""
    of = world.people
    world.near = await lay_ground(store, of["referent"], of["neighbour 0"], of["neighbour 1"], NOW, NAME)
    world.far = await lay_ground(store, of["away"], of["far"], of["far lost"], NOW, NAME)
    session = (await store.reservations.get(world.near.to_call)).session.id
    for number in range(8):
        rosa = await store.people.add(
            NAME, (await store.people.get(of["referent"])).organisation_id, of["referent"], NOW
        )
        await store.people.enrol(rosa, NOW)
        await store.people.grant(rosa, Role.BENEFICIARY)
        await approved(store, rosa, session if number < 3 else world.near.begun, NOW)


async def _lay_the_desk(world: World, store: Store) -> None:
    at = world.sessions
    karine = await store.people.get(world.people["coordinator"])
    at["undated"] = (await drafting.begin(store, TITLES[0], ZONE)).id
    world.laid = await lay(store, karine, at["open"], at["rich"], at["spare"], at["called off"], NOW, worst(299))
    for n, why in enumerate((None, *WhyNot)):
        host = f"{'x' * 60}{n}.test"
        number = await store.agendas.add(karine.organisation_id, f"https://{host}/agenda", 7)
        if why:
            world.arrangements[f"agenda {why}"] = number
            await store.agendas.failed(number, why)
            await store.agendas.failed(number, why)
        await store.agendas.claim(number, NOW.date(), NOW)


def _everything_known() -> dict[str, Any]:
    known: dict[str, Any] = {"summary": worst(1000), "genre": worst(300), "organiser": worst(300), "entry": worst(1000)}
    flags = ("step_free", "hearing_loop", "french_not_needed", "families", "accompanied")
    return {**known, "easy": "\n".join([worst(300)] * 3), "min_age": 3, **dict.fromkeys(flags, True)}


async def _requests(world: World, store: Store) -> None:
    async def ask(which: str, who: str, session: str, to: State = State.REQUESTED, reason: str = "") -> None:
        person, outing = world.people[who], world.sessions[session]
        if to in LIVE:
            await store.offers.take(outing, 2, NOW)
        number = await store.reservations.add(outing, person, 2, NOW + timedelta(days=1), person, NOW)
        world.reservations[which] = number
        if to is not State.REQUESTED:
            it = await store.reservations.get(number)
            assert await store.reservations.move(it, to, world.people["referent"], NOW, reason)

    for state in sorted(ENDED, key=lambda it: it is State.APPROVED):
        outing = "open" if state is State.REQUESTED else "rich"
        await ask(state.value, "beneficiary", outing, state, worst(300) if state is State.REFUSED else "")
    await ask("refused with a key", "neighbour 0", "rich", State.REFUSED, "talk")
    await ask("over", "beneficiary", "over", State.APPROVED)
    await ask("not asked", "neighbour 2", "open")
    for rank in range(9):
        await ask(f"of list {rank}", "neighbour 1", f"of list {rank}", State.APPROVED if rank % 2 else State.REQUESTED)
    await store.offers.take(world.sessions["full"], 1, NOW)
    await ask("far", "far", "open")
    await ask("far approved", "far", "rich", State.APPROVED)
    await ask("late", "neighbour 4", "open")
    hour = timedelta(hours=1)
    await store.reservations.set_clock(world.reservations["late"], NOW - 2 * hour, NOW + hour)
    await ask("ahead", "neighbour 5", "open", State.APPROVED, AHEAD)


async def _arrangements(world: World, store: Store) -> None:
    """Two colleagues stand in for each other: the coordinator answers for both."""
    of, week = world.people, timedelta(days=7)
    world.arrangements["absence"] = await store.absences.add(of["away"], of["away too"], NOW, NOW + week)
    await store.absences.add(of["away too"], of["away"], NOW, NOW + week)
    await store.people.set_backup(of["colleague 0"], of["referent"])
    await store.people.set_digest(of["colleague 0"], 9)
    for genre in ("", *(f"{number} {worst(300)}" for number in range(6))):
        await store.standing.give(of["beneficiary"], genre, of["referent"], NOW)
    world.arrangements["yes"] = (await store.standing.of(of["beneficiary"]))[0].id


async def _lists(world: World, store: Store) -> None:
    """A long list with an override, held offers in all their states, the last hours, and lists that are over."""

    async def wait(which: str, who: str, session: str, places: int, yes: int | None = None) -> int:
        person, outing = world.people[who], world.sessions[session]
        await store.waiting.add(outing, person, places, NOW, yes)
        entry = await store.waiting.of(person, outing)
        assert entry is not None
        world.entries[which] = entry.id
        return entry.id

    async def held(which: str, who: str, session: str, to: State, yes: int | None = None) -> None:
        person, outing = world.people[who], world.sessions[session]
        await wait(which, who, session, 2, yes)
        assert await store.offers.take(outing, 2, NOW)
        number = await store.reservations.hold(outing, person, 2, NOW + timedelta(hours=3), NOW, NOW)
        world.reservations[which] = number
        if to is not State.OFFERED:
            assert await store.reservations.move(await store.reservations.get(number), to, None, NOW)
            await store.offers.give_back(outing, 2)

    elsewhere = await store.people.add(NAME, await store.people.organisation("Autre relais", NOW), None, NOW)
    world.people["elsewhere"] = elsewhere
    await store.offers.take(world.sessions["listed"], 4, NOW)
    for who in ("beneficiary", "elsewhere", *(f"neighbour {n}" for n in range(6))):
        await wait(f"{who} listed", who, "listed", 1 if who == "neighbour 0" else 4)
    coordinator = world.people["coordinator"]
    await store.list_rules.override(
        await store.waiting.get(world.entries["neighbour 3 listed"]), coordinator, worst(200), NOW
    )
    for number, state in enumerate((State.OFFERED, State.DECLINED, State.LAPSED)):
        await held(f"held {state}", f"neighbour {number}", "freed", state)
    await held("held with a yes", "neighbour 3", "freed", State.OFFERED, world.people["referent"])
    await store.waiting.consent(await wait("tonight", "neighbour 4", "tonight", 2), yes=True)
    await wait("rich", "neighbour 3", "rich", 1)
    for why in (Why.OVER, Why.CALLED_OFF):
        await wait(why, "neighbour 5", "tonight", 1)
        await store.waiting.close(world.people["neighbour 5"], world.sessions["tonight"], why, NOW)


async def _go_along(world: World, store: Store) -> None:
    """A volunteer leads a group that meets soon, with a colleague of each kind; another that meets later; and nobody
    leads a third yet."""
    house = (await store.people.get(world.people["referent"])).organisation_id
    number = world.people["going along"] = await store.people.add(NAME, house, None, NOW)
    await store.people.link(number, 1000 + number, 42, NOW)
    await store.people.grant(number, Role.VOLUNTEER)
    await store.volunteers.add(number, world.people["coordinator"])
    await store.volunteers.vet(number, world.people["referent"], NOW)
    await store.volunteers.brief(number, NOW)
    going = {"of list 0": ("going along", "referent", "coordinator"), "rich": ("going along",), "of list 1": ()}
    place = world.reservations["along"] = await approved(
        store, world.people["neighbour 4"], world.sessions["of list 0"], NOW
    )
    await store.company.wish(place, Wish.COMPANY)
    for which, companions in going.items():
        made = await store.accompanied_outings.make(world.sessions[which], house, Sign.SUN, world.people["coordinator"])
        await store.accompanied_outings.settle(replace(made, meeting_point=worst(200), women_only=True, most=4))
        for who in companions:
            await accompanied_outings.add(store, made, world.people[who], NOW)
        world.arrangements[f"group {which}"] = made.id
    await store.company.accompany(place, number)
    for there, companion in ((world.near.unticked, None), (world.near.missed, "referent")):
        await store.company.wish(there, Wish.COMPANY)
        if companion:
            await store.company.accompany(there, world.people[companion])
    over = world.reservations["along no more"] = await approved(
        store, world.people["neighbour 5"], world.sessions["of list 0"], NOW
    )
    await store.company.wish(over, Wish.COMPANY)
    await store.company.accompany(over, number)
    await store.company.wish(over, Wish.GUEST)
    other = world.reservations["among women"] = await approved(
        store, world.people["neighbour 3"], world.sessions["of list 0"], NOW
    )
    await store.company.wish(other, Wish.COMPANY)


async def _swap(world: World, store: Store) -> None:
    """Two groups of the same three: of one, each asks the others to take over; of the other, somebody has."""
    three = [world.people[who] for who in ("going along", "referent", "coordinator")]
    house = (await store.people.get(three[1])).organisation_id
    for which in ("open", "bare"):
        made = await store.accompanied_outings.make(world.sessions[which], house, Sign.SUN, three[2])
        world.arrangements[f"group {which}"] = made.id
        for each in three:
            await accompanied_outings.add(store, made, each, NOW)
    for each in three:
        await store.accompanied_outings.offer(world.arrangements["group open"], each, NOW)
        args = (world.arrangements["group open"], world.people["volunteer"])
        await store.letters.write(Letter(each, Kind.SWAPPED, args, NOW, NOW, f"swapped:{each}"))


@dataclass(frozen=True)
class Drawing:
    """A screen as someone opens it; `text` is what they typed."""

    screen: str
    who: str
    args: tuple[Any, ...] = ()
    text: str = ""


def drawings(world: World) -> Iterator[Drawing]:
    """Every screen at least once; a new one wants its lines here."""
    yield from _at_the_door()
    yield from _choosing(world)
    yield from _of_the_person(world)
    yield from _to_try(world)
    yield from _of_erasing(world)
    yield from _of_the_list(world)
    yield from _of_the_referent(world)
    yield from _of_the_coordinator(world)
    yield from _of_the_clock(world)
    yield from _of_colleagues(world)
    yield from _in_the_place_of_a_referent(world)
    yield from _of_the_desk(world)
    yield from _on_the_ground(world)
    yield from _together(world)
    yield from _along(world)
    yield from _on_the_day(world)
    yield from _preparing(world)
    yield from _of_the_permanences(world)
    yield from _at_the_doors(world)
    yield from _of_volunteers(world)
    yield from _before_the_outing(world)
    yield from _what_works(world)


def _of_the_permanences(world: World) -> Iterator[Drawing]:
    of, venue = world.arrangements, world.laid.venue
    first, bare = of["permanence 0"], of["without a place"]
    yield from (Drawing("permanences", who) for who in ("beneficiary", "orphan"))
    for who in ("beneficiary", "orphan"):
        yield from (Drawing(it, who, (first, ON)) for it in ("permanence_way", "permanence_soon"))
        yield Drawing("permanence_soon", who, (first, 20270316))
        yield Drawing("remind_permanence", who, (first, ON))
    yield Drawing("forget_permanence", "beneficiary", (first, ON))
    for who in ("referent", "coordinator"):
        yield from (Drawing("our_permanences", who, (page,)) for page in (1, 2, 9))
        yield from _of_one_permanence(who, first, bare, venue)
    for number in (*(of[f"permanence {n}"] for n in range(6)), bare):
        yield from (Drawing(it, "coordinator", (number,)) for it in ("permanence", "choose_rhythm", "permanence_days"))


def _at_the_doors(world: World) -> Iterator[Drawing]:
    on, permanence = 20270301, world.arrangements["welcome"]
    for who in ("referent", "lonely referent", "coordinator", "away too"):
        yield from (Drawing("this_month", who, (page,)) for page in (1, 2, 9))
    for who in ("referent", "coordinator", "volunteer"):
        yield from (Drawing("ticks", who, (page,)) for page in (1, 2, 9))
        yield Drawing("tick_more", who, (Welcome.PERMANENCE, permanence, on, 5))
        yield from (Drawing(it, who, (Welcome.PERMANENCE, permanence, on)) for it in ("ticks_at", "tick_less"))
    doors = [(Welcome.OPEN, world.sessions[f"doors {rank}"], on) for rank in range(6)]
    yield from (Drawing("ticks_at", "referent", door) for door in doors)
    yield Drawing("tick_more", "coordinator", (*doors[0], 1))
    yield Drawing("tick_less", "coordinator", doors[5])
    yield Drawing("ticks", "vetted")
    yield Drawing("sheet", "coordinator", (world.sessions["doors 0"],))
    yield Drawing("permanence", "coordinator", (permanence,))


def _before_the_outing(world: World) -> Iterator[Drawing]:
    of, coming = world.reservations, world.reservations[State.APPROVED]
    for it in ("rehearsal", "rehearse_with", "no_rehearsal"):
        yield Drawing(it, "beneficiary", (coming,))
    yield Drawing("rehearse_at", "beneficiary", (coming, world.arrangements["permanence 0"], ON))
    yield Drawing("rehearsal", "beneficiary", (of["over"],))
    for who, which in (("neighbour 5", "ahead"), ("neighbour 1", "of list 1"), ("neighbour 1", "of list 3")):
        yield Drawing("rehearsal", who, (of[which],))
        yield Drawing("rehearsal_wanted", "referent", (of[which],))
    yield Drawing("rehearsed", "neighbour 5", (of["ahead"],))
    yield Drawing("rehearse_together", "referent", (of["of list 1"],))
    yield from (Drawing(it, "coordinator", (of["far approved"],)) for it in ("rehearsal_wanted", "rehearse_together"))


def _what_works(world: World) -> Iterator[Drawing]:
    of = world.arrangements
    yield Drawing("what_works", "coordinator")
    yield from (Drawing("propose_experiment", "coordinator", (question,)) for question in Question)
    yield Drawing("start_experiment", "coordinator", (Question.COST,))
    for course in (*Course, "too small"):
        yield from (
            Drawing(it, "coordinator", (of[f"experiment {course}"],)) for it in ("experiment", "stop_experiment")
        )
    yield Drawing("privacy", "neighbour 1")
    yield Drawing("stopped_experiment", "coordinator", (of[f"experiment {Course.RUNNING}"],))
    yield Drawing("reminder", "neighbour 1", (world.reservations["of list 5"], Stage.EVE))


def _of_one_permanence(who: str, first: int, bare: int, venue: int) -> Iterator[Drawing]:
    for screen in ("permanence", "choose_rhythm", "permanence_days", "ask_hours", "ask_permanence_place"):
        yield Drawing(screen, who, (first,))
    yield Drawing("ask_permanence_position", who, (first,))
    yield Drawing("typed_permanence_position", who, (first,), text=NAME)
    for screen in ("ask_welcomer", "i_welcome", "type_permanence_day", "end_permanence", "ended_permanence"):
        yield Drawing(screen, who, (first,))
    yield Drawing("new_permanence", who)
    yield Drawing("typed_permanence", who, text="mardi 14h-17h")
    yield Drawing("typed_hours", who, (first,), text="lundi 9h-10h")
    yield from (Drawing("set_rhythm", who, (first, it)) for it in Rhythm)
    yield Drawing("set_weeks", who, (first, 20270309))
    yield from (Drawing("set_permanence_place", who, (it, venue)) for it in (first, bare))
    yield Drawing("typed_permanence_place", who, (bare,), text=worst(300))
    yield Drawing("typed_permanence_address", who, (bare, venue), text=worst(300))
    yield Drawing("typed_welcomer", who, (first,), text=NAME)
    yield Drawing("typed_permanence_day", who, (first,), text="09/03/2027")
    yield from (Drawing("permanence_day", who, (first, day)) for day in (ON, 20270316, 20270329, 20270504))
    for screen in ("close_permanence_day", "permanence_as_usual", "ask_day_hours"):
        yield Drawing(screen, who, (first, ON))
    yield Drawing("typed_day_hours", who, (first, ON), text="10h-12h")


def _of_volunteers(world: World) -> Iterator[Drawing]:
    of = world.people
    yield from (Drawing("volunteers", "coordinator", (page,)) for page in (1, 2, 9))
    for who in ("unopened", "arrived", "agreed", "vetted", "volunteer", "of the referent"):
        yield from (
            Drawing(it, "coordinator", (of[who],))
            for it in ("volunteer", "ask_vetting", "remove_volunteer", "removed_volunteer")
        )
    yield from (Drawing(it, "coordinator", (of["going along"],)) for it in ("remove_volunteer", "removed_volunteer"))
    asked, not_asked = world.arrangements["group open"], world.arrangements["group bare"]
    for who in ("going along", "referent", "coordinator"):
        yield from (Drawing(it, who, (asked,)) for it in ("cannot_lead", "keep_group"))
        yield Drawing("offer_group", who, (not_asked,))
        yield Drawing("swapped", who, (asked, of["volunteer"]))
    yield from (Drawing(it, "volunteer", (asked,)) for it in ("swap", "take_over"))
    yield Drawing("take_over", "vetted", (asked,))
    yield Drawing("companion_away", "neighbour 1", (world.near.unticked,))
    yield Drawing("companion_away", "neighbour 0", (world.near.missed,))
    yield Drawing("left_alone", "coordinator", (world.near.begun,))
    yield Drawing("invite_volunteer", "coordinator")
    yield Drawing("invited_volunteer", "coordinator", text=NAME)
    yield Drawing("invite_volunteer_again", "coordinator", (of["unopened"],))
    for who, about in (("referent", "agreed"), ("coordinator", "of the referent")):
        yield from (
            Drawing(it, who, (of[about],)) for it in ("vetting", "vet", "refuse_volunteer", "refused_volunteer")
        )
    yield from (Drawing("vetting", "referent", (of[it],)) for it in ("unopened", "arrived", "vetted"))
    for who in ("arrived", "agreed"):
        yield from (Drawing(it, who) for it in ("home", "help", "lost", "step", "what_is_kept", "decline"))
    yield Drawing("agree", "arrived")
    yield from (Drawing(it, "vetted") for it in ("vetted", "briefing", "briefing_end", "briefed"))
    yield Drawing("company_over", "going along", (world.reservations["along no more"],))
    wanted = (world.sessions["of list 1"],)
    yield from (Drawing(it, "vetted", wanted) for it in ("take_group", "briefing", "briefing_end", "briefed"))
    everyday = ("home", "help", "lost", "settings", "privacy", "my_data", "languages", "choose_language", "erase_me")
    yield from (Drawing(it, "volunteer") for it in (*everyday, "erase_me_now", "briefing", "briefing_end"))
    yield from (Drawing("speak", "volunteer", (code,)) for code in LANGUAGES)
    yield from (
        Drawing("choices", it, (2, "home")) for it in ("volunteer", "waiting", "beneficiary", "referent", "coordinator")
    )


def _together(world: World) -> Iterator[Drawing]:
    of, there = world.reservations, world.sessions["together"]
    alone, together = of["alone"], of["together"]
    yield from (Drawing("ask_company", "orphan", (world.sessions[it],)) for it in ("bare", "open"))
    for who, which in (("neighbour 0", "alone"), ("neighbour 1", "together"), ("neighbour 3", "no more")):
        yield from (Drawing("go_so", who, (of[which], wish)) for wish in Wish)
        yield from (Drawing(it, who, (of[which],)) for it in ("place", "decision"))
        yield from (
            Drawing("reminder", who, (of[which], stage)) for stage in (Stage.THREE_DAYS, Stage.EVE, Stage.HOURS)
        )
        yield from (Drawing(it, "referent", (of[which],)) for it in ("request", "outcome"))
    yield Drawing("session", "neighbour 0", (there,))
    yield Drawing("accompanied", "neighbour 1", (together,))
    yield Drawing("companion_gone", "neighbour 0", (alone,))
    for which in ("not asked", "alone"):
        yield from (Drawing(it, "referent", (of[which],)) for it in ("request", "accompany", "company_wished"))
    yield from (Drawing(it, "coordinator", (alone,)) for it in ("companion_wanted", "accompany"))
    yield from (Drawing("seeking", "coordinator", (it,)) for it in (there, world.sessions["open"]))
    yield from (Drawing(it, "coordinator", (there,)) for it in ("company_short", "sheet"))
    yield Drawing("company_over", "referent", (of["no more"],))
    yield Drawing("company_wished", "coordinator", (of["far"],))
    yield Drawing("company_over", "coordinator", (of["far over"],))
    for who, number in (("referent", together), ("coordinator", of["with a coordinator"])):
        yield from (Drawing(it, who, (number,)) for it in ("stop_accompanying", "stopped_accompanying"))
        yield from (Drawing("accompanying", who, (it,)) for it in (there, world.sessions["bare"]))
        yield from (Drawing("accompanying", who, (there, stage)) for stage in (Stage.EVE, Stage.HOURS))


def _along(world: World) -> Iterator[Drawing]:
    of, soon, later = world.sessions, *(world.arrangements[f"group {it}"] for it in ("of list 0", "rich"))
    yield from (Drawing("to_accompany", "going along", it) for it in ((), (2,)))
    yield Drawing("to_take", "going along", (of["of list 1"],))
    yield from (Drawing(it, "going along") for it in ("home", "help", "i_accompany"))
    for who in ("going along", "referent", "coordinator"):
        yield Drawing("take_group", who, (of["of list 1"],))
        yield Drawing("i_accompany", who)
        yield from (Drawing(it, who, (soon,)) for it in ("group", "cannot_lead", "left_group"))
        yield from (Drawing("accompanying", who, (of["of list 0"], it)) for it in (Stage.EVE, Stage.HOURS))
    yield from (Drawing(it, "going along", (later,)) for it in ("group", "cannot_lead", "left_group"))
    yield from (Drawing("way", "going along", (of[it],)) for it in ("rich", "bare"))
    yield from (Drawing(it, "neighbour 4", (world.reservations["along"],)) for it in ("place", "accompanied"))
    yield from (Drawing("session", who, (of["of list 0"],)) for who in ("neighbour 4", "orphan"))
    for who in ("going along", "referent", "coordinator"):
        yield Drawing("group_changed", who, (soon,))
    yield Drawing("meeting_changed", "neighbour 4", (world.reservations["along"],))
    for screen in ("place", "accompanied", "join_group"):
        yield Drawing(screen, "neighbour 3", (world.reservations["among women"],))


def _preparing(world: World) -> Iterator[Drawing]:
    with_group, without = world.sessions["of list 0"], world.sessions["of list 2"]
    yield from (Drawing(it, "coordinator", (without,)) for it in ("prepare", "make_group"))
    for screen in ("prepare", "sheet", "ask_point", "usual_point", "choose_meeting", "choose_minimum", "choose_leader"):
        yield Drawing(screen, "coordinator", (with_group,))
    yield Drawing("typed_point", "coordinator", (with_group,), text=worst(200))
    yield from (Drawing("set_meeting", "coordinator", (with_group, it)) for it in (0, 45))
    yield from (Drawing("set_minimum", "coordinator", (with_group, it)) for it in (1, 3))
    yield from (Drawing(it, "coordinator", (with_group, yes)) for it in ("say_women", "say_small") for yes in (0, 1))
    yield Drawing("set_leader", "coordinator", (with_group, world.people["coordinator"]))
    yield Drawing("company_short", "coordinator", (world.sessions["of list 1"],))


def _on_the_day(world: World) -> Iterator[Drawing]:
    for which, it in world.met.items():
        companion, reader = MEET[which]
        number = world.people[companion]
        for who in ("neighbour 0", companion):
            yield from (Drawing(screen, who, (it.session,)) for screen in ("meeting", "trouble"))
            yield from (
                Drawing("arrive", who, (it.session, step)) for step in Step if step is Step.HOME or which != "crowd"
            )
            yield from (Drawing("say_trouble", who, (it.session, what)) for what in Concern)
        yield Drawing("arrived", "neighbour 0", (it.session, number, Step.THERE))
        yield Drawing("arrived", companion, (it.session, world.people["neighbour 0"], Step.THERE))
        for who, told in (("neighbour 0", it.taken), (companion, it.companions)):
            yield Drawing("typed_trouble", who, (it.session, told), text=worst(190))
            yield Drawing("problem_taken", who, (told,))
        yield Drawing("roll_call", companion, (it.session,))
        yield from (Drawing("problem", reader, (each,)) for each in (it.problem, it.taken, it.companions))
        yield Drawing("on_it", reader, (it.problem,))
    place = world.reservations["met by a volunteer"]
    yield Drawing("tick", "going along", (world.met["with a volunteer"].session, place, Attendance.CAME, 1))


def _at_the_door() -> Iterator[Drawing]:
    yield from (Drawing("stranger", "stranger", (code,)) for code in ("", *LANGUAGES))
    yield Drawing("join", "stranger", text="/start wrong-code")
    yield Drawing("join", "beneficiary", text="/start wrong-code")
    for who in ("silent", "beneficiary", "referent", "coordinator"):
        yield from (Drawing("speak", who, (code,)) for code in LANGUAGES)
    yield from (Drawing("step", who) for who in ("silent", "asked", "waiting"))
    yield Drawing("what_is_kept", "asked")
    yield Drawing("agree", "asked")
    yield Drawing("decline", "asked")
    yield Drawing("welcome", "beneficiary")
    for who in ("silent", "beneficiary", "referent", "coordinator"):
        yield from (Drawing(screen, who) for screen in ("choose_language", "languages"))
    for who in ("stranger", "silent", "asked", "waiting", "beneficiary", "orphan", "referent", "coordinator"):
        yield from (Drawing(screen, who) for screen in ("home", "help", "lost"))


def _choosing(world: World) -> Iterator[Drawing]:
    for who in ("beneficiary", "referent", "coordinator"):
        yield from (Drawing("offers", who, (only, page)) for only in Filter for page in (1, 2, 9))
        yield Drawing("filter", who)
        yield Drawing("way", who, (world.sessions["rich"],))
        yield Drawing("way", who, (world.sessions["bare"],))
    for which in ("rich", "bare", "open", "full", "closed", "over"):
        outing = world.sessions[which]
        yield from (Drawing("session", who, (outing,)) for who in ("beneficiary", "orphan", "referent", "coordinator"))
        yield from (Drawing("drawn", who, (outing,)) for who in ("orphan", "referent", "coordinator"))
    yield Drawing("session", "orphan", (world.sessions["open"], Filter.WEEK_END, 3))
    yield Drawing("ask", "neighbour 3", (world.sessions["open"], 1))
    yield Drawing("ask", "neighbour 3", (world.sessions["bare"], 2))


def _of_the_person(world: World) -> Iterator[Drawing]:
    of = world.reservations
    yield from (Drawing("mine", who) for who in ("beneficiary", "neighbour 1", "orphan"))
    for state in ENDED:
        yield from (Drawing(it, "beneficiary", (of[state],)) for it in ("place", "agenda", "leave", "decision"))
    yield Drawing("decision", "neighbour 0", (of["refused with a key"],))
    yield from (Drawing("left", "beneficiary", (of[state],)) for state in (State.REQUESTED, State.APPROVED))
    yield from (Drawing(it, "beneficiary", (of[State.APPROVED],)) for it in ("coming", "help_me", "cannot"))
    yield from _setting_out(world)
    for stage in Stage:
        which = "over" if stage is Stage.AFTER else State.APPROVED
        yield Drawing("reminder", "beneficiary", (of[which], stage))
    yield from (Drawing("say", "beneficiary", (of["over"], word)) for word in Word)
    yield from _afterwards(of["over"])
    yield from (Drawing(it, "beneficiary") for it in ("stages", "my_referent", "call_me"))
    yield from (Drawing(it, "orphan") for it in ("my_referent", "call_me"))
    yield Drawing("stages", "neighbour 1")
    yield from (Drawing("stop", "beneficiary", (stage,)) for stage in Stage)
    yield Drawing("resume", "neighbour 1", (Stage.WEEK,))
    for who in ("beneficiary", "referent", "coordinator"):
        yield from (Drawing(it, who) for it in ("settings", "privacy", "my_data"))


def _afterwards(over: int) -> Iterator[Drawing]:
    """A sentence of the longest is kept, read, and erased."""
    yield from (Drawing("been", who) for who in ("beneficiary", "orphan"))
    yield from (Drawing(it, "beneficiary", (over,)) for it in ("been_there", "write_sentence", "drop_sentence"))
    yield Drawing("typed_sentence", "beneficiary", (over,), text=worst(300))


def _to_try(world: World) -> Iterator[Drawing]:
    of, told = world.people, world.arrangements
    yield from (Drawing("project", who) for who in ("beneficiary", *(f"neighbour {n}" for n in range(4)), "orphan"))
    yield Drawing("write_project", "beneficiary")
    yield Drawing("typed_project", "beneficiary", text=worst(200))
    yield Drawing("show_project", "neighbour 2", (told["project of neighbour 2"],))
    for gesture in ("hide_project", "drop_project"):
        yield Drawing(gesture, "neighbour 1", (told["project of neighbour 1"],))
    for gesture in ("project_proposed", "accept_project", "decline_project"):
        yield Drawing(gesture, "neighbour 3", (told["proposal"],))
    yield Drawing("project_agreed", "neighbour 1", (told["project of neighbour 1"],))
    yield from (Drawing(it, "beneficiary") for it in ("small_step", "not_now"))
    yield Drawing("take_step", "beneficiary", (world.sessions["further"],))
    yield Drawing("request", "referent", (world.reservations["of list 1"],))
    for whose in (of["beneficiary"], of["neighbour 0"], of["neighbour 1"], of["neighbour 3"], world.near.rosa):
        yield from (Drawing(it, "referent", (whose,)) for it in ("project_of", "propose_project", "person"))
    yield Drawing("proposed_project", "referent", (of["neighbour 3"],), text=worst(200))
    for which in ("project of beneficiary", "project of neighbour 1"):
        yield Drawing("project_shown", "referent", (told[which],))
    yield Drawing("agree_project", "referent", (told["project of beneficiary"],))
    yield Drawing("forget_project", "referent", (told["together"],))
    yield from (Drawing(it, who) for it in ("went_together", "people") for who in ("referent", "coordinator"))
    yield from (Drawing(it, "neighbour 1") for it in ("start_set", "start_from", "undo_start"))
    for whose in (of["beneficiary"], of["neighbour 1"], world.near.rosa):
        yield from (Drawing(it, "referent", (whose,)) for it in ("start_for", "type_stop_for", "forget_start_for"))
        yield from (Drawing("typed_stop_for", "referent", (whose,), text=text) for text in (worst(80), "nowhere"))
        yield Drawing("set_stop_for", "referent", (whose, HOME))
        yield from (Drawing("moves_so", "referent", (whose, means, 1)) for means in Means)


def _of_erasing(world: World) -> Iterator[Drawing]:
    for who in ("beneficiary", "neighbour 3", "colleague 0", "coordinator"):
        yield from (Drawing(it, who) for it in ("erase_me", "erase_me_now"))
    yield Drawing("forgotten", "stranger")
    for who, whose in (("referent", "lost"), ("referent", "invited"), ("coordinator", "far lost")):
        about = (world.people[whose],)
        yield from (Drawing(it, who, about) for it in ("person", "erase_person", "erase_person_now"))
        yield from (Drawing("erased", who, (places,)) for places in (0, 1, 3))


def _setting_out(world: World) -> Iterator[Drawing]:
    rich, bare = world.sessions["rich"], world.sessions["bare"]
    for who in ("beneficiary", "neighbour 1", "neighbour 2", "neighbour 3", "orphan"):
        yield from (Drawing("way", who, (it,)) for it in (rich, bare, world.sessions["open"]))
        yield from (Drawing("start_from", who, it) for it in ((), (rich,)))
    yield Drawing("type_stop", "orphan", (rich,))
    yield from (Drawing("typed_stop", "orphan", (rich,), text=it) for it in (worst(80), "Gare", "", worst(5000)))
    yield Drawing("set_stop", "orphan", (HOME, rich))
    yield from (Drawing("move_so", "orphan", (it, yes, rich)) for it in Means for yes in (0, 1))
    yield Drawing("forget_start", "beneficiary", (rich,))
    yield Drawing("leave_at", "beneficiary", (world.reservations[State.APPROVED], world.arrangements["minute"]))


def _of_the_list(world: World) -> Iterator[Drawing]:
    of, entries, listed = world.reservations, world.entries, (world.sessions["listed"],)
    for who in ("beneficiary", "neighbour 0", "neighbour 3", "orphan"):
        yield from (Drawing(it, who, listed) for it in ("session", "waiting", "stop_waiting"))
    yield from (Drawing("waiting", "orphan", (world.sessions[it],)) for it in ("rich", "closed", "over"))
    yield from (Drawing("wait", "orphan", (*listed, number)) for number in (1, 4))
    yield from (Drawing("warn_me", "beneficiary", (*listed, yes)) for yes in (0, 1))
    for number, state in enumerate((State.OFFERED, State.DECLINED, State.LAPSED)):
        who, it = f"neighbour {number}", (of[f"held {state}"],)
        yield from (Drawing(screen, who, it) for screen in ("place", "agenda", "leave", "decision"))
        yield from (Drawing(screen, "referent", it) for screen in ("request", "refuse", "outcome"))
        yield from (Drawing(screen, who, (world.sessions["freed"],)) for screen in ("session", "waiting"))
        yield from (Drawing(screen, who) for screen in ("home", "mine"))
    for who, which in (("neighbour 0", "held offered"), ("neighbour 3", "held with a yes")):
        yield from (Drawing(it, who, (of[which],)) for it in ("turn", "take_place", "pass_place"))
    yield Drawing("passed_on", "neighbour 2", (of["held lapsed"],))
    yield Drawing("last_minute", "neighbour 4", (entries["tonight"],))
    yield from (Drawing(it, "neighbour 4", (world.sessions["tonight"],)) for it in ("waiting", "take_now"))
    yield from (Drawing("list_ended", "neighbour 5", (entries[why],)) for why in (Why.OVER, Why.CALLED_OFF))
    yield from (Drawing("person_waits", "referent", (world.people[it],)) for it in ("neighbour 3", "waiting"))
    yield from (Drawing("yes_ahead", "referent", (entries["neighbour 3 listed"], yes)) for yes in (0, 1))
    for which in ("listed", "freed", "rich"):
        yield from (Drawing("line", "coordinator", (world.sessions[which], page)) for page in (1, 2, 9))
        yield from (Drawing("who_passes", "coordinator", (world.sessions[which], page)) for page in (1, 2))
    yield Drawing("why_passes", "coordinator", (entries["neighbour 4 listed"],))
    yield Drawing("passes_because", "coordinator", (entries["neighbour 4 listed"],), text=worst(300))
    yield Drawing("passes_because", "coordinator", (entries["tonight"],), text="Bal")
    yield Drawing("list_rule", "coordinator")
    yield from (Drawing("set_list_rule", "coordinator", (yes,)) for yes in (0, 1))


def _of_the_referent(world: World) -> Iterator[Drawing]:
    of, people = world.reservations, world.people
    for who in ("referent", "lonely referent"):
        yield Drawing("requests", who)
        yield from (Drawing("people", who, (page,)) for page in (1, 2, 3))
    for state in ENDED:
        yield from (Drawing(it, "referent", (of[state],)) for it in ("request", "refuse", "outcome"))
    yield Drawing("help_wanted", "referent", (of[State.APPROVED],))
    yield Drawing("accept", "referent", (of["not asked"],))
    yield from (Drawing("refused", "referent", (of["not asked"], why)) for why in ("talk", "date", "taken", "full"))
    yield Drawing("write_reason", "referent", (of["not asked"],))
    yield Drawing("write_reason", "referent", (of[State.EXPIRED],))
    yield Drawing("refused_because", "referent", (of["not asked"],), text=worst(300))
    followed = ("invited", "silent", "asked", "waiting", "beneficiary", "lost", "neighbour 1")
    for screen in ("person", "call_wanted", "unsure"):
        yield from (Drawing(screen, "referent", (people[who],)) for who in followed)
    yield Drawing("unreached", "referent", (people["lost"],))
    yield Drawing("invite", "referent")
    yield Drawing("invited", "referent", text=NAME)
    yield from (Drawing("invite_again", "referent", (people[who],)) for who in ("invited", "beneficiary"))
    yield from (Drawing("account", "referent", (people[who],)) for who in ("waiting", "beneficiary"))
    yield from (Drawing(screen, "referent", (people["waiting"],)) for screen in ("confirm", "reject"))


def _of_the_coordinator(world: World) -> Iterator[Drawing]:
    yield Drawing("desk", "coordinator")
    yield from (Drawing("bilans", "coordinator", (whose,)) for whose in Whose)
    for whose, period in ((Whose.ALL, "2027-01"), (Whose.ALL, "2026-T4"), (Whose.MINE, "2026")):
        yield Drawing("bilan", "coordinator", (whose, period))
        yield Drawing("bilan_words", "coordinator", (whose, period))
        yield from (Drawing("bilan_file", "coordinator", (whose, period, paper)) for paper in Paper)
    yield from (Drawing(screen, "coordinator", (page,)) for screen in ("drafts", "published") for page in (1, 2, 9))
    for which in ("draft", "poor draft", "rich", "open", "full"):
        outing = (world.sessions[which],)
        yield from (Drawing(it, "coordinator", outing) for it in ("sheet", "choose_places", "choose_deadline"))
        yield Drawing("type_places", "coordinator", outing)
    draft = world.sessions["draft"]
    yield from (Drawing("set_places", "coordinator", (draft, number)) for number in (0, 10))
    yield Drawing("typed_places", "coordinator", (draft,), text="12")
    yield from (Drawing("set_deadline", "coordinator", (draft, days)) for days in (0, 1, 2, 3, 7))
    yield from (Drawing(it, "coordinator", (draft, yes)) for it in ("say_access", "say_families") for yes in (0, 1))
    yield Drawing("publish", "coordinator", (draft,))
    yield Drawing("invite_referent", "coordinator")
    yield Drawing("invited_referent", "coordinator", text=NAME)


def _of_the_clock(world: World) -> Iterator[Drawing]:
    of, people = world.reservations, world.people
    yield from (Drawing(it, "neighbour 4", (of["late"],)) for it in ("place", "leave"))
    yield from (Drawing(it, "referent", (of["late"],)) for it in ("nudge", "request"))
    yield from (Drawing("backup_asked", who, (of["late"],)) for who in ("referent", "lonely referent"))
    yield Drawing("coordinator_asked", "coordinator", (of["late"],))
    yield Drawing("approved_ahead", "referent", (of["ahead"],))
    yield Drawing("place", "neighbour 5", (of["ahead"],))
    yield from (Drawing("digest", who) for who in ("referent", "lonely referent"))
    for who in ("beneficiary", "neighbour 1"):
        yield from (Drawing(it, "referent", (people[who],)) for it in ("standing", "standing_genres"))
        yield Drawing("give_yes", "referent", (people[who], 0))
    yield Drawing("take_back_yes", "referent", (people["beneficiary"], world.arrangements["yes"]))


def _of_colleagues(world: World) -> Iterator[Drawing]:
    people = world.people
    zoe = people["lonely referent"]
    for who in ("referent", "colleague 0"):
        yield from (Drawing(it, who, (page,)) for it in ("away", "backups") for page in (1, 2, 3))
        yield Drawing("digest_hours", who)
        yield from (Drawing("set_digest", who, (hour,)) for hour in (0, 9, 12, 17))
        yield from (Drawing("set_backup", who, (number,)) for number in (0, zoe))
        yield Drawing("away_with", who, (zoe,))
        yield from (Drawing(it, who, (zoe, 20270301)) for it in ("away_from", "write_last_day"))
        yield Drawing("go_away", who, (zoe, 20270301, 20270307))
        yield Drawing("typed_last_day", who, (zoe, 20270301), text="14/03/2027")
    yield from (Drawing(it, "away") for it in ("away", "returned"))
    yield Drawing("stand_in", "away too", (world.arrangements["absence"],))
    yield from (Drawing("handed_over", who, (people["left"],)) for who in ("referent", "coordinator"))
    yield from (Drawing(it, "far") for it in ("new_referent", "my_referent"))
    yield from (Drawing("team", "coordinator", (page,)) for page in (1, 2))
    yield from (Drawing("member", "coordinator", (zoe, page)) for page in (1, 2))
    both = (people["referent"], zoe)
    yield from (Drawing(it, "coordinator", both) for it in ("hand_over", "hand_over_now"))


def _in_the_place_of_a_referent(world: World) -> Iterator[Drawing]:
    """What a coordinator reads and does when referents are away and stand in for each other."""
    of, people = world.reservations, world.people
    yield from (Drawing(it, "coordinator") for it in ("requests", "people", "digest"))
    for screen in ("request", "refuse", "accept", "write_reason", "nudge", "backup_asked", "outcome"):
        yield Drawing(screen, "coordinator", (of["far"],))
    yield Drawing("refused", "coordinator", (of["far"], "talk"))
    yield Drawing("refused_because", "coordinator", (of["far"],), text=worst(300))
    yield from (Drawing(it, "coordinator", (of["far approved"],)) for it in ("help_wanted", "approved_ahead"))
    yield from (Drawing(it, "coordinator", (people["far"],)) for it in ("person", "call_wanted", "unsure"))
    yield Drawing("unreached", "coordinator", (people["far lost"],))
    yield from (Drawing(it, "coordinator", (people["far waiting"],)) for it in ("account", "confirm", "reject"))


def _on_the_ground(world: World) -> Iterator[Drawing]:
    at, of, people = world.sessions, world.reservations, world.people
    for who, ground, about in (("referent", world.near, "beneficiary"), ("coordinator", world.far, "far")):
        yield from (Drawing(it, who) for it in ("today", "calls", "calls_due", "roll_calls"))
        yield from (Drawing("calls", who, (page,)) for page in (1, 2, 9))
        yield Drawing("called", who, (1, ground.to_call))
        yield Drawing("read_out", who, (ground.letter,))
        yield from (Drawing("roll_call", who, (ground.begun, page)) for page in (1, 2, 9))
        yield Drawing("roll_call_due", who, (ground.begun,))
        yield from (Drawing("tick", who, (ground.begun, ground.unticked, each, 1)) for each in Attendance)
        yield from (Drawing(it, who, (ground.omar,)) for it in ("person", "promise", "enrol_agreed", "enrol_declined"))
        yield Drawing("person", who, (ground.rosa,))
        for instead_of in (0, ground.to_call):
            yield from (Drawing("outings_for", who, (people[about], page, instead_of)) for page in (1, 2, 9))
            for which in ("rich", "open", "bare", "closed", "spare"):
                yield Drawing("outing_for", who, (people[about], at[which], 1, instead_of))
        yield Drawing("ask_for", who, (ground.rosa, at["bare"], 2))
        yield Drawing("move_for", who, (ground.to_call, at["bare"], 2))
        yield from (Drawing(it, who, (ground.to_call,)) for it in ("request", "cancel_for", "cancelled_for"))
        yield from (Drawing("paper_card", who, (number,)) for number in (ground.to_call, ground.missed))
    yield Drawing("paper_card", "referent", (of[State.APPROVED],))
    yield Drawing("enrol", "referent")
    yield Drawing("enrolled", "referent", text=NAME)
    yield Drawing("missed", "neighbour 0", (world.near.missed,))
    for outing in (world.near.begun, at["rich"], at["spare"]):
        yield Drawing("guests", "coordinator", (outing,))
        yield from (Drawing("guest_files", "coordinator", (outing, naming)) for naming in Naming)
        yield from (Drawing("tell_venue", "coordinator", (outing, yes)) for yes in (0, 1))


def _of_the_desk(world: World) -> Iterator[Drawing]:
    at, laid = world.sessions, world.laid
    coming = world.reservations[State.APPROVED]
    yield Drawing("changed", "beneficiary", (coming, laid.told))
    yield Drawing("list_changed", "neighbour 3", (world.entries["rich"], laid.told))
    yield from (Drawing("still", "beneficiary", (world.reservations[it],)) for it in (State.APPROVED, State.REQUESTED))
    yield Drawing("note", "beneficiary", (laid.note,))
    yield from (Drawing("changes_told", it, (laid.told,)) for it in ("referent", "coordinator", "going along"))
    for which in ("draft", "poor draft", "undated", "rich", "open", "called off", "over"):
        yield from (Drawing(it, "coordinator", (at[which],)) for it in ("change", "choose_words", "sheet", "easy"))
    for which in ("draft", "undated", "rich"):
        for screen in ("ask_date", "ask_venue", "resume_draft", "drop"):
            yield Drawing(screen, "coordinator", (at[which],))
        yield from (Drawing("ask_words", "coordinator", (at[which], it)) for it in WRITTEN)
        yield Drawing("typed_date", "coordinator", (at[which],), text="14/03/2027 20h00")
        yield from (Drawing("typed_words", "coordinator", (at[which], it), text=worst(300)) for it in WRITTEN)
        yield Drawing("typed_venue", "coordinator", (at[which],), text=worst(300))
        yield Drawing("typed_address", "coordinator", (at[which], laid.venue), text=worst(300))
        yield Drawing("venue", "coordinator", (at[which], laid.venue))
    yield from (Drawing("ask_venue", "coordinator", (at["rich"], page)) for page in (2, 99))
    yield Drawing("move", "coordinator", (at["full"], laid.later))
    yield Drawing("move", "coordinator", (at["rich"], laid.later))
    yield Drawing("move_yes", "coordinator", (at["full"], laid.later, 0))
    yield from (Drawing("call_off", "coordinator", (at[which],)) for which in ("rich", "open", "full"))
    yield Drawing("call_off_yes", "coordinator", (at["full"], 0))
    yield Drawing("wished", "coordinator", (laid.wish,))
    yield Drawing("grant", "coordinator", (laid.wish, laid.wish_concerns))
    yield from (Drawing("edit", "coordinator", (it,)) for it in (laid.told, laid.edit))
    yield Drawing("undo", "coordinator", (laid.edit,))
    yield Drawing("write_note", "coordinator", (at["rich"],))
    yield Drawing("typed_note", "coordinator", (at["rich"],), text=worst(1000))
    yield from (Drawing("noted", "coordinator", (it,)) for it in (laid.note, laid.draft_note))
    yield Drawing("send_note", "coordinator", (laid.draft_note, laid.note_reaches))
    yield from (Drawing(it, "coordinator") for it in ("create", "new_outing"))
    yield Drawing("typed_title", "coordinator", text=worst(300))
    yield from (Drawing(it, "coordinator", (at["rich"],)) for it in ("again", "add_session", "copy"))
    yield from (Drawing(it, "coordinator", (at["rich"],), text="15/03/2027") for it in ("typed_session", "typed_copy"))
    yield from (Drawing("repeat", "coordinator", (at["rich"], weeks)) for weeks in (2, 8))
    yield Drawing("drop_yes", "coordinator", (at["draft"],))
    yield from (Drawing("upload", "coordinator", (laid.upload, also)) for also in (0, 1))
    yield Drawing("upload_details", "coordinator", (laid.upload,))
    yield Drawing("agenda_news", "coordinator", (laid.upload,))
    yield Drawing("agendas", "coordinator")
    yield from (Drawing("agenda_away", "coordinator", (world.arrangements[f"agenda {why}"],)) for why in WhyNot)
    yield from (Drawing(it, "coordinator", (laid.agenda,)) for it in ("agenda_away", "ask_stop_agenda", "stop_agenda"))
    for screen in ("publish_upload", "keep_upload"):
        yield Drawing(screen, "coordinator", (laid.upload, laid.mark, 0))
    yield Drawing("leave_upload", "coordinator", (laid.upload,))


class Undone(Exception):  # noqa: N818 - not an error: it takes a drawing's effects back
    """Raised to leave a transaction without its effects."""


async def drawn(world: World, it: Drawing, language: str) -> View:
    """Looks are drawn from a reading; acts from a writing that is then taken back."""
    screen = SCREENS[it.screen]
    views: list[View] = []
    opened = world.storage.writing() if screen.writes else world.storage.reading()
    try:
        async with opened as store:
            views.append(await screen(await visit(world, store, it, language), *it.args))
            raise Undone
    except Undone:
        return views[0]
    except Refusal as no:
        raise AssertionError(f"{it} is refused: {no!r}") from no


async def visit(world: World, store: Store, it: Drawing, language: str) -> Visit:
    me: Person = stranger(9) if it.who == "stranger" else await store.people.get(world.people[it.who])
    return Visit(store, me, Translator(language), NOW, Town(ZONE), it.text)


async def every_view(world: World, language: str) -> list[tuple[Drawing, View]]:
    return [(it, await drawn(world, it, language)) for it in drawings(world)]


def changes_language(it: Drawing, language: str) -> bool:
    """The screens where one chooses a language answer in that one."""
    return it.screen in ("stranger", "speak") and it.args not in ((language,), ("",))


# Nothing is forgotten


async def test_every_screen_is_drawn_by_this_test(world: World) -> None:
    listed = {it.screen for it in drawings(world)}
    assert listed == set(SCREENS), "a screen was added or retired: list it in drawings()"


async def test_every_role_that_may_open_a_screen_opens_it(world: World) -> None:
    opened: dict[str, set[Role]] = {}
    async with world.storage.reading() as store:
        for it in drawings(world):
            opened.setdefault(it.screen, set()).update((await visit(world, store, it, "fr")).me.roles)
    everyone = {"join"}
    for name, screen in SCREENS.items():
        if name not in everyone:
            assert screen.doors <= opened[name], name


def test_every_letter_is_a_screen() -> None:
    assert {kind.value for kind in Kind} <= set(SCREENS)


# What Telegram takes


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_is_within_the_limits_and_names_stand_apart(world: World, language: str) -> None:
    """One pass does for both: to draw is what costs."""
    ensure_apart = _ensure_right_to_left if Translator(language).right_to_left else _ensure_left_to_right
    for it, view in await every_view(world, language):
        try:
            _ensure_text(view)
            _ensure_buttons(view, SCREENS[it.screen])
            _ensure_extras(view)
            if not changes_language(it, language):
                ensure_apart(view)
        except Exception as no:
            raise AssertionError(f"{it}: {no}\n{view.text}") from no


async def test_in_plain_french_there_are_few_choices_at_once(world: World) -> None:
    """But where an act asks on the way: what it asks is drawn once."""
    for it, view in await every_view(world, "fr@falc"):
        if not (SCREENS[it.screen].writes or view.all_at_once):
            assert len([button for row in view.rows for button in row]) <= CALM.buttons, it


async def test_a_language_of_longer_words_is_within_them_too(world: World, made_up: Language) -> None:
    """Somebody's language is always longer than ours."""
    for it, view in await every_view(world, made_up.code):
        try:
            _ensure_text(view)
            _ensure_buttons(view, SCREENS[it.screen])
            _ensure_extras(view)
        except Exception as no:
            raise AssertionError(f"{it}: {no}\n{view.text}") from no


def _ensure_text(view: View) -> None:
    for part in split(view.text):
        shown = from_html(part)
        assert 0 < utf16(shown.text.strip()) <= LONGEST_TEXT
        _ensure_only_our_markup(shown)
    _ensure_readable(view.toast, "toast")
    assert utf16(view.toast) <= LONGEST_TOAST, view.toast


def _ensure_only_our_markup(shown: Formatted) -> None:
    assert {entity["type"] for entity in shown.entities} <= {"bold"}
    _ensure_readable(shown.text, "text")


def _ensure_readable(text: str, where: str) -> None:
    """No override of direction, every isolate closed on its own line, no escape that is shown, nothing unfilled."""
    assert not re.search("[\u202a-\u202e\u2066\u2067]", text), f"an override of direction in the {where}"
    for line in text.split("\n"):
        rest = re.sub("\u2068[^\u2068\u2069]*\u2069", "", line)
        assert not re.search("[\u2068\u2069]", rest), f"an isolate stays open in the {where}: {line}"
    ours = text.replace("&lt;b&gt;", "")
    assert not re.search("&(lt|gt|amp|quot|#34|#39);", ours), f"an escape is shown in the {where}"
    assert not re.search(r"\{(?!name\}|organisation\})", text), f"a value is not filled in the {where}"


def _ensure_buttons(view: View, screen: Screen) -> None:
    buttons = [button for row in keyboards.inline(keyboard(view)) for button in row]
    assert buttons
    assert len([it for it in buttons if it.text not in LANGUAGE_NAMES]) <= MOST_BUTTONS, f"{len(buttons)} buttons"
    for button in buttons:
        visible = re.sub("[\u2066-\u2069\u200f]", "", button.text).strip()
        assert visible, "a button says nothing"
        assert "\n" not in button.text
        _ensure_readable(button.text, "label")
        if button.data is not None:
            assert 1 <= len(button.data.encode()) <= 64
            assert not find(button.data)[0].typed
    assert len({button.data for button in buttons}) == len(buttons), "two buttons do the same"
    find(view.at or screen.name)


def _ensure_extras(view: View) -> None:
    for extra in view.extras:
        match extra:
            case Pin():
                assert extra.title.strip()
                assert extra.address.strip()
            case Photo() | Document():
                caption = from_html(extra.caption)
                assert 0 < utf16(caption.text) <= LONGEST_CAPTION
                _ensure_only_our_markup(caption)
                assert extra.content


# What is said beside the screens


AT_THE_DESK: tuple[type[Refusal], ...] = (
    *(refusals.CalledOff, refusals.Begun, refusals.InThePast, refusals.DeadlineWouldPass, refusals.SameMoment),
    *(refusals.BadDate, refusals.Otherwise, refusals.TooLateToUndo, refusals.NobodyThere, refusals.TooLargeFile),
    refusals.NobodyToTell,
    refusals.NotThere,
    refusals.BadHours,
)


def _every_refusal(world: World) -> Iterator[tuple[str, Refusal]]:
    yield from (("orphan", no) for no in (refusals.Gone(), refusals.Overtaken(), refusals.BookingClosed()))
    yield from (("orphan", no) for no in (refusals.AlreadyAsked(), refusals.BadNumber(), refusals.BadName()))
    yield from (("orphan", no) for no in (refusals.OtherHouse(), refusals.AlreadyAnswered(0)))
    yield from (
        ("orphan", no) for no in (refusals.TooLate(), refusals.PassedOn(), refusals.BadReturn(), refusals.NoReason())
    )
    yield from (("orphan", no) for no in (refusals.QueueFirst(), refusals.PlacesFree(), refusals.AlreadyTaken()))
    for n in (0, 1, 2, 3, 11, 100):
        yield from (("orphan", no) for no in (refusals.NotEnoughPlaces(n), refusals.TooManyPlaces(n)))
        yield "coordinator", refusals.BelowTaken(n)
    yield "coordinator", refusals.NotReady([str(what) for what in Missing])
    yield "coordinator", refusals.BadWords(1000)
    yield from (("coordinator", no()) for no in AT_THE_DESK)
    for which, number in world.reservations.items():
        if which in set(ENDED):
            yield from ((who, refusals.AlreadyAnswered(number)) for who in ("beneficiary", "referent"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_no_fits_in_a_window(world: World, language: str) -> None:
    async with world.storage.reading() as store:
        for who, no in _every_refusal(world):
            seen = await visit(world, store, Drawing("home", who), language)
            told = await words.refusal(no, seen)
            shown = View(told).saying(told, alert=True)
            _ensure_text(shown)
            if seen.t.right_to_left:
                _ensure_from_the_right(shown.toast)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_commands_fits(language: str) -> None:
    for command, said in descriptions(Translator(language)).items():
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command)
        assert 1 <= utf16(said) <= LONGEST_DESCRIPTION


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_import_is_told_in_every_language(world: World, language: str) -> None:
    t = Translator(language)
    for line in (*_previewed(await _twin(world), t), *_troubles(t)):
        shown = from_html(line)
        assert 0 < utf16(shown.text) <= LONGEST_TEXT
        _ensure_only_our_markup(shown)
        if t.right_to_left:
            _ensure_from_the_right(shown.text)


async def _twin(world: World) -> Doubt:
    async with world.storage.reading() as store:
        return Doubt(_drafted(), await store.offers.session(world.sessions["rich"]))


def _drafted() -> OfferDraft:
    return OfferDraft("test:new", (1,), TITLES[0], VenueDraft("Le Silo"), (SessionDraft(NOW + timedelta(days=9)),))


def _previewed(twin: Doubt, t: Translator) -> list[str]:
    kinds = ["title", "summary", "easy", "genre", "organiser", "min_age", "step_free", "families", "entry", "venue"]
    kinds += ["starts_at", "ends_at", "capacity", "open_admission"]
    values: tuple[object, ...] = (worst(300), None, "", True, False, 3, NOW)
    told = tuple(Difference(kind, old, values[0]) for kind in kinds for old in values)
    changes = [Change(_drafted(), told[i : i + 3]) for i in range(0, len(told), 3)]
    troubles = (Trouble(Fault.PAST, 3),)
    it = Preview(11, [_drafted()], changes, [_drafted()], [twin], troubles)
    return [*preview.summary(it, t).split("\n"), *preview.details(it, t)]


def _troubles(t: Translator) -> list[str]:
    where = ((0, "", None), (12, worst(100), None), (12, "", 14), (12, worst(100), 0), (12, "", 0), (3, "places", None))
    return [
        trouble_sentence(Trouble(fault, row, column, value, line), t)
        for fault in Fault
        for row, column, line in where
        for value in ("", worst(100), "-3,5")
    ]


# Right to left


GREETING = "Bonjour ·"
"""The line that greets in every language at once."""


def _ensure_from_the_right(text: str) -> None:
    """Each line begins from the right; Latin letters stand apart, so that they move nothing."""
    for line in text.split("\n"):
        ours = re.sub("\u2068[^\u2069]*\u2069", "", line)
        if not ours.strip() or GREETING in line:
            assert not line.strip() or GREETING in line, f"a line of values only: {line}"
            continue
        first = next((k for k in map(unicodedata.bidirectional, ours) if k in ("L", "R", "AL")), None)
        assert first in ("R", "AL"), f"a line begins from the left: {line}"
        assert not re.search("[A-Za-zÀ-ÿΩ]", ours), f"a value is not isolated: {line}"
        assert not re.search("[٠-٩۰-۹]", ours), f"another kind of digits: {line}"


def _ensure_right_to_left(view: View) -> None:
    _ensure_from_the_right(from_html(view.text).text)
    _ensure_from_the_right(view.toast)
    for extra in view.extras:
        if not isinstance(extra, Pin):
            _ensure_from_the_right(from_html(extra.caption).text)


def _ensure_left_to_right(view: View) -> None:
    labels = [b.label for row in view.rows for b in row if b.label not in LANGUAGE_NAMES]
    for said in (from_html(view.text).text, view.toast, *labels):
        ours = re.sub("\u2068[^\u2069]*\u2069", "", said)
        assert not re.search("[\u0600-\u06ff]", ours), ours


async def test_rows_of_buttons_read_from_the_right_where_words_do(world: World) -> None:
    """A row is turned by the direction, whatever the words: one language stands for all."""
    several = 0
    language = next(it.code for it in LANGUAGES.values() if it.right_to_left)
    for it in drawings(world):
        if changes_language(it, language) or changes_language(it, "fr"):
            continue
        french = [[b.to for b in row] for row in (await drawn(world, it, "fr")).rows]
        turned = [[b.to for b in row] for row in (await drawn(world, it, language)).rows]
        assert turned == [row[::-1] for row in french], it
        several += any(len(row) > 1 for row in french)
    assert several > 50


# Dates and hours


EVENING = datetime(2027, 3, 14, 19, 0, tzinfo=UTC)
FIRST_OF_MAY = datetime(2027, 5, 1, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "evening", "first", "button"),
    [
        ("fr", "dimanche 14 mars 2027 à 20\u00a0h\u00a000", "samedi 1er mai 2027 à 9\u00a0h\u00a005", "dim. 14 mars"),
        (
            "fr@falc",
            "dimanche 14 mars 2027 à 20\u00a0h\u00a000",
            "samedi 1er mai 2027 à 9\u00a0h\u00a005",
            "dimanche 14 mars",
        ),
        ("en", "Sunday 14 March 2027 at 20:00", "Saturday 1 May 2027 at 09:05", "Sun 14 Mar"),
        ("ar", "الأحد 14 مارس 2027، الساعة 20:00", "السبت 1 مايو 2027، الساعة 09:05", "الأحد 14 مارس"),
        ("es", "domingo 14 de marzo de 2027 a las 20:00", "sábado 1 de mayo de 2027 a las 09:05", "dom 14 mar"),
        ("tr", "14 Mart 2027 Pazar, saat 20:00", "1 Mayıs 2027 Cumartesi, saat 09:05", "14 Mar Paz"),
        ("uk", "неділя, 14 березня 2027, 20:00", "субота, 1 травня 2027, 09:05", "нд, 14 березня"),
        ("fa", "یکشنبه 14 مارچ 2027 ساعت 20:00", "شنبه 1 می 2027 ساعت 09:05", "یکشنبه 14 مارچ"),
        (
            "zdj",
            "dimanche 14 mars 2027, lera 20\u00a0h\u00a000",
            "samedi 1er mai 2027, lera 9\u00a0h\u00a005",
            "dim. 14 mars",
        ),
    ],
)
def test_moments_are_said_as_people_say_them(language: str, evening: str, first: str, button: str) -> None:
    t = Translator(language)
    assert [re.sub("[\u2068\u2069]", "", t.moment(at)) for at in (EVENING, FIRST_OF_MAY)] == [evening, first]
    assert t.short_day(EVENING) == button
