"""What referents and coordinators do."""

from datetime import datetime, timedelta

from bot import (
    absences,
    attendance,
    calling_off,
    calls,
    changing,
    erasing,
    noting,
    on_behalf,
    overrides,
    reservations,
    standing,
    teams,
    undoing,
)
from bot.domain.absences import first_days
from bot.domain.attendance import Attendance
from bot.domain.changes import Words
from bot.domain.people import Person, Role
from bot.ports import Store
from tests.walk import authority
from tests.walk.cast import DAY, HOUR, LANGUAGES, PEOPLE, REFERENTS, ZONE, colleague, publish, welcome
from tests.walk.gestures import Gesture, Scene
from tests.walk.picture import Row

MOST_AHEAD = 3


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


# Coordinators


def _coordinator(scene: Scene) -> Row:
    return scene.one(scene.with_role("coordinator"))


def publishes(scene: Scene) -> Gesture:
    """So that there is always something ahead."""
    if len(scene.ahead()) >= MOST_AHEAD:
        scene.one([])
    number = len(scene.it.sessions) + 1
    title = f"{scene.dice.choice(('Concert', 'Pièce', 'Cirque', 'Conte'))} {number}"
    starts_at = scene.moment + scene.dice.choice((27, 30, 60, 100, 200)) * HOUR
    places = scene.dice.choice((1, 1, 2, 3, None))
    early = scene.dice.choice((None, None, starts_at - 12 * HOUR))
    said = f"Karine publishes {title} of {places} places on {starts_at:%a %d %b %H:%M}"
    return Gesture(
        "publishes",
        _coordinator(scene).id,
        said,
        lambda store, _me, _now: publish(store, title, starts_at, places, booking_deadline_at=early),
    )


def moves(scene: Scene) -> Gesture:
    where, who = scene.one(scene.ahead()), _coordinator(scene)
    was = datetime.fromtimestamp(where.starts_at, scene.moment.tzinfo)
    by = scene.dice.choice((DAY, 2 * DAY, 7 * DAY, 30 * DAY, -DAY, -3 * HOUR, 3 * HOUR))
    to = scene.dice.choice((was + by, was + by, was + by, scene.moment + 4 * HOUR))
    said = f"Karine moves {scene.it.title(where.id)} to {to:%a %d %b %H:%M}"

    async def do(store: Store, me: Person, now: datetime) -> None:
        plan = await changing.weigh_move(store, where.id, to, now)
        await changing.move(store, me, where.id, to, plan.consequence.people, now)

    return Gesture("moves", who.id, said, do)


def sets_places(scene: Scene) -> Gesture:
    where, who = scene.one(scene.ahead()), _coordinator(scene)
    places = scene.dice.choice((1, 2, 3, 4, 6, None))
    said = f"Karine sets {scene.it.title(where.id)} to {places} places"
    return Gesture(
        "sets places", who.id, said, lambda store, me, now: changing.set_places(store, me, where.id, places, now)
    )


def rewords(scene: Scene) -> Gesture:
    """The title, or how to get in."""
    where, who = scene.one(scene.ahead()), _coordinator(scene)
    offer = scene.it.offers[where.offer_id]
    what = scene.dice.choice((Words.TITLE, Words.ENTRY))
    value = f"{offer.title} bis" if what is Words.TITLE else f"Porte {scene.dice.randint(1, 9)}"
    said = f"Karine rewords {offer.title}: {what} {value}"

    async def do(store: Store, me: Person, now: datetime) -> None:
        wish = await changing.wish(store, me, where.id, what, value, now)
        _, plan = await changing.weigh_wish(store, me, wish.id, now)
        await changing.grant(store, me, wish.id, plan.consequence.people, now)

    return Gesture("rewords", who.id, said, do)


def calls_off(scene: Scene) -> Gesture:
    where, who = scene.one(scene.ahead()), _coordinator(scene)
    said = f"Karine calls {scene.it.title(where.id)} off"

    async def do(store: Store, me: Person, now: datetime) -> None:
        weighed = await calling_off.weigh(store, where.id, now)
        await calling_off.cancel(store, me, where.id, weighed.people, now)

    return Gesture("calls off", who.id, said, do)


def undoes(scene: Scene) -> Gesture:
    """The last edit of an outing, when it can be."""
    recent = [row for row in scene.it.edits.values() if row.undone_at is None and row.at > scene.now - 3600]
    it, who = scene.one(row for row in recent if row.kind != "wish"), _coordinator(scene)
    said = f"Karine undoes her {it.kind} of {datetime.fromtimestamp(it.at, scene.moment.tzinfo):%H:%M:%S}"
    return Gesture("undoes", who.id, said, lambda store, me, now: undoing.undo(store, me, it.id, now))


def lets_pass(scene: Scene) -> Gesture:
    row, who = scene.one(scene.lines()), _coordinator(scene)
    said = f"Karine lets {scene.about(row)} pass"
    return Gesture(
        "lets pass", who.id, said, lambda store, me, now: overrides.let_pass(store, me, row.id, "Il part bientôt", now)
    )


def sets_the_rule(scene: Scene) -> Gesture:
    who, yes = _coordinator(scene), scene.dice.random() < 0.5
    said = f"Karine: smaller groups first {'yes' if yes else 'no'}"
    return Gesture("rule", who.id, said, lambda store, me, now: overrides.set_smaller_first(store, me, yes, now))


def writes_a_note(scene: Scene) -> Gesture:
    where, who = scene.one(scene.ahead()), _coordinator(scene)
    said = f"Karine writes to everybody of {scene.it.title(where.id)}"

    async def do(store: Store, me: Person, now: datetime) -> None:
        note = await noting.write(store, me, where.id, "Le vestiaire est ouvert.", now)
        await noting.send(store, me, note.id, len(await noting.readers(store, where.id)), now)

    return Gesture("note", who.id, said, do)


def hands_over(scene: Scene) -> Gesture:
    who = _coordinator(scene)
    team = [row for row in map(scene.it.people.get, scene.it.granted["referent"]) if row and _same_house(row, who)]
    leaver, heir = scene.one(team), scene.one(team)
    said = f"Karine hands {leaver.name}'s people over to {heir.name}"
    return Gesture(
        "hands over", who.id, said, lambda store, me, now: teams.hand_over(store, me, leaver.id, heir.id, now)
    )


def hires(scene: Scene) -> Gesture:
    """Somebody new, when one has left."""
    who = _coordinator(scene)
    team = [n for n in scene.it.granted["referent"] if _same_house(scene.it.people[n], who)]
    if len(team) >= len(REFERENTS):
        scene.one([])
    name = f"Nora{len(scene.it.people)}"
    said = f"{name} is a referent now"
    return Gesture(
        "hires", who.id, said, lambda store, me, _: colleague(store, name, me.organisation_id, Role.REFERENT)
    )


def _same_house(row: Row, who: Row) -> bool:
    return bool(row.organisation_id == who.organisation_id)


OF_STAFF = {
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
    publishes: 6,
    moves: 3,
    sets_places: 3,
    rewords: 1,
    calls_off: 3,
    undoes: 12,
    lets_pass: 1,
    sets_the_rule: 1,
    writes_a_note: 1,
    hands_over: 1,
    hires: 3,
}
"""How often each is tried."""
