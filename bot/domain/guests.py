"""The guest list of a session, for the venue: who is behind a number of places, with the least that the door needs."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Naming(StrEnum):
    """How people are called on the list; the values travel in buttons: never reused."""

    FIRST_NAMES = "names"
    INITIALS = "initials"


@dataclass(frozen=True)
class Guest:
    """An approved reservation, as the venue may know it: no surname, no contact, no reason."""

    name: str
    organisation_id: int
    organisation: str
    places: int


@dataclass(frozen=True)
class Confirmation:
    """Somebody told the venue and it agreed."""

    at: datetime
    by: str
    changed_since: bool
    """A place was given or given back after that: the venue must hear of it."""


@dataclass(frozen=True)
class House:
    """One organisation's guests: a name and a number of places each."""

    organisation: str
    guests: tuple[tuple[str, int], ...]

    @property
    def places(self) -> int:
        return sum(places for _, places in self.guests)


def initials(name: str) -> str:
    """« A. » for Amina, « J.-P. » for Jean-Paul; letters of other scripts by the Latin letter of their name."""
    words = [[part for part in word.split("-") if _letter(part)] for word in name.split()]
    return " ".join("-".join(f"{_letter(part)}." for part in word) for word in words if word) or "?"


def _letter(part: str) -> str:
    """The first letter, as a Latin capital: « F » for « فاطمة », whose first letter is named ARABIC LETTER FEH."""
    first = next((c for c in part if unicodedata.category(c).startswith("L")), "")
    called = unicodedata.name(first, "") if first else ""
    if called.startswith("LATIN"):
        return unicodedata.normalize("NFD", first.upper())[0]
    return called.rpartition("LETTER ")[2][:1] if "LETTER " in called else ""


def for_the_door(name: str) -> str:
    """A first name as it can be read at a French door: followed by its initial when its script is another."""
    return f"{name} ({initials(name)})" if _runs_in_another_script(name) else name


def _runs_in_another_script(name: str) -> bool:
    return any(c.isalpha() and not unicodedata.name(c, "").startswith("LATIN") for c in name)


def houses(guests: list[Guest], of: int, naming: Naming) -> list[House]:
    """The guests by organisation. The people of other organisations than `of` stand there by their initials only:
    whoever makes the list has no need of their names."""
    together: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for guest in sorted(guests, key=lambda it: (it.organisation, it.organisation_id, it.name)):
        whole = naming is Naming.FIRST_NAMES and guest.organisation_id == of
        shown = guest.name if whole else initials(guest.name)
        together.setdefault((guest.organisation, guest.organisation_id), []).append((shown, guest.places))
    return [House(organisation, tuple(people)) for (organisation, _), people in together.items()]
