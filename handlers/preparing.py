"""« Sortie accompagnée »: a coordinator says where and when their house's group meets, for whom, and who leads it."""

from markupsafe import Markup

from bot import catalogue, preparing
from bot.domain.accompanied_outings import MOST_COMPANIONS, AccompaniedOuting
from bot.domain.people import Role
from bot.gathering import people_of
from handlers import group_words
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing

COORDINATOR = Role.COORDINATOR
MINUTES = (15, 20, 30, 45, 60)


@look("prepare", COORDINATOR)
async def prepare(visit: Visit, session_id: int) -> View:
    t = visit.t
    session = await catalogue.published(visit.store, session_id)
    it = await visit.store.accompanied_outings.of(session.id, visit.me.organisation_id)
    back = [link(t("Retour à la sortie"), "sheet", session.id), way_home(t)]
    if it is None:
        said = lines(outing(session, t), "", t("Cette sortie n'a pas encore de groupe accompagné."))
        first = [[make_group.button(t("Préparer un groupe"), session.id)]] if session.starts_at > visit.now else []
        return View(said, [*first, back])
    people = len(await people_of(visit.store, it))
    said = lines(outing(session, t), "", *_settled(it, people, t))
    return View(said, [*(_gestures(it, t) if session.starts_at > visit.now else []), back])


def _settled(it: AccompaniedOuting, people: int, t: Translator) -> list[Markup]:
    said = [strong(t("Sortie accompagnée")), group_words.meeting(it, t), *group_words.labels(it, t)]
    said.append(t.plural("Dans le groupe : {n} personne.", "Dans le groupe : {n} personnes.", people))
    for each in it.companions:
        leads = each.person_id == it.leader_id
        said.append(t("{name} mène le groupe.", name=each.name) if leads else t("{name} accompagne.", name=each.name))
    said.append(
        t.plural(
            "Il faut au moins {n} personne de l'équipe.", "Il faut au moins {n} personnes de l'équipe.", it.minimum
        )
    )
    return [*said, group_words.short(it.lacks_companions, t)] if it.lacks_companions else said


def _gestures(it: AccompaniedOuting, t: Translator) -> list[list[Button]]:
    number = it.session.id
    women = t("Ouvrir à tout le monde") if it.women_only else t("Réserver aux femmes")
    small = t("Groupe sans limite") if it.most is not None else t("Petit groupe")
    return [
        [ask_point.button(t("Changer l'endroit"), number), choose_meeting.button(t("Changer l'heure"), number)],
        [choose_minimum.button(t("Combien de l'équipe"), number)],
        [say_women.button(women, number, int(not it.women_only))],
        [say_small.button(small, number, int(it.most is None))],
        [choose_leader.button(t("Qui mène le groupe"), number)],
    ]


@act("make_group", COORDINATOR, back="prepare")
async def make_group(visit: Visit, session_id: int) -> View:
    await preparing.prepare(visit.store, visit.me, session_id, visit.now)
    return (await prepare(visit, session_id)).saying(visit.t("Le groupe est prêt."))


@act("ask_point", COORDINATOR, back="prepare")
async def ask_point(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await preparing.of_house(visit.store, visit.me, session_id)
    await visit.store.people.expect(visit.me.id, typed_point.data(session_id))
    said = lines(outing(it.session, t), "", group_words.meeting(it, t), t("Écrivez l'endroit du rendez-vous."))
    rows = [
        [usual_point.button(t("Devant le lieu"), session_id)],
        [prepare.button(t("Retour au groupe"), session_id)],
    ]
    return View(said, rows)


@act("typed_point", COORDINATOR, back="prepare", typed=True)
async def typed_point(visit: Visit, session_id: int) -> View:
    await preparing.set_point(visit.store, visit.me, session_id, visit.text.strip() or " ", visit.now)
    return (await prepare(visit, session_id)).saying(visit.t("C'est noté."))


@act("usual_point", COORDINATOR, back="prepare")
async def usual_point(visit: Visit, session_id: int) -> View:
    await preparing.set_point(visit.store, visit.me, session_id, "", visit.now)
    return (await prepare(visit, session_id)).saying(visit.t("C'est noté."))


@look("choose_meeting", COORDINATOR)
async def choose_meeting(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await preparing.of_house(visit.store, visit.me, session_id)
    said = lines(outing(it.session, t), "", group_words.meeting(it, t), t("À quelle heure est le rendez-vous ?"))
    rows = [[set_meeting.button(_before(n, t), session_id, n)] for n in MINUTES]
    usual = [set_meeting.button(t("Comme d'habitude"), session_id, 0)]
    return View(said, [*rows, usual, [prepare.button(t("Retour au groupe"), session_id)]])


def _before(minutes: int, t: Translator) -> Markup:
    return t.plural("{n} minute avant le début", "{n} minutes avant le début", minutes)


@act("set_meeting", COORDINATOR, back="prepare")
async def set_meeting(visit: Visit, session_id: int, minutes: int) -> View:
    """0 stands for the usual moment."""
    await preparing.set_moment(visit.store, visit.me, session_id, minutes, visit.now)
    return (await prepare(visit, session_id)).saying(visit.t("C'est noté."))


@look("choose_minimum", COORDINATOR)
async def choose_minimum(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await preparing.of_house(visit.store, visit.me, session_id)
    said = lines(outing(it.session, t), "", t("Combien de personnes de l'équipe, au moins ?"))
    rows = [
        [set_minimum.button(t.plural("{n} personne de l'équipe", "{n} personnes de l'équipe", n), session_id, n)]
        for n in range(1, MOST_COMPANIONS + 1)
    ]
    return View(said, [*rows, [prepare.button(t("Retour au groupe"), session_id)]])


@act("set_minimum", COORDINATOR, back="prepare")
async def set_minimum(visit: Visit, session_id: int, companions: int) -> View:
    await preparing.set_minimum(visit.store, visit.me, session_id, companions, visit.now)
    return (await prepare(visit, session_id)).saying(visit.t("C'est noté."))


@act("say_women", COORDINATOR, back="prepare")
async def say_women(visit: Visit, session_id: int, yes: int) -> View:
    await preparing.set_women_only(visit.store, visit.me, session_id, bool(yes), visit.now)
    return await prepare(visit, session_id)


@act("say_small", COORDINATOR, back="prepare")
async def say_small(visit: Visit, session_id: int, yes: int) -> View:
    await preparing.set_small(visit.store, visit.me, session_id, bool(yes), visit.now)
    return await prepare(visit, session_id)


@look("choose_leader", COORDINATOR)
async def choose_leader(visit: Visit, session_id: int) -> View:
    """One of those who come along, or oneself: nobody is sent."""
    t, me = visit.t, visit.me
    it = await preparing.of_house(visit.store, me, session_id)
    rows = [
        [set_leader.button(t("{name} mène le groupe", name=each.name), session_id, each.person_id)]
        for each in it.companions[:MOST_COMPANIONS]
        if each.person_id not in (it.leader_id, me.id)
    ]
    if it.leader_id != me.id:
        rows.append([set_leader.button(t("Je mène le groupe"), session_id, me.id)])
    said = lines(outing(it.session, t), "", t("Qui mène le groupe ?"))
    return View(said, [*rows, [prepare.button(t("Retour au groupe"), session_id)]])


@act("set_leader", COORDINATOR, back="prepare")
async def set_leader(visit: Visit, session_id: int, person_id: int) -> View:
    await preparing.set_leader(visit.store, visit.me, session_id, person_id, visit.now)
    return (await prepare(visit, session_id)).saying(visit.t("C'est noté."))
