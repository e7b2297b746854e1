"""« Effacer mes données »: what it means, the question, and what is left to say to somebody who is nobody here."""

from markupsafe import Markup

from bot import erasing
from bot.domain.people import Role, stranger
from bot.erasing import Consequence
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

MEMBERS = (Role.BENEFICIARY, Role.REFERENT, Role.COORDINATOR, Role.VOLUNTEER)
ANSWERING = (Role.REFERENT, Role.COORDINATOR)


@look("erase_me", *MEMBERS)
async def erase_me(visit: Visit) -> View:
    """The question, with all that will happen; the safe answer first."""
    t = visit.t
    weighed = await erasing.weigh(visit.store, visit.me, visit.now)
    said = lines(strong(t("Effacer mes données")), *_consequence(weighed, t), "", t("Voulez-vous tout effacer ?"))
    no, yes = link(t("Non, ne rien effacer"), "privacy"), erase_me_now.button(t("Oui, tout effacer"))
    return View(said, [[no], [yes]], private=True)


def _consequence(it: Consequence, t: Translator) -> list[Markup]:
    said = [t("Tout ce qui est gardé est effacé pour toujours : la fiche, les demandes, les rappels.")]
    if it.given_back:
        said.append(
            t.plural(
                "{n} demande ou place à venir est annulée.",
                "{n} demandes ou places à venir sont annulées.",
                it.given_back,
            )
        )
    if it.left:
        said.append(t.plural("{n} liste d'attente est quittée.", "{n} listes d'attente sont quittées.", it.left))
    return [*said, t("Pour revenir, il faut une nouvelle invitation.")]


@act("erase_me_now", *MEMBERS, back="privacy")
async def erase_me_now(visit: Visit) -> View:
    await erasing.erase(visit.store, visit.me, visit.now)
    account = visit.me.telegram_id or 0
    return await forgotten(Visit(visit.store, stranger(account), visit.t, visit.now, visit.town), visit.t.language)


@look("forgotten", Role.STRANGER)
async def forgotten(visit: Visit, language: str = "") -> View:
    """True for every stranger: nothing is kept about them."""
    t = Translator.of(language, visit.t.language)
    said = lines(
        t("Rien n'est gardé sur vous ici."),
        t("Telegram garde cette conversation. Vous pouvez l'effacer dans Telegram."),
    )
    return View(said, [[way_home(t)]])


@look("erase_person", *ANSWERING)
async def erase_person(visit: Visit, person_id: int) -> View:
    """The same question about somebody without the app, asked for by them."""
    t = visit.t
    person = await erasing.without_the_app(visit.store, visit.me, person_id, visit.now)
    weighed = await erasing.weigh(visit.store, person, visit.now)
    said = lines(
        strong(t("Effacer la fiche de {name}", name=person.name)),
        *_consequence(weighed, t),
        "",
        t("{name} vous l'a demandé ?", name=person.name),
    )
    no = link(t("Non, ne rien effacer"), "person", person.id)
    return View(said, [[no], [erase_person_now.button(t("Oui, tout effacer"), person.id)]], private=True)


@act("erase_person_now", *ANSWERING, back="erase_person")
async def erase_person_now(visit: Visit, person_id: int) -> View:
    from handlers.people import people  # the card leads here, and this leads to the list

    person = await erasing.without_the_app(visit.store, visit.me, person_id, visit.now)
    await erasing.erase(visit.store, person, visit.now, told=person.referent_id != visit.me.id)
    return (await people(visit)).saying(visit.t("C'est fait. La fiche est effacée."))


@look("erased", *ANSWERING)
async def erased(visit: Visit, given_back: int) -> View:
    """The letter: a record is gone, and not whose."""
    t = visit.t
    said = [t("La fiche d'une personne que vous suivez est effacée.")]
    if given_back:
        said.append(t.plural("{n} place à venir est libérée.", "{n} places à venir sont libérées.", given_back))
    return View(lines(*said), [[link(t("Mes personnes"), "people")], [way_home(t)]])
