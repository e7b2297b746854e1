"""Plain French (« langage clair »): what a reader who struggles with it can follow, and advice to whoever writes.

Known words, one idea a sentence, twelve words at most, no abbreviation, nothing said on the side: a third of those who
live in priority districts struggle with written French. It is advice: nobody is kept from publishing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_WORDS = 12
FEWEST, MOST = 2, 4
"""Sentences of an easy version."""

SHORTHAND = re.compile(
    r"\b(etc|ex|cf|svp|rdv|tél|min|max|nb|nbre|infos?|appli|asso|ados?|resto|ciné|expo|ccas|pmr|faq|sms|mail)\b"
    r"|\bn°|\bp\.|\bJ-\d|%|→|&|\+|/(?!start|\d)",
    re.IGNORECASE,
)
"""Abbreviations, initials and signs that stand for words."""

ASIDE = re.compile(r"[()\[\]*;…]")
"""What is said on the side of a sentence, or left unsaid."""

FAMILIAR = re.compile(r"\b(tu|toi|ton|ta|tes|te)\b|\bt'", re.IGNORECASE)
"""Adults are called « vous »."""


class Trouble(StrEnum):
    LONG = "long"
    SHORTHAND = "shorthand"
    ASIDE = "aside"
    FAMILIAR = "familiar"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Advice:
    trouble: Trouble
    about: str = ""
    """The sentence, or what stands in it."""
    n: int = 0
    """Words of the sentence, or sentences of the text."""


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?])\s|\n", text) if part.strip()]


def words(sentence: str) -> list[str]:
    return [word for word in sentence.split() if re.search(r"\w", word)]


def advice(text: str) -> list[Advice]:
    """What would make an easy version easier."""
    said = sentences(text)
    found = [it for sentence in said for it in _of(sentence)]
    if len(said) < FEWEST:
        found.append(Advice(Trouble.TOO_FEW, n=len(said)))
    if len(said) > MOST:
        found.append(Advice(Trouble.TOO_MANY, n=len(said)))
    return found


def _of(sentence: str) -> Iterator[Advice]:
    if (n := len(words(sentence))) > MOST_WORDS:
        yield Advice(Trouble.LONG, sentence, n)
    for trouble, sign in ((Trouble.SHORTHAND, SHORTHAND), (Trouble.ASIDE, ASIDE), (Trouble.FAMILIAR, FAMILIAR)):
        if found := sign.search(sentence):
            yield Advice(trouble, found.group())
