"""How the readers of this package say no to one another; outside it only `Trouble`s are seen."""

from bot.domain.drafts import Fault, Reading, Trouble

LONGEST_VALUE = 100
"""Characters of a refused value that a Trouble keeps: enough to recognise it, never a whole file in one cell."""


class Unfit(Exception):  # noqa: N818 - a fact about what was read, not an error of ours
    """A file, a record or a cell that cannot be taken."""

    def __init__(self, fault: Fault, column: str = "", value: str = "") -> None:
        super().__init__(fault, column, value)
        self.fault, self.column, self.value = fault, column, value[:LONGEST_VALUE]

    def of_record(self, row: int) -> Trouble:
        """The trouble of the record number `row` of an export or a calendar."""
        return Trouble(self.fault, row, self.column, self.value, line=0)

    def of_file(self) -> Reading:
        """A reading that has nothing but this trouble."""
        return Reading(rows=0, troubles=(Trouble(self.fault, 0, self.column, self.value),))
