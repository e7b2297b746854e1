"""The export of OpenAgenda: eight real events, chosen for what is odd in them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.drafts import Fault, OfferDraft, Reading, Trouble
from tests.feeds.files import DATA, reading

EXPORT = (DATA / "openagenda.json").read_bytes()
IN_JULY = datetime(2026, 7, 20, tzinfo=UTC)


def export(**changes: Any) -> Reading:
    """The event about cryptography, changed."""
    record = next(event for event in json.loads(EXPORT) if event["uid"] == "24466544")
    return reading(json.dumps([record | changes]).encode(), "export.json", IN_JULY)


def the_one(found: Reading) -> OfferDraft:
    (offer,) = found.offers
    return offer


def test_every_event_is_told_exactly_once() -> None:
    found = reading(EXPORT, "export.json", IN_JULY)
    told = [row for offer in found.offers for row in offer.rows] + [trouble.row for trouble in found.troubles]
    assert sorted(told) == list(range(1, 9))
    assert found.rows == 8


def test_the_online_the_untitled_and_the_full_events_are_told_apart() -> None:
    found = reading(EXPORT, "export.json", IN_JULY)
    assert [(trouble.row, trouble.fault, trouble.column) for trouble in found.troubles] == [
        (3, Fault.ONLINE, "attendancemode"),
        (4, Fault.MISSING_VALUE, "title_fr"),
    ]
    full = next(offer for offer in found.offers if offer.source_key == "openagenda:26427100")
    assert full.entry.startswith("Complet · https://")


def test_only_the_dates_ahead_are_kept() -> None:
    offer = the_one(export())
    assert [session.starts_at.isoformat() for session in offer.sessions] == ["2026-08-12T14:20:00+02:00"]
    assert offer.sessions[0].ends_at == datetime(2026, 8, 12, 13, 20, tzinfo=UTC)


def test_an_event_says_where_it_is_and_who_can_come_but_never_how_many() -> None:
    offer = the_one(export())
    assert offer.venue.name == "Les Étincelles du Palais de la découverte"
    assert (offer.venue.street, offer.venue.postcode, offer.venue.city) == ("186 Rue St Charles", "75015", "Paris")
    assert (offer.venue.transit, offer.min_age) == ("Ligne 8, station Balard", 9)
    assert (offer.step_free, offer.hearing_loop) == (True, True)
    assert all(session.capacity is None and not session.open_admission for session in offer.sessions)


def test_what_no_code_says_of_access_stays_unknown() -> None:
    offer = the_one(export(accessibility="hi"))
    assert (offer.step_free, offer.hearing_loop) == (None, True)


def test_a_summary_has_words_and_no_tags() -> None:
    offer = the_one(export(description_fr=None, longdescription_fr="<p>Un <b>bal</b>.<br>Venez&nbsp;!</p>"))
    assert offer.summary == "Un bal. Venez !"


def test_a_title_on_two_lines_is_put_on_one() -> None:
    found = reading(EXPORT, "export.json", IN_JULY)
    assert "pour le public famille" in found.offers[0].title


@pytest.mark.parametrize(("status", "fault"), [(6, Fault.CANCELLED), (4, Fault.CANCELLED), (3, Fault.ONLINE)])
def test_an_event_that_does_not_happen_there_is_left_out(status: int, fault: Fault) -> None:
    found = export(status=json.dumps({"id": status}))
    assert [trouble.fault for trouble in found.troubles] == [fault]
    assert not found.offers


@pytest.mark.parametrize(
    "timings", ["", None, "[{", "[]", "{}", '["demain"]', '[{"begin": "demain"}]', '[{"begin": "0001-01-01T00:00"}]']
)
def test_unreadable_dates_are_one_trouble(timings: str | None) -> None:
    found = export(timings=timings)
    assert [(trouble.fault, trouble.column) for trouble in found.troubles] == [(Fault.BAD_DATE, "timings")]


def test_an_event_whose_dates_are_all_past_is_left_out() -> None:
    found = export(timings='[{"begin": "2020-01-01T20:00:00+01:00", "end": "2020-01-01T21:00:00+01:00"}]')
    assert [trouble.fault for trouble in found.troubles] == [Fault.PAST]


def test_the_same_event_twice_is_one_outing() -> None:
    events = json.loads(EXPORT)
    found = reading(json.dumps([events[0], events[0]]).encode(), "export.json", IN_JULY)
    assert the_one(found).rows == (1, 2)
    assert len(the_one(found).sessions) == 1


@pytest.mark.parametrize("record", [None, 3, [], {}, {"uid": 1}, {"uid": "1", "title_fr": 5 * [0]}])
def test_a_record_that_is_no_event_is_one_trouble(record: object) -> None:
    found = reading(json.dumps([record]).encode(), "export.json", IN_JULY)
    assert (found.rows, len(found.troubles), found.offers) == (1, 1, ())


@pytest.mark.parametrize("title", ["x" * 301, "é" * 5000])
def test_a_title_that_is_too_long_is_refused(title: str) -> None:
    assert [trouble.fault for trouble in export(title_fr=title).troubles] == [Fault.TOO_LONG]


def test_a_season_of_a_thousand_events_is_read_and_a_million_little_things_are_not() -> None:
    events = json.loads((DATA / "openagenda.json").read_bytes())
    season = [event | {"uid": n} for n, event in enumerate(events * 150)]
    assert reading(json.dumps(season).encode(), "x.json").rows == len(season) > 1_000
    little = b"[" + b"{}," * 1_000_000 + b"0]"
    assert reading(little, "x.json") == Reading(rows=0, troubles=(Trouble(Fault.TOO_LARGE),))
