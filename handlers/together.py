"""The referent's own side: « Mes sorties avec les personnes », and a soft word on whom they have no news of."""

from markupsafe import Markup

from bot import together
from bot.domain.people import Role
from bot.together import Together
from handlers.pages import cut, turn
from handlers.screens import View, Visit, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

WHO = (Role.REFERENT, Role.COORDINATOR)
MOST = 3
"""People of whom one has no news, at a time."""


@look("went_together", *WHO)
async def went_together(visit: Visit, page: int = 1) -> View:
    """The latest first: to remember, not to be counted by."""
    t = visit.t
    found = await together.outings(visit.store, visit.me, visit.now)
    shown, number, pages = cut(found, page)
    said: list[str] = [strong(t("Mes sorties avec les personnes"))]
    if not found:
        said.append(t("Après une sortie ensemble, vous la retrouverez ici."))
    for it in shown:
        said += ["", *_told(it, t)]
    around = [turn(went_together, number, pages, t), [link(t("Ma journée"), "today"), way_home(t)]]
    return View(lines(*said), around, private=True)


def _told(it: Together, t: Translator) -> list[Markup]:
    session = it.session
    said = [strong(t.isolate(session.offer.title)), Markup.escape(t.day(session.starts_at, session.zone))]
    if it.names:
        said.append(t("Avec {name}", name=", ".join(it.names)))
    if it.others:
        said.append(t.plural("Avec {n} autre personne", "Avec {n} autres personnes", it.others))
    return said


async def without_news(visit: Visit) -> list[Markup]:
    """For « Mes personnes »."""
    quiet = await together.without_news_of(visit.store, visit.me, visit.now)
    return [visit.t("Vous n'avez pas de nouvelles de {name} depuis un moment.", name=it.name) for it in quiet[:MOST]]
