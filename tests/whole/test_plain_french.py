"""Plain French (« langage clair »): every sentence that its readers see is short, direct and without shorthand."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from string import Formatter

import pytest

from bot.domain.plain import ASIDE, FAMILIAR, MOST_WORDS, SHORTHAND, sentences, words
from handlers.text import Translator
from locales.__main__ import gathered

PRONOUNS = re.compile(
    r"(?<![\w'])(ils?|elles?|lui|leur|celui|celle|ceux|celles)(?!\w)|-(le|la|les|lui|leur)\b", re.IGNORECASE
)
"""The noun is said again instead."""

IMPERSONAL = re.compile(r"\bil (reste|manque|faut|y a|n'y a|est possible)\b", re.IGNORECASE)
"""« Il » that stands for nobody."""

KNOWN_PRONOUNS = {"Dites-le avec un bouton."}
""""Le" that stands for what was just said."""


def shown() -> Iterator[str]:
    """Every text as a reader sees it, its values being a word each."""
    t = Translator("fr@falc")
    for message in gathered():
        match message.id:
            case str(said) if said:
                yield t(said, **values(said))
            case (str(one), str(many)):
                yield from (t.plural(one, many, n, **{**values(many), "n": n}) for n in (1, 2))


def values(sentence: str) -> dict[str, object]:
    named = {name for _, name, *_ in Formatter().parse(sentence) if name is not None}
    return {name: 2 if name == "n" else "mot" for name in named}


TEXTS = sorted(set(shown()))


SENTENCES = sorted({sentence for text in TEXTS for sentence in sentences(text)})


def test_there_is_something_to_read() -> None:
    assert len(SENTENCES) > 250


def test_a_sentence_has_at_most_twelve_words() -> None:
    assert [it for it in SENTENCES if len(words(it)) > MOST_WORDS] == []


def test_one_sentence_a_line() -> None:
    assert [text for text in TEXTS for line in text.split("\n") if len(sentences(line)) > 1] == []


def test_no_parenthesis_no_footnote() -> None:
    assert [it for it in SENTENCES if ASIDE.search(it)] == []


def test_no_abbreviation() -> None:
    assert [it for it in SENTENCES if SHORTHAND.search(it)] == []


def test_no_word_is_written_for_two_genders_at_once() -> None:
    assert [it for it in SENTENCES if re.search(r"\w[·•]\w|\w\(e\)", it)] == []


def test_the_noun_is_repeated() -> None:
    said = {it: IMPERSONAL.sub("", it) for it in SENTENCES if it not in KNOWN_PRONOUNS}
    assert [it for it, rest in said.items() if PRONOUNS.search(rest)] == []


def test_adults_are_called_vous() -> None:
    assert [it for it in SENTENCES if FAMILIAR.search(it)] == []


SAME_WORD = {
    r"\bévénements?\b(?! numéro)|\bspectacles?\b": "sortie",
    r"\bbillets?\b|\btickets?\b|\bsièges?\b": "place",
    r"\bréservations?\b": "demande, or place",
    r"\btravailleu\w+|\bassistante? sociale?|\baccompagnat\w+": "référent",
    r"\bnotifications?\b|\balertes?\b": "rappel",
    r"\bcliquez\b|\btapez\b": "appuyez, or écrivez",
    r"\bbénéficiaires?\b|\busagers?\b": "personne",
}
"""A word that another word here already says."""


@pytest.mark.parametrize("other", SAME_WORD)
def test_the_same_word_for_the_same_thing(other: str) -> None:
    assert [it for it in SENTENCES if re.search(other, it, re.IGNORECASE)] == [], f"say: {SAME_WORD[other]}"


def test_dates_and_hours_are_whole() -> None:
    t, at = Translator("fr@falc"), datetime(2026, 3, 14, 19, 0, tzinfo=UTC)
    assert t.moment(at) == "samedi 14 mars 2026 à 20\u00a0h\u00a000"
    assert t.short_day(at) == "samedi 14 mars"
