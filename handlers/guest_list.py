"""« Liste des invités »: what the venue needs to let people in, and the tick that it was told."""

from dataclasses import replace
from functools import partial

from markupsafe import Markup

from bot import guests
from bot.domain.guests import Confirmation, House, Naming
from bot.domain.offers import Session
from bot.domain.people import Role
from handlers import guest_list_page, guest_list_sheet
from handlers.paper import dejavu
from handlers.screens import Button, Document, Rows, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing


@look("guests", Role.COORDINATOR)
async def guest_list(visit: Visit, session_id: int) -> View:
    """How many of each organisation, whether the venue knows, and the documents to send it."""
    t = visit.t
    it, houses = await guests.of_session(visit.store, visit.me, session_id, Naming.FIRST_NAMES)
    told = await visit.store.guests.confirmation(session_id)
    said = [strong(t("Liste des invités")), "", outing(it, t), "", *_houses(houses, t), *_told(told, it, t)]
    back: list[Button] = [link(t("Retour à la sortie"), "sheet", it.id), way_home(t)]
    return View(lines(*said), [*_choices(it, houses, told, t), back])


def _houses(houses: list[House], t: Translator) -> list[Markup]:
    if not houses:
        return [t("Aucune place n'est encore confirmée pour cette sortie.")]
    counted = [
        t.plural("{organisation} : {n} place", "{organisation} : {n} places", it.places, organisation=it.organisation)
        for it in houses
    ]
    return [*counted, strong(guest_list_sheet.total(houses, t))]


def _told(told: Confirmation | None, it: Session, t: Translator) -> list[Markup | str]:
    if told is None:
        return []
    said: list[Markup | str] = [
        "",
        t("Confirmé avec le lieu par {name}, {moment}.", name=told.by, moment=t.moment(told.at, it.zone)),
    ]
    if told.changed_since:
        said.append(t("La liste a changé depuis. Prévenez le lieu."))
    return said


def _choices(it: Session, houses: list[House], told: Confirmation | None, t: Translator) -> Rows:
    if not houses:
        return []
    rows = [
        [guest_files.button(t("Envoyer avec les prénoms"), it.id, Naming.FIRST_NAMES)],
        [guest_files.button(t("Envoyer avec les initiales"), it.id, Naming.INITIALS)],
    ]
    if told is None or told.changed_since:
        rows.append([tell_venue.button(t("Confirmé avec le lieu"), it.id, 1)])
    if told is not None:
        rows.append([tell_venue.button(t("Retirer « confirmé »"), it.id, 0)])
    return rows


@look("guest_files", Role.COORDINATOR)
async def guest_files(visit: Visit, session_id: int, naming: Naming) -> View:
    """The spreadsheet and the page; to be passed on, so nothing keeps them from it."""
    t = visit.t
    shown = await guest_list(visit, session_id)
    it, houses = await guests.of_session(visit.store, visit.me, session_id, naming)
    if not houses:
        return shown
    named = f"invites-{it.starts_at:%Y-%m-%d}-{it.id}"
    caption = t("Liste des invités : {title}, {day}", title=it.offer.title, day=t.day(it.starts_at, it.zone))
    files = (
        Document(partial(guest_list_sheet.spreadsheet, it, houses, t), f"{named}.xlsx", caption),
        Document(partial(guest_list_page.page, it, houses, t, visit.now, dejavu()), f"{named}.pdf", caption),
    )
    return replace(shown, extras=files)


@act("tell_venue", Role.COORDINATOR, back="guests")
async def tell_venue(visit: Visit, session_id: int, yes: int) -> View:
    """Ticked by whoever called, and unticked by anybody who knows better."""
    if yes:
        await guests.confirm(visit.store, visit.me, session_id, visit.now)
    else:
        await guests.unconfirm(visit.store, session_id)
    return (await guest_list(visit, session_id)).saying(visit.t("C'est noté."))
