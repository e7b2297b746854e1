"""Arabic for paper: letters take the form that their neighbours ask for, and stand in the order of the eye.

A screen does this by itself; a page does not. The forms are those of the Unicode tables.
"""

import unicodedata
from collections import defaultdict
from functools import cache

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

FORMS = (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD))
"""Where Unicode keeps the letters' forms."""

Forms = dict[str, str]


@cache
def _forms() -> dict[str, Forms]:
    """Letter, or « لا » → its forms, by name: isolated, initial, medial, final."""
    table: dict[str, Forms] = defaultdict(dict)
    for form in map(chr, FORMS):
        kind, *letters = unicodedata.decomposition(form).split() or [""]
        if kind.startswith("<") and letters:
            table["".join(chr(int(code, 16)) for code in letters)].setdefault(kind.strip("<>"), form)
    return dict(table)


def _ligatures(text: str) -> list[str]:
    """Letters, « لا » together being one."""
    letters: list[str] = []
    for letter in text:
        pair = letters[-1] + letter if letters and letters[-1] == "ل" else ""
        if pair in _forms():
            letters[-1] = pair
        else:
            letters.append(letter)
    return letters


def shaped(text: str) -> str:
    """Each letter in the form that fits between its neighbours; vowel signs join nothing and part nothing."""
    letters = _ligatures(text)
    drawn = list(letters)
    joining = [rank for rank, letter in enumerate(letters) if not unicodedata.combining(letter[0])]
    for before, here, after in zip([None, *joining], joining, [*joining[1:], None], strict=False):
        forms = _forms().get(letters[here], {})
        joined = before is not None and _has("initial", letters[before]) and "final" in forms
        joins = after is not None and _has("final", letters[after]) and "initial" in forms
        drawn[here] = forms.get(KINDS[joined, joins], letters[here])
    return "".join(drawn)


KINDS = {(False, False): "isolated", (False, True): "initial", (True, True): "medial", (True, False): "final"}
"""Joined to the letter before, joined to the letter after → the name of the form."""


def _has(kind: str, letter: str) -> bool:
    return kind in _forms().get(letter, {})


def for_paper(line: str, from_the_right: bool = False) -> str:
    """One line of a page that is read from the left, or from the right, in the order of the eye."""
    if not any(unicodedata.bidirectional(c) in ("R", "AL") for c in line):
        return line
    reading = TextDirection.RTL if from_the_right else TextDirection.LTR
    return BidiParagraph(shaped(line), reading).get_reordered_string()
