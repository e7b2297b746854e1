"""A coordinator's spreadsheet: the lines as they write them, and what is said of each that cannot be taken."""

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

import pytest

from bot.domain.drafts import Fault, OfferDraft, Reading, Trouble
from tests.feeds.files import CONCERT, DATA, HEADINGS, as_csv, as_xlsx, one_line, reading

PARIS = ZoneInfo("Europe/Paris")


def the_one(found: Reading) -> OfferDraft:
    assert not found.troubles
    (offer,) = found.offers
    return offer


def test_a_line_makes_an_outing() -> None:
    offer = the_one(one_line())
    assert (offer.title, offer.rows) == ("Concert", (1,))
    assert (offer.venue.name, offer.venue.street) == ("La Criée", "30 quai de Rive Neuve")
    assert (offer.venue.postcode, offer.venue.city) == ("13007", "Marseille")
    assert offer.sessions[0].starts_at == datetime(2027, 3, 14, 20, tzinfo=PARIS)
    assert (offer.sessions[0].capacity, offer.sessions[0].open_admission) == (4, False)


def test_a_row_with_dix_places_is_refused_with_its_column() -> None:
    found = reading(as_csv([HEADINGS, CONCERT, (*CONCERT[:-1], "dix")]), "sorties.csv")
    assert found.troubles == (Trouble(Fault.BAD_NUMBER, row=2, column="places", value="dix", line=3),)
    assert [offer.rows for offer in found.offers] == [(1,)]


@pytest.mark.parametrize("places", ["0", "-1", "dix", "3,5", "4 ou 5", "99999999999999999999"])
def test_places_are_a_number_from_one(places: str) -> None:
    assert [trouble.fault for trouble in one_line(places=places).troubles] == [Fault.BAD_NUMBER]


@pytest.mark.parametrize("places", ["4", " 4 ", "4 places", "04"])
def test_four_places_are_written_in_many_ways(places: str) -> None:
    assert the_one(one_line(places=places)).sessions[0].capacity == 4


@pytest.mark.parametrize("places", ["libre", "Entrée libre", "ILLIMITÉ"])
def test_free_entry_has_no_allotment(places: str) -> None:
    session = the_one(one_line(places=places)).sessions[0]
    assert (session.capacity, session.open_admission) == (None, True)


def test_places_left_empty_are_to_be_completed() -> None:
    session = the_one(one_line(places="")).sessions[0]
    assert (session.capacity, session.open_admission) == (None, False)


@pytest.mark.parametrize("missing", ["titre", "date", "heure", "lieu"])
def test_a_missing_value_is_told_with_its_column(missing: str) -> None:
    found = one_line(**{missing: " "})
    assert found.troubles == (Trouble(Fault.MISSING_VALUE, 1, missing, "", line=2),)


def test_all_that_is_wrong_in_a_line_is_told_at_once() -> None:
    found = one_line(titre="", date="demain", places="dix")
    assert [trouble.column for trouble in found.troubles] == ["titre", "places", "date"]


def test_a_past_date_is_left_out() -> None:
    found = one_line(date="14/03/2026")
    assert found.troubles == (Trouble(Fault.PAST, 1, "date", "14/03/2026", line=2),)


def test_an_hour_that_the_spring_night_skips_is_refused() -> None:
    found = one_line(date="28/03/2027", heure="2h30")
    assert found.troubles == (Trouble(Fault.BAD_TIME, 1, "heure", "2h30", line=2),)


def test_an_hour_that_the_autumn_night_has_twice_is_the_first() -> None:
    session = the_one(one_line(date="31/10/2027", heure="2h30")).sessions[0]
    assert session.starts_at.utcoffset() == timedelta(hours=2)


def test_a_title_that_is_too_long_is_refused() -> None:
    assert [trouble.fault for trouble in one_line(titre="x" * 301).troubles] == [Fault.TOO_LONG]
    assert the_one(one_line(titre="x" * 300))


def test_every_column_has_its_place_in_the_draft() -> None:
    offer = the_one(
        one_line(
            Résumé="Une belle soirée",
            GENRE="musique",
            organisateur="Le CCAS",
            fin="0h15",
            âge_minimum="dès 6 ans",
            sans_marche="Oui",
            famille="x",
            accompagnée="non",
            places_par_personne="2",
            date_limite="10/03/2027",
            entrée="liste à l’accueil",
        )
    )
    session = offer.sessions[0]
    assert (offer.summary, offer.genre, offer.organiser) == ("Une belle soirée", "musique", "Le CCAS")
    assert (offer.min_age, offer.step_free, offer.families, offer.accompanied) == (6, True, True, False)
    assert (offer.entry, session.places_a_person) == ("liste à l’accueil", 2)
    assert session.ends_at == datetime(2027, 3, 15, 0, 15, tzinfo=PARIS)
    assert session.booking_deadline_at == datetime(2027, 3, 10, 23, 59, tzinfo=PARIS)


def test_what_is_neither_yes_nor_no_is_left_to_the_coordinator() -> None:
    assert the_one(one_line(sans_marche="3 marches")).step_free is None


def test_headings_may_come_in_any_order_case_and_with_other_names() -> None:
    table = [
        ("NB PLACES", "Salle", "Jour", " Intitulé ", "Horaire"),
        ("2", "Opéra", "14 mars 2027", "Carmen", "20 h 30"),
    ]
    offer = the_one(reading(as_csv(table), "x.csv"))
    assert (offer.title, offer.venue.name, offer.sessions[0].capacity) == ("Carmen", "Opéra", 2)


def test_headings_may_stand_below_a_title() -> None:
    found = reading(as_csv([("Sorties de mars",), (), HEADINGS, (), (*CONCERT[:-1], "dix")]), "x.csv")
    assert found.troubles == (Trouble(Fault.BAD_NUMBER, row=2, column="places", value="dix", line=5),)


@pytest.mark.parametrize("missing", ["titre", "date", "heure", "lieu"])
def test_a_missing_column_is_told_by_its_name(missing: str) -> None:
    at = HEADINGS.index(missing)
    table = [[cell for rank, cell in enumerate(row) if rank != at] for row in (HEADINGS, CONCERT)]
    assert reading(as_csv(table), "x.csv") == Reading(0, (), (Trouble(Fault.MISSING_COLUMN, 0, missing),))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_whatever_wrote_it(delimiter: str, encoding: str) -> None:
    offer = the_one(reading(as_csv([HEADINGS, CONCERT], delimiter, encoding), "SORTIES.CSV"))
    assert offer.venue.name == "La Criée"


def test_blank_lines_are_skipped_and_keep_their_number() -> None:
    found = reading(as_csv([HEADINGS, CONCERT, (), ("", " "), CONCERT]), "x.csv")
    assert (found.rows, the_one(found).rows) == (2, (1, 4))


def test_lines_with_the_same_title_and_venue_are_one_outing() -> None:
    later = ("CONCERT ", "15 mars 2027", "20h", "la criee", "", "", "", "libre")
    offer = the_one(reading(as_csv([HEADINGS, later, CONCERT]), "x.csv"))
    assert offer.rows == (1, 2)
    assert [session.starts_at.day for session in offer.sessions] == [14, 15]
    assert offer.venue.street == "30 quai de Rive Neuve"
    assert offer.source_key == the_one(one_line()).source_key


def test_an_identifier_keeps_an_outing_whatever_its_title() -> None:
    table = [("identifiant", *HEADINGS), ("A12", *CONCERT), ("A12", "Autre titre", "15/03/2027", *CONCERT[2:])]
    offer = the_one(reading(as_csv(table), "x.csv"))
    assert (offer.source_key, offer.title, len(offer.sessions)) == ("sheet:id:A12", "Concert", 2)


def test_a_workbook_gives_its_dates_hours_and_numbers() -> None:
    row = ("Concert", date(2027, 3, 14), clock(20, 30), "La Criée", "30 quai de Rive Neuve", 13007, "Marseille", 4)
    offer = the_one(reading(as_xlsx([HEADINGS, row]), "sorties.xlsx"))
    assert offer.sessions[0].starts_at == datetime(2027, 3, 14, 20, 30, tzinfo=PARIS)
    assert (offer.sessions[0].capacity, offer.venue.postcode) == (4, "13007")


def test_a_workbook_and_a_csv_say_the_same() -> None:
    table = [HEADINGS, CONCERT, (*CONCERT[:-1], "dix"), (), ("Autre", *CONCERT[1:])]
    assert reading(as_xlsx(table), "x.xlsx") == reading(as_csv(table), "x.csv")


@pytest.mark.parametrize("places", [True, 2.5, date(2027, 3, 14)])
def test_a_cell_of_another_kind_is_no_number_of_places(places: object) -> None:
    found = reading(as_xlsx([HEADINGS, (*CONCERT[:-1], places)]), "x.xlsx")
    assert [trouble.fault for trouble in found.troubles] == [Fault.BAD_NUMBER]


def test_the_season_of_marseille_is_read_with_its_english_columns() -> None:
    found = reading((DATA / "marseille.csv").read_bytes(), "marseille.csv", datetime(2026, 1, 30, tzinfo=UTC))
    assert (found.rows, [trouble.fault for trouble in found.troubles]) == (10, [Fault.PAST, Fault.PAST])
    offers = {offer.title: offer for offer in found.offers}
    assert offers["Les Généreux / El Ajouad"].rows == (5, 7, 9)
    assert offers["Les Généreux / El Ajouad"].venue.street == "30 quai de Rive Neuve"
    assert offers["Joris Delacroix + Guest"].venue.street == "Ancienne route de Fos, RN 569"
    assert offers["Joris Delacroix + Guest"].venue.city == "Istres"
    assert offers["Joris Delacroix + Guest"].genre == "musique"


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_ten_thousand_rows_are_read_in_two_seconds(write: type) -> None:
    table = [HEADINGS, *(("Sortie " + str(n), *CONCERT[1:]) for n in range(10_000))]
    content = write(table)
    begun = time.process_time()
    found = reading(content, f"x.{write.__name__.removeprefix('as_')}")
    assert time.process_time() - begun < 2
    assert (found.rows, len(found.offers)) == (10_000, 10_000)


def test_more_rows_than_a_season_are_refused() -> None:
    content = as_csv([HEADINGS, *[CONCERT] * 20_001])
    assert reading(content, "x.csv").troubles == (Trouble(Fault.TOO_LARGE),)


def test_a_line_of_a_million_columns_is_too_large_wherever_it_stands() -> None:
    wide = b"a;" * 1_000_000 + b"\n"
    table = as_csv([HEADINGS, CONCERT])
    assert reading(wide + table, "x.csv").troubles[0].fault in (Fault.TOO_LARGE, Fault.UNREADABLE)
    assert reading(table + wide, "x.csv") == Reading(rows=0, troubles=(Trouble(Fault.TOO_LARGE),))
