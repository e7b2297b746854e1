"""What people do with a telephone of their own."""

from datetime import datetime

from bot import erasing, held_offers, reservations, waiting
from bot.domain.people import Person
from bot.domain.reminders import Stage
from bot.domain.reservations import Word
from bot.ports import Store
from locales.languages import LANGUAGES
from tests.walk.gestures import Gesture, Scene
from tests.walk.picture import Row


def asks(scene: Scene) -> Gesture:
    who, where = scene.one(scene.people()), scene.popular()
    places = scene.dice.choice((1, 1, 1, 2, 2, 3, 4))
    said = f"{who.name} asks {places} of {scene.it.title(where.id)}"
    return Gesture(
        "asks",
        who.id,
        said,
        lambda store, me, now: reservations.request(store, me, where.id, places, now),
        (where.id, places),
    )


def joins(scene: Scene) -> Gesture:
    """The list of something full, mostly."""
    full = [row for row in scene.ahead() if scene.it.free(row.id) < 1 or scene.it.line(row.id)]
    where = scene.one(full) if full or scene.dice.random() < 0.9 else scene.popular()
    who = scene.one(_outside(scene, where.id))
    places = scene.dice.choice((1, 1, 1, 1, 2, 2, 3))
    said = f"{who.name} joins the list of {scene.it.title(where.id)} for {places}"
    return Gesture("joins", who.id, said, lambda store, me, now: waiting.join(store, me, where.id, places, now))


def _outside(scene: Scene, session: int) -> list[Row]:
    """Who has nothing there yet, mostly."""
    inside = {row.person_id for row in (*scene.it.live, *scene.it.line(session)) if row.session_id == session}
    return [row for row in scene.people() if row.id not in inside or scene.dice.random() < 0.1]


def leaves_the_list(scene: Scene) -> Gesture:
    row = scene.one(scene.lines())
    said = f"{scene.about(row)}: leaves the list"
    return Gesture("leaves", row.person_id, said, lambda store, me, now: waiting.leave(store, me, row.session_id, now))


def consents(scene: Scene) -> Gesture:
    row, yes = scene.one(scene.lines()), scene.dice.random() < 0.8
    said = f"{scene.about(row)}: {'wishes' if yes else 'does not wish'} to be told at the last minute"
    return Gesture(
        "consents", row.person_id, said, lambda store, me, _: waiting.consent(store, me, row.session_id, yes)
    )


def answers_an_offer(scene: Scene) -> Gesture:
    row, yes = scene.one(scene.live("offered")), scene.dice.random() < 0.6
    verb = held_offers.accept if yes else held_offers.decline
    said = f"{scene.about(row)}: {'takes' if yes else 'declines'} what is held"
    return Gesture("answers", row.person_id, said, lambda store, me, now: verb(store, me, row.id, now))


def takes_at_the_last_minute(scene: Scene) -> Gesture:
    row = scene.one(row for row in scene.lines() if row.last_minute)
    said = f"{scene.about(row)}: takes a last-minute place"
    return Gesture(
        "takes now", row.person_id, said, lambda store, me, now: held_offers.take_now(store, me, row.session_id, now)
    )


def gives_up(scene: Scene) -> Gesture:
    row = scene.one(scene.live("requested", "approved", "approved"))
    said = f"{scene.about(row)}: given up"
    return Gesture("gives up", row.person_id, said, lambda store, me, now: reservations.give_up(store, me, row.id, now))


def says_coming(scene: Scene) -> Gesture:
    row = scene.one(scene.live("approved"))
    said = f"{scene.about(row)}: coming"
    return Gesture("comes", row.person_id, said, lambda store, me, now: reservations.say_coming(store, me, row.id, now))


def asks_for_help(scene: Scene) -> Gesture:
    row = scene.one(scene.live("approved"))
    said = f"{scene.about(row)}: asks for help"
    return Gesture(
        "help", row.person_id, said, lambda store, me, now: reservations.ask_for_help(store, me, row.id, now)
    )


def says_a_word(scene: Scene) -> Gesture:
    """How it was."""
    row = scene.one(row for row in scene.live("approved") if scene.it.sessions[row.session_id].starts_at <= scene.now)
    said = f"{scene.about(row)}: it was good"
    return Gesture(
        "word", row.person_id, said, lambda store, me, now: reservations.say_word(store, me, row.id, Word.GLAD, now)
    )


def stops_or_resumes(scene: Scene) -> Gesture:
    """A stage of reminders."""
    who, stage = scene.one(scene.people()), scene.dice.choice(list(Stage))
    stopped = {row.stage for row in scene.it.stopped_stages if row.person_id == who.id}
    verb = "resume" if stage in stopped else "stop"
    said = f"{who.name}: {verb} {stage}"
    return Gesture("stops", who.id, said, lambda store, me, _: getattr(store.people, verb)(me.id, stage))


def speaks(scene: Scene) -> Gesture:
    """Another language."""
    who, language = scene.one(scene.people()), scene.dice.choice((*LANGUAGES,))
    said = f"{who.name} speaks {language}"
    return Gesture("speaks", who.id, said, lambda store, me, _: store.people.speak(me.id, language))


def erases(scene: Scene) -> Gesture:
    """All that is kept about them."""
    who = scene.one(scene.people())

    async def do(store: Store, me: Person, now: datetime) -> None:
        await erasing.erase(store, me, now)

    return Gesture("erases", who.id, f"{who.name} erases everything", do)


OF_PEOPLE = {
    asks: 16,
    joins: 16,
    leaves_the_list: 1,
    consents: 4,
    answers_an_offer: 12,
    takes_at_the_last_minute: 4,
    gives_up: 7,
    says_coming: 1,
    asks_for_help: 1,
    says_a_word: 1,
    stops_or_resumes: 1,
    speaks: 1,
    erases: 1,
}
"""How often each is tried."""
