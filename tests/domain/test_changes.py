"""Moving an outing in time, what people are told of, and which row of a file tells of which session."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.changes import (
    Before,
    Edit,
    EditKind,
    differences,
    ensure_may_change,
    ensure_may_move,
    is_told,
    may_still_change,
    moved,
    notice_due,
    raises_revision,
)
from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.offers import NO_DATE, Publication, Venue
from bot.domain.pairing import pairs
from bot.domain.refusals import Begun, CalledOff, DeadlineWouldPass, InThePast, TooLateToUndo
from bot.domain.reminders import Planned, Stage
from tests.given import IN_TEN_DAYS, NOW, session

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEFORE_SUMMER_TIME = datetime(2027, 3, 27, 19, 0, tzinfo=UTC)
"""20 h in Paris, the evening before clocks change."""


def test_it_lasts_as_long_and_its_doors_open_as_early() -> None:
    it = session(doors_at=IN_TEN_DAYS - HOUR, ends_at=IN_TEN_DAYS + 2 * HOUR)
    after = moved(it, IN_TEN_DAYS + DAY)
    assert after.starts_at == IN_TEN_DAYS + DAY
    assert (after.doors_at, after.ends_at) == (IN_TEN_DAYS + DAY - HOUR, IN_TEN_DAYS + DAY + 2 * HOUR)


def test_an_evening_before_stays_an_evening_before_across_the_change_of_clocks() -> None:
    at_18_the_day_before = datetime(2027, 3, 26, 17, 0, tzinfo=UTC)
    it = session(BEFORE_SUMMER_TIME, booking_deadline_at=at_18_the_day_before)
    after = moved(it, datetime(2027, 3, 29, 12, 0, tzinfo=UTC))
    assert after.booking_deadline_at == datetime(2027, 3, 28, 16, 0, tzinfo=UTC)


def test_on_the_day_itself_the_deadline_stays_as_many_hours_before() -> None:
    it = session(IN_TEN_DAYS, booking_deadline_at=IN_TEN_DAYS - HOUR)
    assert moved(it, IN_TEN_DAYS + 3 * DAY + HOUR).booking_deadline_at == IN_TEN_DAYS + 3 * DAY


def test_never_into_the_past_nor_past_its_deadline() -> None:
    with pytest.raises(InThePast):
        ensure_may_move(session(), NOW, NOW)
    for it, refusal in ((session(publication=Publication.CANCELLED), CalledOff), (session(NOW), Begun)):
        with pytest.raises(refusal):
            ensure_may_move(it, IN_TEN_DAYS, NOW)
    closing = session(booking_deadline_at=IN_TEN_DAYS - 3 * DAY)
    with pytest.raises(DeadlineWouldPass):
        ensure_may_move(closing, NOW + 2 * DAY, NOW)
    with pytest.raises(DeadlineWouldPass):
        ensure_may_move(closing, NOW + 3 * DAY, NOW)
    closed = session(booking_deadline_at=NOW)
    assert ensure_may_move(closed, IN_TEN_DAYS - DAY, NOW).closes_at < NOW
    closed = session(booking_deadline_at=NOW - DAY)
    assert ensure_may_move(closed, IN_TEN_DAYS - DAY, NOW).closes_at < NOW


def test_what_is_cancelled_or_begun_is_not_changed_and_a_draft_always_may_be() -> None:
    with pytest.raises(CalledOff):
        ensure_may_change(session(publication=Publication.CANCELLED), NOW)
    with pytest.raises(Begun):
        ensure_may_change(session(NOW), NOW)
    ensure_may_change(session(NO_DATE, publication=Publication.DRAFT), NOW)
    assert not may_still_change(session(NOW), NOW)
    assert may_still_change(session(NOW + timedelta(seconds=1)), NOW)


def test_only_what_one_needs_in_order_to_come_is_told() -> None:
    it = session()
    assert differences(it, replace(it, capacity=10, offer=replace(it.offer, summary="Plus court."))) == []
    venue = Venue(2, "La Criée")
    told = replace(it, starts_at=IN_TEN_DAYS + HOUR, offer=replace(it.offer, title="Bal", venue=venue, entry="Liste"))
    assert differences(it, told) == ["starts_at", "venue", "title", "entry"]


def test_a_calendar_has_to_know_what_people_are_told_and_what_is_called_off_or_on_again() -> None:
    it = session()
    off = replace(it, publication=Publication.CANCELLED)
    assert not is_told(it, off)
    assert raises_revision(it, off)
    assert raises_revision(off, it)
    assert not raises_revision(off, off)
    assert not raises_revision(it, replace(it, capacity=10))
    assert is_told(it, replace(it, starts_at=IN_TEN_DAYS + HOUR))
    assert raises_revision(it, replace(it, starts_at=IN_TEN_DAYS + HOUR))


def test_an_edit_remembers_what_it_found_and_touches_what_it_made() -> None:
    one, two = session(), replace(session(), id=2)
    it = Edit(1, 1, NOW, EditKind.IMPORT, Before((one, two), added=(3,)))
    assert it.before.session(2) == two
    assert it.before.session(3) is None
    assert it.touched == {1, 2, 3}


def test_a_notice_waits_a_few_minutes_unless_there_is_no_time() -> None:
    soon = NOW + timedelta(minutes=4)
    assert notice_due(NOW, IN_TEN_DAYS) == NOW + timedelta(minutes=5)
    assert notice_due(NOW, IN_TEN_DAYS, NOW + HOUR) == NOW
    assert notice_due(NOW, NOW + 2 * HOUR) == NOW + timedelta(minutes=5)
    in_five = [Planned(Stage.EVE, NOW + timedelta(minutes=5), IN_TEN_DAYS)]
    assert notice_due(NOW, IN_TEN_DAYS, reminders=in_five) == NOW, "the reminder would say the news first"
    assert notice_due(NOW, IN_TEN_DAYS, reminders=[Planned(Stage.EVE, soon, IN_TEN_DAYS)]) == NOW


@pytest.mark.parametrize(
    ("kind", "undone_at", "later"),
    [(EditKind.WISH, None, HOUR / 2), (EditKind.MOVE, NOW, HOUR / 2), (EditKind.MOVE, None, HOUR)],
)
def test_undone_once_within_the_hour(kind: EditKind, undone_at: datetime | None, later: timedelta) -> None:
    with pytest.raises(TooLateToUndo):
        Edit(1, 1, NOW, kind, Before(), undone_at).ensure_in_time(NOW + later)


def test_within_the_hour_it_can_be_undone() -> None:
    Edit(1, 1, NOW, EditKind.MOVE, Before()).ensure_in_time(NOW + HOUR - timedelta(seconds=1))


def told(key: str, *starts: datetime) -> OfferDraft:
    return OfferDraft(key, (1,), "Concert", VenueDraft("Le Silo"), tuple(SessionDraft(at) for at in starts))


def found(draft: OfferDraft, *starts: datetime) -> list[datetime | None]:
    known = [replace(session(at), id=n) for n, at in enumerate(starts)]
    couples = pairs(draft, known, NOW)
    assert [it.told for it in couples] == list(draft.sessions)
    return [it.known.starts_at if it.known else None for it in couples]


def test_the_same_moment_is_the_same_session() -> None:
    assert found(told("sheet:x", IN_TEN_DAYS), IN_TEN_DAYS) == [IN_TEN_DAYS]


def test_another_hour_of_the_same_day_is_a_correction() -> None:
    assert found(told("sheet:x", IN_TEN_DAYS + HOUR), IN_TEN_DAYS) == [IN_TEN_DAYS]


def test_another_day_is_a_new_session_unless_the_source_numbers_its_events() -> None:
    assert found(told("sheet:x", IN_TEN_DAYS + DAY), IN_TEN_DAYS) == [None]
    assert found(told("sheet:id:7", IN_TEN_DAYS + DAY), IN_TEN_DAYS) == [IN_TEN_DAYS]
    assert found(told("ics:7", IN_TEN_DAYS + DAY), IN_TEN_DAYS) == [IN_TEN_DAYS]


def test_where_it_is_not_sure_nothing_is_moved() -> None:
    matinee, evening = IN_TEN_DAYS, IN_TEN_DAYS + 4 * HOUR
    assert found(told("sheet:x", matinee + HOUR), matinee, evening) == [None]
    assert found(told("ics:7", IN_TEN_DAYS + DAY, IN_TEN_DAYS + 2 * DAY), IN_TEN_DAYS) == [None, None]


def test_what_is_over_was_not_moved() -> None:
    assert found(told("ics:7", IN_TEN_DAYS), NOW - DAY) == [None]
    assert found(told("ics:7", IN_TEN_DAYS), NOW) == [None]
