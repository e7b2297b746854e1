"""What coordinators do: outings, and the house."""

from datetime import datetime

from bot import calling_off, changing, noting, overrides, teams, undoing
from bot.domain.changes import Words
from bot.domain.people import Person, Role
from bot.ports import Store
from tests.walk.cast import DAY, HOUR, REFERENTS, colleague, publish
from tests.walk.gestures import Gesture, Scene
from tests.walk.picture import Row

MOST_AHEAD = 3


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


OF_COORDINATORS = {
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
