"""Where a permanence is, and the first name of who welcomes."""

from bot import drafting, permanences, typed
from bot.domain.permanences import Permanence
from bot.feeds.values import LONGEST_TITLE
from bot.joining import ensure_name
from handlers import permanence_words
from handlers.permanence_desk import TEAM, permanence
from handlers.screens import View, Visit, act
from handlers.text import shorten, strong
from handlers.words import lines

PLACES = 5


async def next_question(visit: Visit, it: Permanence) -> View:
    """The first question that has no answer yet."""
    if it.venue is None:
        return await ask_place(visit, it.id)
    if not it.welcomer:
        return await ask_welcomer(visit, it.id)
    return await permanence(visit, it.id)


@act("ask_permanence_place", *TEAM, back="permanence")
async def ask_place(visit: Visit, permanence_id: int) -> View:
    """The places of the other permanences are one tap away; another one is typed."""
    t = visit.t
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    await visit.store.people.expect(visit.me.id, typed_place.data(it.id))
    others = await visit.store.permanences.of_house(visit.me.organisation_id)
    known = {each.venue.id: each.venue for each in others if each.venue is not None}
    rows = [[set_place.button(t.isolate(shorten(at.name)), it.id, at.id)] for at in list(known.values())[:PLACES]]
    if it.venue is not None and it.venue.latitude is None:
        rows.append([ask_position.button(t("Placer {venue} sur la carte", venue=shorten(it.venue.name)), it.id)])
    said = lines(
        strong(permanence_words.rhythm(it, t)),
        t("Dans quel lieu ? Écrivez le nom d'un lieu que les personnes connaissent."),
    )
    return View(said, [*rows, [permanence.button(t("Retour à la permanence"), it.id)]])


@act("set_permanence_place", *TEAM, back="permanence")
async def set_place(visit: Visit, permanence_id: int, venue_id: int) -> View:
    await permanences.set_place(visit.store, visit.me, permanence_id, venue_id, visit.now)
    return await next_question(visit, await permanences.settled(visit.store, visit.me, permanence_id))


@act("typed_permanence_place", *TEAM, back="permanence", typed=True)
async def typed_place(visit: Visit, permanence_id: int) -> View:
    t = visit.t
    chosen = await drafting.venue_typed(visit.store, typed.words(visit.text, LONGEST_TITLE))
    if chosen.address:
        return await set_place(visit, permanence_id, chosen.id)
    await visit.store.people.expect(visit.me.id, typed_address.data(permanence_id, chosen.id))
    said = t("Écrivez l'adresse de {venue}, par exemple : 30 quai de Rive Neuve, 13007 Marseille.", venue=chosen.name)
    return View(said, [[set_place.button(t("Continuer sans adresse"), permanence_id, chosen.id)]])


@act("typed_permanence_address", *TEAM, back="permanence", typed=True)
async def typed_address(visit: Visit, permanence_id: int, venue_id: int) -> View:
    placed = await drafting.address_typed(visit.store, venue_id, typed.words(visit.text, LONGEST_TITLE))
    return await set_place(visit, permanence_id, placed.id)


@act("ask_permanence_position", *TEAM, back="permanence")
async def ask_position(visit: Visit, permanence_id: int) -> View:
    """The next position is that of the place: from then on people see it on the map, and their way there."""
    t = visit.t
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    if it.venue is None:
        return await ask_place(visit, it.id)
    await visit.store.people.expect(visit.me.id, typed_position.data(it.id))
    said = t("Envoyez la position de {venue}, avec le trombone.", venue=it.venue.name)
    return View(said, [[permanence.button(t("Retour à la permanence"), it.id)]])


@act("typed_permanence_position", *TEAM, back="permanence", typed=True)
async def typed_position(visit: Visit, permanence_id: int) -> View:
    """Words are no position: the same question again."""
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    if visit.position is None or it.venue is None:
        return await ask_position(visit, permanence_id)
    await visit.store.drafting.locate_venue(it.venue.id, *visit.position)
    return (await permanence(visit, permanence_id)).saying(visit.t("Le lieu est sur la carte."))


@act("ask_welcomer", *TEAM, back="permanence")
async def ask_welcomer(visit: Visit, permanence_id: int) -> View:
    t = visit.t
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    await visit.store.people.expect(visit.me.id, typed_welcomer.data(it.id))
    said = lines(
        strong(permanence_words.rhythm(it, t)), t("Qui accueille les personnes ? Écrivez seulement un prénom.")
    )
    rows = [[i_welcome.button(t("C'est moi : {name}", name=visit.me.name), it.id)]]
    return View(said, [*rows, [permanence.button(t("Retour à la permanence"), it.id)]])


@act("i_welcome", *TEAM, back="permanence")
async def i_welcome(visit: Visit, permanence_id: int) -> View:
    await permanences.set_welcomer(visit.store, visit.me, permanence_id, visit.me.name, visit.now)
    return (await permanence(visit, permanence_id)).saying(visit.t("C'est noté."))


@act("typed_welcomer", *TEAM, back="permanence", typed=True)
async def typed_welcomer(visit: Visit, permanence_id: int) -> View:
    await permanences.set_welcomer(visit.store, visit.me, permanence_id, ensure_name(visit.text), visit.now)
    return (await permanence(visit, permanence_id)).saying(visit.t("C'est noté."))
