"""My outings: the list, the card of one, the calendar file, and giving a place back."""

from dataclasses import replace

from markupsafe import Markup

from bot import reservations as places
from bot.domain.offers import Session, is_open
from bot.domain.people import Role
from bot.domain.reservations import Reservation, State
from handlers import agenda, company_words, group_words, permanence_words, roll_call, waiting
from handlers.screens import Button, Document, Pin, Rows, View, Visit, act, link, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import answered, how_to_get_in, lines, outing, reason, status, trace, when

SEVERAL = 7
"""Outings listed at most: with the ways out, eight buttons."""
ENDED_BY_OTHERS = (State.REFUSED, State.EXPIRED, State.CALLED_OFF)


@look("mine", Role.BENEFICIARY)
async def mine(visit: Visit) -> View:
    """What is asked for and what is confirmed, soonest first."""
    t = visit.t
    past = (
        [link(t("Mes sorties faites"), "been")]
        if await visit.store.reservations.has_been_out(visit.me.id, visit.now)
        else []
    )
    most = SEVERAL - len(past)
    coming = (await visit.store.reservations.coming_up(visit.me.id, visit.now))[:most]
    waits = (await visit.store.waiting.of_person(visit.me.id, visit.now))[: most - len(coming)]
    said: list[str] = [strong(t("Mes sorties"))]
    for it in coming:
        said += ["", strong(t.isolate(it.session.offer.title)), when(it.session, t), status(it, t)]
    for entry in waits:
        said += ["", strong(t.isolate(entry.session.offer.title)), when(entry.session, t)]
        said.append(await waiting.rank(visit, entry.session))
    if not coming and not waits:
        said += ["", t("Vous n'avez pas de sortie prévue.")]
    rows = [[place.button(t.isolate(shorten(it.session.offer.title)), it.id)] for it in coming]
    rows += [
        [waiting.waiting_list.button(t.isolate(shorten(entry.session.offer.title)), entry.session.id)]
        for entry in waits
    ]
    first = [] if rows else [[link(t("Voir les sorties"), "offers")], [permanence_words.button(t)]]
    return View(lines(*said), [*first, *rows, [*past, way_home(t)]])


@look("place", Role.BENEFICIARY)
async def place(visit: Visit, reservation_id: int) -> View:
    """One of my outings, as it stands now."""
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    said, joins = await group_words.joins(visit, it)
    return View(lines(await _card(it, visit), *said), [*joins, *choices(it, visit)])


async def _card(it: Reservation, visit: Visit) -> Markup:
    t = visit.t
    said: list[str] = [strong(status(it, t, visit.now)), "", outing(it.session, t)]
    if it.is_live:
        said += [held(it, t), *company_words.how(it, t), *await group_words.of_mine(visit, it)]
    if it.is_coming:
        said.append(how_to_get_in(it.session, t))
    if it.state is State.REFUSED:
        said += ["", reason(it, t)]
    if it.decider:
        said.append(answered(it, t))
    return lines(*said, trace(it, t), *company_words.question(it, visit.now, t))


def held(it: Reservation, t: Translator) -> Markup:
    """So many places, in the words of how they stand."""
    if it.is_coming:
        return t.plural("Vous avez {n} place.", "Vous avez {n} places.", it.places)
    if it.state is State.OFFERED:
        return t.plural("Vous attendez {n} place.", "Vous attendez {n} places.", it.places)
    return t.plural("Vous demandez {n} place.", "Vous demandez {n} places.", it.places)


def choices(it: Reservation, visit: Visit) -> Rows:
    t = visit.t
    rows: list[list[Button]] = []
    if it.state is State.OFFERED:
        rows += waiting.answers(it, t)
    elif it.is_live and it.session.starts_at > visit.now:
        if it.is_coming:
            rows.append(
                [link(t("Comment y aller"), "way", it.session.id), add_to_agenda.button(t("Ajouter à l'agenda"), it.id)]
            )
        rows += [
            *company_words.to_meeting(it, visit.now, t),
            *company_words.choices(it, visit.now, t),
            [leave.button(away(it, t), it.id)],
        ]
    elif it.state in (State.DECLINED, State.LAPSED):
        rows.append([link(t("Voir la liste d'attente"), "waiting", it.session.id)])
    elif not it.is_live:
        rows.append([link(t("Voir les sorties"), "offers")])
        rows += [[permanence_words.button(t)]] if it.state in ENDED_BY_OTHERS else []
    else:
        rows += company_words.to_meeting(it, visit.now, t)
    return [*rows, [link(t("Mes sorties"), "mine"), way_home(t)]]


def away(it: Reservation, t: Translator) -> Markup:
    return t("Annuler ma place") if it.state is State.APPROVED else t("Annuler ma demande")


@look("agenda", Role.BENEFICIARY)
async def add_to_agenda(visit: Visit, reservation_id: int) -> View:
    shown = await place(visit, reservation_id)
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    return replace(shown, extras=(invitation_file(it, visit),) if it.is_coming else ())


def invitation_file(it: Reservation, visit: Visit) -> Document:
    """The .ics that a phone's calendar opens."""
    return Document(agenda.event(it.session, visit.t, visit.now), "sortie.ics", visit.t("Pour votre agenda"))


def pins(it: Session) -> tuple[Pin, ...]:
    """The place on the map, when it is known."""
    venue = it.offer.venue
    if venue.latitude is None or venue.longitude is None:
        return ()
    return (Pin(venue.name, venue.address or venue.name, venue.latitude, venue.longitude),)


@look("leave", Role.BENEFICIARY)
async def leave(visit: Visit, reservation_id: int) -> View:
    """The question, with the safe answer first."""
    t = visit.t
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    if not it.is_live or it.state is State.OFFERED:
        return await place(visit, reservation_id)
    said = lines(outing(it.session, t), "", t("Voulez-vous annuler ? La place ira à une autre personne."))
    return View(said, [[place.button(_stay(it, t), it.id)], [left.button(t("Oui, j'annule"), it.id)]])


def _stay(it: Reservation, t: Translator) -> Markup:
    return t("Non, je garde ma place") if it.state is State.APPROVED else t("Non, je garde ma demande")


@act("left", Role.BENEFICIARY, back="place")
async def left(visit: Visit, reservation_id: int) -> View:
    it = await places.give_up(visit.store, visit.me, reservation_id, visit.now)
    return (await place(visit, reservation_id)).saying(roll_call.given_up(it, visit.t))


@look("decision", Role.BENEFICIARY)
async def decision(visit: Visit, reservation_id: int) -> View:
    """The letter with the answer. A yes carries all one needs: what, when, where, how to get in, the calendar file."""
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    t, rows = visit.t, choices(it, visit)
    said: list[str] = [await _card(it, visit)]
    if it.is_coming:
        said += ["", t("Nous vous rappellerons cette sortie avant la date.")]
        return View(lines(*said), rows, extras=(*pins(it.session), invitation_file(it, visit)))
    if it.state in (State.REFUSED, State.EXPIRED):
        if await visit.store.waiting.of(visit.me.id, it.session.id):
            said += ["", t("C'est complet. Votre demande compte comme une arrivée sur la liste d'attente.")]
            said.append(await waiting.rank(visit, it.session))
        elif it.state is State.EXPIRED:
            return _what_next(it, visit, said)
        said += ["", t("Vous pouvez choisir une autre sortie, ou en parler avec votre référent.")]
        rows = [[link(t("Voir les sorties"), "offers")], *_to_talk(t)]
    return View(lines(*said), rows)


def _to_talk(t: Translator) -> list[list[Button]]:
    return [[link(t("Mon référent"), "my_referent")], [permanence_words.button(t)], [way_home(t)]]


def _what_next(it: Reservation, visit: Visit, said: list[str]) -> View:
    """Nobody answered: it is nobody's fault here, and one may ask again."""
    t = visit.t
    rows = _to_talk(t)
    if not is_open(it.session, visit.now):
        said += ["", t("Vous pouvez choisir une autre sortie, ou en parler avec votre référent.")]
        return View(lines(*said), [[link(t("Voir les sorties"), "offers")], *rows])
    said += ["", t("Vous pouvez redemander une place ou en parler avec votre référent.")]
    return View(lines(*said), [[link(t("Revoir cette sortie"), "session", it.session.id)], *rows])
