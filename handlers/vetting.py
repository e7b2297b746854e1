"""The second yes to a volunteer: the letter to those who may give it, and the one to the volunteer."""

from markupsafe import Markup

from bot import vetting as rules
from bot.domain.people import Role
from bot.domain.volunteers import Volunteer
from handlers.requests import ANSWERING
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.text import Translator
from handlers.words import lines


@look("vetting", *ANSWERING)
async def vetting(visit: Visit, person_id: int) -> View:
    """Who invited, the number to compare, and yes or no; or how it was answered."""
    t = visit.t
    it = await rules.seen_by(visit.store, visit.me, person_id)
    if not it.awaits_a_yes:
        return View(_answered(it, t), [[way_home(t)]], private=True)
    number = (await visit.store.people.get(it.id)).number
    said = [t("{name} voudrait accompagner des sorties, comme bénévole.", name=it.name)]
    said += [t("Invitation de {name}.", name=it.inviter)] if it.inviter else []
    said.append(t("Il faut un deuxième oui : le vôtre, ou celui d'un collègue."))
    said += [t("Nombre affiché sur son téléphone : {number}", number=number)] if number else []
    said.append(t("Avez-vous rencontré {name} ? Vérifiez le nombre avec cette personne.", name=it.name))
    yes = vet.button(t("Oui, {name} peut accompagner", name=it.name), it.id)
    no = refuse.button(t("Non, ne pas accepter {name}", name=it.name), it.id)
    return View(lines(*said), [[yes], [no], [way_home(t)]], private=True)


def _answered(it: Volunteer, t: Translator) -> Markup:
    if it.vetted_at is not None:
        return t("{vetter} a dit oui : {name} peut accompagner des sorties.", vetter=it.vetter, name=it.name)
    return t("{name} n'a pas encore ouvert l'invitation.", name=it.name)


@act("vet", *ANSWERING, back="vetting")
async def vet(visit: Visit, person_id: int) -> View:
    it = await rules.vet(visit.store, visit.me, person_id, visit.now)
    said = visit.t("C'est noté. {name} reçoit un message.", name=it.name)
    return (await vetting(visit, person_id)).saying(said)


@look("refuse_volunteer", *ANSWERING)
async def refuse(visit: Visit, person_id: int) -> View:
    """The question, with the safe answer first."""
    t = visit.t
    it = await rules.awaiting(visit.store, visit.me, person_id)
    said = lines(
        t("Ne pas accepter {name} comme bénévole ?", name=it.name),
        t("Son compte est oublié tout de suite."),
        t("Parlez-en avec {name} : ce service n'envoie pas de message.", name=it.name),
    )
    no = vetting.button(t("Non, ne rien changer"), it.id)
    return View(said, [[no], [refused.button(t("Oui, ne pas accepter {name}", name=it.name), it.id)]], private=True)


@act("refused_volunteer", *ANSWERING, back="vetting")
async def refused(visit: Visit, person_id: int) -> View:
    it = await rules.refuse(visit.store, visit.me, person_id, visit.now)
    t = visit.t
    said = lines(t("{name} n'est pas bénévole ici.", name=it.name), t("Son compte est oublié."))
    return View(said, [[way_home(t)]])


@look("vetted", Role.VOLUNTEER)
async def vetted(visit: Visit) -> View:
    """The letter to the volunteer."""
    t = visit.t
    said = lines(
        t("Bienvenue {name}. L'équipe a dit oui.", name=visit.me.name),
        t("Vous pouvez maintenant accompagner des sorties."),
        t("Lisez d'abord quelques conseils : c'est court."),
    )
    return View(said, [[link(t("Lire les conseils"), "briefing")], [way_home(t)]])
