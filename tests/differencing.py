"""A made-up year of a small town, all its bilans, and an attacker who subtracts them from each other.

The attacker shares nothing with the rules: it is a linear program over everything that is told.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import ceil, floor
from random import Random

from scipy.optimize import linprog
from scipy.sparse import csr_array

from bot.domain.bilan import Answering, Bilan, By, Line, Load, Period, Span, Table, What

YEAR = Period(Span.YEAR, date(2026, 1, 1))
MONTHS = YEAR.months()
QUARTERS = tuple(Period(Span.QUARTER, MONTHS[n].first) for n in (0, 3, 6, 9))
Numbers = Mapping[What, int | None]
LINES = {By.GENRE: 3, By.AUDIENCE: 2, By.VENUE: 5}
OF_PLACES = (What.OFFERED, What.EMPTY)


@dataclass(frozen=True)
class Place:
    """Of one person, or an outing's own when it is of nobody: then only `counts` are."""

    month: Period
    house: str
    person: int
    lines: Mapping[By, tuple[str, str]]
    counts: Counter[What]


def year_of(seed: int, houses: int, places: int) -> list[Place]:
    """In a random town: some houses, months and venues have much, others hardly anything."""
    random = Random(seed)  # noqa: S311 - a town, not a secret
    weigh = {
        size: [random.choice([0, 1, 1, 4, 20]) + 0.1 for _ in range(size)] for size in {12, houses, *LINES.values()}
    }
    been: Counter[int] = Counter()
    made = []
    for month in sorted(random.choices(MONTHS, weigh[12], k=places)):
        lines = {by: ("", str(random.choices(range(n), weigh[n])[0])) for by, n in LINES.items()}
        district = str(int(lines[By.VENUE][1]) // 2)
        lines |= {By.VENUE: (district, lines[By.VENUE][1]), By.DISTRICT: ("", district)}
        house = random.choices(range(houses), weigh[houses])[0]
        person = house + houses * random.randrange(1 + places // 8)
        counts = _outcome(random, been, person)
        made.append(Place(month, str(house), person, lines, counts))
    return made


def _outcome(random: Random, been: Counter[int], person: int) -> Counter[What]:
    n, outcome = (
        random.choice([1, 1, 2]),
        random.choices(["used", "freed", "lost", "unticked", "no"], [12, 2, 1, 1, 1])[0],
    )
    counts = Counter({What.OFFERED: random.choice([n, n, n + 1]), What.REQUESTED: n})
    if outcome != "no":
        counts += Counter({What.APPROVED: n, What(outcome): n})
    if outcome == "used":
        been[person] += 1
        nth = {1: What.FIRST, 2: What.AGAIN}.get(been[person])
        counts += Counter({nth: 1} if nth else {}) + Counter({What.ACCOMPANIED: random.choice([0, 0, 0, 1])})
    counts[What.EMPTY] = counts[What.OFFERED] - counts[What.USED]
    counts[What.ANSWERED] = random.choice([0, 1])
    counts[What.REMINDERS] = counts[What.ANSWERED] + random.choice([0, 0, 1])
    return counts


def _line(places: Iterable[Place], of_all: bool = True) -> dict[What, int | None]:
    places = list(places)
    counted = sum((it.counts for it in places), Counter[What]())
    counted[What.PEOPLE] = len({it.person for it in places if it.counts[What.USED]})
    return {what: counted[what] for what in What if of_all or what not in OF_PLACES}


def raw(year: list[Place], house: str, period: Period) -> Bilan:
    """As the shelf counts it."""
    months = period.months()
    within = [it for it in year if it.month in months and house in ("", it.house)]
    tables = [
        Table(By.MONTH, tuple(Line(month.name, _line(it for it in within if it.month == month)) for month in months))
    ]
    for by in (By.GENRE, By.AUDIENCE, By.VENUE, By.DISTRICT):
        names = sorted({it.lines[by] for it in within})
        lines = (Line(name, _line(it for it in within if it.lines[by] == (of, name)), of) for of, name in names)
        tables.append(Table(by, tuple(lines)))
    houses = sorted({it.house for it in within})
    tables.append(
        Table(By.ORGANISATION, tuple(Line(it, _line((p for p in within if p.house == it), False)) for it in houses))
    )
    return Bilan(house, period, _line(within, not house), Answering(None, None, 0), Load(0, None, None), tuple(tables))


Cell = tuple[str, str, str, str, What]
"""House, period, table, line and what is counted: one number, wherever it stands."""


def cells(it: Bilan) -> Iterator[tuple[Cell, int | None]]:
    for what, n in it.whole.items():
        yield (it.house, it.period.name, "", "", what), n
    for table in it.tables:
        for line in table.lines:
            for what, n in line.numbers.items():
                yield _cell(it, table.by, line, what), n


def _cell(it: Bilan, by: By, line: Line, what: What) -> Cell:
    """A month and an organisation have bilans of their own."""
    if by is By.MONTH:
        return it.house, line.name, "", "", what
    if by is By.ORGANISATION:
        return line.name, it.period.name, "", "", what
    return it.house, it.period.name, by.value, f"{line.within}/{line.name}", what


class Attacker:
    """Knows every number that is told, and how all of them add up and bound each other. How many seats were offered, and
    stayed empty, is a secret of nobody: that they are few is not looked for."""

    def __init__(self, told: Iterable[Bilan]) -> None:
        found = list(chain.from_iterable(map(cells, told)))
        self._at = {cell: place for place, cell in enumerate(dict.fromkeys(cell for cell, _ in found))}
        self.known = {cell: n for cell, n in found if n is not None}
        self._equal: list[dict[int, int]] = []
        self._least: list[dict[int, int]] = []
        self._learn()
        self._below, self._same = self._matrix(self._least), self._matrix(self._equal)
        self._within = [(n, n) if (n := self.known.get(cell)) is not None else (0, None) for cell in self._at]

    def __contains__(self, cell: Cell) -> bool:
        """Whether it has a place in what can be read, told or hidden."""
        return cell in self._at

    def _learn(self) -> None:
        lines = {cell[:4] for cell in self._at}
        for line in lines:
            self._of_a_line(line)
        houses, parts = {house for house, *_ in lines} - {""}, [(YEAR, QUARTERS)]
        parts += [(it, it.months()) for it in QUARTERS]
        for what in What:
            for whole, within in parts:
                sums = [("", it.name, "", "", what) for it in within]
                top = ("", whole.name, "", "", what)
                (self._at_most if what is What.PEOPLE else self._adds_up)(top, sums)
                for each in sums:
                    self._at_most(each, [top])
            self._adds_up(("", YEAR.name, "", "", what), [(it, YEAR.name, "", "", what) for it in houses])
            if what is not What.PEOPLE:  # one person goes to two venues
                self._tables(lines, what)

    def _tables(self, lines: set[tuple[str, str, str, str]], what: What) -> None:
        whole = ("", YEAR.name, "", "", what)
        apart: defaultdict[str, list[Cell]] = defaultdict(list)
        for house, period, by, name in sorted(lines):
            if by:
                apart[by].append((house, period, by, name, what))
        for found in apart.values():
            self._adds_up(whole, found)
        for district in apart[By.DISTRICT]:
            there = [it for it in apart[By.VENUE] if it[3].split("/")[0] == district[3].split("/")[1]]
            self._adds_up(district, there)

    def _of_a_line(self, line: tuple[str, str, str, str]) -> None:
        def of(*whats: What) -> list[Cell]:
            return [(*line, what) for what in whats]

        came = (What.USED, What.FREED, What.LOST, What.UNTICKED)
        self._adds_up((*line, What.APPROVED), of(*came))
        self._adds_up((*line, What.OFFERED), of(What.USED, What.EMPTY))
        for smaller, larger in (
            (What.APPROVED, What.REQUESTED),
            (What.ANSWERED, What.REMINDERS),
            (What.PEOPLE, What.USED),
            (What.FIRST, What.PEOPLE),
            (What.AGAIN, What.PEOPLE),
            (What.ACCOMPANIED, What.USED),
        ):
            self._at_most((*line, smaller), of(larger))
        if all(it in self._at for it in of(What.FIRST, What.AGAIN, What.USED)):
            first, again, used = (self._at[it] for it in of(What.FIRST, What.AGAIN, What.USED))
            self._least.append({first: 1, again: 1, used: -1})

    def _row(self, top: Cell, parts: Iterable[Cell]) -> dict[int, int] | None:
        if not all(it in self._at for it in (top, *parts)):
            return None
        return {self._at[top]: 1} | {self._at[it]: -1 for it in parts}

    def _adds_up(self, top: Cell, parts: list[Cell]) -> None:
        if parts and (row := self._row(top, parts)):
            self._equal.append(row)

    def _at_most(self, top: Cell, parts: list[Cell]) -> None:
        if row := self._row(top, parts):
            self._least.append(row)

    def names(self, cell: Cell) -> bool:
        """Whether only one number is possible, for who has heard that it is below five."""
        return cell in self.known or ceil(self._solve(cell, 1) - 1e-6) == floor(-self._solve(cell, -1) + 1e-6)

    def _solve(self, cell: Cell, sign: int) -> float:
        goal, within = [0] * len(self._at), list(self._within)
        goal[self._at[cell]], within[self._at[cell]] = sign, (1, 4)
        (least, none), (equal, nought) = self._below, self._same
        found = linprog(goal, least, none, equal, nought, within)
        if not found.success:
            raise ValueError(f"{cell}: {found.message}")
        return float(found.fun)

    def _matrix(self, rows: list[dict[int, int]]) -> tuple[csr_array, list[int]]:
        at = [(number, column, n) for number, row in enumerate(rows) for column, n in row.items()]
        numbers, columns, values = zip(*at, strict=True)
        return csr_array((values, (numbers, columns)), shape=(len(rows), len(self._at))), [0] * len(rows)


def family(year: list[Place], hide: Callable[[Bilan, Bilan], Bilan]) -> list[Bilan]:
    """All that anybody could be shown."""
    of_all = raw(year, "", YEAR)
    asked = [("", it) for it in (*MONTHS, *QUARTERS, YEAR)] + [(it, YEAR) for it in sorted({p.house for p in year})]
    return [hide(raw(year, house, period), of_all) for house, period in asked]


def found(year: list[Place], hide: Callable[[Bilan, Bilan], Bilan]) -> Iterator[tuple[Cell, int]]:
    """In all bilans of a made-up year."""
    return named(family(year, lambda it, _: it), family(year, hide))


def named(true: Iterable[Bilan], told: Iterable[Bilan]) -> Iterator[tuple[Cell, int]]:
    """Numbers below five of people and of their places that the attacker can name."""
    attacker = Attacker(told)
    truth = dict(chain.from_iterable(map(cells, true)))
    small = {cell: n for cell, n in truth.items() if n and n < 5 and cell[-1] not in OF_PLACES and cell in attacker}
    yield from ((cell, n) for cell, n in small.items() if attacker.names(cell))
