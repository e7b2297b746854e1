"""Gestures that the stories of the waiting list share."""

from tests.conftest import beneficiary
from tests.given import table
from tests.phone import Phone
from tests.town import Town

MEMBERS = ("Bilal", "Chloé", "Driss", "Elif", "Farid", "Gina", "Hugo", "Inès", "Jalil", "Karim")


async def crowd(town: Town, referent: Phone, several: int) -> list[Phone]:
    return [await beneficiary(town, referent, 1100 + n, name) for n, name in enumerate(MEMBERS[:several])]


async def goes(it: Phone, referent: Phone, session: int, places: int = 1) -> None:
    """Has a place, approved."""
    await it.presses(f"ask:{session}:{places}")
    await it.town.deliver()
    await referent.taps("Accepter")
    await it.town.deliver()


async def waits(it: Phone, session: int, places: int = 1) -> None:
    await it.presses(f"wait:{session}:{places}")
    assert it.toast == "Vous êtes sur la liste d'attente.", it.toast


async def cancels(it: Phone, session: int) -> None:
    """By the buttons of the outing's card."""
    await it.presses(f"session:{session}")
    await it.taps("Annuler ma place")
    await it.taps("Oui, j'annule")
    assert it.toast.startswith("C'est annulé"), it.toast
    await it.town.deliver()


def invited(people: list[Phone], session: int) -> list[str]:
    """Who has a held offer now, in the order that they were made."""
    found = table(
        people[0].town,
        "SELECT p.name FROM reservations r JOIN people p ON p.id = r.person_id"
        " WHERE r.state = 'offered' AND r.session_id = ? ORDER BY r.id",
        session,
    )
    return [it["name"] for it in found]


def ensure_counted(town: Town) -> None:
    """What lives is what is taken (P1, P2)."""
    for it in table(
        town,
        "SELECT s.taken, s.capacity, (SELECT coalesce(sum(places), 0) FROM reservations r"
        " WHERE r.session_id = s.id AND r.state IN ('offered', 'requested', 'approved')) AS live FROM sessions s",
    ):
        assert it["taken"] == it["live"] <= it["capacity"]
