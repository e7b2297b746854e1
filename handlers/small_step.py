"""At most one next small step: what is new in it, the outing itself, one tap to ask for it, one for « Pas maintenant »."""

from markupsafe import Markup

from bot import next_step
from bot.domain.company import Wish
from bot.domain.next_step import NextStep, Stride
from bot.domain.people import Role
from bot.domain.refusals import Gone
from handlers import offers, reservations
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing, when


def told(step: NextStep, t: Translator) -> list[Markup]:
    title, moment = strong(t.isolate(step.session.offer.title)), when(step.session, t)
    return [t("Si vous en avez envie :"), title, moment, *_why(step, t)]


def _why(step: NextStep, t: Translator) -> list[Markup]:
    with_somebody = [t("Quelqu'un de l'équipe peut venir avec vous.")] if step.wish is Wish.COMPANY else []
    return [news(step.stride, t), *with_somebody]


def news(stride: Stride, t: Translator) -> Markup:
    """What is new in it: proposed, and remembered."""
    return {
        Stride.FURTHER: t("Un petit pas : un lieu un peu plus loin."),
        Stride.LONGER: t("Un petit pas : une sortie un peu plus longue."),
        Stride.ALONE: t("Un petit pas : un lieu connu, cette fois sans compagnie."),
    }[stride]


def gestures(step: NextStep | None, t: Translator) -> list[list[Button]]:
    if step is None:
        return []
    return [[one_step.button(t("Voir ce petit pas")), not_now.button(t("Pas maintenant"))]]


@look("small_step", Role.BENEFICIARY)
async def one_step(visit: Visit) -> View:
    """The card of the outing. Raises Gone when there is none any more."""
    t = visit.t
    step = await next_step.proposed(visit.store, visit.me, visit.now, visit.town.zone)
    if step is None:
        raise Gone
    it = step.session
    said = lines(*_why(step, t), "", outing(it, t), *offers.facts(it, t, visit.now))
    rows = [
        [take_step.button(_ask(step, t), it.id)],
        [link(t("Comment y aller"), "way", it.id), not_now.button(t("Pas maintenant"))],
        [link(t("Retour"), "project")],
    ]
    return View(said, rows)


def _ask(step: NextStep, t: Translator) -> Markup:
    if step.wish is Wish.COMPANY:
        return t("Demander à y aller avec quelqu'un")
    return t.plural("Demander une place", "Demander {n} places", step.places)


@act("take_step", Role.BENEFICIARY, back="session")
async def take_step(visit: Visit, session_id: int) -> View:
    it = await next_step.take(visit.store, visit.me, session_id, visit.now, visit.town.zone)
    said = visit.t("Place confirmée.") if it.is_coming else visit.t("Demande envoyée.")
    return (await reservations.place(visit, it.id)).saying(said)


@act("not_now", Role.BENEFICIARY)
async def not_now(visit: Visit) -> View:
    await next_step.not_now(visit.store, visit.me, visit.now)
    t = visit.t
    rows = [[link(t("Ce que j'aimerais essayer"), "project")], [link(t("Voir les sorties"), "offers"), way_home(t)]]
    return View(t("D'accord. Pas de petit pas proposé pendant un mois."), rows)
