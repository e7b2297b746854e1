"""Removing a volunteer: the question, and what whoever is out with them just now reads."""

from markupsafe import Markup

from bot import removing, volunteers
from bot import reservations as places
from bot.domain.accompanied_outings import AccompaniedOuting, first_name, goes_on
from bot.domain.people import Role
from bot.domain.refusals import Overtaken
from handlers import group_words
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.volunteers import everyone, volunteer
from handlers.words import lines, outing, when

COORDINATOR = Role.COORDINATOR
SHOWN = 5


@look("remove_volunteer", COORDINATOR)
async def remove(visit: Visit, person_id: int) -> View:
    """The question, with all that will happen; the safe answer first."""
    t = visit.t
    it = await volunteers.one(visit.store, visit.me, person_id)
    outings, midway = await removing.concerned(visit.store, it, visit.now)
    said: list[str] = [
        strong(t("Retirer {name} des bénévoles ?", name=it.name)),
        t("{name} n'a plus accès à rien, tout de suite.", name=it.name),
        *_consequences(outings, midway, t),
        t("Parlez-en avec {name} : ce service n'envoie pas de message.", name=it.name),
    ]
    no = volunteer.button(t("Non, ne rien changer"), it.id)
    yes = removed.button(t("Oui, retirer {name}", name=it.name), it.id)
    return View(lines(*said), [[no], [yes]], private=True)


def _consequences(outings: list[AccompaniedOuting], midway: int, t: Translator) -> list[str]:
    if not outings:
        return []
    said: list[str] = []
    if midway:
        said.append(t("Une sortie est en cours. Les personnes et la coordination reçoivent un message tout de suite."))
    said.append(
        t.plural("{n} sortie cherche quelqu'un d'autre :", "{n} sorties cherchent quelqu'un d'autre :", len(outings))
    )
    said += [t("{title}, {moment}", title=it.session.offer.title, moment=when(it.session, t)) for it in outings[:SHOWN]]
    return [*said, ""]


@act("removed_volunteer", COORDINATOR, back="volunteer")
async def removed(visit: Visit, person_id: int) -> View:
    it = await removing.remove(visit.store, visit.me, person_id, visit.now)
    said = visit.t("C'est fait. {name} n'a plus accès à rien.", name=it.name)
    return (await everyone(visit)).saying(said)


@look("companion_away", Role.BENEFICIARY)
async def companion_away(visit: Visit, reservation_id: int) -> View:
    """The letter to the person, who is out: who comes now, or whom to tell."""
    t = visit.t
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    if not (it.is_coming and goes_on(it.session, visit.now)):
        raise Overtaken("the outing is over, or not theirs any more")
    said: list[Markup] = [t("La personne qui vous accompagnait ne peut plus rester avec vous.")]
    if it.accompanied_by is not None:
        said.append(t("{name} vous accompagne maintenant.", name=first_name(it.companion)))
    else:
        said += [t("La coordination est prévenue."), t("Vous pouvez continuer la sortie, ou rentrer.")]
    rows = [
        [link(t("Signaler un problème"), "trouble", it.session.id)],
        [link(t("Comment y aller"), "way", it.session.id)],
    ]
    return View(lines(*said, "", outing(it.session, t)), [*rows, [way_home(t)]])


@look("left_alone", COORDINATOR)
async def left_alone(visit: Visit, session_id: int) -> View:
    """The letter to the coordinators: who is there without anybody of the team, and where they met."""
    t = visit.t
    alone = await visit.store.company.lacking(session_id, visit.me.organisation_id)
    if not alone or not goes_on(alone[0].session, visit.now):
        raise Overtaken("nobody is alone there, or it is over")
    group = await visit.store.accompanied_outings.of(session_id, visit.me.organisation_id)
    met: list[Markup] = [group_words.meeting(group, t)] if group is not None else []
    said = lines(
        t("Cette sortie est en cours, et la personne qui accompagnait n'y est plus."),
        t.plural("{n} personne est seule :", "{n} personnes sont seules :", len(alone)),
        *(t.isolate(it.person) for it in alone),
        t("Prenez contact avec ces personnes, ou avec leurs référents."),
        "",
        outing(alone[0].session, t),
        *met,
    )
    return View(said, [[link(t("Voir la sortie"), "sheet", session_id)], [way_home(t)]], private=True)
