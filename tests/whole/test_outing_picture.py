"""The card of an outing as a picture: large, light, within its edges, and saying what its caption says."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageChops

from bot.domain.offers import Offer, Session, Venue
from handlers import bilan_plots, outing_picture
from handlers.outing_picture import LONGEST_CAPTION, caption, drawn, picture
from handlers.points import POINTS
from handlers.text import Translator
from locales.languages import LANGUAGES
from tests.papers import words

EVENING = datetime(2027, 3, 13, 19, tzinfo=UTC)
SILO = Venue(1, "Le Silo", "35 quai du Lazaret", "13002", "Marseille", transit="Métro 2, arrêt Joliette")
EASY = "Un groupe joue du rock.\nVous êtes assis."
CONCERT = Session(1, Offer(1, "Concert à la belle étoile", SILO, easy=EASY), EVENING, "Europe/Paris")
LIGHT, HEAVIEST = 60_000, 120_000
"""Bytes: of a card like most, and of one that is full."""
HOSTILE = (
    "Tambour " * 700,
    "a" * 5000,
    "🎭" * 5000,
    "春江花月夜" * 1000,
    "أمسية العود في الحي " * 300,
    "<b>\u202eevil\u2066 & ? ",
    "",
)


def named(said: str) -> Session:
    """An outing of which somebody wrote only that."""
    venue = Venue(1, said, said, said, said, transit=said)
    return replace(CONCERT, offer=Offer(1, said, venue, easy=said, entry=said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_as_wide_as_a_phone_and_light(language: str) -> None:
    content = picture(CONCERT, Translator(language))
    assert len(content) <= LIGHT
    with Image.open(io.BytesIO(content)) as seen:
        assert (seen.format, seen.width) == ("PNG", POINTS)


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_somebody_wrote_it_stays_on_the_picture_and_its_words_within_the_limit(said: str) -> None:
    t, it = Translator("ar"), named(said)
    content = picture(it, t)
    assert len(content) <= HEAVIEST
    with Image.open(io.BytesIO(content)) as seen:
        grey = seen.convert("L")
    edge = ImageChops.invert(grey).point(lambda dark: 255 * (dark > 128)).getbbox()
    assert edge is not None
    assert min(edge[0], edge[1], grey.width - edge[2], grey.height - edge[3]) > 0, "it runs over an edge"
    assert len(caption(it, t).unescape().encode("utf-16-le")) // 2 <= LONGEST_CAPTION


def test_the_picture_says_what_its_words_say_and_without_a_font_it_still_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (outing_picture, bilan_plots):
        monkeypatch.setattr(room, "dejavu", lambda: None)
    on_it = " ".join(words(drawn(CONCERT, Translator())[0]).split())
    for fact in ("Samedi", "13 mars 2027", "Le Silo", "Métro 2, arrêt Joliette", "Pour entrer", *EASY.splitlines()):
        assert fact in on_it
        assert fact.lower() in caption(CONCERT, Translator()).lower()
    for language in LANGUAGES:
        assert picture(named("أمسية"), Translator(language))
