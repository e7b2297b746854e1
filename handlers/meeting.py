"""The meeting card, for both sides: who, when, where, and by which word; « Arrivé », « Rentré »; and, for who leads, the
roll.

What each may read of the other is decided by `bot.meeting` at every drawing.
"""

from markupsafe import Markup

from bot import meeting as meetings
from bot.domain.accompanied_outings import first_name, shows_people
from bot.domain.attendance import NEXT_TICK, may_call_the_roll
from bot.domain.meeting import Meeting, Step
from bot.domain.people import Role
from bot.domain.refusals import Gone
from bot.domain.reservations import Reservation
from handlers import meeting_words, way
from handlers.meeting_words import known_as, told
from handlers.roll_call import standing
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import strong
from handlers.words import lines, outing

BOTH = (Role.BENEFICIARY, Role.REFERENT, Role.COORDINATOR, Role.VOLUNTEER)

TICKS = 3
"""People whose coming is noted on the card itself: with what else there is, eight buttons."""


@look("meeting", *BOTH)
async def meeting(visit: Visit, session_id: int) -> View:
    """One card, and each side reads what is theirs; to who has no meeting there, or none any more, all numbers say so."""
    try:
        return card(await meetings.of(visit.store, visit.me, session_id, visit.now), visit)
    except Gone:
        return View(visit.t("Vous n'avez pas de rendez-vous à cette sortie en ce moment."), [[way_home(visit.t)]])


def card(it: Meeting, visit: Visit, opening: Markup | None = None) -> View:
    t = visit.t
    said: list[str] = [opening or strong(t("Votre rendez-vous")), outing(it.session, t), ""]
    said += [*meeting_words.appointment(it, t), "", *meeting_words.who(it, visit.me, t)]
    return View(lines(*said), _choices(it, visit), private=True)


def _choices(it: Meeting, visit: Visit) -> list[list[Button]]:
    t, session = visit.t, it.session
    rows = [*_roll(it, visit), *_steps(it, visit)]
    if shows_people(session, visit.now):
        rows.append([link(t("Signaler un problème"), "trouble", session.id)])
    if session.starts_at > visit.now:
        rows += [*way.on_the_map(session, t), [link(t("Comment y aller"), "way", session.id)], [_out(it, visit)]]
    back = [link(t("J'accompagne"), "i_accompany")] if it.leads and it.group.id else []
    return [*rows, [*back, way_home(t)]]


def _out(it: Meeting, visit: Visit) -> Button:
    """Whatever is to be said of it before it begins is said there."""
    t = visit.t
    if not it.leads:
        return link(t("Voir ma place"), "place", it.places[0].id)
    if it.group.id:
        return link(t("Je ne peux plus"), "cannot_lead", it.group.id)
    return link(t("Je ne peux plus"), "accompanying", it.session.id)


def _steps(it: Meeting, visit: Visit) -> list[list[Button]]:
    t = visit.t
    labels = {Step.THERE: t("Je suis arrivé·e"), Step.HOME: t("Je suis rentré·e")}
    return [[arrive.button(labels[step], it.session.id, step)] for step in it.next_steps(visit.me.id, visit.now)]


def _roll(it: Meeting, visit: Visit) -> list[list[Button]]:
    """Who leads notes who came: one tap a person."""
    if it.group.leader_id != visit.me.id or not it.places or not may_call_the_roll(it.session, visit.now):
        return []
    if len(it.places) <= TICKS:
        return [[_tick(each, visit)] for each in it.places]
    missing = [each for each in it.places if each.attendance is None][: TICKS - 1]
    everybody = link(visit.t("Noter les présences"), "roll_call", it.session.id)
    return [*([_tick(each, visit)] for each in missing), [everybody]]


def _tick(it: Reservation, visit: Visit) -> Button:
    name = known_as(visit.me, it.person)
    label = visit.t("{name} : {standing}", name=name, standing=standing(it.attendance, visit.t))
    return link(label, "tick", it.session.id, it.id, NEXT_TICK[it.attendance], 1)


@act("arrive", *BOTH, back="meeting")
async def arrive(visit: Visit, session_id: int, step: Step) -> View:
    """Optional, one tap, never asked for; the other side reads it without a sound."""
    it, t = await meetings.say(visit.store, visit.me, session_id, step, visit.now), visit.t
    thanks = t("C'est noté. Bonne sortie.") if step is Step.THERE else t("C'est noté. Merci de l'avoir dit.")
    return card(it, visit).saying(thanks)


@look("arrived", *BOTH)
async def arrived(visit: Visit, session_id: int, person_id: int, step: Step) -> View:
    """The letter to the other side. Raises Gone, Overtaken."""
    it = await meetings.heard(visit.store, visit.me, session_id, person_id, step, visit.now)
    known = {each.person_id: first_name(each.name) for each in it.group.companions}
    known |= {each.person_id: known_as(visit.me, each.person) for each in it.places}
    return card(it, visit, told(step, known[person_id], visit.t))


async def in_reminder(visit: Visit, it: Reservation) -> tuple[list[Markup], list[list[Button]]]:
    """For the reminder of who is accompanied: the appointment, and the way to the card."""
    if it.accompanied_by is None:
        return [], []
    found = await meetings.of(visit.store, visit.me, it.session.id, visit.now)
    return meeting_words.appointment(found, visit.t), [[meeting.button(visit.t("Voir le rendez-vous"), it.session.id)]]
