"""On which days each service runs: calendar.txt, calendar_dates.txt, either or both."""

from datetime import date, timedelta

from bot.transit import values
from bot.transit.faults import BadFeed, Ill, Ledger, Why
from bot.transit.package import Package

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BEHIND, AHEAD = timedelta(days=7), timedelta(days=400)
"""What is kept of a calendar that may go on to 2099: outings are known a season ahead."""


class Days:
    """For each service, a bit a day from `first` on. `last_known` is the last day on which anything runs at all."""

    def __init__(self, today: date) -> None:
        self.first, self.last = today - BEHIND, today + AHEAD
        self.bits: dict[str, int] = {}
        self.last_known: date | None = None

    def bit(self, day: date) -> int:
        return 1 << (day - self.first).days if self.first <= day <= self.last else 0

    def add(self, service: str, bits: int, last: date) -> None:
        self.bits[service] = self.bits.get(service, 0) | bits
        self.last_known = max(last, self.last_known or last)


def read(package: Package, today: date, ledger: Ledger) -> Days:
    """Raises BadFeed when there is neither file."""
    found = Days(today)
    if not package.has("calendar.txt") and not package.has("calendar_dates.txt"):
        raise BadFeed(Ill.INCOMPLETE, "calendar.txt")
    if package.has("calendar.txt"):
        _weekly(package, found, ledger)
    if package.has("calendar_dates.txt"):
        _exceptions(package, found, ledger)
    return found


def _weekly(package: Package, found: Days, ledger: Ledger) -> None:
    for line, (service, start, end, *week) in package.rows(
        "calendar.txt", ("service_id", "start_date", "end_date", *WEEK)
    ):
        try:
            begins, ends = values.day(start), values.day(end)
            runs = [values.number(it, 1) for it in week]
        except ValueError:
            ledger.note("calendar.txt", line, Why.VALUE)
            continue
        if any(runs) and begins <= ends:
            found.add(service, _between(found, begins, ends, runs), ends)


def _between(found: Days, begins: date, ends: date, runs: list[int]) -> int:
    bits, day = 0, max(begins, found.first)
    while day <= min(ends, found.last):
        bits |= found.bit(day) * runs[day.weekday()]
        day += timedelta(days=1)
    return bits


def _exceptions(package: Package, found: Days, ledger: Ledger) -> None:
    """1 adds a day, 2 takes it away."""
    for line, (service, cell, kind) in package.rows("calendar_dates.txt", ("service_id", "date", "exception_type")):
        try:
            day = values.day(cell)
            added = {"1": True, "2": False}[kind]
        except (ValueError, KeyError):
            ledger.note("calendar_dates.txt", line, Why.VALUE)
            continue
        if added:
            found.add(service, found.bit(day), day)
        else:
            found.bits[service] = found.bits.get(service, 0) & ~found.bit(day)
