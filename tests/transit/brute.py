"""Ways found without any cleverness, to compare with: every run of every day, tried one after the other."""

import csv
import functools
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.journeys import EARLY, Journey
from bot.domain.network import CHANGE_ON_FOOT, CHANGING
from bot.domain.walking import seconds as on_foot

Row = Mapping[str, str]
Walks = Mapping[tuple[str, str], int]
"""From one stop to another, changing included."""


@dataclass(frozen=True)
class Call:
    stop: str
    arrives: int
    leaves: int
    on: bool = True
    off: bool = True


Run = Sequence[Call]


def table(path: Path, name: str) -> list[Row]:
    with zipfile.ZipFile(path) as package:
        if name not in package.namelist():
            return []
        return list(csv.DictReader(io.StringIO(package.read(name).decode("utf-8-sig"))))


def runs(path: Path, days: Sequence[date], zone: str) -> list[Run]:
    """Every vehicle of these days of service; its instants in seconds of UTC."""
    trips = {row["trip_id"]: row["service_id"] for row in table(path, "trips.txt")}
    calls: dict[str, list[Row]] = {}
    for row in table(path, "stop_times.txt"):
        calls.setdefault(row["trip_id"], []).append(row)
    repeated: dict[str, list[Row]] = {}
    for row in table(path, "frequencies.txt"):
        repeated.setdefault(row["trip_id"], []).append(row)
    found = []
    for day in days:
        zero = int((datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC) - timedelta(hours=12)).timestamp())
        running = set(services(path, day))
        for trip, rows in calls.items():
            if trips[trip] in running:
                in_order = timed(sorted(rows, key=lambda row: int(row["stop_sequence"])))
                found += list(shifted(in_order, repeated.get(trip), zero))
    return found


def timed(rows: list[Row]) -> list[Row]:
    """Where an operator leaves an hour out, the vehicle is halfway between the two that are said: one gap at most."""
    found = list(rows)
    for rank, row in enumerate(rows):
        if not row["arrival_time"]:
            halfway = (of(rows[rank - 1]["departure_time"]) + of(rows[rank + 1]["arrival_time"])) // 2
            said = f"{halfway // 3600}:{halfway // 60 % 60}:{halfway % 60}"
            found[rank] = {**row, "arrival_time": said, "departure_time": said}
    return found


def shifted(rows: list[Row], repeated: list[Row] | None, zero: int) -> Iterator[Run]:
    first = of(rows[0]["departure_time"])
    moves = [(0, 0)]
    if repeated is not None:
        moves = []
        for row in repeated:
            at, every = of(row["start_time"]), int(row["headway_secs"])
            while at < of(row["end_time"]):
                moves.append((at - first, 0 if row.get("exact_times") == "1" else every))
                at += every
    for move, wait in moves:
        yield [
            Call(
                row["stop_id"],
                zero + of(row["arrival_time"]) + move + wait,
                zero + of(row["departure_time"]) + move,
                row.get("pickup_type") != "1",
                row.get("drop_off_type") != "1",
            )
            for row in rows
        ]


def of(clock: str) -> int:
    hours, minutes, rest = clock.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + int(rest)


def services(path: Path, day: date) -> Iterator[str]:
    stamp = f"{day:%Y%m%d}"
    exceptions = {
        row["service_id"]: row["exception_type"] for row in table(path, "calendar_dates.txt") if row["date"] == stamp
    }
    weekly = {
        row["service_id"]
        for row in table(path, "calendar.txt")
        if row["start_date"] <= stamp <= row["end_date"] and row[f"{day:%A}".lower()] == "1"
    }
    yield from (it for it in weekly if exceptions.get(it) != "2")
    yield from (it for it, kind in exceptions.items() if kind == "1")


def walks(path: Path) -> dict[tuple[str, str], int]:
    places = {row["stop_id"]: (float(row["stop_lat"]), float(row["stop_lon"])) for row in table(path, "stops.txt")}
    found = {}
    for a, there in places.items():
        for b, here in places.items():
            if (walk := on_foot(there, here)) <= CHANGE_ON_FOOT:
                found[a, b] = walk + CHANGING
    for row in table(path, "transfers.txt"):
        pair = row["from_stop_id"], row["to_stop_id"]
        if row["transfer_type"] == "3":
            found.pop(pair, None)
        elif row["transfer_type"] == "2":
            found[pair] = max(int(row["min_transfer_time"]), CHANGING)
    return found


def latest(
    runs: Sequence[Run],
    walks: Walks,
    origin: Mapping[str, int],
    goal: Mapping[str, int],
    since: int,
    by: int,
    most: int,
) -> int | None:
    """The latest moment to leave with at most so many vehicles, by asking every run whether it is of use."""
    near: dict[str, list[tuple[str, int]]] = {}
    for (a, b), walk in walks.items():
        near.setdefault(b, []).append((a, walk))
    off_by = {stop: by - walk for stop, walk in goal.items()}
    best: int | None = None
    for _ in range(most):
        on_by: dict[str, int] = {}
        for run in runs:
            useful = False
            for rank, call in reversed(list(enumerate(run))):
                if useful and call.on:
                    on_by[call.stop] = max(on_by.get(call.stop, 0), call.leaves)
                if rank and call.off and call.arrives <= off_by.get(call.stop, 0):
                    useful = True
        for stop, walk in origin.items():
            if stop in on_by and (leave := on_by[stop] - EARLY - walk) >= since and (best is None or leave > best):
                best = leave
        off_by = {}
        for stop, at in on_by.items():
            for before, walk in near.get(stop, ()):
                off_by[before] = max(off_by.get(before, 0), at - walk)
    return best


def exhaustive(
    runs: Sequence[Run],
    walks: Walks,
    origin: Mapping[str, int],
    goal: Mapping[str, int],
    since: int,
    by: int,
    most: int,
) -> int | None:
    """The same, by riding every combination of vehicles to its end. For a handful of runs."""

    def arrives(stop: str, at: int, left: int) -> bool:
        """Whether somebody who gets off there and then can still be at the goal in time."""
        if stop in goal and at + goal[stop] <= by:
            return True
        return left > 0 and any(rides(b, at + walk, left) for (a, b), walk in walks.items() if a == stop)

    @functools.cache
    def rides(stop: str, ready: int, left: int) -> bool:
        for run in runs:
            for rank, call in enumerate(run):
                boards = call.stop == stop and call.on and call.leaves >= ready
                if boards and any(it.off and arrives(it.stop, it.arrives, left - 1) for it in run[rank + 1 :]):
                    return True
        return False

    moments = sorted(
        {
            call.leaves - EARLY - walk
            for run in runs
            for call in run
            for stop, walk in origin.items()
            if call.stop == stop and call.on
        },
        reverse=True,
    )
    for leave in moments:
        if leave >= since and any(rides(stop, leave + walk + EARLY, most) for stop, walk in origin.items()):
            return leave
    return None


def ensure_rideable(it: Journey, runs: Sequence[Run], walks: Walks, names: Mapping[str, str]) -> None:
    """Every vehicle is one that runs, and every change can be made. `names`: of stops, by key; each is unique."""
    key = {name: stop for stop, name in names.items()}
    before: Any = None
    for ride in it.rides:
        on, off = key[ride.origin], key[ride.to]
        leaves, arrives = int(ride.leaves_at.timestamp()), int(ride.arrives_at.timestamp())
        assert any(_carries(run, on, leaves, off, arrives) for run in runs), ride
        if before is not None:
            assert int(before.arrives_at.timestamp()) + walks[key[before.to], on] <= leaves
        before = ride
    assert it.leaves_at + timedelta(seconds=it.walks_s[0] + EARLY) == it.rides[0].leaves_at
    assert it.rides[-1].arrives_at + timedelta(seconds=it.walks_s[-1]) == it.arrives_at <= it.by


def _carries(run: Run, on: str, leaves: int, off: str, arrives: int) -> bool:
    boarded = [rank for rank, call in enumerate(run) if (call.stop, call.leaves, call.on) == (on, leaves, True)]
    left = [rank for rank, call in enumerate(run) if (call.stop, call.arrives, call.off) == (off, arrives, True)]
    return any(a < b for a in boarded for b in left)
