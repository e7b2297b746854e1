"""A timetable for whole towns: from a stop called as one likes to a place, every hour, by bus and by metro, and back."""

from datetime import datetime, timedelta

from bot.domain.setting_out import Start
from bot.domain.timetable import Feed, Mode, Pattern, Stop, times
from bot.domain.walking import Place
from bot.ports import Store
from bot.transit import packed

HOME, CHANGE, THERE = 770077, 770078, 770079
HOUR = 3600


async def lay_timetable(
    store: Store,
    place: Place,
    now: datetime,
    name: str = "Gare",
    line: str = "31",
    heading: str = "Port",
    last: int = 23,
) -> None:
    """Ten kilometres north of the place is home; half way one changes. The last way back leaves at `last` o'clock."""
    north = [(place[0] + 0.045 * step, place[1]) for step in (0.01, 1, 2)]
    stops = [Stop(number, name, *at) for number, at in zip((THERE, CHANGE, HOME), north, strict=True)]

    def going(first: int, to: int, mode: Mode, minute: int, every_s: int = 0) -> Pattern:
        starts = [hour * HOUR + minute * 60 for hour in range(6, last + 1)]
        arrivals = [*starts, *(start + 12 * 60 for start in starts)]
        departures = [*starts, *(start + 12 * 60 for start in starts)]
        return Pattern(
            line, mode, heading, times([first, to]), b"\1\1", b"\1\1", times([0] * len(starts)),
            times(arrivals), times(departures), every_s,
        )  # fmt: skip

    there = [going(2, 1, Mode.BUS, 0), going(1, 0, Mode.METRO, 20, 600)]
    back = [going(0, 1, Mode.TRAM, 0), going(1, 2, Mode.FERRY, 20)]
    first, days = (now - timedelta(days=2)).date(), 60
    feed = Feed("Europe/Paris", first, first + timedelta(days=days), [(1 << days) - 1], stops, [*there, *back])
    await store.timetables.put(name, feed.first_day, feed.last_day, packed(feed), now)


def home(name: str = "Gare") -> Start:
    return Start(HOME, name)
