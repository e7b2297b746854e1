"""Finding a stop by what a person types: without accents or case, in any order of words, with a slip of the finger."""

import difflib
import unicodedata
from collections.abc import Iterator, Sequence

from bot.domain.timetable import Stop
from bot.domain.walking import metres

MOST_FOUND = 5
LONGEST = 60
SAME_PLACE = 600
"""Metres: two stops of one name that near are the two sides of one street."""
_SHORT = {
    "st": "saint",
    "ste": "sainte",
    "pl": "place",
    "av": "avenue",
    "bd": "boulevard",
    "dr": "docteur",
    "gal": "general",
}


def plain(name: str) -> str:
    """ "Gare St-Éloi" → "gare saint eloi"."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(it if it.isalnum() else " " for it in apart if not unicodedata.combining(it))
    return " ".join(_SHORT.get(word, word) for word in letters.split())


def called(stops: Sequence[Stop], words: str) -> list[Stop]:
    """Up to five, the likeliest first; the two sides of a street count once."""
    wanted = plain(words[:LONGEST])
    if not wanted:
        return []
    names = [plain(it.name) for it in stops]
    ranked = sorted((fit, names[rank], rank) for rank in range(len(stops)) if (fit := _fit(wanted, names[rank])) < 3)
    found = [stops[rank] for _, _, rank in ranked] or list(_alike(wanted, names, stops))
    return _apart(found)


def _fit(wanted: str, name: str) -> int:
    """0 the same, 1 begins so, 2 every word begins one of its words, 3 something else."""
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    own = name.split()
    return 2 if all(any(it.startswith(word) for it in own) for word in wanted.split()) else 3


def _alike(wanted: str, names: Sequence[str], stops: Sequence[Stop]) -> Iterator[Stop]:
    """A letter too many, or two that changed places."""
    near = difflib.get_close_matches(wanted, set(names), MOST_FOUND, 0.75)
    yield from (stops[rank] for like in near for rank, name in enumerate(names) if name == like)


def _apart(found: Sequence[Stop]) -> list[Stop]:
    kept: list[Stop] = []
    for it in found:
        here = it.latitude, it.longitude
        same = (one for one in kept if plain(one.name) == plain(it.name))
        if all(metres((one.latitude, one.longitude), here) > SAME_PLACE for one in same):
            kept.append(it)
        if len(kept) == MOST_FOUND:
            break
    return kept
