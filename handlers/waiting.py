"""The waiting list, as the people on it see it: their rank, the rule in plain words, leaving in one gesture; the held
offer with its two answers; the last-minute place that the first yes has."""

from dataclasses import replace

from markupsafe import Markup

from bot import catalogue, held_offers, waiting
from bot.domain.offers import Session, is_open
from bot.domain.people import Role
from bot.domain.refusals import Gone, Overtaken
from bot.domain.reservations import Reservation, State
from bot.domain.waiting import Entry, Why, is_last_minute, rank_of
from bot.freed import yes_that_stands
from bot.reservations import of_mine
from bot.standing import answering
from handlers import permanence_words
from handlers.list_rule import exceptions, rule
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator
from handlers.words import lines, outing, status

BENEFICIARY = Role.BENEFICIARY


@look("waiting", BENEFICIARY)
async def waiting_list(visit: Visit, session_id: int) -> View:
    """My rank and the rule; or, for someone who is not on the list yet, the rule and how many places to wait for."""
    t = visit.t
    it = await catalogue.published(visit.store, session_id)
    entry = await visit.store.waiting.of(visit.me.id, it.id)
    if entry is None:
        return await _joining(visit, it)
    said: list[str] = [await rank(visit, it), "", outing(it, t), "", *await rule(visit, entry.places)]
    said += await exceptions(visit, it)
    return View(lines(*said), await _choices(visit, entry))


async def _choices(visit: Visit, entry: Entry) -> list[list[Button]]:
    t, it = visit.t, entry.session
    rows = [] if entry.held or not is_open(it, visit.now) else _last_minute_choices(visit, entry)
    if held := await visit.store.reservations.live(visit.me.id, it.id):
        rows = [[link(t("Voir ma place"), "place", held.id)]]
    return [
        *rows,
        [leave.button(t("Quitter la liste d'attente"), it.id)],
        [link(t("Retour à la sortie"), "session", it.id), way_home(t)],
    ]


def _taking(n: int, t: Translator) -> Markup:
    return t.plural("Je prends la place", "Je prends les {n} places", n)


def _last_minute_choices(visit: Visit, entry: Entry) -> list[list[Button]]:
    """Consent and its contrary; and the place itself, when it is free in the last hours."""
    t, it = visit.t, entry.session
    if not entry.last_minute:
        return [[warn_me.button(t("Me prévenir au dernier moment"), it.id, 1)]]
    rows = [[warn_me.button(t("Ne pas me prévenir au dernier moment"), it.id, 0)]]
    if is_last_minute(it, visit.now) and it.free >= entry.places:
        rows.insert(0, [take_now.button(_taking(entry.places, t), it.id)])
    return rows


async def _joining(visit: Visit, it: Session) -> View:
    t = visit.t
    if not is_open(it, visit.now) or not await _may_join(visit, it):
        # What is true now is on the card of the outing.
        return View(
            lines(outing(it, t), "", t("La liste d'attente n'est pas ouverte pour cette sortie.")),
            [[permanence_words.button(t)], [link(t("Retour à la sortie"), "session", it.id), way_home(t)]],
        )
    said = lines(outing(it, t), "", *await rule(visit, 1), "", t("Combien de places attendez-vous ?"))
    few = [
        [join.button(t.plural("Attendre une place", "Attendre {n} places", n), it.id, n)]
        for n in range(1, waiting.most_to_wait_for(it) + 1)
    ]
    return View(said, [*few, [link(t("Retour à la sortie"), "session", it.id), way_home(t)]])


async def _may_join(visit: Visit, it: Session) -> bool:
    return it.free == 0 or await waiting.others_first(visit.store, visit.me.id, it, visit.now)


async def rank(visit: Visit, it: Session) -> Markup:
    """« Vous êtes 2e sur la liste d'attente. »"""
    n = rank_of(await visit.store.waiting.line(it.id), visit.me.id)
    if n == 1:
        return visit.t("Vous êtes la première personne sur la liste d'attente.")
    return visit.t("Vous êtes {rank}e sur la liste d'attente.", rank=n)


async def standing(visit: Visit, it: Session) -> tuple[list[str], list[list[Button]]] | None:
    """On the card of an outing: my rank, or the list to join. None: places can be asked for directly."""
    t = visit.t
    entry = await visit.store.waiting.of(visit.me.id, it.id)
    first = await waiting.others_first(visit.store, visit.me.id, it, visit.now)
    if it.free and not first:
        return None
    if entry is not None:
        return [await rank(visit, it)], [[waiting_list.button(t("Voir la liste d'attente"), it.id)]]
    said = t("Des personnes attendent déjà les places libres.") if it.free else t("C'est complet.")
    return [said], [[waiting_list.button(t("Rejoindre la liste d'attente"), it.id)]]


@act("wait", BENEFICIARY, back="session")
async def join(visit: Visit, session_id: int, number: int) -> View:
    await waiting.join(visit.store, visit.me, session_id, number, visit.now)
    return (await waiting_list(visit, session_id)).saying(visit.t("Vous êtes sur la liste d'attente."))


@act("stop_waiting", BENEFICIARY, back="session")
async def leave(visit: Visit, session_id: int) -> View:
    await waiting.leave(visit.store, visit.me, session_id, visit.now)
    t = visit.t
    said = t("C'est fait. Vous n'êtes plus sur la liste d'attente.")
    rows = [[link(t("Retour à la sortie"), "session", session_id)], [link(t("Mes sorties"), "mine"), way_home(t)]]
    return View(said, rows).saying(t("C'est fait."))


@act("warn_me", BENEFICIARY, back="waiting")
async def warn_me(visit: Visit, session_id: int, yes: int) -> View:
    noted = await waiting.consent(visit.store, visit.me, session_id, bool(yes))
    shown = await waiting_list(visit, session_id)
    return shown.saying(visit.t("C'est noté.")) if noted else shown


# The held offer


@look("turn", BENEFICIARY)
async def turn(visit: Visit, reservation_id: int) -> View:
    """The letter: a freed place is held for you; what, when, where, how many, until when (R3)."""
    it = await of_mine(visit.store, visit.me, reservation_id)
    if it.state is not State.OFFERED or it.expires_at is None or it.expires_at <= visit.now:
        raise Overtaken(f"the held offer is {it.state}")
    t = visit.t
    opening = t.plural("{n} place s'est libérée pour vous.", "{n} places se sont libérées pour vous.", it.places)
    said = lines(opening, "", outing(it.session, t), "", *await _terms(visit, it))
    rows = [*answers(it, t), [leave.button(t("Quitter la liste d'attente"), it.session.id)]]
    return View(said, [*rows, [link(t("Comment y aller"), "way", it.session.id), way_home(t)]])


async def _terms(visit: Visit, it: Reservation) -> list[str]:
    """Until when, what no answer means, and whether the referent is still to be asked."""
    t = visit.t
    entry = await visit.store.waiting.of(visit.me.id, it.session.id)
    agreed = entry is not None and await yes_that_stands(visit.store, entry, visit.now) is not None
    agreed = agreed or await answering(visit.store, it) is not None
    return [
        status(it, t),
        t("Sans réponse, la place va à la personne suivante. Vous gardez votre rang."),
        t("Votre référent a déjà dit oui.") if agreed else t("Après votre oui, votre référent donne sa réponse."),
    ]


def answers(it: Reservation, t: Translator) -> list[list[Button]]:
    return [
        [take.button(_taking(it.places, t), it.id)],
        [decline.button(t("Je ne peux pas"), it.id)],
    ]


@act("take_place", BENEFICIARY, back="place")
async def take(visit: Visit, reservation_id: int) -> View:
    it = await held_offers.accept(visit.store, visit.me, reservation_id, visit.now)
    return await _taken(visit, it)


async def _taken(visit: Visit, it: Reservation) -> View:
    from handlers.reservations import place  # my outings show this list, and this list leads to them

    return (await place(visit, it.id)).saying(visit.t("C'est noté."))


@act("pass_place", BENEFICIARY, back="place")
async def decline(visit: Visit, reservation_id: int) -> View:
    it = await held_offers.decline(visit.store, visit.me, reservation_id, visit.now)
    shown = await waiting_list(visit, it.session.id)
    said = lines(status(it, visit.t), "", shown.text)
    return replace(shown, text=said).saying(visit.t("C'est noté. Vous gardez votre rang."))


@look("passed_on", BENEFICIARY)
async def passed_on(visit: Visit, reservation_id: int) -> View:
    """The letter: no answer in time. Nothing is lost but this one place."""
    it = await of_mine(visit.store, visit.me, reservation_id)
    entry = await visit.store.waiting.of(visit.me.id, it.session.id)
    if entry is None or entry.held or it.state is not State.LAPSED:
        raise Overtaken("not waiting any more")
    t = visit.t
    said = lines(status(it, t), "", outing(it.session, t), "", await rank(visit, it.session))
    rows = [
        [waiting_list.button(t("Voir la liste d'attente"), it.session.id)],
        [leave.button(t("Quitter la liste d'attente"), it.session.id)],
        [permanence_words.button(t)],
    ]
    return View(said, [*rows, [way_home(t)]])


# The last hours


@look("last_minute", BENEFICIARY)
async def last_minute(visit: Visit, entry_id: int) -> View:
    """The letter to all who consented, at once."""
    entry = await visit.store.waiting.get(entry_id)
    if entry.person_id != visit.me.id:
        raise Gone
    it, t = entry.session, visit.t
    if entry.left_at or entry.held or not entry.last_minute or not is_open(it, visit.now) or it.free < entry.places:
        raise Overtaken("the place is not free for this person any more")
    said = lines(
        t.plural("{n} place est libre au dernier moment.", "{n} places sont libres au dernier moment.", entry.places),
        "",
        outing(it, t),
        "",
        t("La première personne qui répond a la place."),
        t("Sinon, vous gardez votre rang."),
    )
    rows = [
        [take_now.button(_taking(entry.places, t), it.id)],
        [warn_me.button(t("Ne pas me prévenir au dernier moment"), it.id, 0)],
        [leave.button(t("Quitter la liste d'attente"), it.id)],
    ]
    return View(said, [*rows, [way_home(t)]])


@act("take_now", BENEFICIARY, back="waiting")
async def take_now(visit: Visit, session_id: int) -> View:
    return await _taken(visit, await held_offers.take_now(visit.store, visit.me, session_id, visit.now))


@look("list_ended", BENEFICIARY)
async def list_ended(visit: Visit, entry_id: int) -> View:
    """The letter: nobody waits for ever."""
    entry = await visit.store.waiting.get(entry_id)
    if entry.person_id != visit.me.id:
        raise Gone
    if entry.why not in (Why.OVER, Why.CALLED_OFF):
        raise Overtaken("still waiting, or left")
    t = visit.t
    if entry.why == Why.CALLED_OFF:
        why = t("L'organisateur a annulé cette sortie.")
    else:
        why = t("Aucune place ne s'est libérée pour vous.")
    said = lines(why, t("La liste d'attente est terminée."), "", outing(entry.session, t))
    return View(said, [[link(t("Voir les sorties"), "offers")], [permanence_words.button(t)], [way_home(t)]])
