"""The figures of a bilan that stand alone, each with its name, what it counts, and its number in words."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.bilan import Bilan, What
from handlers import bilan_words as words
from handlers.bilan_words import Figure
from handlers.text import Translator

PEOPLE = (What.PEOPLE, What.FIRST, What.AGAIN, What.ACCOMPANIED)
REMEMBERED = (What.USED, *PEOPLE, What.REQUESTED, What.APPROVED, What.OFFERED)
"""In large, the first of them that are told."""
COURSE = (What.OFFERED, What.REQUESTED, What.APPROVED, What.USED, What.FREED, What.LOST, What.UNTICKED, What.EMPTY)
"""What becomes of places."""
LETTERS = (What.REMINDERS, What.ANSWERED)


class Fact(NamedTuple):
    figure: Figure
    n: int | float | None
    """A float is hours; None is hidden."""
    said: Markup


def headline(bilan: Bilan, most: int) -> list[What]:
    """What one remembers: so many at most, and nothing that is hidden."""
    return [what for what in REMEMBERED if bilan.whole.get(what) is not None][:most]


def numbers(bilan: Bilan, among: Iterable[What], t: Translator) -> list[Fact]:
    """Those that are counted for this organisation."""
    figures = words.figures(t)
    return [_counted(figures[what], bilan.whole[what], t) for what in among if what in bilan.whole]


def answers(bilan: Bilan, t: Translator) -> list[Fact]:
    """How long people waited."""
    it, figures = bilan.answering, words.answering(t)
    hours = {"middle_h": it.middle_h, "nine_in_ten_h": it.nine_in_ten_h}
    return [
        Fact(figures[name], None if h is None else float(round(h, 1)), words.hours(h, t)) for name, h in hours.items()
    ]


def load(bilan: Bilan, t: Translator) -> list[Fact]:
    """What it asked of referents; nothing where that is not told at all."""
    it, figures = bilan.load, words.load(t)
    asked = {"referents": it.referents, "middle": it.middle, "most": it.most}
    told = any(n is not None for n in asked.values())
    return [_counted(figures[name], n, t) for name, n in asked.items()] if told else []


def welcomes(bilan: Bilan, t: Translator) -> list[Fact]:
    """Who was ticked at the door."""
    figures = words.welcomed(t)
    return [_counted(figures[kind], bilan.welcomed[kind], t) for kind in figures if kind in bilan.welcomed]


def _counted(figure: Figure, n: int | None, t: Translator) -> Fact:
    return Fact(figure, n, words.number(n, t))
