"""What a coordinator reads about a file that could not be taken as it was."""

from dataclasses import dataclass

import pytest
from markupsafe import Markup

from bot.domain.drafts import Fault, Trouble
from handlers.imports import trouble_sentence
from handlers.text import Translator
from tests.feeds.files import CONCERT, HEADINGS, as_csv, reading


@dataclass(frozen=True)
class Source(Translator):
    """The French of the code itself, before any catalogue."""

    def __call__(self, sentence: str, /, **values: object) -> Markup:
        return self.filled(sentence, values)


def said(trouble: Trouble) -> str:
    return str(trouble_sentence(trouble, Source()))


def test_dix_places_are_told_with_their_line_and_an_advice() -> None:
    (trouble,) = reading(as_csv([HEADINGS, (*CONCERT[:-1], "dix")]), "x.csv").troubles
    assert said(trouble) == (
        "Ligne 2, colonne « places » : « dix » n'est pas un nombre. Écrivez par exemple 4, ou « libre »."
    )


def test_a_trouble_without_a_line_number_says_its_row() -> None:
    assert said(Trouble(Fault.BAD_NUMBER, 12, "places", "dix")).startswith("Ligne 12, colonne « places » :")


def test_an_event_has_a_rank_and_no_line() -> None:
    sentence = said(Trouble(Fault.MISSING_VALUE, 3, "title_fr", line=0))
    assert sentence.startswith("Événement n° 3, champ « title_fr » : il n'y a rien d'écrit.")


def test_zero_is_a_number_and_does_not_suit() -> None:
    assert "« 0 » ne convient pas" in said(Trouble(Fault.BAD_NUMBER, 1, "places", "0"))


def test_only_places_may_be_free() -> None:
    assert "libre" not in said(Trouble(Fault.BAD_NUMBER, 1, "âge minimum", "grands"))


def test_what_the_file_says_is_escaped_and_cut() -> None:
    sentence = said(Trouble(Fault.BAD_DATE, 1, "date", "<b>" + "x" * 500))
    assert "&lt;b&gt;" in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("row", [0, 4])
@pytest.mark.parametrize("value", ["", "14/03/2020"])
def test_every_trouble_has_its_sentence(fault: Fault, row: int, value: str) -> None:
    sentence = said(Trouble(fault, row, "date", value))
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "« »" not in sentence.replace("\u00a0", " ")


def test_the_dates_of_a_machine_are_not_quoted() -> None:
    sentence = said(Trouble(Fault.BAD_DATE, 3, "RRULE", "FREQ=SECONDLY", line=0))
    assert sentence.startswith("Événement n° 3, champ « RRULE » : ce passage du fichier est illisible.")
