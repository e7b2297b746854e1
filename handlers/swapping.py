"""« Proposer à quelqu'un d'autre », on the way out of an outing that one accompanies; and what the others read."""

from bot import swapping
from bot.domain.accompanied_outings import first_name
from bot.domain.letters import Kind
from bot.domain.people import Role
from bot.domain.refusals import Gone, Overtaken, TakenOver
from handlers import going_along, group_words
from handlers.briefing import briefing
from handlers.going_along import GOING
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.words import lines, outing


@act("offer_group", *GOING, back="cannot_lead")
async def offer(visit: Visit, outing_id: int) -> View:
    await swapping.offer(visit.store, visit.me, outing_id, visit.now)
    said = visit.t("C'est proposé aux autres bénévoles. Vous accompagnez jusqu'à leur réponse.")
    return (await going_along.cannot_lead(visit, outing_id)).saying(said)


@act("keep_group", *GOING, back="cannot_lead")
async def keep(visit: Visit, outing_id: int) -> View:
    await swapping.keep(visit.store, visit.me, outing_id, visit.now)
    return (await going_along.group(visit, outing_id)).saying(visit.t("C'est noté. Vous accompagnez toujours."))


@look("swap", Role.VOLUNTEER)
async def swap(visit: Visit, outing_id: int) -> View:
    """The letter: the outing as anybody sees it, and who asks. Raises Overtaken when somebody has taken over."""
    t = visit.t
    try:
        it, was = await swapping.offered(visit.store, visit.me, outing_id, visit.now)
    except TakenOver:
        raise Overtaken("somebody has taken over, or nobody asks any more") from None
    said = lines(
        t("{name} cherche quelqu'un pour accompagner cette sortie à sa place.", name=first_name(was.name)),
        "",
        outing(it.session, t),
        *group_words.labels(it, t),
    )
    return View(said, [[take.button(t("J'accompagne à sa place"), it.id)], [way_home(t)]])


@act("take_over", Role.VOLUNTEER, back="swap")
async def take(visit: Visit, outing_id: int) -> View:
    if visit.me.lacks_briefing:
        return await briefing(visit)
    it = await swapping.take(visit.store, visit.me, outing_id, visit.now)
    return (await going_along.group(visit, it.id)).saying(visit.t("C'est noté. Merci."))


@look("swapped", *GOING)
async def swapped(visit: Visit, outing_id: int, person_id: int) -> View:
    """The letter to who asked. Raises Gone for anybody else."""
    t = visit.t
    if visit.me.id not in await visit.store.letters.readers(Kind.SWAPPED, f"{outing_id}:{person_id}"):
        raise Gone
    it = await visit.store.accompanied_outings.get(outing_id)
    other = await visit.store.people.get(person_id)
    said = lines(
        t("{name} accompagne cette sortie à votre place.", name=first_name(other.name)),
        t("Vous n'accompagnez plus cette sortie."),
        "",
        outing(it.session, t),
    )
    return View(said, [[link(t("J'accompagne"), "i_accompany")], [way_home(t)]])
