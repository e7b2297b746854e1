"""« Équipe »: the referents of the organisation, and handing the people of one to another."""

from markupsafe import Markup

from bot import deciding, teams
from bot.domain.people import Role
from bot.domain.refusals import Overtaken
from bot.domain.teams import Member
from handlers import coordinator
from handlers.pages import cut, turn
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

COORDINATOR = Role.COORDINATOR
MOST = 4
"""Of a page, beside the ways to elsewhere."""


@look("team", COORDINATOR)
async def team(visit: Visit, page: int = 1) -> View:
    t = visit.t
    everyone = await teams.team(visit.store, visit.me)
    shown, number, pages = cut(everyone, page, MOST)
    said: list[str] = [strong(t("Équipe")), *(_line(it, t) for it in shown)]
    if not shown:
        said.append(t("Il n'y a pas encore de référent. Invitez une première personne."))
    rows = [[member.button(t.isolate(it.name), it.id)] for it in shown]
    beside = turn(team, number, pages, t)
    last = [way_home(t)] if len(beside) == 2 else [coordinator.invite.button(t("Inviter un référent")), way_home(t)]
    return View(lines(*said), [*rows, beside, [link(t("Bénévoles"), "volunteers")], last], private=True)


def _line(it: Member, t: Translator) -> Markup:
    return t.plural("{name} suit {n} personne.", "{name} suit {n} personnes.", it.people, name=it.name)


def _waiting(it: Member, t: Translator) -> Markup:
    return t.plural("{n} demande en attente", "{n} demandes en attente", it.waiting)


@look("member", COORDINATOR)
async def member(visit: Visit, member_id: int, page: int = 1) -> View:
    """One referent, and to whom their people could go."""
    t = visit.t
    it = await teams.member(visit.store, visit.me, member_id)
    others = [each for each in await teams.team(visit.store, visit.me) if each.id != it.id]
    shown, number, pages = cut(others, page)
    said = [_line(it, t), _waiting(it, t), ""]
    said.append(t("Si {name} part, choisissez à qui confier ses personnes.", name=it.name) if others else _alone(t))
    rows = [[hand_over.button(t("Confier à {name}", name=each.name), it.id, each.id)] for each in shown]
    return View(lines(*said), [*rows, turn(member, number, pages, t, it.id), [team.button(t("Retour à l'équipe"))]])


def _alone(t: Translator) -> Markup:
    return t("Pour confier ses personnes, invitez d'abord un autre référent.")


@look("hand_over", COORDINATOR)
async def hand_over(visit: Visit, leaver_id: int, heir_id: int) -> View:
    """The question, with all that will happen."""
    t = visit.t
    leaver = await teams.member(visit.store, visit.me, leaver_id)
    heir = await teams.member(visit.store, visit.me, heir_id)
    said = lines(
        strong(t("Confier les personnes de {leaver} à {heir}", leaver=leaver.name, heir=heir.name)),
        t.plural("{n} personne change de référent.", "{n} personnes changent de référent.", leaver.people),
        t.plural("{n} demande en attente suit.", "{n} demandes en attente suivent.", leaver.waiting),
        t("{name} n'a plus accès à rien, tout de suite.", name=leaver.name),
        t("Les oui d'avance de {name} s'arrêtent.", name=leaver.name),
        t("Chaque personne et {name} reçoivent un message.", name=heir.name),
    )
    no = [member.button(t("Non, ne rien changer"), leaver.id)]
    yes = [handed.button(t("Oui, confier à {name}", name=heir.name), leaver.id, heir.id)]
    return View(said, [no, yes])


@act("hand_over_now", COORDINATOR, back="member")
async def handed(visit: Visit, leaver_id: int, heir_id: int) -> View:
    await teams.hand_over(visit.store, visit.me, leaver_id, heir_id, visit.now)
    return (await team(visit)).saying(visit.t("C'est fait. Chacun est prévenu."))


@look("handed_over", Role.REFERENT, COORDINATOR)
async def told_heir(visit: Visit, leaver_id: int) -> View:
    """The letter to who follows them now."""
    leaver = await teams.handed_to(visit.store, visit.me, leaver_id, visit.now)
    if leaver.is_a(Role.REFERENT):
        raise Overtaken("the referent has not left")
    t = visit.t
    waiting = len(await deciding.to_answer(visit.store, visit.me, visit.now))
    said = lines(
        t("Les personnes que suivait {name} vous sont confiées.", name=leaver.name),
        t("Vous pouvez leur donner un oui d'avance : ceux de {name} sont arrêtés.", name=leaver.name),
        t.plural("{n} demande attend votre réponse.", "{n} demandes attendent votre réponse.", waiting),
    )
    rows = [[link(t("Mes personnes"), "people")], [link(t("Demandes à traiter"), "requests")], [way_home(t)]]
    return View(said, rows, private=True)


@look("new_referent", Role.BENEFICIARY)
async def told_person(visit: Visit) -> View:
    """The letter to each of them."""
    t = visit.t
    if visit.me.referent_id is None:
        raise Overtaken("there is no referent")
    referent = await visit.store.people.get(visit.me.referent_id)
    said = lines(
        t("Votre référent est maintenant {name}.", name=referent.name),
        t("Vos sorties et vos demandes ne changent pas."),
    )
    return View(said, [[link(t("Mon référent"), "my_referent")], [way_home(t)]])
