"""The list for the venue: neutral, short of personal data, and without a surprise for whoever opens it."""

from datetime import timedelta

import pytest

from bot.domain.people import Role
from handlers import guest_list
from tests.conftest import beneficiary, join, phone
from tests.papers import cells, documents, kinds, pages, words
from tests.phone import Phone
from tests.town import Town


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without the large font: there a test can read the page."""
    monkeypatch.setattr(guest_list, "dejavu", lambda: None)


async def goes(town: Town, it: Phone, referent: Phone, concert: int, places: int = 1) -> None:
    await it.presses(f"ask:{concert}:{places}")
    await town.deliver()
    await referent.taps("Accepter")
    await town.deliver()


@pytest.fixture
async def concert(town: Town, paul: Phone, amina: Phone, bilal: Phone) -> int:
    """Amina and Bilal go, Driss has asked; Samira of another house goes too."""
    number = await town.publish("Concert au Silo", places=10)
    await goes(town, amina, paul, number, 2)
    await goes(town, bilal, paul, number)
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT, organisation="Autre relais")
    samira = phone(town, 1010, "Samira")
    await join(samira, Role.BENEFICIARY, claire.person_id, "Autre relais")
    await samira.taps("Je suis d'accord")
    await town.deliver()
    await claire.taps("Confirmer Samira")
    await town.deliver()
    await goes(town, samira, claire, number, 3)
    await (await beneficiary(town, paul, 1011, "Driss")).presses(f"ask:{number}:1")
    return number


async def sent(karine: Phone, concert: int, how: str) -> tuple[bytes, bytes]:
    await karine.presses(f"sheet:{concert}")
    await karine.taps("Liste des invités")
    await karine.taps(f"Envoyer avec les {how}")
    found = documents(karine)
    (xlsx,) = [it for name, it in found.items() if name.endswith(".xlsx")]
    (pdf,) = [it for name, it in found.items() if name.endswith(".pdf")]
    return xlsx, pdf


async def test_only_who_is_approved_stands_there_by_house_and_by_first_name(karine: Phone, concert: int) -> None:
    xlsx, pdf = await sent(karine, concert, "prénoms")
    rows = cells(xlsx)
    assert rows[0] == ["Concert au Silo"]
    assert rows[1] == ["jeudi 11 mars 2027 à 10 h 00"]
    assert rows[2] == ["Lieu : Le Silo, 35 quai du Lazaret, 13002 Marseille"]
    assert rows[3] == ["Total : 6 places"]
    assert rows[5:] == [
        ["Structure", "Nom sur la liste", "Places"],
        ["Autre relais", "S.", 3],
        ["CCAS Belle de Mai", "Amina", 2],
        ["CCAS Belle de Mai", "Bilal", 1],
    ]
    said = words(pdf)
    for expected in ("Concert au Silo", "Amina", "2 places", "S.", "3 places", "Total : 6 places"):
        assert expected in said
    assert "Samira" not in said
    assert "Driss" not in said


async def test_with_initials_no_name_at_all_leaves_the_house(karine: Phone, concert: int) -> None:
    xlsx, pdf = await sent(karine, concert, "initiales")
    assert [row[1] for row in cells(xlsx)[6:]] == ["S.", "A.", "B."]
    assert "Amina" not in words(pdf)
    assert karine.toast == ""


async def test_the_screen_counts_by_house_and_names_nobody(karine: Phone, concert: int) -> None:
    await karine.presses(f"guests:{concert}")
    assert "Autre relais : 3 places" in karine.text
    assert "CCAS Belle de Mai : 3 places" in karine.text
    assert not any(name in karine.text for name in ("Amina", "Bilal", "Samira", "Driss"))


async def test_whoever_called_ticks_it_and_it_can_be_taken_back(town: Town, karine: Phone, concert: int) -> None:
    await karine.presses(f"guests:{concert}")
    await karine.taps("Confirmé avec le lieu")
    assert "Confirmé avec le lieu par Karine, lundi 1er mars 2027 à 10 h 00." in karine.text
    assert "Confirmé avec le lieu" not in karine.buttons
    await karine.taps("Retirer « confirmé »")
    assert "par Karine" not in karine.text
    assert "Confirmé avec le lieu" in karine.buttons


async def test_a_list_that_changed_since_says_so(town: Town, karine: Phone, amina: Phone, concert: int) -> None:
    await karine.presses(f"tell_venue:{concert}:1")
    town.clock.move(timedelta(hours=1))
    await amina.presses("left:1")
    await karine.presses(f"guests:{concert}")
    assert "La liste a changé depuis. Prévenez le lieu." in karine.text
    assert "Confirmé avec le lieu" in karine.buttons
    await karine.taps("Confirmé avec le lieu")
    assert "La liste a changé" not in karine.text


async def test_a_name_is_never_a_formula(town: Town, paul: Phone, karine: Phone) -> None:
    show = await town.publish('=HYPERLINK("http://x")')
    villain = await beneficiary(town, paul, 1002, '=cmd|" /C calc"!A0')
    await goes(town, villain, paul, show)
    xlsx, _ = await sent(karine, show, "prénoms")
    assert kinds(xlsx) <= {"s", "n"}
    assert cells(xlsx)[6][1] == '=cmd|" /C calc"!A0'


async def test_nobody_yet_means_no_document(town: Town, karine: Phone) -> None:
    concert = await town.publish()
    await karine.presses(f"guest_files:{concert}:names")
    assert documents(karine) == {}
    assert "Aucune place n'est encore confirmée" in karine.text


async def test_ninety_guests_are_as_many_pages_as_they_need(town: Town, paul: Phone, karine: Phone) -> None:
    concert = await town.publish(places=None)
    async with town.storage.writing() as store:
        for number in range(90):
            person = await store.people.add(f"Personne {number}", 1, paul.person_id, town.clock.now())
            made = await store.reservations.add(concert, person, 1, town.clock.now(), person, town.clock.now())
            it = await store.reservations.get(made)
            assert await store.reservations.move(it, type(it.state)("approved"), None, town.clock.now())
    _, pdf = await sent(karine, concert, "prénoms")
    assert pages(pdf) == 4
    assert "Personne 89" in words(pdf)
