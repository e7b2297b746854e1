"""« Bilan »: Karine reads what the winter has changed, and passes it on; it is about nobody."""

from datetime import UTC, datetime

import pytest

from bot.domain.attendance import Attendance
from bot.domain.reservations import State
from handlers import bilan_plots
from tests.given import GONE, a_session
from tests.papers import documents, sheets, words
from tests.phone import Phone
from tests.town import Town

DECEMBER, JANUARY, FEBRUARY = (
    datetime(year, month, 20, 19, tzinfo=UTC) for year, month in ((2026, 12), (2027, 1), (2027, 2))
)


async def was(town: Town, paul: Phone, at: datetime, came: int, absent: int, organisation: str) -> None:
    """An outing with forty places, and who had them."""
    async with town.storage.writing() as store:
        house = await store.people.organisation(organisation, at)
        session = await a_session(store, 40, at, f"Concert {at:%m} {organisation}", doors_at=None)
        for n in range(came + absent):
            person = await store.people.add(f"Personne {n}", house, paul.person_id, at)
            made = await store.reservations.get(await store.reservations.add(session, person, 1, at, person, at))
            assert await store.reservations.move(made, State.APPROVED, paul.person_id, at)
            await store.roll.tick(made.id, Attendance.CAME if n < came else Attendance.ABSENT, paul.person_id, at)


@pytest.fixture
async def winter(town: Town, paul: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bilan_plots, "dejavu", lambda: None)
    await was(town, paul, DECEMBER, 22, 6, "CCAS Belle de Mai")
    await was(town, paul, DECEMBER, 3, 0, "Autre relais")
    await was(town, paul, JANUARY, 3, 5, "CCAS Belle de Mai")
    await was(town, paul, FEBRUARY, 30, 0, "CCAS Belle de Mai")


async def test_karine_reads_a_month_in_a_picture_and_four_sentences(karine: Phone, winter: None) -> None:
    await karine.taps("Sorties")
    await karine.taps("Bilan")
    assert karine.buttons[:4] == ["janvier 2027", "décembre 2026", "4e trimestre 2026", "année 2026"]
    await karine.taps("décembre 2026")
    assert [(it.kind, it.protected) for it in karine.from_bot[-1:]] == [("photo", False)], "it is about nobody"
    assert "25 places ont été utilisées, sur 80 proposées." in karine.all_text
    assert "31 places ont été demandées, et 31 accordées." in karine.all_text
    assert "0 place a été rendue à temps, et 6 perdues." in karine.all_text
    assert "25 personnes sont venues." in karine.all_text


async def test_the_page_and_the_sheet_say_the_same_and_name_nobody(karine: Phone, winter: None) -> None:
    await karine.presses("bilan:all:2026:0")
    for label in ("Recevoir la page", "Recevoir le tableau"):
        await karine.taps(label)
    found = documents(karine)
    assert set(found) == {"bilan-2026.pdf", "bilan-2026.xlsx"}
    page = words(found["bilan-2026.pdf"])
    whole = dict(row[:2] for row in next(iter(sheets(found["bilan-2026.xlsx"]).values())) if len(row) > 1)
    assert (whole["Places utilisées"], whole["Places perdues"]) == (25, 6)
    assert "25" in page
    assert "Personne 1" not in page + str(sheets(found["bilan-2026.xlsx"])) + karine.all_text


async def test_a_small_number_is_not_shown_and_it_is_said_why(karine: Phone, winter: None) -> None:
    await karine.presses("bilan:all:2027-01:0")
    assert "Le nombre de places utilisées n'est pas montré." in karine.text
    assert "Un nombre inférieur à 5 n'est pas montré, ni un nombre qui le ferait retrouver." in karine.text
    assert "0 place a été rendue à temps, et 5 perdues." in karine.text


async def test_of_her_own_organisation_she_reads_years_without_what_gives_a_neighbour_away(
    karine: Phone, winter: None
) -> None:
    """Twenty-five all together, and three of the neighbour: twenty-two would tell."""
    await karine.presses("bilans")
    await karine.taps("Ma structure")
    assert karine.buttons[:2] == ["année 2026", "Toutes les structures ensemble"]
    await karine.taps("année 2026")
    assert "CCAS Belle de Mai" in karine.all_text
    assert "Le nombre de places utilisées n'est pas montré." in karine.all_text
    assert "0 place a été rendue à temps, et 6 perdues." in karine.all_text


NOT_THERE = (
    "bilan:all:2027-02",  # over, and its rolls may still be called
    "bilan:all:2027-03",
    "bilan:all:2027",
    "bilan:mine:2026-12",
    "bilan:2:2026",  # another house
    "bilan:all:26",
    "bilan_file:mine:2026-T4:page",
    "bilan_words:all:never",
)


async def test_what_there_is_no_bilan_of_is_not_there(town: Town, karine: Phone) -> None:
    await karine.presses("bilans")
    assert "Aucune période n'est encore terminée." in karine.text
    for data in NOT_THERE:
        said = len(town.world.toasts(karine.account))
        await karine.presses(data)
        assert [it.text for it in town.world.toasts(karine.account)[said:]] == [GONE], data


async def test_what_the_figures_mean_is_a_tap_away(karine: Phone, winter: None) -> None:
    await karine.presses("bilan:all:2026-12:0")
    await karine.taps("Ce que veulent dire ces chiffres")
    assert "Places accordées, rendues trop tard, ou dont la personne n'est pas venue." in karine.text
    await karine.taps("Retour au bilan")
    assert "25 places ont été utilisées" in karine.text
    assert [it.kind for it in karine.from_bot if it.kind == "photo"] == []
