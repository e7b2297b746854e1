"""Words, numbers and yes or no, as a coordinator or a machine writes them in a cell."""

import datetime
import re
import textwrap
import unicodedata

from markupsafe import Markup

from bot.domain.drafts import Fault
from bot.feeds.faults import Unfit

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.datetime | datetime.timedelta
"""What a reader of spreadsheets finds; an empty cell is the empty string."""

LONGEST_TITLE = 300
"""Characters of a title, a name or an address."""
LONGEST_TEXT = 1000
"""Characters of a summary or of how one gets in: two of them fit in one Telegram message (4,096)."""
MOST_PLACES = 100_000
MOST_AGE = 99

# Control characters and lone surrogates: PostgreSQL and UTF-8 refuse some of them, a screen shows none.
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BREAKS = re.compile(r"<(?=(?:br|/?p|/?li|/?div|/?h\d)\b)", re.IGNORECASE)
_PLACES = re.compile(r"(\d+) ?(?:places?|pl\.?|invitations?)?")
_AGE = re.compile(r"(?:des |a partir de )?(\d+) ?(?:ans?|\+|ans et plus)?")
_OPEN = {
    "libre",
    "entree libre",
    "illimite",
    "illimitee",
    "illimites",
    "illimitees",
    "sans limite",
    "acces libre",
}
_ALL_AGES = {"tout public", "tous publics", "tous", "tous ages", "aucun", "non", "-"}
_YES = {"oui", "o", "x", "1", "vrai", "true", "yes", "y", "✓", "✔"}
_NO = {"non", "n", "0", "faux", "false", "no", "✗"}


def text(cell: Cell) -> str:
    """A cell on one line; a number without its useless decimals, a date as people write it."""
    if isinstance(cell, str) and cell.isprintable() and "  " not in cell:
        return cell.strip()  # nearly all of them: a file has a hundred thousand
    if isinstance(cell, str):
        return " ".join(_UNSHOWABLE.sub(" ", cell).split())
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, datetime.date) else str(cell)


def plain(words: str) -> str:
    """Without accents, case or needless spaces: for comparing, never for showing."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def unmarked(html: str, longest: int = LONGEST_TEXT) -> str:
    """The words of a piece of HTML, cut between two words."""
    # Only the start is read: removing tags one by one takes a time that grows with the square of the length.
    start = _BREAKS.sub(" <", html[: 20 * longest])
    words = Markup(start).striptags()  # noqa: S704 - made to take its tags out, never shown as it is
    return textwrap.shorten(text(words), longest, placeholder="…")


def short(cell: Cell) -> str:
    """A title, a name, a line of address."""
    return _measured(text(cell), LONGEST_TITLE)


def long(cell: Cell) -> str:
    """A summary, a way in."""
    return _measured(text(cell), LONGEST_TEXT)


def _measured(words: str, longest: int) -> str:
    if len(words) > longest:
        raise Unfit(Fault.TOO_LONG)
    return words


def is_open(cell: Cell) -> bool:
    """« libre » among the places: whoever comes gets in."""
    return plain(text(cell)) in _OPEN


def places(cell: Cell) -> int:
    """A number of places, at least one: « 4 », « 4 places », a cell with 4."""
    return _number(cell, _PLACES, 1, MOST_PLACES)


def age(cell: Cell) -> int | None:
    """A lowest age in years: « 6 », « dès 6 ans »; None for « tout public » and for zero."""
    if plain(text(cell)) in _ALL_AGES:
        return None
    return _number(cell, _AGE, 0, MOST_AGE) or None


def _number(cell: Cell, pattern: re.Pattern[str], least: int, most: int) -> int:
    # A cell that holds true or false is text ("oui") by now, and no number.
    found = pattern.fullmatch(plain(text(cell)))
    if not found or len(found[1]) > len(str(most)) or not least <= int(found[1]) <= most:
        raise Unfit(Fault.BAD_NUMBER)
    return int(found[1])


def yes_or_no(cell: Cell) -> bool | None:
    """None for anything else ("3 marches"): the coordinator looks at the draft and decides."""
    words = plain(text(cell))
    return True if words in _YES else False if words in _NO else None


def postcode(cell: Cell) -> str:
    """« 13007 »; a spreadsheet that made a number of « 01000 » lost its first zero."""
    return text(cell).replace(" ", "").zfill(5) if text(cell) else ""


def degrees(cell: Cell, most: float) -> float:
    """A coordinate, in degrees between −most and most, with a point or a comma."""
    try:
        value = float(text(cell).replace(",", "."))
    except ValueError:
        raise Unfit(Fault.BAD_NUMBER) from None
    if not -most <= value <= most:
        raise Unfit(Fault.BAD_NUMBER)
    return value
