"""The letters of a change: what was, what is now, and one tap to say whether one still comes."""

from collections.abc import Iterable

from markupsafe import Markup

from bot import accompanied_outings as groups
from bot import reservations as places
from bot.domain.changes import Consequence, Edit, EditKind, differences
from bot.domain.offers import Session
from bot.domain.people import STAFF, Role
from bot.domain.refusals import Gone, Overtaken
from bot.domain.reservations import Reservation, State
from handlers import reservations, waiting
from handlers.going_along import GOING
from handlers.screens import Rows, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing, status, when, where
from handlers.words import places as so_many

ANSWERED = (State.REQUESTED, State.APPROVED)


def before_and_now(was: Session, it: Session, t: Translator) -> list[Markup]:
    """Old and new, a line each, for everything that people are told about."""
    said: list[Markup] = []
    for what in differences(was, it):
        said += [t("Avant : {old}", old=_says(was, what, t)), t("Maintenant : {new}", new=_says(it, what, t))]
    return said


def _says(it: Session, what: str, t: Translator) -> Markup:
    if what == "starts_at":
        return when(it, t)
    if what == "venue":
        return where(it, t)
    if what == "title":
        return t.isolate(it.offer.title)
    return t.isolate(it.offer.entry) if it.offer.entry else t("rien d'écrit")


def told(it: Consequence, t: Translator, reminders: Markup | None = None) -> Markup:
    """Who will be told, and what becomes of the reminders: whole sentences, true at this moment."""
    if not it.people:
        return t("Personne n'est à prévenir.")
    said = [t.plural("{n} personne sera prévenue.", "{n} personnes seront prévenues.", it.people)]
    if it.referents:
        said.append(t.plural("{n} référent sera prévenu.", "{n} référents seront prévenus.", it.referents))
    again = t.plural("{n} rappel sera replanifié.", "{n} rappels seront replanifiés.", it.reminders)
    return lines(*said, reminders if reminders is not None else again)


@look("changed", Role.BENEFICIARY)
async def changed(visit: Visit, reservation_id: int, edit_id: int) -> View:
    """To the person. It counts from what they knew, and says what is true when it is read."""
    t = visit.t
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    was = (await visit.store.edits.get(edit_id)).before.session(it.session.id)
    if was is None:
        raise Gone
    if not it.is_live or it.session.starts_at <= visit.now:
        raise Overtaken(f"the reservation is {it.state}, or the outing has begun")
    news = before_and_now(was, it.session, t)
    if not news:
        raise Overtaken("it is as it was")
    said = lines(strong(t("Cette sortie a changé.")), *news, "", outing(it.session, t), status(it, t))
    extras = (reservations.invitation_file(it, visit),) if it.is_coming else ()
    return View(lines(said, "", t("Venez-vous toujours ?")), _answers(it, t), extras=extras)


def _answers(it: Reservation, t: Translator) -> Rows:
    rows = [[link(t("Comment y aller"), "way", it.session.id), way_home(t)]]
    if it.state not in ANSWERED:
        return rows
    yes, no = still.button(t("Je viens toujours"), it.id), link(t("Je ne peux plus"), "cannot", it.id)
    return [[yes], [no], *rows]


@act("still", Role.BENEFICIARY, back="place")
async def still(visit: Visit, reservation_id: int) -> View:
    """« Je viens toujours »: of a place that waits for its answer there is nothing more to write."""
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    if it.state is not State.REQUESTED:
        await places.say_coming(visit.store, visit.me, reservation_id, visit.now)
    return (await reservations.place(visit, reservation_id)).saying(visit.t("C'est noté. À bientôt."))


@look("list_changed", Role.BENEFICIARY)
async def list_changed(visit: Visit, entry_id: int, edit_id: int) -> View:
    """To who waits for a place there: the rank is theirs still, if the new date suits."""
    t = visit.t
    entry = await visit.store.waiting.get(entry_id)
    was = (await visit.store.edits.get(edit_id)).before.session(entry.session.id)
    if entry.person_id != visit.me.id or was is None:
        raise Gone
    if entry.left_at or entry.session.starts_at <= visit.now:
        raise Overtaken("not waiting any more, or the outing has begun")
    news = before_and_now(was, entry.session, t)
    if not news:
        raise Overtaken("it is as it was")
    rows: Rows = [
        [link(t("Je reste sur la liste"), "waiting", entry.session.id)],
        [link(t("Je quitte la liste"), "stop_waiting", entry.session.id)],
        [link(t("Comment y aller"), "way", entry.session.id), way_home(t)],
    ]
    said = lines(strong(t("Cette sortie a changé.")), *news, "", outing(entry.session, t))
    return View(lines(said, "", await waiting.rank(visit, entry.session)), rows)


@look("changes_told", *GOING)
async def changes_told(visit: Visit, edit_id: int) -> View:
    """To the referent: one letter an event, with those of their people who are concerned. To who goes along with a
    group there: what is new, and of people nothing."""
    t = visit.t
    edit = await visit.store.edits.get(edit_id)
    mine = await _followed(visit, edit) if visit.me.is_a(*STAFF) else []
    going = [it.id for it in edit.before.sessions if await groups.mine_at(visit.store, visit.me, it.id)]
    if not mine and not going:
        raise Gone
    if edit.undone_at is not None:
        raise Overtaken("undone")
    off = edit.kind is EditKind.CANCEL
    said: list[str] = [
        t("L'organisateur a annulé cette sortie.") if off else t("L'organisateur a changé cette sortie.")
    ]
    for was in edit.before.sessions:
        if here := [it for it in mine if it.session.id == was.id]:
            said += ["", *_for_the_referent(was, here, t)]
        elif was.id in going:
            it = await visit.store.offers.session(was.id)
            said += ["", outing(it, t), *before_and_now(was, it, t)]
    if not off:
        said += ["", t("Chaque personne reçoit un message et dit si elle vient toujours.")]
    mine_too = link(t("Mes personnes"), "people") if mine else link(t("J'accompagne"), "i_accompany")
    return View(lines(*said), [[mine_too, way_home(t)]], private=True)


async def _followed(visit: Visit, edit: Edit) -> list[Reservation]:
    """Whoever is followed now, or gone with: after a hand-over the names are the new referent's."""
    acts_for = await visit.store.people.acts_for(visit.me.id, visit.now)
    numbers = (*edit.before.told, *(number for number, _ in edit.before.ended))
    concerned = [await visit.store.reservations.get(number) for number in numbers]
    return [
        it
        for it in concerned
        if (it.referent_id in acts_for or it.accompanied_by == visit.me.id) and it.person_id != visit.me.id
    ]


def _for_the_referent(was: Session, here: Iterable[Reservation], t: Translator) -> list[str]:
    several = list(here)
    it = several[0].session
    said: list[str] = [outing(it, t), *before_and_now(was, it, t)]
    return [*said, *(t("{name} : {places}", name=each.person, places=so_many(each.places, t)) for each in several)]
