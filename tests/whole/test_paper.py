"""What is printed, with the worst that can be in it: one page stays one page, and every letter can be drawn."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.guests import Guest, Naming, houses
from bot.domain.offers import Offer, Venue
from bot.domain.reservations import Reservation, State
from handlers.arabic import for_paper, shaped
from handlers.guest_list_page import page
from handlers.guest_list_sheet import spreadsheet
from handlers.paper import Paper, Style, dejavu
from handlers.paper_card import WayIn, card
from handlers.text import Translator
from tests.given import NOW, session
from tests.papers import cells, heights, kinds, paged, pages, starts, words

T = Translator("fr")
EVENING = datetime(2027, 3, 13, 19, 0, tzinfo=UTC)
NAMES = (
    "Amina",
    "فاطمة الزهراء",
    "ژاله گل\u200cچهره",
    "Łukasz",
    "Олена",
    "李",
    "🎭",
    "=1+1",
    "+33",
    "-x",
    "@y",
    "\t=z",
    "a" * 300,
)
LONG = '<a href="x">Bal & "Co"</a> \u202eتجربة\u2066 «fin» ’œ… ' + "tambour " * 200
FONTS = [None, dejavu()] if dejavu() else [None]


def outing(text: str = LONG) -> Offer:
    venue = Venue(1, text[:300], text[:300], "13002", text[:60], transit=text)
    return Offer(1, text[:300], venue, entry=text)


def guests() -> list[Guest]:
    return [Guest(name, number % 2, f"Relais {number % 2} {LONG}"[:200], 2) for number, name in enumerate(NAMES)]


@pytest.mark.parametrize("fonts", FONTS)
def test_a_guest_list_of_hostile_names_is_drawn(fonts: tuple[Path, Path] | None) -> None:
    drawn = page(session(EVENING, offer=outing()), houses(guests(), 0, Naming.FIRST_NAMES), T, NOW, fonts)
    assert drawn.startswith(b"%PDF")
    assert pages(drawn) == 1


@pytest.mark.parametrize("fonts", FONTS)
@pytest.mark.parametrize(
    "text", [LONG, "Bal", "أمسية العود في الحي " * 15, "Ω" * 300], ids=["long", "short", "ar", "wide"]
)
def test_a_card_is_one_page_whatever_is_on_it(fonts: tuple[Path, Path] | None, text: str) -> None:
    it = Reservation(1, session(EVENING, offer=outing(text)), 3, NAMES[1], 2, State.APPROVED, NOW)
    way_in = WayIn("https://t.me/passerelle_bot?start=AbCdEfGhIjKlMnOpQrStUv", "ABCD-EFGH", NOW + timedelta(days=7))
    drawn = card(it, LONG, way_in, T, NOW, fonts)
    assert pages(drawn) == 1
    if fonts is None:
        assert "ABCD-EFGH" in words(drawn)


WORDS = "Le Bourgeois gentilhomme, comédie-ballet en cinq actes de Molière et de Lully dans une nouvelle mise en scène "
WAY_IN = ("Plus tard", "Scannez", "ABCD-EFGH", "Ce code marche")


@pytest.mark.parametrize("letters", [10, 40, 60, 80, 100, 120, 160, 220])
def test_the_text_of_a_card_never_runs_into_the_way_in(letters: int) -> None:
    offer = outing((WORDS * 3)[:letters])
    it = Reservation(1, session(EVENING, offer=offer), 3, "Amina", 2, State.APPROVED, NOW)
    way_in = WayIn("https://t.me/passerelle_bot?start=AbCdEfGhIjKlMnOpQrStUv", "ABCD-EFGH", NOW + timedelta(days=7))
    at = heights(card(it, f"Paul, {WORDS[:60]}", way_in, T, NOW))
    lowest = min(height for line, height in at.items() if not line.startswith(WAY_IN))
    assert lowest > at["Plus tard, avec un téléphone"] + 20


def test_a_title_that_the_font_cannot_draw_is_left_out() -> None:
    it = Reservation(1, session(EVENING, offer=outing("أمسية العود")), 3, "Amina", 2, State.APPROVED, NOW)
    drawn = words(card(it, "Paul", None, T, NOW)).split("\n")
    assert drawn[:2] == ["Pour Amina", "Samedi 13 mars 2027"]


def test_each_page_says_whose_guests_they_are_and_the_total_is_never_alone() -> None:
    some = [Guest(f"Amina {number}", 1, "CCAS", 1) for number in range(60)]
    for several in range(1, 60):
        *_, last = paged(page(session(EVENING), houses(some[:several], 1, Naming.FIRST_NAMES), T, NOW))
        assert last.index("CCAS") < last.index("Amina")
        assert last.index("Amina") < last.index("Total")


def test_without_the_font_a_foreign_name_is_its_initials_and_nothing_is_a_question_mark() -> None:
    drawn = words(page(session(EVENING), houses([Guest("فاطمة", 1, "CCAS", 1)], 1, Naming.FIRST_NAMES), T, NOW))
    assert "F." in drawn
    assert "?" not in drawn


def test_no_cell_of_the_spreadsheet_is_a_formula() -> None:
    made = spreadsheet(session(EVENING, offer=outing("=1+1")), houses(guests(), 0, Naming.FIRST_NAMES), T)
    assert kinds(made) <= {"s", "n"}
    assert cells(made)[0] == ["=1+1"]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("بيت", "\ufe91\ufef4\ufe96"),
        ("دار", "\ufea9\ufe8d\ufead"),
        ("سلام", "\ufeb3\ufefc\ufee1"),
        ("فَم", "\ufed3\u064e\ufee2"),
        ("Amina", "Amina"),
    ],
    ids=["joined", "apart", "lam and alef are one", "a vowel sign parts nothing", "not Arabic"],
)
def test_arabic_letters_take_the_form_their_neighbours_ask_for(word: str, forms: str) -> None:
    assert shaped(word) == forms


def test_persian_letters_have_forms_of_their_own_and_a_half_space_parts_them() -> None:
    assert shaped("پچژ") == "\ufb58\ufb7d\ufb8b"
    assert shaped("گکی") == "\ufb94\ufb91\ufbfd"
    assert shaped("می\u200cآیم") == "\ufee3\ufbfd\u200c\ufe81\ufbfe\ufee2"


def test_an_arabic_name_in_a_french_line_is_read_from_the_right() -> None:
    assert for_paper("Pour بيت (B.)") == "Pour \ufe96\ufef4\ufe91 (B.)"


def test_on_a_page_that_is_read_from_the_right_a_sentence_ends_at_the_left() -> None:
    assert for_paper("بيت.", from_the_right=True) == ".\ufe96\ufef4\ufe91"
    assert for_paper("بيت.") == "\ufe96\ufef4\ufe91."


@pytest.mark.skipif(dejavu() is None, reason="needs the DejaVu fonts of the system")
@pytest.mark.parametrize(("from_the_right", "at_the_left"), [(False, 2), (True, 0)])
def test_lines_stand_where_one_begins_to_read(from_the_right: bool, at_the_left: int) -> None:
    paper = Paper(NOW, fonts=dejavu(), from_the_right=from_the_right)
    paper.say("بيت", Style(20))
    paper.say("Paul", Style(20))
    lefts = starts(paper.content())
    assert len(lefts) == 2
    assert sum(it == min(starts(_at_the_left())) for it in lefts) == at_the_left


def _at_the_left() -> bytes:
    paper = Paper(NOW, fonts=dejavu())
    paper.say("Paul", Style(20))
    return paper.content()


@pytest.mark.skipif(dejavu() is None, reason="needs the DejaVu fonts of the system")
def test_with_the_font_arabic_is_drawn() -> None:
    paper = Paper(NOW, fonts=dejavu())
    assert paper.called("فاطمة") == "فاطمة (F.)"
    paper.say("Pour فاطمة", Style(20))
    assert paper.content().startswith(b"%PDF")
