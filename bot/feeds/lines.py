"""One line of a spreadsheet while it is being read: its cells by column, and what is wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.domain.drafts import Fault, Trouble
from bot.feeds.columns import Column
from bot.feeds.faults import LONGEST_VALUE, Unfit
from bot.feeds.values import Cell, text

T = TypeVar("T")


@dataclass
class Line:
    """Reads cell after cell; a refused one leaves a trouble and the reading goes on, to tell all at once."""

    row: int
    """1 is the first line of data."""
    number: int
    """What the spreadsheet shows in its margin, from 1, headings included."""
    cells: Mapping[Column, Cell]
    """Those that say something."""
    headings: Mapping[Column, str]
    """What the file calls its columns."""
    troubles: list[Trouble] = field(default_factory=list)

    def says(self, column: Column) -> bool:
        return self.cells.get(column, "") != ""

    def take(self, column: Column, read: Callable[[Cell], T]) -> T | None:
        """What `read` makes of that cell; None when it is empty or refused."""
        if not self.says(column):
            return None
        try:
            return read(self.cells[column])
        except Unfit as unfit:
            self.refuse(unfit.fault, column)
            return None

    def need(self, column: Column, read: Callable[[Cell], T]) -> T | None:
        """The same, and an empty cell is a trouble."""
        if not self.says(column):
            self.refuse(Fault.MISSING_VALUE, column)
        return self.take(column, read)

    def refuse(self, fault: Fault, column: Column) -> None:
        heading = self.headings.get(column, column.value)
        value = text(self.cells.get(column, ""))[:LONGEST_VALUE]
        self.troubles.append(Trouble(fault, self.row, heading, value, self.number))
