"""Time is handed in: `now()` is always asked of one of these, never of the machine directly (T3)."""

from datetime import UTC, datetime, timedelta


def utc_now() -> datetime:
    """The machine's own clock."""
    return datetime.now(UTC)


class RehearsalClock:
    """Runs with the machine's clock, and can be moved on: for the demo and for the tests."""

    def __init__(self, start: datetime | None = None, stopped: bool = False) -> None:
        self._offset = (start - utc_now()) if start else timedelta()
        self._stopped_at = (start or utc_now()) if stopped else None

    def now(self) -> datetime:
        return self._stopped_at or utc_now() + self._offset

    def move(self, by: timedelta) -> None:
        self._offset += by
        if self._stopped_at is not None:
            self._stopped_at += by

    def move_to(self, at: datetime) -> None:
        """Never backwards."""
        self.move(max(timedelta(), at - self.now()))
