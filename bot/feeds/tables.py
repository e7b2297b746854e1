"""A table of cells and the lines in it that tell of an outing: where the headings are, what is only help."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.drafts import Fault
from bot.feeds import moments
from bot.feeds.columns import REQUIRED, Column, recognised
from bot.feeds.faults import Unfit
from bot.feeds.lines import Line
from bot.feeds.template import HELP
from bot.feeds.values import Cell, text

Rows = Sequence[Sequence[Cell]]

_FIRST_LINES = 10
"""Among which the headings are: a name, a month or an empty line may stand above them."""


def written_lines(rows: Rows) -> list[Line]:
    """The lines that say something, below the headings and the help."""
    top = _heading_rank(rows)
    columns = recognised(rows[top])
    headings = {column: text(rows[top][at]) for column, at in columns.items()}
    first = top + 2 if _is_help(rows, top + 1, columns) else top + 1
    _ensure_complete(columns, rows[first:])
    lines = [
        Line(rank - first + 1, rank + 1, _said(rows[rank], columns), headings)
        for rank in range(first, len(rows))
        if any(text(cell) for cell in rows[rank])
    ]
    if not lines:
        raise Unfit(Fault.EMPTY)
    return lines


def _heading_rank(rows: Rows) -> int:
    """The line with the most columns that we know, among the first ones."""
    if not any(text(cell) for row in rows for cell in row):
        raise Unfit(Fault.EMPTY)
    return max(range(min(_FIRST_LINES, len(rows))), key=lambda rank: len(recognised(rows[rank])))


def _said(row: Sequence[Cell], columns: dict[Column, int]) -> dict[Column, Cell]:
    """The cells that say something. Whoever types over the help of our template leaves half of it: that is empty."""
    cells = {column: row[at] for column, at in columns.items() if at < len(row) and text(row[at])}
    return {column: cell for column, cell in cells.items() if cell != HELP.get(column)}


def _is_help(rows: Rows, rank: int, columns: dict[Column, int]) -> bool:
    row = rows[rank] if rank < len(rows) else ()
    help_cells = [cell for cell in row if cell in HELP.values()]
    return bool(help_cells) and not _said(row, columns)


def _ensure_complete(columns: dict[Column, int], rows: Rows) -> None:
    for column in REQUIRED:
        if column not in columns:
            raise Unfit(Fault.MISSING_COLUMN, column.value)
    # Dates like 2026-01-26T19:00:00+01:00 bring their hour; a file where not one does forgot a column.
    if Column.HOUR not in columns and rows and not any(_says_hour(row, columns[Column.DATE]) for row in rows):
        raise Unfit(Fault.MISSING_COLUMN, Column.HOUR.value)


def _says_hour(row: Sequence[Cell], at: int) -> bool:
    try:
        return at < len(row) and moments.day_and_hour(row[at], ZoneInfo("UTC"))[1] is not None
    except Unfit:
        return False
