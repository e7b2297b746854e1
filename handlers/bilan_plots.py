"""What of a bilan is drawn: the places that were used and those that stayed empty, by what tells them apart."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from babel.dates import format_date
from markupsafe import Markup

from bot.domain.bilan import Bilan, By, Line, Table, What
from handlers import bilan_words as words
from handlers.bars import Bar
from handlers.bilan_facts import COURSE
from handlers.paper import Paper, dejavu
from handlers.text import Translator, clean

DRAWN = (What.USED, What.EMPTY)
"""Laid end to end they are the places that were offered."""

LONGEST = 80
"""Letters of a name: more than there is room for beside a bar."""


def blank(now: datetime, t: Translator, margin: float, size: str | tuple[float, float] = "A4") -> Paper:
    """One page and no more, which is read as its words are."""
    paper = Paper(now, margin, dejavu(), t.right_to_left, size)
    paper.set_auto_page_break(auto=False)
    paper.c_margin = 0
    paper.set_lang(t.language.split("@")[0])
    paper.set_title(paper.drawable(t("Bilan des sorties")))
    return paper


def spoken(t: Translator) -> Translator:
    """Without a font that draws Arabic, paper speaks French."""
    return t if dejavu() or not t.right_to_left else Translator()


def begun(said: Markup) -> str:
    """With a capital."""
    plain = said.unescape()
    return plain[:1].upper() + plain[1:]


def course(bilan: Bilan, t: Translator) -> list[Bar]:
    """What becomes of places, each in the colour that it has in all plots."""
    line = Line("", bilan.whole)
    return [_bar(words.figures(t)[what].name, line, (what,), t) for what in counted([line], COURSE)]


def table(bilan: Bilan, by: By) -> Table:
    """Without lines where there is none."""
    return next((it for it in bilan.tables if it.by is by), Table(by, ()))


def counted(lines: Iterable[Line], among: Sequence[What] = DRAWN) -> tuple[What, ...]:
    """What these lines count; an organisation has no part of its own in the places that stayed empty."""
    known = {what for line in lines for what in line.numbers}
    return tuple(what for what in among if what in known)


def months(bilan: Bilan, t: Translator) -> list[Bar]:
    """In their order."""
    found = table(bilan, By.MONTH)
    drawn = counted(found.lines)
    return [_bar(_month(line.name, t), line, drawn, t) for line in in_order(found)]


def in_order(found: Table) -> list[Line]:
    """Months as they come. Elsewhere the largest first; hidden ones after the others, as their names do, so that their
    place says nothing."""
    if found.by is By.MONTH:
        return sorted(found.lines, key=lambda it: it.name)
    return ranked(found, What.USED)


def ranked(found: Table, first: What) -> list[Line]:
    """The largest first."""
    return sorted(
        found.lines, key=lambda it: (it.numbers.get(first) is None, -(it.numbers.get(first) or 0), it.name, it.within)
    )


def largest(found: Table, drawn: Sequence[What], most: int, t: Translator) -> list[Bar]:
    """So many at most, the last of them for all the others: in words only, so that the others set no scale."""
    lines = ranked(found, drawn[0])
    shown = lines if len(lines) <= most else lines[: most - 1]
    others = lines[len(shown) :]
    bars = [_bar(named(found, line, t), line, drawn, t) for line in shown]
    if others:
        together = Line("", {what: _sum(it.numbers.get(what, 0) for it in others) for what in drawn})
        last = _bar(t.plural("{n} autre", "{n} autres", len(others)), together, drawn, t)
        bars.append(replace(last, numbers=()))
    return bars


def named(found: Table, line: Line, t: Translator) -> str:
    """With the district where another place has the same name."""
    name = words.row(found.by, line.name, t).unescape()
    alone = sum(it.name == line.name for it in found.lines) == 1
    return name if alone or not line.within else f"{name} ({line.within})"


def _sum(numbers: Iterable[int | None]) -> int | None:
    """Hidden as soon as one of them is."""
    known = list(numbers)
    shown = [n for n in known if n is not None]
    return sum(shown) if len(shown) == len(known) else None


def _bar(label: str, line: Line, drawn: Sequence[What], t: Translator) -> Bar:
    """Places that stayed empty are pale wherever they are drawn."""
    numbers = [line.numbers.get(what, 0) for what in drawn]
    coloured = (0, *numbers) if drawn[0] is What.EMPTY else tuple(numbers)
    return Bar(clean(label, LONGEST), coloured, tuple(words.number(n, t) for n in numbers))


def _month(name: str, t: Translator) -> str:
    """« mars », « déc. »; plain French has no abbreviation."""
    return format_date(date.fromisoformat(f"{name}-01"), "LLLL" if t.plain else "LLL", locale=t.locale)
