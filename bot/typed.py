"""What staff type in the chat: a moment, hours, some words. Read the way files are read, so that one habit serves both."""

import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from bot.domain.calendar import wall
from bot.domain.permanences import Hours
from bot.domain.refusals import BadDate, BadHours, BadWords
from bot.feeds import moments
from bot.feeds.faults import Unfit
from bot.feeds.values import plain

FROM_TO = re.compile(r"(?:de )?(.+?) ?(?:-|–|\ba\b|jusqu'a) ?(.+)")


def moment(text: str, zone: str, usual: datetime | None = None) -> datetime:
    """« 14/03/2027 20h00 », « dimanche 14 mars 2027 à 20 h »; a day alone keeps the hour of `usual`. Raises BadDate."""
    there = ZoneInfo(zone)
    try:
        day, hour = moments.day_and_hour(text, there)
        if hour is None and usual is not None:
            hour = wall(usual, zone).time()
        if hour is None:
            raise BadDate
        # Seconds would not be kept.
        return moments.moment(day, hour.replace(second=0, microsecond=0), there).astimezone(UTC)
    except Unfit:
        raise BadDate from None


@cache
def _weekdays() -> dict[str, int]:
    """Name → 0 for Monday."""
    return {plain(name): number for number, name in get_day_names("wide", locale="fr").items()}


def weekly(text: str) -> tuple[int, Hours]:
    """« mardi 14h-17h », « tous les mardis, de 14 h à 17 h 30 »: the weekday, 0 for Monday, and its hours. Raises
    BadHours."""
    found = re.fullmatch(rf"(?:tous les |chaque |les? )?({'|'.join(_weekdays())})s?\b,? ?:? ?(.+)", _one_line(text))
    if found is None:
        raise BadHours
    return _weekdays()[found[1]], hours(found[2])


def hours(text: str) -> Hours:
    """« 14h-17h », « de 14 h à 17 h 30 », on one day. Raises BadHours."""
    found = FROM_TO.fullmatch(_one_line(text))
    try:
        opens, closes = (moments.hour(it).replace(second=0) for it in found.groups()) if found else (None, None)
    except Unfit:
        raise BadHours from None
    if opens is None or closes is None or opens >= closes:
        raise BadHours
    return Hours(opens, closes)


def _one_line(text: str) -> str:
    return plain(" ".join(text.split()))


def words(text: str, longest: int) -> str:
    """On one line, with something to be seen. Raises BadWords."""
    said = " ".join(text.split())
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in said) or len(said) > longest:
        raise BadWords(longest)
    return said


def paragraphs(text: str, longest: int) -> str:
    """A message as it was typed, line by line, without what is not to be seen. Raises BadWords."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    said = "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before)
    if not 0 < len(said) <= longest:
        raise BadWords(longest)
    return said
