"""Who goes with whom, in sentences and buttons that several screens share."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.accompanied_outings import closes_at, first_name
from bot.domain.company import Wish
from bot.domain.people import Person
from bot.domain.reservations import Reservation, State
from handlers.screens import Button, link
from handlers.text import Translator


def how(it: Reservation, t: Translator) -> list[Markup]:
    """How the person goes, as they read it; nothing where they have not said."""
    if it.wish is None:
        return []
    if it.accompanied_by is not None:
        return [t("{name} vous accompagne.", name=first_name(it.companion))]
    return [
        {
            Wish.ALONE: t("Vous y allez seul·e."),
            Wish.GUEST: t("Vous y allez avec un proche."),
            Wish.COMPANY: t("Vous préférez y aller avec quelqu'un. Nous cherchons qui peut venir."),
        }[it.wish]
    ]


def choices(it: Reservation, now: datetime, t: Translator) -> list[list[Button]]:
    """One tap each: what they have not chosen."""
    if it.state not in (State.REQUESTED, State.APPROVED) or it.session.starts_at <= now:
        return []
    labels = {
        Wish.ALONE: t("J'y vais seul·e"),
        Wish.GUEST: t("J'y vais avec un proche"),
        Wish.COMPANY: t("Je préfère y aller avec quelqu'un"),
    }
    return [[link(label, "go_so", it.id, wish)] for wish, label in labels.items() if wish is not it.wish]


def to_meeting(it: Reservation, now: datetime, t: Translator) -> list[list[Button]]:
    """To the card of the day, until the day after is over."""
    if it.accompanied_by is None or not it.is_coming or now >= closes_at(it.session):
        return []
    return [[link(t("Voir le rendez-vous"), "meeting", it.session.id)]]


def question(it: Reservation, now: datetime, t: Translator) -> list[Markup]:
    return [t("Comment préférez-vous y aller ?")] if it.wish is None and choices(it, now, t) else []


def in_reminder(it: Reservation, t: Translator) -> list[Markup]:
    """With whom they go; that nobody was found yet is said too, and what to do."""
    if it.lacks_company:
        return [t("Nous cherchons encore qui peut venir avec vous. Vous pouvez en parler avec votre référent.")]
    return how(it, t) if it.wish in (Wish.GUEST, Wish.COMPANY) else []


def for_team(it: Reservation, me: Person, t: Translator) -> list[Markup]:
    """The same, for who answers for the person or goes with them."""
    if it.wish is None:
        return []
    if it.accompanied_by is not None:
        return [_accompanied(it, me, t), *_seat(it, t)]
    said = {
        Wish.ALONE: t("{name} préfère y aller seul·e.", name=it.person),
        Wish.GUEST: t("{name} y va avec un proche.", name=it.person),
        Wish.COMPANY: t("{name} préfère y aller avec quelqu'un.", name=it.person),
    }[it.wish]
    return [said, *(_seat(it, t) if it.lacks_company else [])]


def _accompanied(it: Reservation, me: Person, t: Translator) -> Markup:
    if it.accompanied_by == me.id:
        return t("Vous accompagnez {name}.", name=it.person)
    return t("{companion} accompagne {name}.", companion=it.companion, name=it.person)


def _seat(it: Reservation, t: Translator) -> list[Markup]:
    """Who comes along has to get in as well."""
    if it.places > 1 or it.session.open_admission:
        return []
    return [t("{name} a une seule place. Demandez au lieu une place pour qui l'accompagne.", name=it.person)]


def gestures(it: Reservation, me: Person, now: datetime, t: Translator) -> list[list[Button]]:
    """What whoever answers for the person may say of it: that they come along, or cannot any more."""
    if it.session.starts_at <= now:
        return []
    if it.accompanied_by == me.id and it.is_coming:
        return [[link(t("Je ne peux plus accompagner {name}", name=it.person), "stop_accompanying", it.id)]]
    if it.state is State.REQUESTED and it.lacks_company:
        return [[link(t("Accepter et accompagner {name}", name=it.person), "accompany", it.id)]]
    if it.is_coming and it.accompanied_by is None and it.wish in (None, Wish.COMPANY):
        return [[link(t("J'accompagne {name}", name=it.person), "accompany", it.id)]]
    return []
