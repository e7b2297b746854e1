"""A plugin for pytest: while a story runs, the bot is killed at every SQL statement and at every call to Telegram.

Nothing is run twice for it: at each of these instants what is on the disk and what Telegram knows is kept aside; when the
story's step has ended, the bot is started on each of these that differ, and must end where the step has ended.
"""

import json
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from handlers.demo.request import WorldRequest
from handlers.demo.world import World
from handlers.screens import Screen, View, Visit
from storage.engine import Row, is_postgresql
from storage.sqlite import SqliteLine, sqlite_path
from tests.faults.images import End, Image, draw_from, told
from tests.town import Town

RESULTS = "PASSERELLE_CRASH_RESULTS"
"""Where to tell what was found: a file, a line of JSON for each story."""

WITHOUT_TRANSACTIONS = "PASSERELLE_CRASH_CONTROL"
STEPS = ("open", "serve", "deliver")


class Recorder:
    """Keeps images of one town while it takes a step."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.found: Counter[str] = Counter()
        self.first_wrong = ""
        self._step = ""
        self._images: dict[object, Image] = {}
        self._commits = 0
        self._steps = 0

    async def step(self, name: str, take: Callable[[], Awaitable[None]]) -> None:
        if self._step or not _has_one_end(self.town.world):
            return await take()
        self._step = name
        self._steps += 1
        draw_from(self._steps)
        self._images.clear()
        try:
            await take()
            self.point()
        finally:
            self._step = ""
        return await self._check(End.of(self.town))

    def point(self, committed: bool = False) -> None:
        """Here it could be killed."""
        self._commits += committed
        if self._step:
            self.found["points"] += 1
            self._keep()

    def _keep(self) -> None:
        file = sqlite_path(self.town.url)
        log = file.with_name(file.name + "-wal")
        world = self.town.world
        seen = (world.changes, tuple(it.id for it in world.queue.waiting))
        key = (self._commits, seen, *(_stamp(it) for it in (file, log)))
        if key not in self._images:
            logged = log.read_bytes() if log.exists() else b""
            self._images[key] = Image(self._step, self._steps, file.read_bytes(), logged, deepcopy(world))

    async def _check(self, end: End) -> None:
        for image in self._images.values():
            wrong, why = await _wrong(image, end)
            self.found.update(images=1, **wrong)
            if wrong and not self.first_wrong:
                self.first_wrong = f"{image.step}: {wrong} {why}"


async def _wrong(image: Image, end: End) -> tuple[dict[str, int], str]:
    """What a kill at that instant would change."""
    with TemporaryDirectory() as folder:
        try:
            return end.against(End.of(await image.resumed(Path(folder))), told(image.world)), ""
        except Exception as error:  # noqa: BLE001 - it is counted
            return {"failed to start again": 1}, repr(error)


def _stamp(file: Path) -> tuple[int, int]:
    if not file.exists():
        return (0, 0)
    stat = file.stat()
    return stat.st_size, stat.st_mtime_ns


def _has_one_end(world: World) -> bool:
    """Bad weather that was announced strikes another call after a kill, and of two who tap at once the other may win:
    such a step ends otherwise by right."""
    people = {str(it.content.get("from")) for it in world.queue.waiting}
    return len(people) < 2 and not any(fault.times for fault in world.weather.coming)


ACTS: set[str] = set()
"""Names of the screens that changed something."""

recording: list[Recorder] = []
"""One, while a story runs."""


def _line_point(line: SqliteLine, committed: bool = False) -> None:
    """Beside a writer, who may be writing just now, there is no instant to keep: the writer's own will do."""
    for it in recording:
        database = it.town.storage._database  # noqa: SLF001 - a witness at the writer's side
        if line is database._writer or (line in database._everyone and not database._write_lock.locked()):  # noqa: SLF001
            it.point(committed)


def _call_point(world: World) -> None:
    for it in recording:
        if world is it.town.world and not it.town.storage._database._write_lock.locked():  # noqa: SLF001
            it.point()


def _watch_statements() -> None:
    if os.environ.get(WITHOUT_TRANSACTIONS):
        _forget_transactions()
    begin, rows, commit = SqliteLine.begin, SqliteLine.rows, SqliteLine.commit

    async def begun(line: SqliteLine, writing: bool) -> None:
        _line_point(line)
        await begin(line, writing)

    async def answered(line: SqliteLine, sql: str, named: dict[str, object]) -> list[Row]:
        _line_point(line)
        found = await rows(line, sql, named)
        _line_point(line, committed=not line.driver.in_transaction)
        return found

    async def committed(line: SqliteLine) -> None:
        _line_point(line)
        await commit(line)
        _line_point(line, committed=True)

    for name, watched in (("begin", begun), ("rows", answered), ("commit", committed)):
        setattr(SqliteLine, name, watched)


def _forget_transactions() -> None:
    """For the control: each statement is kept at once, by itself."""

    async def nothing(line: SqliteLine, *_: object) -> None:
        pass

    for name in ("begin", "mark", "keep", "commit"):
        setattr(SqliteLine, name, nothing)


def _watch_calls() -> None:
    ask = WorldRequest.do_request

    async def asked(request: WorldRequest, *how: Any, **more: Any) -> tuple[int, bytes]:
        _call_point(request.world)
        try:
            return await ask(request, *how, **more)
        finally:
            _call_point(request.world)

    WorldRequest.do_request = asked  # type: ignore[method-assign, assignment]


def _watch_steps() -> None:
    for name in STEPS:
        setattr(Town, name, _recorded(name, getattr(Town, name)))


def _recorded(name: str, step: Callable[[Town], Awaitable[None]]) -> Callable[[Town], Awaitable[None]]:
    async def taken(town: Town) -> None:
        mine = next((it for it in recording if it.town is town), None)
        await (mine.step(name, lambda: step(town)) if mine else step(town))

    return taken


def _watch_acts() -> None:
    draw = Screen.__call__

    async def drawn(screen: Screen, visit: Visit, *args: Any) -> View:
        view = await draw(screen, visit, *args)
        if screen.writes:
            ACTS.add(screen.name)
        return view

    Screen.__call__ = drawn  # type: ignore[method-assign, assignment]


def pytest_configure() -> None:
    _watch_acts()
    _watch_statements()
    _watch_calls()
    _watch_steps()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Iterator[None]:
    town = item.funcargs.get("town")
    if not isinstance(town, Town) or is_postgresql(town.url):
        return (yield)
    ACTS.clear()
    recording[:] = [Recorder(town)]
    try:
        return (yield)
    finally:
        _tell(item.nodeid, recording.pop())


def _tell(story: str, it: Recorder) -> None:
    with Path(os.environ[RESULTS]).open("a") as results:
        results.write(
            json.dumps({"story": story, "found": it.found, "first wrong": it.first_wrong, "acts": sorted(ACTS)}) + "\n"
        )
