"""The coordinator's view of a waiting list: ranks and first names, and letting somebody pass, with a reason."""

from dataclasses import replace

from markupsafe import Markup

from bot import overrides
from bot.domain.people import Role
from bot.domain.waiting import Entry
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing, places

COORDINATOR = Role.COORDINATOR
PAGE = 5


@look("line", COORDINATOR)
async def line(visit: Visit, session_id: int, page: int = 1) -> View:
    """« Liste d'attente » of one session. People of other houses are counted, never named."""
    t = visit.t
    it = await visit.store.offers.session(session_id)
    everyone = await visit.store.waiting.line(session_id)
    pages = max(1, -(-len(everyone) // PAGE))
    number = min(max(1, page), pages)
    first = (number - 1) * PAGE
    shown = everyone[first : first + PAGE]
    said: list[str] = [strong(t("Liste d'attente")), outing(it, t), ""]
    said += [_ranked(each, rank, visit) for rank, each in enumerate(shown, first + 1)]
    said += [] if everyone else [t("Personne n'attend de place.")]
    said += await _log(visit, session_id)
    if pages > 1:
        said += ["", t("Page {page} sur {pages}", page=number, pages=pages)]
    return View(lines(*said), _rows(visit, session_id, number, pages, bool(everyone)), private=True)


def _rows(visit: Visit, session_id: int, number: int, pages: int, anyone: bool) -> list[list[Button]]:
    t = visit.t
    turn = []
    if number > 1:
        turn.append(line.button(t("Page précédente"), session_id, number - 1))
    if number < pages:
        turn.append(line.button(t("Page suivante"), session_id, number + 1))
    rows = [[who_passes.button(t("Faire passer une personne"), session_id, number)]] if anyone else []
    return [
        turn,
        *rows,
        [link(t("Voir la règle"), "list_rule")],
        [link(t("Retour à la sortie"), "sheet", session_id), way_home(t)],
    ]


def _ranked(it: Entry, rank: int, visit: Visit) -> Markup:
    t = visit.t
    ours = it.organisation_id == visit.me.organisation_id
    name = it.person if ours else t("une personne d'une autre structure")
    said = t("{rank}. {name}, {places}", rank=rank, name=name, places=places(it.places, t))
    return t("{entry} : réponse attendue", entry=said) if it.held else said


async def _log(visit: Visit, session_id: int) -> list[str]:
    """Every override with its author, newest first."""
    t, said = visit.t, [""]
    for each in (await visit.store.list_rules.overrides(session_id))[:PAGE]:
        ours = each.organisation_id == visit.me.organisation_id
        said.append(
            t(
                "Passage avant son tour : {name}, par {author}. Raison : {reason}",
                name=each.person if ours else t("une personne d'une autre structure"),
                author=each.by,
                reason=each.reason,
            )
        )
    return said if len(said) > 1 else []


@look("who_passes", COORDINATOR)
async def who_passes(visit: Visit, session_id: int, page: int = 1) -> View:
    """Which of the five on this page; the people of this house only."""
    t = visit.t
    it = await visit.store.offers.session(session_id)
    everyone = await visit.store.waiting.line(session_id)
    shown = list(enumerate(everyone, 1))[(max(1, page) - 1) * PAGE :][:PAGE]
    ours = [(rank, each) for rank, each in shown if each.organisation_id == visit.me.organisation_id]
    rows = [
        [why_passes.button(_who(rank, each, t), each.id)]
        for rank, each in ours
        if not each.held and each.person_id != visit.me.id
    ]
    said: list[str] = [outing(it, t), "", t("Qui passe avant son tour ?")]
    if not rows:
        said.append(t("Personne de votre structure n'attend sur cette page."))
    return View(lines(*said), [*rows, [line.button(t("Voir la liste d'attente"), session_id, page)]], private=True)


def _who(rank: int, it: Entry, t: Translator) -> Markup:
    return t("{rank}. {name}", rank=rank, name=it.person)


@act("why_passes", COORDINATOR)
async def why_passes(visit: Visit, entry_id: int) -> View:
    """The reason is typed, and everyone on the list reads it."""
    t = visit.t
    entry = await overrides.of_house(visit.store, visit.me, entry_id)
    await visit.store.people.expect(visit.me.id, passes_because.data(entry.id))
    said = lines(
        t("Pourquoi {name} passe avant son tour ? Écrivez la raison dans un message.", name=entry.person),
        t("Toutes les personnes de la liste liront la raison. N'écrivez aucun nom."),
    )
    back = line.button(t("Voir la liste d'attente"), entry.session.id)
    return View(said, [[back]], private=True, at=back.to)


@act("passes_because", COORDINATOR, typed=True)
async def passes_because(visit: Visit, entry_id: int) -> View:
    entry = await overrides.let_pass(visit.store, visit.me, entry_id, visit.text, visit.now)
    t = visit.t
    told = (
        t("La place est gardée pour {name}.", name=entry.person)
        if entry.held
        else t("La prochaine place libre est pour {name}.", name=entry.person)
    )
    shown = await line(visit, entry.session.id)
    return replace(shown, text=lines(told, "", shown.text), private=True)
