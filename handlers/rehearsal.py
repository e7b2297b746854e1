"""« Faire le trajet une fois avant »: the question, its answer, and the letters that it writes."""

from markupsafe import Markup

from bot import rehearsing
from bot import reservations as places
from bot.domain.calendar import day_numbered, number_of
from bot.domain.offers import Session
from bot.domain.people import Role
from bot.domain.refusals import Begun, Overtaken
from bot.domain.rehearsals import Answer, Rehearsal
from handlers import permanence_words
from handlers.requests import ANSWERING
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing

BENEFICIARY = Role.BENEFICIARY


async def choice(visit: Visit, it: Session) -> list[list[Button]]:
    """On the way to an outing: the question, or how it was answered."""
    mine = await visit.store.reservations.live(visit.me.id, it.id)
    if mine is None:
        return []
    said = await visit.store.rehearsals.of(mine.id)
    asked = said is not None and said.answer is not Answer.NO
    if not asked and not await rehearsing.is_offered(visit.store, mine, visit.now):
        return []
    return [[rehearsal.button(visit.t("Faire le trajet une fois avant"), mine.id)]]


@look("rehearsal", BENEFICIARY)
async def rehearsal(visit: Visit, reservation_id: int) -> View:
    """Asked once. Answered, it shows the answer."""
    t = visit.t
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    back = [link(t("Comment y aller"), "way", it.session.id), way_home(t)]
    title = strong(t("Faire le trajet une fois avant"))
    if not await rehearsing.is_offered(visit.store, it, visit.now):
        said = _answered(await visit.store.rehearsals.of(it.id), t)
        return View(lines(title, said, "", outing(it.session, t)), [[permanence_words.button(t)], back])
    near = await rehearsing.near(visit.store, visit.me, it, visit.now)
    asked: list[str] = [title, t("Le jour de la sortie, vous connaissez déjà le chemin.")]
    asked.append(t("Quelqu'un de l'équipe peut faire ce trajet avec vous, un autre jour."))
    rows = [[rehearse_with.button(t("Oui, avec quelqu'un"), it.id)]]
    if near is not None:
        asked += ["", t("Vous pouvez aussi préparer ce trajet à la permanence :")]
        asked += permanence_words.moment(near, t)
        label = t("Oui, à la permanence")
        rows.append([rehearse_at.button(label, it.id, near.permanence.id, number_of(near.day))])
    rows.append([no_rehearsal.button(t("Non merci"), it.id)])
    return View(lines(*asked, "", outing(it.session, t)), [*rows, back])


def _answered(said: Rehearsal | None, t: Translator) -> Markup:
    match said:
        case Rehearsal(companion_id=int(), companion=name):
            return t("{name} fait ce trajet avec vous, une fois avant la sortie.", name=name)
        case Rehearsal(answer=Answer.COMPANY):
            return t("Votre demande est envoyée. L'équipe cherche qui peut venir avec vous.")
        case Rehearsal(answer=Answer.PERMANENCE):
            return t("Vous préparez ce trajet à la permanence. L'équipe est prévenue.")
    return t("Cette question ne se pose plus pour cette sortie.")


@act("rehearse_with", BENEFICIARY, back="rehearsal")
async def rehearse_with(visit: Visit, reservation_id: int) -> View:
    await rehearsing.answer(visit.store, visit.me, reservation_id, Answer.COMPANY, visit.now)
    return (await rehearsal(visit, reservation_id)).saying(visit.t("C'est noté. L'équipe est prévenue."))


@act("rehearse_at", BENEFICIARY, back="rehearsal")
async def rehearse_at(visit: Visit, reservation_id: int, permanence_id: int, day: int) -> View:
    on = day_numbered(day)
    await rehearsing.at_permanence(visit.store, visit.me, reservation_id, permanence_id, on, visit.now)
    told = visit.t("C'est noté. Vous recevez un rappel la veille à 18 h.")
    return (await rehearsal(visit, reservation_id)).saying(told)


@act("no_rehearsal", BENEFICIARY, back="rehearsal")
async def no_rehearsal(visit: Visit, reservation_id: int) -> View:
    """Never asked again."""
    it, t = await rehearsing.answer(visit.store, visit.me, reservation_id, Answer.NO, visit.now), visit.t
    rows = [[link(t("Comment y aller"), "way", it.session.id)], [link(t("Voir ma place"), "place", it.id), way_home(t)]]
    return View(lines(t("C'est noté. Nous ne posons plus cette question."), "", outing(it.session, t)), rows)


# Who answers for the person


@look("rehearsal_wanted", *ANSWERING)
async def rehearsal_wanted(visit: Visit, reservation_id: int) -> View:
    """The letter. Raises Overtaken when there is no such outing ahead any more."""
    t = visit.t
    try:
        it, said = await rehearsing.wished(visit.store, visit.me, reservation_id, visit.now)
    except Begun:
        raise Overtaken("the place is gone, or the outing has begun") from None
    known = [_wish(it.person, said, t), "", outing(it.session, t)]
    seen = [link(t("Voir {name}", name=it.person), "person", it.person_id), way_home(t)]
    if said.companion_id is not None or said.answer is not Answer.COMPANY:
        return View(lines(*known), [seen], private=True)
    known += ["", t("C'est sa première sortie sans compagnie.")]
    label = t("Je fais le trajet avec {name}", name=it.person)
    return View(lines(*known), [[rehearse_together.button(label, it.id)], seen], private=True)


def _wish(person: str, said: Rehearsal, t: Translator) -> Markup:
    if said.companion_id is not None:
        return t("{companion} fait ce trajet une fois avec {name}.", companion=said.companion, name=person)
    if said.answer is Answer.PERMANENCE:
        return t("{name} vient préparer ce trajet à la permanence.", name=person)
    return t("{name} aimerait faire ce trajet une fois avant, avec quelqu'un.", name=person)


@act("rehearse_together", *ANSWERING, back="rehearsal_wanted")
async def rehearse_together(visit: Visit, reservation_id: int) -> View:
    it = await rehearsing.go_along(visit.store, visit.me, reservation_id, visit.now)
    told = visit.t("C'est noté. {name} reçoit un message. Dites-lui quand.", name=it.person)
    return (await rehearsal_wanted(visit, reservation_id)).saying(told)


@look("rehearsed", BENEFICIARY)
async def rehearsed(visit: Visit, reservation_id: int) -> View:
    """The letter to the person: who makes the way with them."""
    t = visit.t
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    said = await visit.store.rehearsals.of(it.id)
    if not it.is_coming or it.session.starts_at <= visit.now or said is None or said.companion_id is None:
        raise Overtaken("the place is gone, the outing has begun, or nobody goes along")
    told = lines(_answered(said, t), t("{name} vous dit quand.", name=said.companion), "", outing(it.session, t))
    return View(told, [[link(t("Comment y aller"), "way", it.session.id)], [way_home(t)]])
