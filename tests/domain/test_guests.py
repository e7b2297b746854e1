"""Names at the door: as few letters as can be, readable in France, and none of another house's people."""

import pytest

from bot.domain.guests import Guest, Naming, for_the_door, houses, initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Amina", "A."),
        ("amina", "A."),
        ("Jean-Paul", "J.-P."),
        ("Marie Lou", "M. L."),
        ("Élodie", "E."),
        ("Łukasz", "Ł."),
        ("فاطمة", "F."),
        ("عبد الله", "A. A."),
        ("Олена", "O."),
        ("中村", "?"),
        ("中村 Yuki", "Y."),
        ("𗀀", "?"),
        ("=HYPERLINK(1)", "H."),
        ("🎭", "?"),
        ("", "?"),
        ("- -", "?"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_name_in_another_script_has_its_initial_beside_it() -> None:
    assert for_the_door("Amina") == "Amina"
    assert for_the_door("فاطمة") == "فاطمة (F.)"
    assert for_the_door("Yuki 𗀀") == "Yuki 𗀀 (Y.)", "a letter whose name is not known"


GUESTS = [Guest("Samira", 2, "Autre relais", 3), Guest("Bilal", 1, "CCAS", 1), Guest("Amina", 1, "CCAS", 2)]


def test_first_names_are_for_ones_own_house_only() -> None:
    other, mine = houses(GUESTS, of=1, naming=Naming.FIRST_NAMES)
    assert (mine.organisation, mine.guests, mine.places) == ("CCAS", (("Amina", 2), ("Bilal", 1)), 3)
    assert (other.organisation, other.guests, other.places) == ("Autre relais", (("S.", 3),), 3)


def test_initials_are_for_everybody() -> None:
    assert [name for it in houses(GUESTS, of=1, naming=Naming.INITIALS) for name, _ in it.guests] == ["S.", "A.", "B."]


def test_two_houses_of_one_name_stay_two() -> None:
    assert len(houses([Guest("A", 1, "Relais", 1), Guest("B", 2, "Relais", 1)], 1, Naming.INITIALS)) == 2
