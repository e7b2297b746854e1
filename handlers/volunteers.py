"""« Bénévoles », for the coordinator: who they are, how far each is, and inviting one."""

from markupsafe import Markup

from bot import vetting, volunteers
from bot.domain.people import Role
from bot.domain.volunteers import Volunteer, may_vet
from bot.joining import Invitation
from handlers import vetting as vetting_room
from handlers.invitations import handed
from handlers.pages import cut, turn
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

COORDINATOR = Role.COORDINATOR


@look("volunteers", COORDINATOR)
async def everyone(visit: Visit, page: int = 1) -> View:
    t = visit.t
    known = await volunteers.of_house(visit.store, visit.me)
    shown, number, pages = cut(known, page)
    said: list[str] = [strong(t("Bénévoles"))]
    said += [t("{name} : {standing}", name=it.name, standing=standing(it, t)) for it in shown]
    if not shown:
        said.append(t("Il n'y a pas encore de bénévole. Invitez une première personne."))
    rows = [[volunteer.button(t.isolate(it.name), it.id)] for it in shown]
    beside = turn(everyone, number, pages, t)
    back = link(t("Retour à l'équipe"), "team")
    last = [back] if len(beside) == 2 else [invite.button(t("Inviter un bénévole")), back]
    return View(lines(*said), [*rows, beside, last], private=True)


def standing(it: Volunteer, t: Translator) -> Markup:
    if it.vetted_at is not None:
        return t("accepté") if it.briefed_at else t("accepté, n'a pas encore lu les conseils")
    if not it.arrived:
        return t("invitation à ouvrir")
    return t("attend un deuxième oui") if it.agreed else t("lit les informations")


@look("volunteer", COORDINATOR)
async def volunteer(visit: Visit, person_id: int) -> View:
    """One of them: who invited, who said yes, what can be done."""
    t = visit.t
    it = await volunteers.one(visit.store, visit.me, person_id)
    said: list[str] = [strong(t.isolate(it.name)), standing(it, t), *_by_whom(it, t)]
    rows: list[list[Button]] = []
    if not it.arrived:
        rows.append([invite_again.button(t("Donner une nouvelle invitation"), it.id)])
    elif it.awaits_a_yes:
        said += await _who_is_asked(visit, it)
        rows.append([_yes_or_ask(visit, it)])
    rows.append([link(t("Retirer {name}", name=it.name), "remove_volunteer", it.id)])
    return View(lines(*said), [*rows, [everyone.button(t("Tous les bénévoles")), way_home(t)]], private=True)


def _by_whom(it: Volunteer, t: Translator) -> list[Markup]:
    said = [t("Invitation de {name}.", name=it.inviter)] if it.inviter else []
    if it.vetted_at is not None and it.vetter:
        said.append(t("Deuxième oui : {name}.", name=it.vetter))
    return said


async def _who_is_asked(visit: Visit, it: Volunteer) -> list[Markup]:
    t = visit.t
    able = await vetting.those_who_may(visit.store, it)
    if not able:
        return [t("Il faut un deuxième oui, d'une autre personne de l'équipe. Invitez d'abord un référent.")]
    return [
        t.plural("{n} personne de l'équipe peut répondre.", "{n} personnes de l'équipe peuvent répondre.", len(able))
    ]


def _yes_or_ask(visit: Visit, it: Volunteer) -> Button:
    if may_vet(visit.me, it):
        return vetting_room.vetting.button(visit.t("Répondre pour {name}", name=it.name), it.id)
    return ask_again.button(visit.t("Redemander à l'équipe"), it.id)


@act("ask_vetting", COORDINATOR, back="volunteer")
async def ask_again(visit: Visit, person_id: int) -> View:
    """Once a day at most: somebody may have come to the team since, or forgotten."""
    it = await volunteers.one(visit.store, visit.me, person_id)
    if it.awaits_a_yes:
        await vetting.ask(visit.store, it.id, visit.now)
    return (await volunteer(visit, it.id)).saying(visit.t("C'est noté. L'équipe est prévenue."))


@act("invite_volunteer", COORDINATOR, back="volunteers")
async def invite(visit: Visit) -> View:
    await visit.store.people.expect(visit.me.id, invited.data())
    t = visit.t
    said = lines(t("Écrivez le prénom du ou de la bénévole."), t("Le prénom suffit : n'écrivez pas le nom de famille."))
    return View(said, [[everyone.button(t("Tous les bénévoles")), way_home(t)]])


@act("invited_volunteer", COORDINATOR, back="volunteers", typed=True)
async def invited(visit: Visit) -> View:
    return await _invitation(visit, await volunteers.invite(visit.store, visit.me, visit.text, visit.now))


@act("invite_volunteer_again", COORDINATOR, back="volunteer")
async def invite_again(visit: Visit, person_id: int) -> View:
    return await _invitation(visit, await volunteers.invite_again(visit.store, visit.me, person_id, visit.now))


async def _invitation(visit: Visit, made: Invitation) -> View:
    t = visit.t
    then = [
        t("Une deuxième personne de l'équipe doit ensuite dire oui. Avant, rien n'est montré."),
        t("Un nombre s'affiche sur le téléphone : cette deuxième personne le compare."),
    ]
    return await handed(visit, made, then, everyone.button(t("Tous les bénévoles")))
