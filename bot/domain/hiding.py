"""Which numbers of a bilan are told, so that nobody is found in it, nor by subtracting one bilan from another.

**What there is.** Of all organisations together: months, quarters and calendar years. Of one organisation: calendar years;
its months would be small, and taken from the months of all they would give its neighbours away. First and second outings,
company, the load of referents, the ticks at the doors and what is told apart but the months are of a year of all together.

**Why subtraction finds nobody.** The places that were asked for fall into five parts: used, given back, lost, unticked, not
approved. Each is hidden by itself, and a sum of parts (approved, requested) is told only where all its parts are, so that
it says nothing new. The months of a part are put into groups, each of them 0 or at least five, and a period is told where
it consists of whole groups: whatever is added up and subtracted is a sum of groups. What was told stays as it was: no later
month is looked at, but that November is told with December. In a list of organisations, genres or venues, a small number
takes others along. Distinct people of a month or a quarter, and hours, do not add up: they are told where they are of many.
Nothing at all is told, as 0.

**The promise.** Whoever knows all that is told, how it adds up, and how it is hidden, cannot tell of a hidden number of one
to four which it is.

**What is lost.** A part that is small in the last two months of a year and was not before, in that quarter and that year;
most of what a very small organisation does by itself. The empty and the offered places count seats: they are hidden only
where they would tell the used ones. And a limit: whoever knows from the agenda that the lines of two tables are of the same
outings can compare these tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from bot.domain.bilan import Answering, Bilan, By, Line, Load, Period, Span, Table, What
from bot.domain.breakdowns import breakdowns
from bot.domain.subtraction import groups, is_small, taken_along

Numbers = Mapping[What, int | None]

MANY = 20
"""Distinct people of a month or a quarter, and answers whose hours are told, are at least so many. Neither adds up; and of
one that is not told it is not known that it is small."""


class Part(NamedTuple):
    """A number that contains no other: `of`, and of that what is not in `less`."""

    of: What
    less: What | None = None

    def among(self, numbers: Numbers) -> int:
        return (numbers.get(self.of) or 0) - ((numbers.get(self.less) or 0) if self.less else 0)


USED = Part(What.USED)
ROLL = (USED, Part(What.FREED), Part(What.LOST), Part(What.UNTICKED))
ASKED = (*ROLL, Part(What.REQUESTED, What.APPROVED))
SENT = (Part(What.ANSWERED), Part(What.REMINDERS, What.ANSWERED))

PARTS: Mapping[What, tuple[Part, ...]] = {
    What.OFFERED: (USED,),
    What.REQUESTED: ASKED,
    What.APPROVED: ROLL,
    **{it.of: (it,) for it in ROLL},
    What.EMPTY: (USED,),
    What.REMINDERS: SENT,
    What.ANSWERED: SENT[:1],
}
"""What is told where all of these parts are. The empty places and the offered ones, which are no secret, give the used ones
away."""

PEOPLE = (What.PEOPLE, What.FIRST, What.AGAIN)
"""Told of a year together or not at all: each of them bounds the others."""


def is_told_of_one(period: Period) -> bool:
    """Of one organisation there are bilans of years only."""
    return period.span is Span.YEAR


def hide(it: Bilan, year: Bilan) -> Bilan:
    """The bilan `it` as it may be read. Both are raw; `year` is that of all organisations together in the calendar year, so
    far as it has gone."""
    if it.house and not is_told_of_one(it.period):
        raise ValueError(f"there is no bilan of {it.house} for {it.period.name}")
    told = _Told(year)
    whole = told.organisation(it) if it.house else told.together(it.period, it.whole)
    of_a_year_of_all = not it.house and it.period.span is Span.YEAR
    return replace(
        it,
        whole=whole,
        answering=_answering(it.answering, whole),
        load=_load(it.load) if of_a_year_of_all else Load(None, None, None),
        tables=() if it.house else tuple(told.tables(it, whole)),
        welcomed={kind: _large(n) for kind, n in it.welcomed.items()} if of_a_year_of_all else {},
    )


class _Told:
    """What a calendar year has to tell, from the raw bilan of all together."""

    def __init__(self, year: Bilan) -> None:
        self._year = year
        self._rows = {it.by: {line.name: line.numbers for line in it.lines} for it in year.tables}

    def _is_told(self, part: Part, period: Period) -> bool:
        """Whether the period consists of whole groups."""
        rows = self._rows.get(By.MONTH, {})
        known = self._year.period.months()[: period.told_with.last.month]
        so_far = [part.among(rows.get(it.name, {})) for it in known]
        wanted = range(period.first.month - 1, period.last.month)
        return [n for group in groups(so_far) if group[0] in wanted for n in group] == [*wanted]

    def together(self, period: Period, numbers: Numbers) -> Numbers:
        """Of all organisations."""
        told = {part for part in (*ASKED, *SENT) if self._is_told(part, period)}
        whole = {what: numbers.get(what) if told.issuperset(parts) else None for what, parts in PARTS.items()}
        many = USED in told and not 0 < (numbers.get(What.PEOPLE) or 0) < MANY
        if period.span is not Span.YEAR:
            return whole | {What.PEOPLE: numbers.get(What.PEOPLE) if many else None}
        apart = many and not any(is_small(numbers.get(it) or 0) for it in PEOPLE)
        whole |= {it: numbers.get(it) if apart else None for it in PEOPLE}
        return whole | {What.ACCOMPANIED: _large(numbers.get(What.ACCOMPANIED)) if USED in told else None}

    def organisation(self, it: Bilan) -> Numbers:
        """Of one; where it has no line, it has done nothing."""
        return self._organisations(self._rows.get(By.ORGANISATION, {})).get(it.house) or dict.fromkeys(it.whole, 0)

    def _organisations(self, lines: Mapping[str, Numbers]) -> dict[str, Numbers]:
        """Of each, in a year: what is told of all together, where it is not hidden for one of them."""
        together = self.together(self._year.period, self._year.whole)
        parts = {part: taken_along({name: part.among(it) for name, it in lines.items()}) for part in (*ASKED, *SENT)}
        hidden = {what: frozenset[str]().union(*(parts[it] for it in needed)) for what, needed in PARTS.items()}
        hidden |= dict.fromkeys(PEOPLE, _people(lines, parts[USED]))
        hidden[What.ACCOMPANIED] = _bounded(Part(What.ACCOMPANIED), USED, lines, parts[USED], parts[USED])
        return {
            name: {it: None if together[it] is None or name in hidden[it] else n for it, n in numbers.items()}
            for name, numbers in lines.items()
        }

    def tables(self, it: Bilan, whole: Numbers) -> Iterator[Table]:
        if it.period.span is not Span.MONTH:
            months = self._rows.get(By.MONTH, {})
            wanted = ((month, months.get(month.name, {})) for month in it.period.months())
            yield Table(By.MONTH, tuple(Line(month.name, self.together(month, row)) for month, row in wanted))
        if it.period.span is Span.YEAR:
            yield from breakdowns(it.tables) if whole.get(What.USED) is not None else ()
            houses = self._organisations(self._rows.get(By.ORGANISATION, {}))
            yield Table(By.ORGANISATION, tuple(Line(*each) for each in houses.items()))


def _people(lines: Mapping[str, Numbers], unused: frozenset[str]) -> frozenset[str]:
    """Whose people are not told, `unused` being whose used places are not: where one of the three is small, or goes along."""
    few = {name for name, it in lines.items() if any(is_small(it.get(what) or 0) for what in PEOPLE)}
    hidden = unused | few
    for what, other in zip(PEOPLE, (None, What.AGAIN, What.FIRST), strict=True):
        hidden = _bounded(Part(what), Part(What.USED, other), lines, unused, hidden)
    return hidden


def _bounded(
    part: Part, most: Part, lines: Mapping[str, Numbers], unused: frozenset[str], hidden: frozenset[str]
) -> frozenset[str]:
    """How many came is bounded by the used places, where these are told."""
    bounds = {name: most.among(it) for name, it in lines.items() if name not in unused}
    return taken_along({name: part.among(it) for name, it in lines.items()}, hidden, bounds)


def _large(n: int | None) -> int | None:
    return None if n is None or is_small(n) else n


def _answering(it: Answering, whole: Numbers) -> Answering:
    """Hours do not add up. How many answers there were does, and is never told."""
    many = whole.get(What.REQUESTED) is not None and (it.answers or 0) >= MANY
    return replace(it, answers=None) if many else Answering(None, None, None)


def _load(it: Load) -> Load:
    """Of five referents or more."""
    few = _large(it.referents) is None
    return Load(None, None, None) if few else Load(it.referents, _large(it.middle), _large(it.most))
