"""Home, help, and the kind answer to what the bot does not understand."""

from dataclasses import replace

from markupsafe import Markup

from bot import deciding
from bot.domain.people import STAFF, Person, Role
from bot.domain.reservations import State
from handlers import (
    calls,
    coordinator,
    invitations,
    joining,
    month,
    offers,
    people,
    permanence_words,
    privacy,
    requests,
    reservations,
    settings,
    teams,
    ticks,
)
from handlers.screens import Button, Rows, View, Visit, link, look, way_home
from handlers.text import Translator
from handlers.words import lines, status, when

EVERYONE = tuple(Role)
KNOWN = tuple(role for role in Role if role is not Role.STRANGER)


@look("home", *EVERYONE)
async def home(visit: Visit) -> View:
    if visit.me.is_a(Role.STRANGER):
        return await joining.stranger(visit)
    if visit.me.roles == {Role.NEWCOMER}:
        return await joining.step(visit)
    t = visit.t
    said: list[str] = [t("Bonjour {name}.", name=visit.me.name), *await _news(visit), "", t("Que voulez-vous faire ?")]
    return View(lines(*said), _choices(visit.me, await _waiting(visit), await ticks.at_home(visit), t))


async def _news(visit: Visit) -> list[Markup]:
    """What waits for this person, in a line each."""
    news = []
    if visit.me.is_a(Role.BENEFICIARY):
        coming = await visit.store.reservations.coming_up(visit.me.id, visit.now)
        held = [it for it in coming if it.state is State.OFFERED]
        news += [visit.t("{title} : {status}", title=it.session.offer.title, status=status(it, visit.t)) for it in held]
        for it in [each for each in coming if each not in held][:1]:
            outing = {"title": it.session.offer.title, "moment": when(it.session, visit.t)}
            news.append(visit.t("Votre prochaine sortie : {title}, {moment}.", **outing))
    if waiting := await _waiting(visit):
        news.append(
            visit.t.plural("{n} demande attend votre réponse.", "{n} demandes attendent votre réponse.", waiting)
        )
    return news


async def _waiting(visit: Visit) -> int:
    """Requests that wait for this person's word: a coordinator's too, when nobody else answered."""
    if not visit.me.is_a(Role.REFERENT, Role.COORDINATOR):
        return 0
    return len(await deciding.to_answer(visit.store, visit.me, visit.now))


def _choices(me: Person, waiting: int, to_count: list[list[Button]], t: Translator) -> Rows:
    """One column: words stay whole on a small screen."""
    rows: list[list[Button]] = []
    if waiting or me.is_a(Role.REFERENT):
        rows.append([requests.requests.button(t("Demandes à traiter"))])
    if me.is_a(Role.REFERENT):
        rows += [
            [people.people.button(t("Mes personnes")), invitations.invite.button(t("Inviter une personne"))],
        ]
    if me.is_a(Role.COORDINATOR):
        rows.append([coordinator.desk.button(t("Sorties")), teams.team.button(t("Équipe"))])
    if me.is_a(Role.BENEFICIARY, Role.REFERENT):
        rows.append([offers.offers.button(t("Voir les sorties"))])
    if me.is_a(Role.BENEFICIARY):
        rows += [[reservations.mine.button(t("Mes sorties"))], [settings.my_referent.button(t("Mon référent"))]]
    rows += [*_going_along(me, t), *to_count, *_on_the_way_in(me, t)]
    if me.roles == {Role.REFERENT}:
        # Whoever is more than that finds it behind « Demandes à traiter »: a message has eight buttons at most.
        rows.insert(1, [calls.today.button(t("Ma journée")), month.this_month.button(t("Ce mois-ci"))])
    rows.append([settings.settings.button(t("Réglages")), help_page.button(t("Aide"))])
    return rows


def _going_along(me: Person, t: Translator) -> list[list[Button]]:
    """The volunteer's. Who is of the staff too has no room for them at home."""
    if not me.is_a(Role.VOLUNTEER) or me.is_a(*STAFF):
        return []
    return [[link(t("Sorties à accompagner"), "to_accompany")], [link(t("J'accompagne"), "i_accompany")]]


def _on_the_way_in(me: Person, t: Translator) -> list[list[Button]]:
    return [[joining.step.button(t("Où en suis-je ?"))]] if me.is_a(Role.NEWCOMER) else []


@look("help", *EVERYONE)
async def help_page(visit: Visit) -> View:
    t = visit.t
    if visit.me.is_a(Role.STRANGER) or visit.me.roles == {Role.NEWCOMER}:
        return await home(visit)
    rows = [[privacy.privacy.button(t("Ce qui est gardé sur vous"))], [way_home(t)]]
    if visit.me.is_a(Role.BENEFICIARY):
        rows.insert(0, [permanence_words.button(t)])
    if visit.me.is_a(Role.VOLUNTEER):
        rows.insert(0, [link(t("Conseils pour accompagner"), "briefing")])
    return View(lines(*_help(visit.me, t)), rows)


def _help(me: Person, t: Translator) -> list[Markup | str]:
    said: list[Markup | str] = [t("Ce service propose des sorties gratuites."), ""]
    if me.is_a(Role.BENEFICIARY):
        said += [
            t("Choisissez une sortie. Demandez une place. Votre référent répond."),
            t("Vous recevez des rappels avant la sortie."),
            t("Vous pouvez annuler à tout moment. La place sert à une autre personne."),
        ]
    if me.is_a(Role.REFERENT):
        said.append(t("Vos personnes demandent des places. Vous acceptez ou refusez en un geste."))
    if me.is_a(Role.COORDINATOR):
        said.append(t("Vous complétez les brouillons de sorties, puis vous les publiez."))
    if me.is_a(Role.VOLUNTEER):
        said += [
            t("Des personnes préfèrent sortir avec quelqu'un. Vous choisissez une sortie à accompagner."),
            t("Trois jours avant, vous lisez les prénoms et le lieu du rendez-vous."),
            t("Un empêchement ? Dites-le avec un bouton. La coordination cherche quelqu'un d'autre."),
        ]
    said += ["", t("Écrivez /start pour revenir à l'accueil."), *joining.not_read_yet(t)]
    return said


@look("lost", *EVERYONE)
async def not_understood(visit: Visit) -> View:
    """Unknown text, a voice message, a photo: a kind answer with what can be done."""
    shown = await home(visit)
    return replace(shown, text=lines(visit.t("Je comprends seulement les boutons et les commandes."), "", shown.text))
