"""Days and hours as a team types them, and what is no such thing."""

from datetime import time

import pytest

from bot import typed
from bot.domain.permanences import Hours
from bot.domain.refusals import BadHours

AFTERNOON = Hours(time(14), time(17))


@pytest.mark.parametrize(
    "text",
    [
        "mardi 14h-17h",
        "Mardi 14h - 17h00",
        "tous les mardis, de 14 h à 17 h",
        "le mardi de 14h00 à 17h00",
        "MARDI  14:00–17:00",
        "chaque mardi 14h jusqu'à 17h",
        "Mardi : 14-17",
    ],
)
def test_a_weekday_with_its_hours_is_read_as_people_write_it(text: str) -> None:
    assert typed.weekly(text) == (1, AFTERNOON)


@pytest.mark.parametrize("text", ["14h-17h", "de 14 h à 17 h", "14:00 - 17:00", "14h00–17h00"])
def test_the_hours_of_one_day_are_read_alone(text: str) -> None:
    assert typed.hours(text) == AFTERNOON


@pytest.mark.parametrize(
    "text", ["", "mardi", "mardi 14h", "14h-17h", "mardi 17h-14h", "mardi 14h-14h", "mardi 14h-27h", "jeudredi 14h-17h"]
)
def test_what_is_no_habit_is_refused(text: str) -> None:
    with pytest.raises(BadHours):
        typed.weekly(text)


@pytest.mark.parametrize("text", ["", "17h-14h", "quatorze", "14h", "14h-17h-19h", "22h-2h"])
def test_what_is_no_span_of_one_day_is_refused(text: str) -> None:
    with pytest.raises(BadHours):
        typed.hours(text)
