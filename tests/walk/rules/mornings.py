"""What a referent finds in the morning: whom to call, and whose coming to tick; planned from the day that a place is
approved, for the date as it is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from tests.walk.picture import Picture, Row
from tests.walk.step import Step

HOUR, WEEK = 3600, 7 * 86400


def calls_are_planned(step: Step) -> None:
    """Three days before, the day before, and the day itself: on the working morning that is not later."""
    planned = {(row.to_id, row.due_at) for row in step.after.post if row.kind == "calls_due"}
    for it, referent in _followed(step.after):
        ahead = {at for at in mornings(step.after.sessions[it.session_id]) if at > step.now}
        missing = {at for at in ahead if (referent, at) not in planned}
        assert not missing, f"{step.after.name(referent)} will not be told to call about {it.id} at {missing}"


def whoever_cannot_be_reached_is_called(step: Step) -> None:
    """A morning on which nobody is to be called has nobody to be called."""
    for row in step.closed:
        if row.kind == "calls_due" and row.why == "nobody to call":
            for it, referent in _followed(step.after):
                assert referent != row.to_id or not _must_be_called(step, it), f"{it.id}: nobody calls"


def the_roll_is_asked_for(step: Step) -> None:
    """The next working day at ten; and not when every tick is there."""
    planned = {(row.to_id, int(row.args), row.due_at) for row in step.after.post if row.kind == "roll_call_due"}
    for it, referent in _followed(step.after):
        session = step.after.sessions[it.session_id]
        at = roll_call_at(session)
        assert at <= step.now or (referent, session.id, at) in planned, f"nobody will ask who came with {it.id}"
    for row in step.closed:
        if row.kind == "roll_call_due" and row.fate == "sent":
            here = [it for it in step.after.live if it.session_id == int(row.args) and it.state == "approved"]
            starts = step.after.sessions[int(row.args)].starts_at
            assert starts <= step.now < starts + WEEK, f"{row.key} asks at the wrong time"
            assert any(it.attendance is None for it in here), f"{row.key} asks for what is known"


def _followed(it: Picture) -> list[tuple[Row, int]]:
    """Approved places, each with the referent who follows the person."""
    coming = [(row, it.people[row.person_id].referent_id) for row in it.live if row.state == "approved"]
    return [(row, referent) for row, referent in coming if referent is not None]


def _must_be_called(step: Step, it: Row) -> bool:
    """For certain: they have no telephone, or messages have not reached them for a step at least."""
    session, person = step.after.sessions[it.session_id], step.after.people[it.person_id]
    silent = person.telegram_id is None or not (person.reachable or step.before.people[it.person_id].reachable)
    called = max((row.at for row in step.after.calls if row.reservation_id == it.id), default=0)
    since = max(called, it.decided_at)
    return silent and session.starts_at > step.now and any(since < at <= step.now for at in mornings(session)[:2])


def mornings(it: Row) -> tuple[int, int, int]:
    """For three days before, for the day before, and an hour before the start."""
    start = datetime.fromtimestamp(it.starts_at, UTC).astimezone(ZoneInfo(it.zone))
    three, one = (datetime.combine(start.date() - timedelta(days=n), time(10), start.tzinfo) for n in (3, 1))
    return _until(three), _until(one), _until(datetime.fromtimestamp(it.starts_at - HOUR, start.tzinfo))


def roll_call_at(it: Row) -> int:
    end = datetime.fromtimestamp(it.ends_at or it.starts_at, UTC).astimezone(ZoneInfo(it.zone))
    day = end.date() + timedelta(days=1)
    while not _works(day):
        day += timedelta(days=1)
    return int(datetime.combine(day, time(10), end.tzinfo).timestamp())


def _until(at: datetime) -> int:
    """Half past eight of the last working day, not later."""
    half_past_eight = time(8, 30)
    day = at.date() if at.time() >= half_past_eight else at.date() - timedelta(days=1)
    while not _works(day):
        day -= timedelta(days=1)
    return int(datetime.combine(day, half_past_eight, at.tzinfo).timestamp())


def _works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


HOLIDAYS = holidays.country_holidays("FR", years=range(2027, 2031))

MORNINGS = (calls_are_planned, whoever_cannot_be_reached_is_called, the_roll_is_asked_for)
