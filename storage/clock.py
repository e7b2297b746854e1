"""Instants between the domain (aware, UTC) and the tables (whole seconds)."""

from datetime import UTC, datetime
from typing import overload


@overload
def seconds(at: datetime) -> int: ...
@overload
def seconds(at: None) -> None: ...
def seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


@overload
def moment(at: int) -> datetime: ...
@overload
def moment(at: None) -> None: ...
def moment(at: int | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at, UTC)
