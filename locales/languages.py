"""The languages that the town speaks, a line each: with a folder of its code, that is all that a language takes."""

from dataclasses import dataclass
from functools import cached_property

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.messages.catalog import Message

SOURCE = "fr"
"""The language of the code: a sentence without other words is said as it is written there."""

NONE_AND_ONE_ALIKE = "nplurals=2; plural=(n > 1);"
ONE_AND_OTHERS = "nplurals=2; plural=(n != 1);"
ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"
)
"""Babel's own formula swaps two forms against other gettext tools."""

UKRAINIAN = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"

FIRST_FOREIGN = 0x100
"""The letters before are in the fonts that every PDF reader has."""


@dataclass(frozen=True)
class Language:
    """How it is called, and how it counts and dates."""

    code: str
    """Of its folder: two letters (ISO 639-1) where it has them; « fr@falc » is a way of saying « fr »."""
    name: str
    """In its own script, for whoever reads nothing else."""
    plurals: str
    """gettext's header. Pinned: tools disagree."""
    day: str = "EEEE d MMMM y"
    """« samedi 14 mars 2026 », as Babel's patterns write it."""
    short_day: str = "EEE d MMM"
    """« sam. 14 mars », for buttons."""
    borrows: str = ""
    """The code of a language that Babel knows, where it does not know this one, or knows it as said elsewhere: its weekdays,
    months and direction are said, and its hours."""

    @property
    def base(self) -> str:
        """Without the way of saying it."""
        return self.code.split("@")[0]

    @cached_property
    def locale(self) -> Locale:
        """Where its weekdays and months come from."""
        return Locale.parse(self.borrows or self.base)

    @cached_property
    def right_to_left(self) -> bool:
        return self.locale.text_direction == "rtl"

    @property
    def known_to_telegram(self) -> bool:
        """A menu and a description can be set for two letters only, not for a way of saying."""
        return len(self.code) == 2

    @cached_property
    def in_plain_letters(self) -> bool:
        """Every printer draws it: neither its name nor its weekdays and months ask for another font."""
        dated = (*get_day_names(locale=self.locale).values(), *get_month_names(locale=self.locale).values())
        return all(ord(c) < FIRST_FOREIGN for c in self.name + "".join(dated))


LANGUAGES = {
    it.code: it
    for it in (
        Language("fr", "Français", NONE_AND_ONE_ALIKE),
        Language("fr@falc", "Français simple", NONE_AND_ONE_ALIKE, short_day="EEEE d MMMM"),
        # The month after the day: the audience reads British English.
        Language("en", "English", ONE_AND_OTHERS),
        Language("ar", "العربية", ARABIC),
        Language("es", "Español", ONE_AND_OTHERS, day="EEEE d 'de' MMMM 'de' y"),
        Language("tr", "Türkçe", ONE_AND_OTHERS, day="d MMMM y EEEE", short_day="d MMM EEE"),
        Language("uk", "Українська", UKRAINIAN, day="EEEE, d MMMM y", short_day="EEE, d MMMM"),
        # Dari: the months are called in Kabul otherwise than in Tehran.
        Language("fa", "دری / فارسی", NONE_AND_ONE_ALIKE, borrows="fa_AF"),
        # Shikomori, as on Ngazidja. Dates and hours in French, as on a ticket: a Comorian clock starts at six in the morning
        # and a Comorian day in the evening, and either would make a person miss an outing.
        Language("zdj", "Shikomori", NONE_AND_ONE_ALIKE, borrows="fr"),
    )
}
"""By code, in the order in which they are offered. The first is the source."""

READ = "relu"
"""The translator's comment above a sentence (`# relu`): somebody whose language it is has read these words."""


def is_read(message: Message, code: str) -> bool:
    """Whether somebody whose language it is has read it; the source was written by one."""
    return code == SOURCE or READ in message.user_comments
