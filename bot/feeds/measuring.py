"""How much a workbook would be once it is read, counted while it is unpacked: a hostile one can be small and still fill
the memory, or end the process.

It is refused for what it says of itself, and for what it is: a document type (entities), a lying count, a sheet too wide
and long, elements too many or too deep, one long word that a hundred thousand cells point at.
"""

import functools
from collections import Counter
from collections.abc import Iterable
from xml.parsers import expat

from bot.domain.drafts import Fault
from bot.feeds.faults import Unfit

MOST_CELLS = 300_000
"""Rows × columns of the rectangle that holds a sheet: 30 MB in memory. Ten thousand rows of every column of ours fit."""
MOST_ELEMENTS = 500_000
"""A cell is two, a row one."""
MOST_DEPTH = 100
MOST_SAID = 8_000_000
"""Characters of all cells; a word that many share counts for each."""

_COUNTS = ("count", "uniqueCount")
"""Attributes that announce how many elements follow; none is shorter than a byte."""


class Measure:
    """Of one package. Raises Unfit, and what its parser raises."""

    def __init__(self) -> None:
        self.elements = 0
        self._words: list[int] = []
        """Lengths of the shared ones, in their order."""
        self._pointed_at: Counter[str] = Counter()

    def part(self, size: int, pieces: Iterable[bytes]) -> Iterable[bytes]:
        """The same pieces of one part, each after it was looked at."""
        extent = _Extent(size, self)
        for piece in pieces:
            extent.parser.Parse(piece)
            yield piece
        extent.parser.Parse(b"", True)

    def word(self, length: int) -> None:
        self._words.append(length)

    def pointer(self, rank: str) -> None:
        self._pointed_at[rank] += 1

    def ensure_speakable(self) -> None:
        """Once every part has been seen."""
        said = sum(self._length(rank) * times for rank, times in self._pointed_at.items())
        if said > MOST_SAID:
            raise Unfit(Fault.TOO_LARGE)

    def _length(self, rank: str) -> int:
        """Of a word that cannot be told, the longest."""
        if rank.isdecimal():
            return self._words[int(rank)] if int(rank) < len(self._words) else 0
        return max(self._words, default=0)


class _Extent:
    """Walks one part."""

    def __init__(self, size: int, measure: Measure) -> None:
        self._size, self._measure = size, measure
        self._row = self._column = self._bottom = self._right = 0
        self._depth = self._length = 0
        self._points = False
        self._rank = ""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begins
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._says
        self.parser.StartDoctypeDeclHandler = self._document_type

    def _document_type(self, *_: object) -> None:
        raise Unfit(Fault.UNREADABLE)

    def _begins(self, name: str, attributes: dict[str, str]) -> None:
        self._measure.elements += 1
        self._depth += 1
        if self._depth > MOST_DEPTH or self._measure.elements > MOST_ELEMENTS:
            raise Unfit(Fault.TOO_LARGE)
        tag = _tag(name)
        if tag == "c":
            self._points = "s" in attributes.values()
            self._cell(attributes.get("r", ""))
        elif tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == "si":
            self._length = 0
        for count in _COUNTS:
            if count in attributes and int(attributes[count]) > self._size:
                raise Unfit(Fault.TOO_LARGE)

    def _says(self, words: str) -> None:
        self._length += len(words)
        if self._points:
            self._rank += words

    def _ends(self, name: str) -> None:
        self._depth -= 1
        tag = _tag(name)
        if tag == "c" and self._points:
            self._measure.pointer(self._rank.strip())
            self._points, self._rank = False, ""
        elif tag == "si":
            self._measure.word(self._length)

    def _cell(self, reference: str) -> None:
        """A cell without a reference comes right of the one before; "AB12" is row 12, column 28."""
        letters = reference.rstrip("0123456789")
        self._column = _rank(letters) if letters else self._column + 1
        self._row = int(reference[len(letters) :] or self._row)
        if self._row > self._bottom or self._column > self._right:
            self._bottom, self._right = max(self._bottom, self._row), max(self._right, self._column)
            if self._bottom * self._right > MOST_CELLS:
                raise Unfit(Fault.TOO_LARGE)


@functools.lru_cache(256)
def _tag(name: str) -> str:
    """Whatever prefix a file gives to the names of sheets."""
    return name.rpartition(":")[2]


@functools.lru_cache(256)
def _rank(letters: str) -> int:
    rank = 0
    for letter in letters.upper()[:8]:
        rank = rank * 26 + ord(letter) - ord("A") + 1
    return rank
