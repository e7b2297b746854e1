"""How I go: with nobody, with someone close, or with somebody of the team; and the letters that say who comes."""

from dataclasses import replace

from markupsafe import Markup

from bot import company
from bot import reservations as places
from bot.domain.accompanied_outings import first_name
from bot.domain.company import Wish, places_with_company
from bot.domain.offers import Session
from bot.domain.people import Role
from bot.domain.refusals import Overtaken
from bot.domain.reservations import Reservation
from handlers import company_words, group_words, permanence_words, reservations
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing


async def offered(visit: Visit, it: Session, asks: list[list[Button]]) -> tuple[list[Markup], list[list[Button]]]:
    """Beside the buttons that ask for places, one that asks for company too: the first, for a first outing."""
    t, number = visit.t, places_with_company(it)
    if not number:
        return [], asks
    with_company = [link(t("Demander à y aller avec quelqu'un"), "ask_company", it.id)]
    said = [t("Quelqu'un de l'équipe peut venir avec vous.")]
    if number > 1:
        said.append(t("Avec quelqu'un, vous demandez 2 places : une pour vous, une pour cette personne."))
    if await company.is_first_outing(visit.store, visit.me, visit.now):
        said.insert(0, t("C'est votre première sortie ? Souvent, c'est plus simple à deux."))
        return said, [with_company, *asks]
    return said, [*asks, with_company]


@act("ask_company", Role.BENEFICIARY, back="session")
async def ask_company(visit: Visit, session_id: int) -> View:
    it = await company.ask(visit.store, visit.me, session_id, visit.now)
    told = visit.t("Place confirmée.") if it.is_coming else visit.t("Demande envoyée.")
    return (await reservations.place(visit, it.id)).saying(told)


@act("go_so", Role.BENEFICIARY, back="place")
async def go_so(visit: Visit, reservation_id: int, wish: Wish) -> View:
    """« J'y vais seul·e », « avec un proche », « je préfère y aller avec quelqu'un »: one tap, any time before."""
    was = await places.of_mine(visit.store, visit.me, reservation_id)
    it = await company.say(visit.store, visit.me, reservation_id, wish, visit.now)
    return (await reservations.place(visit, reservation_id)).saying(_told(was, it, visit.t))


def _told(was: Reservation, it: Reservation, t: Translator) -> Markup:
    if was.accompanied_by is not None and it.accompanied_by is None:
        return t("C'est noté. {name} reçoit un message.", name=first_name(was.companion))
    if it.lacks_company and not was.lacks_company:
        return t("C'est noté. L'équipe est prévenue.")
    return t("C'est noté.")


@look("accompanied", Role.BENEFICIARY)
async def accompanied(visit: Visit, reservation_id: int) -> View:
    """The letter: who comes with me."""
    it = await _mine_ahead(visit, reservation_id)
    if it.accompanied_by is None:
        return await _asked_to_join(visit, it)
    said = [*company_words.how(it, visit.t), *await group_words.of_mine(visit, it)]
    return _card(it, lines(*said), visit)


async def _asked_to_join(visit: Visit, it: Reservation) -> View:
    """The same letter, where the group is among women: they say so themselves. Raises Overtaken."""
    said, rows = await group_words.joins(visit, it)
    if not rows:
        raise Overtaken("nobody goes with them any more")
    shown = _card(it, lines(*said), visit)
    return replace(shown, rows=[*rows, *shown.rows])


@act("join_group", Role.BENEFICIARY, back="place")
async def join_group(visit: Visit, reservation_id: int) -> View:
    it = await company.join_group(visit.store, visit.me, reservation_id, visit.now)
    told = visit.t("C'est noté. {name} vous accompagne.", name=first_name(it.companion))
    return (await reservations.place(visit, it.id)).saying(told)


@look("meeting_changed", Role.BENEFICIARY)
async def meeting_changed(visit: Visit, reservation_id: int) -> View:
    """The letter: the group meets elsewhere, or at another moment."""
    it = await _mine_ahead(visit, reservation_id)
    if await group_words.group_of(visit, it) is None:
        raise Overtaken("they go with the group no more")
    said = [strong(visit.t("Le rendez-vous a changé.")), *await group_words.of_mine(visit, it)]
    return _card(it, lines(*said), visit)


@look("companion_gone", Role.BENEFICIARY)
async def companion_gone(visit: Visit, reservation_id: int) -> View:
    """The letter: who was to come cannot any more. The place stays, and every way out is one tap."""
    it = await _mine_ahead(visit, reservation_id)
    if not it.lacks_company:
        raise Overtaken("somebody goes with them, or they wish otherwise")
    t = visit.t
    said = t("La personne qui devait venir avec vous ne peut plus. Nous cherchons quelqu'un d'autre.")
    shown = _card(it, lines(said, t("Votre place reste gardée.")), visit)
    return replace(shown, rows=[*shown.rows, [permanence_words.button(t)]])


async def _mine_ahead(visit: Visit, reservation_id: int) -> Reservation:
    """Raises Gone, Overtaken."""
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    if not it.is_coming or it.session.starts_at <= visit.now:
        raise Overtaken(f"the reservation is {it.state}, or the outing has begun")
    return it


def _card(it: Reservation, said: Markup, visit: Visit) -> View:
    t = visit.t
    rows = company_words.choices(it, visit.now, t)
    leave = [link(reservations.away(it, t), "leave", it.id)]
    last = [link(t("Voir ma place"), "place", it.id), way_home(t)]
    return View(lines(said, "", outing(it.session, t)), [*rows, leave, last])
