"""The way of one person: to the quay, the island and the hill, and the last way back."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.journeys import Journey
from bot.domain.network import Network
from bot.domain.setting_out import Means, be_there_by, first_way_back, night_ends, out_by, way_back, way_there
from bot.domain.timetable import Feed, Mode, Pattern, Stop, times
from bot.domain.walking import Place, seconds
from tests.given import session
from tests.transit.harbour import CITY, FIRST_OF_MAY, HEIGHTS, ISLAND, SATURDAY, SUNDAY, ZONE, at, harbour, rank, told

NONE = frozenset[Means]()


@pytest.fixture
def town(tmp_path: Path) -> Network:
    return harbour(tmp_path)


def there(town: Network, start: str, to: Place, by: object, *means: Means) -> Journey | None:
    return way_there(town, rank(town, start), to, by, frozenset(means))  # type: ignore[arg-type]


def back(town: Network, start: str, place: Place, hour: int, minute: int = 0, *means: Means) -> Journey | None:
    since = at(SATURDAY, hour, minute)
    return way_back(town, rank(town, start), place, since, night_ends(since, ZONE), frozenset(means))


def test_a_bus_then_the_metro_that_comes_every_eight_minutes(town: Network) -> None:
    """One waits eight minutes at most, and the arrival counts them."""
    assert told(there(town, "Cité des Pins", CITY, at(SATURDAY, 19, 20))) == [
        "18:15",
        "bus 31 → Gare: Cité des Pins – Gare Saint-Éloi 18:20-18:45",
        "metro M → Vieux Quai: Gare Saint-Éloi – Vieux Quai 18:56-19:10",
        "19:10",
    ]


def test_a_ferry_is_a_way_too(town: Network) -> None:
    way = there(town, "Vieux Quai", ISLAND, at(SATURDAY, 20))
    assert told(way) == [
        "18:55",
        "ferry Navette de l'île → Île aux Câpres: Vieux Quai – Île aux Câpres 19:00-19:20",
        "19:20",
    ]


def test_a_funicular_at_fixed_times(town: Network) -> None:
    way = there(town, "Cité des Pins", HEIGHTS, at(SATURDAY, 18, 55))
    assert told(way)[2] == "cable F → Belvédère: Pied du Belvédère – Belvédère 18:45-18:49"


def test_on_a_holiday_the_holiday_s_bus(town: Network) -> None:
    assert "17:20-17:45" in told(there(town, "Cité des Pins", CITY, at(FIRST_OF_MAY, 19, 20)))[1]


def test_on_a_sunday_there_is_no_bus_and_nothing_is_invented(town: Network) -> None:
    assert there(town, "Cité des Pins", CITY, at(SUNDAY, 19, 20)) is None


def test_the_last_way_back_leaves_after_midnight(town: Network) -> None:
    """The night bus of Saturday's service leaves at 25:15."""
    assert told(back(town, "Cité des Pins", CITY, 22)) == [
        "00:50",
        "metro M → Gare: Vieux Quai – Gare Saint-Éloi 00:56-01:10",
        "bus N5 → Cité des Pins: Gare Saint-Éloi – Cité des Pins 01:15-01:35",
        "01:35",
    ]


def test_the_first_way_back_does_not_wait_for_the_last(town: Network) -> None:
    since = at(SATURDAY, 22, 10)
    way = first_way_back(town, rank(town, "Cité des Pins"), CITY, since, night_ends(since, ZONE), NONE)
    assert "23:50-00:10" in told(way)[2]
    assert first_way_back(town, rank(town, "Vieux Quai"), ISLAND, at(SUNDAY, 1), at(SUNDAY, 3), NONE) is None


def test_after_midnight_the_bus_of_the_evening_before_still_runs(town: Network) -> None:
    """It is Sunday by then, and the bus of 25:15 is Saturday's."""
    assert "01:15-01:35" in told(back(town, "Cité des Pins", CITY, 24, 20))[2]


def test_after_the_last_ferry_there_is_no_way_back(town: Network) -> None:
    assert told(back(town, "Vieux Quai", ISLAND, 23))[1].endswith("00:20-00:40")
    assert back(town, "Vieux Quai", ISLAND, 24, 30) is None


def test_afraid_of_the_underground_no_metro_is_proposed(town: Network) -> None:
    assert there(town, "Gare Saint-Éloi", CITY, at(SATURDAY, 19, 20)) is not None
    without = there(town, "Gare Saint-Éloi", CITY, at(SATURDAY, 19, 20), Means.NO_METRO)
    assert without is None or all(it.mode != "metro" for it in without.rides)


def test_step_free_leaves_out_what_is_known_to_have_steps(town: Network) -> None:
    """The bus of 18:20 has steps, that of 17:50 has none; the stop at the town hall is reached by stairs."""
    way = there(town, "Cité des Pins", CITY, at(SATURDAY, 19, 20), Means.STEP_FREE)
    assert "17:50-18:15" in told(way)[1]
    assert there(town, "Hôtel de Ville", CITY, at(SATURDAY, 19, 20), Means.STEP_FREE, Means.WALK_15) is not None
    assert not any("Hôtel" in line for line in told(way))


def test_on_foot_only_is_a_walk_and_nothing_else(town: Network) -> None:
    way = there(town, "Hôtel de Ville", CITY, at(SATURDAY, 19, 20), Means.ON_FOOT)
    assert way is not None
    assert way.rides == ()
    stop = town.stops[rank(town, "Hôtel de Ville")]
    assert way.walks_s == (seconds((stop.latitude, stop.longitude), CITY),)


def test_at_most_a_quarter_of_an_hour_on_foot_counts_all_the_walking() -> None:
    """Seven minutes to the bus and ten from it are too much together, though neither is by itself."""
    home, bus, off = (43.3, 5.4), (43.3032, 5.4), (43.4, 5.4)
    stops = [Stop(number, str(number), *place) for number, place in enumerate((home, bus, off))]
    at_six = times([18 * 3600, 18 * 3600 + 600])
    line = Pattern("1", Mode.BUS, "", times([1, 2]), b"\1\1", b"\1\1", times([0]), at_six, at_six)
    town = Network([Feed(ZONE, SATURDAY, SATURDAY, (1,), stops, [line])])
    near, far = (43.4002, 5.4), (43.4046, 5.4)
    by = at(SATURDAY, 19)
    assert way_there(town, 0, far, by, NONE) is not None
    assert way_there(town, 0, near, by, frozenset({Means.WALK_15})) is not None
    assert way_there(town, 0, far, by, frozenset({Means.WALK_15})) is None


def test_no_hurry_for_the_last_vehicle(town: Network) -> None:
    """Who changes takes the first that can be caught, and does not wait for the last."""
    way = there(town, "Cité des Pins", CITY, at(SATURDAY, 19, 40))
    assert way is not None
    assert way.arrives_at < at(SATURDAY, 19, 20)


def test_one_is_at_the_door_before_it_matters() -> None:
    doors = session(at(SATURDAY, 20), doors_at=at(SATURDAY, 19, 30))
    assert be_there_by(doors) == at(SATURDAY, 19, 20)
    assert be_there_by(session(at(SATURDAY, 20))) == at(SATURDAY, 19, 35)
    assert be_there_by(doors, meet_at=at(SATURDAY, 19, 10)) == at(SATURDAY, 19)
    assert be_there_by(doors, meet_at=at(SATURDAY, 19, 40)) == at(SATURDAY, 19, 20)
    assert out_by(session(at(SATURDAY, 20), ends_at=at(SATURDAY, 22))) == at(SATURDAY, 22, 10)


@pytest.mark.parametrize(("hour", "until"), [(16, 28), (23, 28), (25, 28), (27, 29), (30, 52)])
def test_the_night_ends_at_four_and_two_hours_are_left(hour: int, until: int) -> None:
    assert night_ends(at(SATURDAY, hour), ZONE) == at(SATURDAY, until)


def test_the_night_the_clocks_change_the_last_bus_keeps_its_hour(town: Network) -> None:
    """25:15 counts from noon less twelve hours: on 28 March 2027 the wall says 01:15 as on any night."""
    since = at(date(2027, 3, 27), 22)
    way = way_back(town, rank(town, "Cité des Pins"), CITY, since, night_ends(since, ZONE), NONE)
    assert "01:15-01:35" in told(way)[2]
    # On the last Sunday of October the day is 25 hours long; what counts from its noon is an hour later than from its midnight.
    evening = at(date(2027, 10, 31), 19, 20)
    ferry = way_there(town, rank(town, "Vieux Quai"), ISLAND, evening + timedelta(minutes=40), NONE)
    assert "19:00-19:20" in told(ferry)[1]
