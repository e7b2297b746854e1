"""A changed module, tried in a copy of this process: tests are collected once, nothing has run, so a copy costs little."""

import gc
import os
import resource
import signal
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

import pytest

from tests.mutation.changing import Change

PATIENCE = 20
"""Seconds of the processor; the tests of one subject take less than five."""
ASLEEP = 900
"""Seconds of the clock, for what waits for ever."""
AT_ONCE = 2
SURVIVED, NOTICED, UNTRIED = 0, 1, 2


class Fate(StrEnum):
    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"


class Trial:
    """A plugin: in the place of one run of the tests, as many as there are changes."""

    def __init__(self, work: "Callable[[Trial], None]") -> None:
        self._work = work

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._session = session
        self._work(self)
        return True

    def passes(self, tests: Sequence[str]) -> bool:
        """With nothing changed."""
        return _ended({self._begun("", None, self._near_first(tests)): None})[1] is Fate.SURVIVED

    def tried(self, module: str, changes: Iterable[Change], tests: Sequence[str]) -> Iterator[tuple[Change, Fate]]:
        """Each with what became of it, as they end."""
        items = self._near_first(tests)
        running: dict[int, Change] = {}
        for change in changes:
            if len(running) == AT_ONCE:
                yield _ended(running)
            running[self._begun(module, change, items)] = change
        while running:
            yield _ended(running)

    def _near_first(self, tests: Sequence[str]) -> list[pytest.Item]:
        return [it for where in tests for it in self._session.items if it.nodeid.startswith(where)]

    def _begun(self, module: str, change: Change | None, items: list[pytest.Item]) -> int:
        if pid := os.fork():
            return pid
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 5))
        signal.alarm(ASLEEP)
        code = UNTRIED
        try:
            if change:
                _become(sys.modules[module], change)
            code = NOTICED
            code = self._noticed(items)
        finally:
            os._exit(code)

    def _noticed(self, items: list[pytest.Item]) -> int:
        for item, after in zip(items, [*items[1:], None], strict=True):
            self._session.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self._session.testsfailed:
                return NOTICED
        return SURVIVED


def _ended(running: "dict[int, Any]") -> tuple[Any, Fate]:
    pid, status = os.wait()
    code = os.waitstatus_to_exitcode(status)
    if code == UNTRIED:
        raise SystemExit(f"cannot be tried: {running[pid]}")
    return running.pop(pid), Fate.TIMED_OUT if code < 0 else Fate.SURVIVED if code == SURVIVED else Fate.KILLED


def _become(module: types.ModuleType, change: Change) -> None:
    """Whoever holds a function of it, under whatever decorator, holds the changed one; and so for its constants."""
    there: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(change.tree, str(module.__file__), "exec"), there)  # noqa: S102 - that is the whole point
    new = {_name(it): it for it in _functions(there)}
    for old in _functions(vars(module)):
        if (other := new.get(_name(old))) is not None:
            old.__code__, old.__defaults__, old.__kwdefaults__ = (
                other.__code__,
                other.__defaults__,
                other.__kwdefaults__,
            )
    for name, value in list(vars(module).items()):
        if name.isupper() and name in there and repr(there[name]) != repr(value):
            for each in [it for it in sys.modules.values() if vars(it).get(name) is value]:
                setattr(each, name, there[name])


def _functions(of: dict[str, Any]) -> list[types.FunctionType]:
    return [it for it in gc.get_objects() if isinstance(it, types.FunctionType) and it.__globals__ is of]


def _name(it: types.FunctionType) -> tuple[str, int]:
    return it.__qualname__, it.__code__.co_firstlineno
