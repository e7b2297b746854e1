"""Calendars: dates in every zone, series, and events that are no outing."""

from datetime import UTC, datetime

import pytest

from bot.domain.drafts import Fault, OfferDraft, Reading, Trouble
from tests.feeds.files import DATA, reading

CALENDAR = (DATA / "sorties.ics").read_bytes()


def offer(uid: str) -> OfferDraft:
    found = reading(CALENDAR, "sorties.ics")
    return next(each for each in found.offers if each.source_key == f"ics:{uid}@theatre.example")


def starts(each: OfferDraft) -> list[str]:
    return [session.starts_at.isoformat() for session in each.sessions]


def event(*lines: str) -> bytes:
    whole = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "SUMMARY:Bal", "LOCATION:Opéra", *lines, "END:VEVENT")
    return "\r\n".join((*whole, "END:VCALENDAR", "")).encode()


def test_every_event_is_told_exactly_once() -> None:
    found = reading(CALENDAR, "sorties.ics")
    told = [row for each in found.offers for row in each.rows] + [trouble.row for trouble in found.troubles]
    assert sorted(told) == list(range(1, 11))
    assert found.rows == 10


def test_an_event_says_what_where_and_who() -> None:
    concert = offer("concert")
    assert concert.title == "Concert du dimanche, et goûter"
    assert (concert.venue.name, concert.venue.street) == ("La Criée", "30 quai de Rive Neuve")
    assert (concert.venue.postcode, concert.venue.city) == ("13007", "Marseille")
    assert (concert.venue.latitude, concert.venue.longitude) == (43.294, 5.367)
    assert (concert.summary, concert.genre) == ("Un concert. Puis un goûter.", "Musique")
    assert concert.organiser == "Théâtre de la Criée"
    assert concert.sessions[0].ends_at == datetime(2027, 3, 14, 16, 30, tzinfo=UTC)


def test_dates_are_on_the_wall_of_the_venue() -> None:
    assert starts(offer("concert")) == ["2027-03-14T16:00:00+01:00"]
    assert starts(offer("utc")) == ["2027-07-01T20:00:00+02:00"]
    assert starts(offer("floating")) == ["2027-07-02T10:00:00+02:00"]


def test_a_duration_makes_an_end() -> None:
    assert offer("utc").sessions[0].ends_at == datetime(2027, 7, 1, 19, 30, tzinfo=UTC)


def test_a_series_keeps_its_hour_leaves_out_one_date_and_moves_another() -> None:
    found = reading(CALENDAR, "sorties.ics", datetime(2027, 3, 1, tzinfo=UTC))
    series = next(each for each in found.offers if each.source_key.startswith("ics:atelier"))
    assert series.rows == (4, 5)
    assert starts(series) == [
        "2027-03-17T14:30:00+01:00",
        "2027-03-31T14:30:00+02:00",
        "2027-04-07T17:00:00+02:00",
        "2027-04-14T14:30:00+02:00",
    ]


def test_what_is_no_outing_is_told_with_its_fault() -> None:
    found = reading(CALENDAR, "sorties.ics")
    assert [(trouble.row, trouble.fault, trouble.column) for trouble in found.troubles] == [
        (6, Fault.CANCELLED, "STATUS"),
        (7, Fault.BAD_TIME, "DTSTART"),
        (8, Fault.PAST, "DTSTART"),
        (9, Fault.BAD_DATE, "DTSTART"),
        (10, Fault.MISSING_VALUE, "LOCATION"),
    ]


def test_a_series_without_end_stops_after_sixty_dates() -> None:
    found = reading(event("DTSTART:20260101T190000Z", "RRULE:FREQ=DAILY"), "x.ics")
    assert len(found.offers[0].sessions) == 60
    assert found.offers[0].sessions[0].starts_at == datetime(2026, 11, 22, 19, tzinfo=UTC)


def test_a_count_counts_the_dates_that_are_past() -> None:
    found = reading(event("DTSTART:20261121T190000Z", "RRULE:FREQ=DAILY;COUNT=3"), "x.ics")
    assert len(found.offers[0].sessions) == 2


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYHOUR=1,2,3", "FREQ=DAILY;COUNT=-1"),
        *("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=40", "FREQ=MONTHLY;BYDAY=6MO", "INTERVAL=2"),
        *("FREQ=NEVER", "FREQ=DAILY;COUNT=some", "every Sunday"),
    ],
)
def test_a_series_that_is_no_rhythm_of_outings_is_refused(rule: str) -> None:
    found = reading(event("DTSTART:20261201T190000Z", f"RRULE:{rule}"), "x.ics")
    assert not found.offers
    assert [trouble.fault for trouble in found.troubles] == [Fault.BAD_DATE]


def test_a_date_left_out_that_cannot_be_read_is_not_put_on_sale() -> None:
    found = reading(event("DTSTART:20261201T190000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:tomorrow"), "x.ics")
    assert not found.offers
    assert [(trouble.column, trouble.value) for trouble in found.troubles] == [("EXDATE", "tomorrow")]


def test_a_season_of_a_thousand_events_is_read_and_four_thousand_are_too_many() -> None:
    one = event("DTSTART:20261201T190000Z", "RRULE:FREQ=DAILY;COUNT=2", "DESCRIPTION:" + "Venez\\, c'est beau. " * 9)
    assert reading(one * 1_000, "x.ics").rows == 1_000
    assert reading(one * 4_000, "x.ics") == Reading(rows=0, troubles=(Trouble(Fault.TOO_LARGE),))


def test_a_series_whose_dates_are_all_behind_is_past() -> None:
    found = reading(event("DTSTART:20261001T190000Z", "RRULE:FREQ=DAILY;UNTIL=20261015"), "x.ics")
    assert [trouble.fault for trouble in found.troubles] == [Fault.PAST]


def test_a_series_that_begins_next_season_is_kept() -> None:
    found = reading(event("DTSTART:20270914T180000Z", "RRULE:FREQ=WEEKLY;COUNT=10"), "x.ics")
    assert len(found.offers[0].sessions) == 10


def test_an_hour_that_the_spring_night_skips_is_refused() -> None:
    found = reading(event("DTSTART:20270328T023000"), "x.ics")
    assert [trouble.fault for trouble in found.troubles] == [Fault.BAD_TIME]
