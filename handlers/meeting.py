"""The meeting card, for both sides: who, when, where, and by which word; « Arrivé », « Rentré »; and, for who leads, the
roll.

What each may read of the other is decided by `bot.meeting` at every drawing.
"""

from markupsafe import Markup

from bot import meeting as meetings
from bot.domain.accompanied_outings import first_name, shows_people
from bot.domain.attendance import NEXT_TICK, may_call_the_roll
from bot.domain.meeting import Meeting, Step
from bot.domain.people import STAFF, Person, Role
from bot.domain.reservations import Reservation
from handlers import group_words, way
from handlers.roll_call import standing
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing
from handlers.words import places as so_many

BOTH = (Role.BENEFICIARY, Role.REFERENT, Role.COORDINATOR, Role.VOLUNTEER)

TICKS = 3
"""People whose coming is noted on the card itself, where they are no more; with what else there is, eight buttons."""


@look("meeting", *BOTH)
async def meeting(visit: Visit, session_id: int) -> View:
    """One card, and each side reads what is theirs. Raises Gone for who has no meeting there."""
    return _card(await meetings.of(visit.store, visit.me, session_id, visit.now), visit)


def _card(it: Meeting, visit: Visit, opening: Markup | None = None) -> View:
    t = visit.t
    who = _people(it, visit) if it.leads else _companions(it, t)
    said: list[str] = [opening or strong(t("Votre rendez-vous")), outing(it.session, t), "", *appointment(it, t)]
    return View(lines(*said, "", *who), _choices(it, visit), private=True)


def appointment(it: Meeting, t: Translator) -> list[Markup]:
    """When and where, and the word that both sides know."""
    return [group_words.meeting(it.group, t), group_words.sign(it.group, t)]


def _companions(it: Meeting, t: Translator) -> list[Markup]:
    known = [(each.person_id, first_name(each.name)) for each in it.group.companions]
    said = [t("{name} vous accompagne.", name=name) for _, name in known]
    return [*said, *(line for number, name in known for line in _said(it, number, name, t))]


def _people(it: Meeting, visit: Visit) -> list[Markup]:
    t = visit.t
    if not it.places:
        return [t("Pour le moment, personne n'a demandé de compagnie pour cette sortie.")]
    said = [t.plural("{n} personne vient avec vous.", "{n} personnes viennent avec vous.", len(it.places))]
    for each in it.places:
        name = known_as(visit.me, each.person)
        said += [t("{name} : {places}", name=name, places=so_many(each.places, t))]
        said += _said(it, each.person_id, name, t)
    return said


def known_as(me: Person, name: str) -> str:
    """To who is not of the staff, a first name."""
    return name if me.is_a(*STAFF) else first_name(name)


def _said(it: Meeting, number: int, name: str, t: Translator) -> list[Markup]:
    """The last that they said, if they said anything."""
    if (number, Step.HOME) in it.said:
        return [told(Step.HOME, name, t)]
    return [told(Step.THERE, name, t)] if (number, Step.THERE) in it.said else []


def told(step: Step, name: str, t: Translator) -> Markup:
    if step is Step.THERE:
        return t("{name} est au rendez-vous.", name=name)
    return t("{name} est de retour.", name=name)


def _choices(it: Meeting, visit: Visit) -> list[list[Button]]:
    t, session = visit.t, it.session
    rows = [*_roll(it, visit), *_steps(it, visit)]
    if shows_people(session, visit.now):
        rows.append([link(t("Signaler un problème"), "trouble", session.id)])
    begun = session.starts_at <= visit.now
    rows += [] if begun else way.on_the_map(session, t)
    return [*rows, [*_back(it, begun, t), way_home(t)]]


def _back(it: Meeting, begun: bool, t: Translator) -> list[Button]:
    if it.leads:
        return [link(t("J'accompagne"), "accompanying", it.session.id)]
    return [] if begun else [link(t("Voir ma place"), "place", it.places[0].id)]


def _steps(it: Meeting, visit: Visit) -> list[list[Button]]:
    t = visit.t
    labels = {Step.THERE: t("Je suis arrivé·e"), Step.HOME: t("Je suis rentré·e")}
    return [[arrive.button(labels[step], it.session.id, step)] for step in it.next_steps(visit.me.id, visit.now)]


def _roll(it: Meeting, visit: Visit) -> list[list[Button]]:
    """Who leads notes who came: one tap a person."""
    if it.group.leader_id != visit.me.id or not it.places or not may_call_the_roll(it.session, visit.now):
        return []
    if len(it.places) > TICKS:
        return [[link(visit.t("Noter les présences"), "roll_call", it.session.id)]]
    return [[_tick(each, visit)] for each in it.places]


def _tick(it: Reservation, visit: Visit) -> Button:
    name = known_as(visit.me, it.person)
    label = visit.t("{name} : {standing}", name=name, standing=standing(it.attendance, visit.t))
    return link(label, "tick", it.session.id, it.id, NEXT_TICK[it.attendance], 1)


@act("arrive", *BOTH, back="meeting")
async def arrive(visit: Visit, session_id: int, step: Step) -> View:
    """Optional, one tap, never asked for; the other side reads it without a sound."""
    it, t = await meetings.say(visit.store, visit.me, session_id, step, visit.now), visit.t
    told_them = t("C'est noté. Bonne sortie.") if step is Step.THERE else t("C'est noté. Merci de l'avoir dit.")
    return _card(it, visit).saying(told_them)


@look("arrived", *BOTH)
async def arrived(visit: Visit, session_id: int, person_id: int, step: Step) -> View:
    """The letter to the other side. Raises Gone, Overtaken."""
    it = await meetings.heard(visit.store, visit.me, session_id, person_id, step, visit.now)
    known = {each.person_id: first_name(each.name) for each in it.group.companions}
    known |= {each.person_id: known_as(visit.me, each.person) for each in it.places}
    return _card(it, visit, told(step, known[person_id], visit.t))


async def in_reminder(visit: Visit, it: Reservation) -> tuple[list[Markup], list[list[Button]]]:
    """For the reminder of who is accompanied: the appointment, and the way to the card."""
    if it.accompanied_by is None:
        return [], []
    card = await meetings.of(visit.store, visit.me, it.session.id, visit.now)
    return appointment(card, visit.t), to_card(it.session.id, visit.t)


def to_card(session_id: int, t: Translator) -> list[list[Button]]:
    return [[meeting.button(t("Voir le rendez-vous"), session_id)]]
