"""The bilan on paper, as a sheet and as a picture: every figure that is shown, none that is hidden, nothing that is cut
or drawn over, whatever the names and in every language."""

import io
import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations, count

import pytest
from PIL import Image, ImageChops

from bot.domain.bilan import Answering, Bilan, By, Line, Load, Period, Span, Table, What
from handlers import bilan_plots
from handlers import bilan_words as words
from handlers.bilan_facts import COURSE, headline
from handlers.bilan_page import MARGIN, page
from handlers.bilan_picture import HIGH, WIDE, drawn, picture
from handlers.bilan_picture import MARGIN as EDGE
from handlers.bilan_plots import largest
from handlers.bilan_sheet import spreadsheet
from handlers.paper import dejavu
from handlers.points import POINTS
from handlers.text import Translator
from locales.languages import LANGUAGES
from tests.given import NOW
from tests.papers import Mark, kinds, marks, sheets

T = Translator()
YEAR, QUARTER, MONTH = (Period(span, date(2026, 1, 1)) for span in (Span.YEAR, Span.QUARTER, Span.MONTH))
NAMES = {
    By.MONTH: [f"2026-{month:02}" for month in range(1, 13)],
    By.GENRE: ["concert", "théâtre", ""],
    By.AUDIENCE: ["Tout public", "Dès 6 ans"],
    By.VENUE: ["Le Silo", "Théâtre de la Criée", "Mucem"],
    By.DISTRICT: ["13001", "13002"],
    By.ORGANISATION: ["CCAS", "Relais 13"],
}
HOSTILE = [
    "=1+1",
    "+33",
    "@x",
    "Ω" * 5000,
    "Lieu " * 1000,
    "<b>\u202eevil",
    "a" * 5000,
    "مسرح البحر " * 400,
    "\t-x",
    "🎭",
]
OF_A_TABLE = (*COURSE, What.PEOPLE)
FONTS = [None, dejavu()] if dejavu() else [None]
FIRST = 20_007
"""Numbers of five digits: none is part of another, or of a date."""
POSTCODES = {13001, 13002}


def bilan(period: Period = YEAR, house: str = "", names: dict[By, list[str]] = NAMES, most: int = 99) -> Bilan:
    """Every number another one."""
    each = count(FIRST, 13)
    kept = [what for what in What if not house or what not in (What.OFFERED, What.EMPTY)]
    whole: dict[What, int | None] = {what: next(each) for what in kept}
    answering, load = Answering(float(next(each)), float(next(each))), Load(next(each), next(each), next(each))
    tables = [
        Table(
            by, tuple(Line(name, {what: next(each) for what in OF_A_TABLE if what in kept}) for name in called[:most])
        )
        for by, called in names.items()
        if not (house and by is By.ORGANISATION)
    ]
    return Bilan(house, period, whole, answering, load, tuple(tables), {"open": next(each), "permanence": next(each)})


def hostile(house: str = "Ω" * 5000) -> Bilan:
    names: dict[By, list[str]] = {
        by: [f"{HOSTILE[n % len(HOSTILE)]}{n}" for n in range(300)] for by in NAMES if by is not By.MONTH
    }
    return hidden(bilan(house=house, names={By.MONTH: NAMES[By.MONTH], **names}))


def hidden(it: Bilan, whole: Iterable[What] = (What.FIRST, What.LOST)) -> Bilan:
    """Some of the whole, every third number of the tables, and of each kind one that stands alone."""
    turn = count()
    tables = tuple(
        Table(
            table.by,
            tuple(
                Line(line.name, {what: None if next(turn) % 3 == 0 else n for what, n in line.numbers.items()})
                for line in table.lines
            ),
        )
        for table in it.tables
    )
    shown = {what: None if what in whole else n for what, n in it.whole.items()}
    alone = Answering(it.answering.middle_h, None), Load(it.load.referents, None, it.load.most)
    return Bilan(it.house, it.period, shown, *alone, tables, {**it.welcomed, "open": None})


def numbers(it: Bilan, among: Iterable[What] = What) -> set[int]:
    """Those that may be read."""
    alone = [*it.whole.values(), it.answering.middle_h, it.answering.nine_in_ten_h, *it.welcomed.values()]
    load = [it.load.referents, it.load.middle, it.load.most]
    told = [line.numbers.get(what) for table in it.tables for line in table.lines for what in among]
    return {int(n) for n in (*alone, *load, *told) if n is not None}


def read(lines: Iterable[str]) -> set[int]:
    """The numbers of five digits in what was drawn, however they are written."""
    found = re.findall(r"(?<!\d)\d{2}[ .,\u00a0\u202f]?\d{3}(?!\d)", "\n".join(lines))
    return {int(re.sub(r"\D", "", it)) for it in found} - POSTCODES


def text(found: Iterable[Mark]) -> list[str]:
    return [it.text for it in found if it.text]


def unsaid(found: Iterable[Mark], among: Iterable[What], language: str) -> list[str]:
    """Names of figures that are not to be read. The half-space of Persian has no ink: a page does not give it back."""
    said, figures = " ".join(text(found)), words.figures(Translator(language))
    return [figures[what].name for what in among if figures[what].name.replace("\u200c", "") not in said]


@pytest.fixture(params=FONTS, ids=lambda it: "dejavu" if it else "plain")
def fonts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bilan_plots, "dejavu", lambda: request.param)


def assert_tidy(found: list[Mark], margin: float, wide: float) -> None:
    """Nothing leaves the page, and nothing is drawn over."""
    assert [it for it in found if it.left < margin - 1 or it.right > wide - margin + 1 or it.low < margin / 2] == []
    said, bars = [it for it in found if it.text], [it for it in found if not it.text]
    assert [(a.text, b.text) for a, b in combinations(said, 2) if a.runs_into(b)] == []
    assert [a.text for a in said for b in bars if a.runs_into(b)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_every_figure_that_is_shown_and_no_other_and_nothing_is_cut(language: str) -> None:
    it = hidden(bilan())
    found = marks(page(it, Translator(language), NOW))
    assert_tidy(found, MARGIN, 210)
    assert read(text(found)) == numbers(it, bilan_plots.DRAWN)
    assert unsaid(found, What, language) == []
    assert [line for line in text(found) if "…" in line] == []


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("it", [hidden(bilan(QUARTER, "CCAS", most=1)), hostile()], ids=["few", "hostile"])
def test_a_page_is_one_page_and_nothing_is_drawn_over(it: Bilan, language: str, fonts: None) -> None:
    assert_tidy(marks(page(it, Translator(language), NOW)), MARGIN, 210)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_says_nothing_that_is_hidden_and_nothing_is_cut(language: str) -> None:
    for it in (bilan(), hidden(bilan(MONTH, "CCAS", most=1))):
        pdf, down = drawn(it, Translator(language))
        found = marks(pdf)
        assert_tidy(found, EDGE, WIDE)
        assert min(mark.low for mark in found) > HIGH - down
        assert read(text(found)) < numbers(it)
        assert unsaid(found, bilan_plots.DRAWN if it.period == YEAR else [What.LOST], language) == []
        assert [line for line in text(found) if "…" in line] == []


def test_a_picture_of_hostile_names_is_as_wide_as_a_phone_and_nothing_is_drawn_over(fonts: None) -> None:
    assert_tidy(marks(drawn(hostile(), T)[0]), EDGE, WIDE)
    with Image.open(io.BytesIO(picture(hostile(), T))) as seen:
        assert seen.format == "PNG"
        assert seen.width == POINTS
        assert POINTS < seen.height < 2 * POINTS
        left, top, right, bottom = ImageChops.invert(seen.convert("L")).getbbox() or (0, 0, 0, 0)
    edge = EDGE * POINTS / WIDE
    assert [left, POINTS - right, seen.height - bottom] == pytest.approx([edge] * 3, abs=edge / 4)
    assert edge / 2 < top < 2 * edge


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_holds_every_figure_that_is_shown_as_a_number_and_no_other(language: str) -> None:
    it = hidden(bilan(house="CCAS" if language == "en" else ""))
    made = spreadsheet(it, Translator(language))
    cells = [cell for rows in sheets(made).values() for row in rows for cell in row]
    assert {cell for cell in cells if isinstance(cell, int | float)} == numbers(it)
    assert len(sheets(made)) == 1 + len(it.tables)
    assert kinds(made) == {"s", "n"}


def test_a_name_in_the_sheet_is_text_whatever_it_begins_with() -> None:
    made = spreadsheet(bilan(names={By.VENUE: [*HOSTILE[:3], "\t=x"]}, house="=1+1"), T)
    assert {row[0] for row in sheets(made)["Par lieu"][6:]} == {*HOSTILE[:3], "=x"}
    assert kinds(made) == {"s", "n"}


def test_the_others_are_added_up_unless_one_of_them_is_hidden() -> None:
    lines = [Line(name, {What.USED: n}) for name, n in [("a", 9), ("b", None), ("c", 50), ("d", 7), ("e", 30)]]
    shown = Table(By.VENUE, tuple(it for it in lines if it.name != "b"))
    assert [bar.said for bar in largest(shown, [What.USED], 3, T)] == [("50",), ("30",), ("16",)]
    assert [bar.label for bar in largest(shown, [What.USED], 3, T)] == ["c", "e", "2 autres"]
    assert [bar.said for bar in largest(Table(By.VENUE, tuple(lines)), [What.USED], 3, T)] == [("50",), ("30",), ("–",)]


def test_where_a_hidden_number_stands_says_nothing_of_how_large_it_is() -> None:
    for tables in ([("b", None), ("c", 9), ("a", None)], [("a", None), ("c", 9), ("b", None)]):
        lines = tuple(Line(name, {What.USED: n}) for name, n in tables)
        assert [bar.label for bar in largest(Table(By.VENUE, lines), [What.USED], 9, T)] == ["c", "a", "b"]


def test_what_stands_in_large_is_never_a_hidden_number() -> None:
    it = hidden(bilan(), [What.USED, What.FIRST])
    assert headline(it, 3) == [What.PEOPLE, What.AGAIN, What.ACCOMPANIED]
    assert headline(hidden(it, What), 3) == []
