"""Words for one reader: translation, escaping, isolation of foreign-script names, dates and plurals.

Every sentence is a whole French sentence with named values. Values are escaped (Telegram's HTML) and, where the
reader's script and the value's run in different directions, wrapped in Unicode isolates (U+2068 … U+2069), so that
a name cannot reorder the sentence around it (guarantee D8).
"""

import functools
import gettext
import io
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from locales.languages import LANGUAGES, Language, is_read

LOCALES = Path(__file__).parent.parent / "locales"

_BIDI_CONTROLS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT_MARK = Markup("\u200f")
_UNBROKEN = "\u00a0"


def clean(value: str, longest: int = 300) -> str:
    """What someone typed or a file said, made safe to show: no bidi or control characters, one line, measured."""
    visible = value.translate(_BIDI_CONTROLS)
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") else c for c in visible)
    visible = " ".join(visible.split())
    return visible if len(visible) <= longest else visible[: longest - 1].rstrip() + "…"


def shorten(value: str, longest: int = 40) -> str:
    """For a button or a summary: cut at a word, and said so with an ellipsis."""
    if len(value) <= longest:
        return value
    return value[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def strong(value: str) -> Markup:
    """Bold."""
    return Markup(f"<b>{escape(value)}</b>")  # noqa: S704 - it is escaped


_FIRST_RIGHT_TO_LEFT = "\u0590"


def _runs_right_to_left(value: str) -> bool:
    if value.isascii() or max(value) < _FIRST_RIGHT_TO_LEFT:
        return False
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in value)


@functools.cache
def _begins_right_to_left(sentence: str) -> bool:
    """Whether the first letter that is ours is written from right to left; values are isolated and do not count."""
    ours = "".join(literal for literal, *_ in Formatter().parse(sentence))
    kinds = (unicodedata.bidirectional(c) for c in ours)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


@dataclass(frozen=True)
class _Words:
    """What a folder says, and whether some of it waits for a native reader."""

    sentences: gettext.NullTranslations
    draft: bool


@functools.cache
def _read(language: str) -> _Words:
    with (LOCALES / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        catalogue = read_po(file)
    catalogue.locale = LANGUAGES[language].locale  # without one that Babel knows, it leaves out how to count
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    draft = any(not is_read(message, language) for message in catalogue if message.id)
    return _Words(gettext.GNUTranslations(compiled), draft)


@functools.cache
def _catalogue(language: str) -> gettext.NullTranslations:
    catalogue = _read(language).sentences
    if "@" in language:
        catalogue.add_fallback(_read(language.split("@")[0]).sentences)
    return catalogue


@functools.cache
def _locale(language: str) -> Locale:
    return LANGUAGES[language].locale


@functools.cache
def _said(sentence: str, language: str) -> Markup:
    """A sentence of ours without values, the same for everybody."""
    return Translator(language).filled(_catalogue(language).gettext(sentence), {})


@functools.lru_cache(maxsize=4096)
def _moment(at: datetime, zone: str, language: str) -> Markup:
    t = Translator(language)  # so that `make strings` finds the sentence
    return t("{day} à {hour}", day=t.day(at, zone), hour=t.hour(at, zone))


@functools.lru_cache(maxsize=4096)
def _dated(on: date, pattern: str, locale: str) -> str:
    """Everybody reads the same few weeks."""
    return format_date(on, pattern, locale=_locale(locale))


@dataclass(frozen=True)
class Translator:
    """`t("Bonjour {name}.", name=…)`: the sentence in the reader's language, as safe HTML."""

    language: str = "fr"

    @classmethod
    def of(cls, language: str | None, default: str = "fr") -> "Translator":
        """For what a person chose, or `default` when they chose nothing that we speak."""
        return cls(language if language in LANGUAGES else default)

    @property
    def locale(self) -> Locale:
        return _locale(self.language)

    @property
    def _spoken(self) -> Language:
        return LANGUAGES[self.language]

    @property
    def right_to_left(self) -> bool:
        return self._spoken.right_to_left

    @property
    def draft(self) -> bool:
        """Some of its words wait for a reader whose language it is."""
        return _read(self.language).draft

    @property
    def plain(self) -> bool:
        """The reader asked for plain French."""
        return self.language == "fr@falc"

    def __call__(self, sentence: str, /, **values: object) -> Markup:
        if not values:
            return _said(sentence, self.language)
        return self.filled(_catalogue(self.language).gettext(sentence), values)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> Markup:
        """Both French forms; the catalogue chooses among the language's own by `n`, which is also `{n}`."""
        return self.filled(_catalogue(self.language).ngettext(one, many, n), {"n": n, **values})

    def filled(self, sentence: str, values: dict[str, object]) -> Markup:
        """A sentence in the reader's language, with its values."""
        safe = {name: self._isolated(value) for name, value in values.items()}
        said = Markup(sentence.format(**safe))  # noqa: S704 - our own words, and values that are escaped
        return said if _begins_right_to_left(sentence) else self._anchored(said)

    def isolate(self, value: object) -> Markup:
        """One value that is a whole line or label, escaped, and isolated like a value inside a sentence."""
        return self._anchored(self._isolated(value))

    def _anchored(self, line: Markup) -> Markup:
        """A line without a letter of ours takes its direction from a mark (U+200F): isolated values give it none."""
        return _RIGHT_TO_LEFT_MARK + line if self.right_to_left else line

    def _isolated(self, value: object) -> Markup:
        """Wrapped when it runs against the reader's direction; in Arabic always, numbers and dates too."""
        if isinstance(value, Markup):
            return value
        text = str(value).translate(_BIDI_CONTROLS)
        if self.right_to_left or _runs_right_to_left(text):
            text = _FIRST_STRONG_ISOLATE + text + _POP_ISOLATE
        return escape(text)

    def day(self, at: datetime | date, zone: str = "Europe/Paris") -> str:
        """« samedi 14 mars 2026 », in the venue's zone."""
        on = at.astimezone(ZoneInfo(zone)).date() if isinstance(at, datetime) else at
        return self._dated(on, self._spoken.day)

    def _dated(self, on: date, pattern: str) -> str:
        if on.day == 1 and self.locale.language == "fr":
            pattern = pattern.replace(" d ", " d'er' ")
        return _dated(on, pattern, self.language)

    def hour(self, at: datetime, zone: str = "Europe/Paris") -> str:
        """« 20 h 00 » in French, which no line cuts; « 20:00 » elsewhere, in the venue's zone."""
        wall = at.astimezone(ZoneInfo(zone))
        return (
            f"{wall.hour}{_UNBROKEN}h{_UNBROKEN}{wall.minute:02}" if self.locale.language == "fr" else f"{wall:%H:%M}"
        )

    def moment(self, at: datetime, zone: str = "Europe/Paris") -> Markup:
        """« samedi 14 mars 2026 à 20 h 00 »."""
        return _moment(at, zone, self.language)

    def weekday(self, number: int) -> str:
        """« mardi »; 0 is Monday."""
        return str(get_day_names("wide", locale=self.locale)[number])

    def short_day(self, at: datetime, zone: str = "Europe/Paris") -> str:
        """« sam. 14 mars », for buttons; plain French has no abbreviation: « samedi 14 mars »."""
        return self._dated(at.astimezone(ZoneInfo(zone)).date(), self._spoken.short_day)
