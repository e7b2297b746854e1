"""A bilan in a terminal: each figure with what it counts, then the tables, a line each. The sheet has every number."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.domain.bilan import Bilan, Table, What
from handlers import bilan_words as words
from handlers.bilan_facts import COURSE, LETTERS, Fact, answers, load, numbers, welcomes
from handlers.text import Translator

PEOPLE = (What.PEOPLE, What.FIRST, What.AGAIN, What.ACCOMPANIED)
TOLD_APART = (What.REQUESTED, What.USED, What.PEOPLE, What.EMPTY)
ISOLATES = re.compile("[\u2066-\u2069]")


def lines(bilan: Bilan, t: Translator) -> Iterator[str]:
    yield f"{_plain(words.whose(bilan.house, t))}, {_plain(words.period(bilan.period, t))}"
    yield ""
    facts = [*numbers(bilan, (*COURSE, *PEOPLE, *LETTERS), t), *answers(bilan, t), *load(bilan, t), *welcomes(bilan, t)]
    yield from _facts(facts)
    for table in bilan.tables:
        if table.lines:
            yield ""
            yield from _table(table, t)
    yield ""
    yield _plain(words.why_hidden(t))


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    """The number, its name, and beside it what was counted."""
    said = [(_plain(fact.said), _plain(fact.figure.name), _plain(fact.figure.meaning)) for fact in facts]
    wide = max(len(number) for number, _, _ in said)
    for number, name, meaning in said:
        yield f"{number:>{wide}}  {name}. {meaning}"


def _table(table: Table, t: Translator) -> Iterator[str]:
    figures, heading = words.figures(t), words.tables(t)[table.by]
    shown = [what for what in TOLD_APART if what in table.lines[0].numbers]
    names = [_plain(figures[what].name) for what in shown]
    rows = [
        (
            ", ".join(filter(None, (_plain(words.row(table.by, line.name, t)), line.within))),
            [_plain(words.number(line.numbers.get(what), t)) for what in shown],
        )
        for line in table.lines
    ]
    first = max(len(heading.name), *(len(name) for name, _ in rows))
    yield _plain(heading.meaning)
    yield "  ".join([f"{_plain(heading.name):{first}}", *names])
    for name, cells in rows:
        padded = (f"{cell:>{len(above)}}" for cell, above in zip(cells, names, strict=True))
        yield "  ".join([f"{name:{first}}", *padded])


def _plain(said: Markup) -> str:
    """Without the marks that a chat needs, and that would be counted as letters."""
    return ISOLATES.sub("", said.unescape())
