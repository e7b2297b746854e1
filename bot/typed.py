"""What staff type in the chat: a moment, some words. Read the way files are read, so that one habit serves both."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.calendar import wall
from bot.domain.refusals import BadDate, BadWords
from bot.feeds import moments
from bot.feeds.faults import Unfit


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


def words(text: str, longest: int) -> str:
    """On one line. Raises BadWords."""
    said = " ".join(text.split())
    if not 0 < len(said) <= longest:
        raise BadWords(longest)
    return said


def paragraphs(text: str, longest: int) -> str:
    """A message as it was typed, line by line, without what is not to be seen. Raises BadWords."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    said = "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before)
    if not 0 < len(said) <= longest:
        raise BadWords(longest)
    return said
