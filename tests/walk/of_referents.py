"""What referents do, for the people whom they answer for."""

from datetime import datetime, timedelta

from bot import absences, attendance, calls, erasing, on_behalf, overrides, reservations, standing
from bot.domain.absences import first_days
from bot.domain.attendance import Attendance
from bot.domain.people import Person
from bot.ports import Store
from locales.languages import LANGUAGES
from tests.walk import authority
from tests.walk.cast import PEOPLE, ZONE, welcome
from tests.walk.gestures import Gesture, Scene
from tests.walk.picture import Row


def decides(scene: Scene) -> Gesture:
    """Mostly by who may; by anybody else it must be refused."""
    row = scene.one(scene.live("requested", own=False))
    staff = [*scene.with_role("referent"), *scene.with_role("coordinator")]
    entitled = [each for each in staff if authority.may_answer(scene.it, each.id, row, scene.now)]
    who = scene.one(entitled if entitled and scene.dice.random() < 0.8 else staff)
    if scene.dice.random() < 0.7:
        said = f"{who.name} accepts {scene.about(row)}"
        return Gesture("decides", who.id, said, lambda store, me, now: reservations.accept(store, me, row.id, now))
    said = f"{who.name} refuses {scene.about(row)}"
    return Gesture("decides", who.id, said, lambda store, me, now: reservations.refuse(store, me, row.id, "date", now))


def says_yes_ahead(scene: Scene) -> Gesture:
    """For everything, or for one genre."""
    who = scene.one(scene.with_role("referent"))
    person = scene.one(row for row in scene.it.people.values() if row.referent_id == who.id)
    offer = scene.dice.choice((0, scene.one(scene.it.offers)))
    said = f"{who.name} says yes ahead for {person.name} ({scene.it.offers[offer].genre if offer else 'everything'})"
    return Gesture("yes ahead", who.id, said, lambda store, me, now: standing.give(store, me, person.id, offer, now))


def takes_yes_back(scene: Scene) -> Gesture:
    given = scene.one(row for row in scene.it.standing_yes.values() if row.revoked_at is None)
    said = f"{scene.name(given.given_by)} takes the yes for {scene.name(given.person_id)} back"
    return Gesture(
        "no ahead",
        given.given_by,
        said,
        lambda store, me, now: standing.take_back(store, me, given.person_id, given.id, now),
    )


def goes_away(scene: Scene) -> Gesture:
    who, other = scene.one(scene.with_role("referent")), scene.one(scene.with_role("referent"))
    first = scene.dice.choice(first_days(scene.moment, ZONE))
    last = first + timedelta(days=scene.dice.choice((0, 1, 6)))
    said = f"{who.name} is away from {first} to {last}: {other.name}"
    return Gesture(
        "away", who.id, said, lambda store, me, now: absences.go_away(store, me, other.id, first, last, now, ZONE)
    )


def comes_back(scene: Scene) -> Gesture:
    away = scene.one(row for row in scene.it.absences.values() if row.until_at > scene.now)
    said = f"{scene.name(away.referent_id)} is back"
    return Gesture("back", away.referent_id, said, absences.come_back)


def chooses_how(scene: Scene) -> Gesture:
    """A digest, or one by one; or who answers when they are late."""
    who = scene.one(scene.with_role("referent"))
    if scene.dice.random() < 0.5:
        hour = scene.dice.choice((None, 9, 17))
        said = f"{who.name}: digest at {hour}"
        return Gesture("digest", who.id, said, lambda store, me, _: store.people.set_digest(me.id, hour))
    other = scene.one([None, *(row for row in scene.with_role("referent") if _is_colleague(row, who))])
    said = f"{who.name}: backup {other.name if other else 'anybody'}"
    return Gesture("backup", who.id, said, lambda store, me, _: store.people.set_backup(me.id, other and other.id))


def _is_colleague(row: Row, who: Row) -> bool:
    return bool(row.id != who.id and row.organisation_id == who.organisation_id)


def asks_for(scene: Scene) -> Gesture:
    """Face to face; for those without the app most of all."""
    person = scene.one(scene.it.people[n] for n in scene.it.granted["beneficiary"])
    who = scene.one(_answering(scene, person))
    where, places = scene.one(scene.ahead()), scene.dice.choice((1, 1, 2))
    said = f"{who.name} asks {places} of {scene.it.title(where.id)} for {person.name}"
    return Gesture(
        "asks for", who.id, said, lambda store, me, now: on_behalf.ask(store, me, person.id, where.id, places, now)
    )


def _answering(scene: Scene, person: Row) -> list[Row]:
    able = [*scene.with_role("referent"), *scene.with_role("coordinator")]
    known = authority.for_person(scene.it, person.id, scene.now) if person.referent_id else ()
    return [row for row in able if row.id in known]


def cancels_for(scene: Scene) -> Gesture:
    row = scene.one(scene.live("approved", own=False))
    who = scene.one(_answering(scene, scene.it.people[row.person_id]))
    said = f"{who.name} cancels {scene.about(row)}"
    return Gesture("cancels for", who.id, said, lambda store, me, now: on_behalf.cancel(store, me, row.id, now))


def moves_for(scene: Scene) -> Gesture:
    row, where = scene.one(scene.live("approved", own=False)), scene.one(scene.ahead())
    who = scene.one(_answering(scene, scene.it.people[row.person_id]))
    said = f"{who.name} moves {scene.about(row)} to {scene.it.title(where.id)}"
    return Gesture(
        "moves for", who.id, said, lambda store, me, now: on_behalf.move(store, me, row.id, where.id, row.places, now)
    )


def says_yes_on_the_list(scene: Scene) -> Gesture:
    row, yes = scene.one(scene.lines()), scene.dice.random() < 0.8
    who = scene.one(_answering(scene, scene.it.people[row.person_id]))
    said = f"{who.name} says {'yes' if yes else 'nothing'} ahead on the list: {scene.about(row)}"
    return Gesture(
        "yes on list", who.id, said, lambda store, me, now: overrides.say_yes_ahead(store, me, row.id, yes, now)
    )


def calls_the_roll(scene: Scene) -> Gesture:
    begun = [row for row in scene.it.live if scene.it.sessions[row.session_id].starts_at <= scene.now]
    row, to = scene.one(begun), scene.dice.choice((Attendance.CAME, Attendance.ABSENT, Attendance.ABSENT))
    who = scene.one([*_answering(scene, scene.it.people[row.person_id]), *scene.with_role("coordinator")])
    said = f"{who.name} ticks {scene.about(row)}: {to}"
    return Gesture("ticks", who.id, said, lambda store, me, now: attendance.tick(store, me, row.id, to, now))


def has_called(scene: Scene) -> Gesture:
    row = scene.one(scene.live("approved", own=False))
    who = scene.one(_answering(scene, scene.it.people[row.person_id]))
    said = f"{who.name} has called about {scene.about(row)}"
    return Gesture("called", who.id, said, lambda store, me, now: calls.called(store, me, row.id, now))


def erases_for(scene: Scene) -> Gesture:
    """Somebody without the app."""
    person = scene.one(
        scene.it.people[n] for n in scene.it.granted["beneficiary"] if not scene.it.people[n].telegram_id
    )
    who = scene.one(_answering(scene, person))

    async def do(store: Store, me: Person, now: datetime) -> None:
        await erasing.erase(store, await erasing.without_the_app(store, me, person.id, now), now)

    return Gesture("erases for", who.id, f"{who.name} erases {person.name}", do)


def welcomes(scene: Scene) -> Gesture:
    """Somebody new, when one has gone."""
    if len(scene.it.granted["beneficiary"]) > len(PEOPLE):
        scene.one([])
    who, language = scene.one(scene.with_role("referent")), scene.dice.choice((*LANGUAGES, None))
    name = f"Zoé{max(scene.it.people) + 1:05}"

    async def do(store: Store, me: Person, now: datetime) -> None:
        await welcome(store, await store.people.add(name, me.organisation_id, me.id, now), language)

    return Gesture("welcomes", who.id, f"{who.name} welcomes {name}", do)


OF_REFERENTS = {
    decides: 16,
    says_yes_ahead: 2,
    takes_yes_back: 1,
    goes_away: 4,
    comes_back: 1,
    chooses_how: 1,
    asks_for: 3,
    cancels_for: 1,
    moves_for: 1,
    says_yes_on_the_list: 1,
    calls_the_roll: 2,
    has_called: 1,
    erases_for: 1,
    welcomes: 4,
}
"""How often each is tried."""
