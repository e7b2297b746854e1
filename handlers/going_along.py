"""« Sorties à accompagner », « J'accompagne », « Je ne peux plus »: whoever goes along with a house's group.

What a volunteer reads of people is decided at every drawing (`bot.meeting`): nothing before three days, nothing after
the day after.
"""

from markupsafe import Markup

from bot import accompanied_outings as groups
from bot import meeting as meetings
from bot.domain.accompanied_outings import AccompaniedOuting, opens_at, shows_people
from bot.domain.people import STAFF, Role
from bot.domain.refusals import Gone, Overtaken
from handlers import group_words, meeting
from handlers.briefing import briefing
from handlers.offers import label
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing, when

GOING = (Role.VOLUNTEER, Role.REFERENT, Role.COORDINATOR)
MOST = 6
"""Outings on one screen, with the ways out."""


@look("to_accompany", Role.VOLUNTEER)
async def to_accompany(visit: Visit, page: int = 1) -> View:
    """Where company is looked for: the outing, and nothing of people."""
    t, page = visit.t, max(page, 1)
    found, more = await groups.wanted(visit.store, visit.me, page, visit.now)
    said: list[str] = [strong(t("Sorties à accompagner"))]
    if not found:
        said += ["", t("Aucune sortie ne cherche quelqu'un pour le moment.")]
    for it in found:
        said += ["", strong(t.isolate(it.offer.title)), when(it, t), t.isolate(it.offer.venue.name)]
    rows: list[list[Button]] = [[to_take.button(label(it, t), it.id)] for it in found]
    turn = [to_accompany.button(t("Page précédente"), page - 1)] if page > 1 else []
    turn += [to_accompany.button(t("Page suivante"), page + 1)] if more else []
    return View(lines(*said), [*rows, turn, [way_home(t)]])


@look("to_take", Role.VOLUNTEER)
async def to_take(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await groups.to_take(visit.store, visit.me, session_id, visit.now)
    group = await visit.store.accompanied_outings.of(it.id, visit.me.organisation_id)
    said = [outing(it, t), "", t("Nous cherchons quelqu'un pour accompagner cette sortie.")]
    said += group_words.labels(group, t) if group is not None else []
    if visit.now < opens_at(it):
        said.append(_later(t.day(opens_at(it), it.zone), t))
    rows = [[take_group.button(t("J'accompagne cette sortie"), it.id)]]
    return View(lines(*said), [*rows, [to_accompany.button(t("Sorties à accompagner")), way_home(t)]])


def _later(day: str, t: Translator) -> Markup:
    return t("À partir du {day}, vous lisez qui vient et où est le rendez-vous.", day=day)


@act("take_group", *GOING)
async def take_group(visit: Visit, session_id: int) -> View:
    if visit.me.lacks_briefing:
        return await briefing(visit, session_id)
    it = await groups.take(visit.store, visit.me, session_id, visit.now)
    return (await group(visit, it.id)).saying(visit.t("C'est noté. Merci."))


@look("i_accompany", *GOING)
async def i_accompany(visit: Visit) -> View:
    """« J'accompagne »: the outings that I go along to."""
    t = visit.t
    found = (await groups.mine(visit.store, visit.me, visit.now))[:MOST]
    said: list[str] = [strong(t("J'accompagne"))]
    for it in found:
        said += ["", strong(t.isolate(it.session.offer.title)), when(it.session, t)]
    if not found:
        said += ["", t("Vous n'accompagnez aucune sortie pour le moment.")]
    rows = [[group.button(label(it.session, t), it.id)] for it in found]
    more = [[to_accompany.button(t("Sorties à accompagner"))]] if visit.me.is_a(Role.VOLUNTEER) else []
    return View(lines(*said), [*rows, *more, [way_home(t)]])


@look("group", *GOING)
async def group(visit: Visit, outing_id: int) -> View:
    """The outing that I go along to; in its days, who comes and where we meet."""
    it = await groups.of_mine(visit.store, visit.me, outing_id)
    return await shown(visit, it, strong(visit.t("Vous accompagnez cette sortie.")))


async def shown(visit: Visit, it: AccompaniedOuting, opening: Markup) -> View:
    """The card of the meeting to whoever may read it now; to a volunteer before and after, nothing of people."""
    t = visit.t
    try:
        return meeting.card(await meetings.of(visit.store, visit.me, it.session.id, visit.now), visit, opening)
    except Gone:
        pass
    said: list[str] = [opening, outing(it.session, t), "", *group_words.labels(it, t)]
    if visit.now < opens_at(it.session):
        said.append(_later(t.day(opens_at(it.session), it.session.zone), t))
    ahead = it.session.starts_at > visit.now
    rows: list[list[Button]] = [[link(t("Comment y aller"), "way", it.session.id)]] if ahead else []
    rows += [[cannot_lead.button(t("Je ne peux plus"), it.id)]] if ahead else []
    return View(lines(*said), [*rows, [i_accompany.button(t("J'accompagne")), way_home(t)]], private=True)


@look("cannot_lead", *GOING)
async def cannot_lead(visit: Visit, outing_id: int) -> View:
    """The question, with the safe answer first."""
    t = visit.t
    it = await groups.ahead(visit.store, visit.me, outing_id, visit.now)
    asks = it.is_offered_by(visit.me.id)
    said: list[str] = [
        t("Vous ne pouvez plus accompagner cette sortie ?"),
        t("L'équipe et les personnes reçoivent un message tout de suite."),
        *([t("Vous avez proposé cette sortie à d'autres. Vous accompagnez jusqu'à leur réponse.")] if asks else []),
        "",
        outing(it.session, t),
    ]
    no = group.button(t("Non, j'accompagne toujours"), it.id)
    other = link(t("Proposer à quelqu'un d'autre"), "offer_group", it.id)
    rows = [
        [link(t("Ne plus proposer, j'accompagne"), "keep_group", it.id) if asks else no],
        *([] if asks else [[other]]),
        [left_group.button(t("Oui, je ne peux plus"), it.id)],
    ]
    return View(lines(*said), [*rows, [way_home(t)]])


@act("left_group", *GOING, back="group")
async def left_group(visit: Visit, outing_id: int) -> View:
    it, t = await groups.leave(visit.store, visit.me, outing_id, visit.now), visit.t
    said = lines(
        t("Vous n'accompagnez plus cette sortie."),
        t("L'équipe cherche quelqu'un d'autre."),
        "",
        outing(it.session, t),
    )
    return View(said, [[i_accompany.button(t("J'accompagne")), way_home(t)]]).saying(t("C'est noté."))


@look("group_changed", *GOING)
async def group_changed(visit: Visit, outing_id: int) -> View:
    """The letter: the group meets elsewhere, or at another moment. Raises Overtaken where it may not be read yet."""
    it = await groups.of_mine(visit.store, visit.me, outing_id)
    may_read = visit.me.is_a(*STAFF) or shows_people(it.session, visit.now)
    if it.session.starts_at <= visit.now or not may_read:
        raise Overtaken("the outing has begun, or a volunteer reads of the meeting in its days only")
    return await shown(visit, it, strong(visit.t("Le rendez-vous a changé.")))
