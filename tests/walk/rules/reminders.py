"""Reminders: those of the date as it is, all of them, each once (L4 to L6); and whoever counts on a date hears of
another."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.walk.cast import ZONE
from tests.walk.picture import Row
from tests.walk.step import Step

HOUR = 3600


def due(it: Row) -> dict[str, int]:
    """When each reminder of a session leaves. A week and three days before at ten, the eve at six, three hours before
    (not before eight, unless that leaves no hour), and the day after at ten."""
    zone = ZoneInfo(it.zone)
    start = datetime.fromtimestamp(it.starts_at, UTC).astimezone(zone)

    def on(day: datetime, hour: int) -> int:
        return int(datetime.combine(day.date(), time(hour), zone).timestamp())

    three_hours, eight = it.starts_at - 3 * HOUR, on(start, 8)
    early = datetime.fromtimestamp(three_hours, UTC).astimezone(zone).hour < 8
    evening = datetime.fromtimestamp((it.ends_at or it.starts_at) - 6 * HOUR, UTC).astimezone(zone)
    return {
        "j7": on(start - timedelta(days=7), 10),
        "j3": on(start - timedelta(days=3), 10),
        "j1": on(start - timedelta(days=1), 18),
        "h3": max(three_hours, eight) if early and eight <= it.starts_at - HOUR else three_hours,
        "after": on(evening + timedelta(days=1), 10),
    }


def reminders_are_those_of_the_date(step: Step) -> None:
    """An approved place waits for every reminder that is still ahead, but for what its person has read already; and for
    no other. A place that is not approved waits for none."""
    waiting: dict[int, Counter[tuple[str, int]]] = {number: Counter() for number in step.after.reservations}
    for row in step.after.post:
        if row.kind == "reminder" and row.due_at > step.now:
            number, stage = row.args.split(":")
            waiting[int(number)][stage, row.due_at] += 1
    for it in step.after.reservations.values():
        session = step.after.sessions[it.session_id]
        ahead = Counter[tuple[str, int]]()
        if it.state == "approved":
            read = _read(step, it)
            left = {stage: at for stage, at in due(session).items() if at > step.now}
            ahead.update((stage, at) for stage, at in left.items() if _is_news(stage, read.get(stage), at))
        assert waiting[it.id] == ahead, f"{it.id}: reminders {waiting[it.id]}, expected {ahead}"


def _read(step: Step, it: Row) -> dict[str, int]:
    """Stage → when the last one was due that the person may have."""
    found: dict[str, int] = {}
    for row in step.after.letters.values():
        if row.kind == "reminder" and _was_said(row) and row.args.startswith(f"{it.id}:"):
            stage = row.args.split(":")[1]
            found[stage] = max(row.due_at, found.get(stage, 0))
    return found


def _is_news(stage: str, read_at: int | None, at: int) -> bool:
    """After a move: what was read is said again for another day; whether one still comes, a week later only."""
    if read_at is None:
        return True
    days = abs(_day(at) - _day(read_at)) if stage != "j7" else _day(at) - _day(read_at)
    return days >= (7 if stage == "j7" else 1)


def _day(at: int) -> int:
    return datetime.fromtimestamp(at, ZoneInfo(ZONE)).toordinal()


def no_reminder_after_the_start(step: Step) -> None:
    """L5: and the question of the day after, not before."""
    for row in step.closed:
        if row.kind == "reminder" and row.fate == "sent":
            number, stage = row.args.split(":")
            it = step.after.sessions[step.after.reservations[int(number)].session_id]
            assert (stage == "after") is (it.starts_at <= step.now), f"{row.key} left at the wrong time"
            assert (step.after.reservations[int(number)].state) == "approved", f"{row.key} is of no use"


def a_stage_is_said_once_a_date(step: Step) -> None:
    told = Counter((row.args, row.due_at) for row in step.after.letters.values() if _was_said(row))
    assert all(n == 1 for n in told.values()), f"said twice: {told.most_common(1)}"


def _was_said(row: Row) -> bool:
    return bool(row.kind == "reminder" and row.fate in ("sent", "unknown"))


REMINDERS = (reminders_are_those_of_the_date, no_reminder_after_the_start, a_stage_is_said_once_a_date)
