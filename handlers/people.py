"""« Mes personnes »: whom one follows, the card of one, and the letters about somebody."""

from markupsafe import Markup

from bot import accompanied_outings, following
from bot.domain.people import Person, Role
from bot.domain.refusals import Overtaken
from bot.erasing import may_be_erased_by_referent
from bot.following import Followed
from handlers import project_together, roll_call, stead, together
from handlers.requests import ANSWERING, request
from handlers.screens import Button, View, Visit, link, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import lines, outing, status_for_referent

REFERENT = Role.REFERENT
PAGE = 5
MOST_BUTTONS = 8
"""Of a card: where there is no room for it, one finds « Mes personnes » at home."""


@look("people", *ANSWERING)
async def people(visit: Visit, page: int = 1) -> View:
    """« Mes personnes », in the order of the alphabet."""
    t = visit.t
    mine = await following.people(visit.store, visit.me, visit.now)
    pages = max(1, -(-len(mine) // PAGE))
    number = min(max(1, page), pages)
    shown = mine[(number - 1) * PAGE : number * PAGE]
    said: list[str] = [strong(t("Mes personnes"))]
    said += [_in_the_list(it, t) for it in shown]
    if not mine:
        said += ["", nobody(visit)]
    if number == 1 and (quiet := await together.without_news(visit)):
        said += ["", *quiet]
    if pages > 1:
        said += ["", t("Page {page} sur {pages}", page=number, pages=pages)]
    rows = [[person.button(t.isolate(it.person.name), it.person.id)] for it in shown]
    turn = []
    if number > 1:
        turn.append(people.button(t("Page précédente"), number - 1))
    if number < pages:
        turn.append(people.button(t("Page suivante"), number + 1))
    last = [way_home(t)]
    if len(turn) < 2 and visit.me.is_a(REFERENT):
        last.insert(0, link(t("Inviter une personne"), "invite"))
    return View(lines(*said), [*rows, turn, last], private=True)


def nobody(visit: Visit) -> Markup:
    if visit.me.is_a(REFERENT):
        return visit.t("Vous ne suivez encore personne. Invitez une première personne.")
    return visit.t("Vous ne suivez personne pour le moment.")


def _in_the_list(it: Followed, t: Translator) -> Markup:
    if it.on_behalf_of:
        return t(
            "{name}, pour {colleague} : {standing}",
            name=it.person.name,
            colleague=it.on_behalf_of,
            standing=standing(it.person, t),
        )
    return t("{name} : {standing}", name=it.person.name, standing=standing(it.person, t))


def standing(it: Person, t: Translator) -> Markup:
    if it.telegram_id is None:
        return t("sans Telegram") if it.confirmed_at else t("invitation à ouvrir")
    if it.confirmed_at is None:
        return t("à confirmer") if it.agreed_at else t("lit les informations")
    return t("compte confirmé") if it.reachable else t("ne reçoit plus les messages")


@look("person", *ANSWERING)
async def person(visit: Visit, person_id: int) -> View:
    t = visit.t
    it = await followed(visit, person_id)
    coming = await visit.store.reservations.coming_up(it.id, visit.now)
    said: list[str] = [strong(t.isolate(it.name)), standing(it, t), t("Numéro de la fiche : {number}", number=it.id)]
    for each in coming:
        said += ["", outing(each.session, t), status_for_referent(each, t, visit.now)]
    said += [*await roll_call.lately(visit, it.id), *await project_together.on_card(visit, it)]
    first, beside = _on_the_way_in(it, t) + stead.of_person(it, t), await _beside(visit, it)
    room = MOST_BUTTONS - 1 - sum(map(len, [*first, *beside]))
    outings = coming[: max(1, room - 1)]
    shown = [[request.button(t.isolate(shorten(each.session.offer.title)), each.id)] for each in outings]
    back = [people.button(t("Mes personnes"))] if len(outings) < room else []
    return View(lines(*said), [*first, *shown, *beside, [*back, way_home(t)]], private=True)


def _on_the_way_in(it: Person, t: Translator) -> list[list[Button]]:
    if it.telegram_id is None:
        return [[link(t("Donner une nouvelle invitation"), "invite_again", it.id)]]
    if it.confirmed_at is None and it.agreed_at is not None:
        return [[link(t("Confirmer le compte"), "account", it.id)]]
    return []


async def _beside(visit: Visit, it: Person) -> list[list[Button]]:
    """What else can be done for the person, or with them."""
    t, rows = visit.t, list[list[Button]]()
    if visit.me.follows(it):
        rows.append([link(t("Donner un oui d'avance"), "standing", it.id)])
        if it.is_a(Role.BENEFICIARY):
            rows[-1].append(link(t("Avec {name}", name=it.name), "project_of", it.id))
    if await visit.store.waiting.of_person(it.id, visit.now):
        rows.append([link(t("Voir ses listes d'attente"), "person_waits", it.id)])
    if may_be_erased_by_referent(it):
        rows.append([link(t("Effacer la fiche de {name}", name=it.name), "erase_person", it.id)])
    return rows


async def followed(visit: Visit, person_id: int) -> Person:
    """Raises Gone unless this one answers for them now."""
    return await following.followed(visit.store, visit.me, person_id, visit.now)


@look("call_wanted", *ANSWERING)
async def call_wanted(visit: Visit, person_id: int) -> View:
    """The letter: « Demander à lui parler »."""
    it = await followed(visit, person_id)
    t = visit.t
    said = t("{name} souhaite vous parler. Merci de prendre contact.", name=it.name)
    return View(said, [[person.button(t("Voir {name}", name=it.name), it.id)], [way_home(t)]], private=True)


@look("unreached", *ANSWERING)
async def unreached(visit: Visit, person_id: int) -> View:
    """The letter: messages do not arrive; the outings to call about (L7)."""
    it = await following.concerned(visit.store, visit.me, person_id, visit.now)
    if it.reachable:
        raise Overtaken("the person is back")
    t = visit.t
    going = await accompanied_outings.going_on(visit.store, it.id, visit.now)
    if not going and it.referent_id is None:
        raise Overtaken("nobody counts on them now")
    said: list[str] = [t("{name} ne reçoit plus les messages. Merci de l'appeler pour ces sorties.", name=it.name)]
    for each in await visit.store.reservations.coming_up(it.id, visit.now):
        said += ["", outing(each.session, t)]
    for group in going:
        said += ["", outing(group.session, t)]
    seen = [] if it.referent_id is None else [[person.button(t("Voir {name}", name=it.name), it.id)]]
    return View(lines(*said), [*seen, [way_home(t)]], private=True)


@look("unsure", *ANSWERING)
async def unsure(visit: Visit, person_id: int) -> View:
    """The letter: nobody knows whether a message arrived (L3)."""
    it = await following.concerned(visit.store, visit.me, person_id, visit.now)
    t = visit.t
    said = t("Un message pour {name} n'est peut-être pas arrivé. Merci de vérifier avec cette personne.", name=it.name)
    seen = [] if it.referent_id is None else [[person.button(t("Voir {name}", name=it.name), it.id)]]
    return View(said, [*seen, [way_home(t)]], private=True)
