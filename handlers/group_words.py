"""A house's group at an outing, in sentences that several screens share: where it meets, its sign, for whom it is."""

from markupsafe import Markup

from bot import gathering
from bot.domain.accompanied_outings import AccompaniedOuting, Sign, first_name
from bot.domain.reservations import Reservation
from handlers.screens import Button, Visit, link
from handlers.text import Translator

SIGNS = {
    Sign.SUN: "soleil ☀️",
    Sign.BIRD: "oiseau 🐦",
    Sign.TREE: "arbre 🌳",
    Sign.APPLE: "pomme 🍎",
    Sign.STAR: "étoile ⭐",
    Sign.BOAT: "bateau ⛵",
    Sign.CAT: "chat 🐱",
    Sign.FLOWER: "fleur 🌸",
    Sign.MOON: "lune 🌙",
    Sign.FISH: "poisson 🐟",
    Sign.KEY: "clé 🔑",
    Sign.BREAD: "pain 🥖",
}
"""In French for everybody: both sides say the same word, whatever they read."""


def sign(it: AccompaniedOuting, t: Translator) -> Markup:
    return t("Le mot pour vous reconnaître : {word}", word=SIGNS[it.sign])


def meeting(it: AccompaniedOuting, t: Translator) -> Markup:
    """When and where."""
    moment = t.moment(it.meet_at, it.session.zone)
    if not it.meeting_point:
        return t("Rendez-vous : {moment}, devant le lieu.", moment=moment)
    return t("Rendez-vous : {moment}. Endroit : {place}", moment=moment, place=it.meeting_point)


def labels(it: AccompaniedOuting, t: Translator) -> list[Markup]:
    """For whom it is, as everybody reads it."""
    said = [t("Ce groupe est entre femmes.")] if it.women_only else []
    if it.most is not None:
        said.append(t.plural("Petit groupe : {n} personne au plus.", "Petit groupe : {n} personnes au plus.", it.most))
    return said


async def on_the_card(visit: Visit, session_id: int) -> list[Markup]:
    """Before asking: that one need not go alone."""
    t = visit.t
    it = await visit.store.accompanied_outings.of(session_id, visit.me.organisation_id)
    if it is None:
        return []
    said = [t("Sortie accompagnée par l'équipe."), meeting(it, t), *labels(it, t)]
    return said if it.companions else [*said, t("Nous cherchons encore qui accompagne ce groupe.")]


async def joins(visit: Visit, it: Reservation) -> tuple[list[Markup], list[list[Button]]]:
    """Into a group among women nobody is put: they read of it, and join it themselves."""
    group = await gathering.group_for(visit.store, it)
    if group is None or group.leader is None or it.session.starts_at <= visit.now:
        return [], []
    t = visit.t
    said = [
        t("Un groupe entre femmes va à cette sortie avec {name}.", name=first_name(group.leader.name)),
        meeting(group, t),
    ]
    return said, [[link(t("Rejoindre le groupe entre femmes"), "join_group", it.id)]]


async def of_mine(visit: Visit, it: Reservation) -> list[Markup]:
    """On one's own place: where the group meets, and how to recognise each other."""
    group = await group_of(visit, it)
    if group is None:
        return []
    t = visit.t
    return [meeting(group, t), *labels(group, t), sign(group, t)]


async def group_of(visit: Visit, it: Reservation) -> AccompaniedOuting | None:
    """That this person goes with."""
    if it.accompanied_by is None or not it.is_coming:
        return None
    group = await visit.store.accompanied_outings.of(it.session.id, it.organisation_id)
    return group if group is not None and group.companion(it.accompanied_by) else None


def short(n: int, t: Translator) -> Markup:
    return t.plural(
        "Il manque {n} personne de l'équipe pour accompagner le groupe.",
        "Il manque {n} personnes de l'équipe pour accompagner le groupe.",
        n,
    )
