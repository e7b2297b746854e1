"""Nothing personal is logged (D11), watched over the whole suite: every record of every test, at DEBUG, as the product
writes it, is searched for the names, the accounts and the words of whoever played in that test, and for the token."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from bot.logs import Lines, quieten

ALWAYS = {"Amina", "Bilal", "Claire", "Karine", "Paul"}
"""Names that stories share, also those of processes of their own."""

PERSONAL: set[str] = set()
"""Of the test that runs: phones fill it."""

SHORTEST = 5
"""Letters of a typed text that would not stand in a log by chance."""


class Canary(logging.Handler):
    """Hears everything."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(Lines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def of_a_phone(account: int, name: str, token: str) -> None:
    PERSONAL.update({str(account), name, token})


def typed(text: str) -> None:
    if len(text) >= SHORTEST and not text.startswith("/"):
        PERSONAL.add(text)


def sung(lines: list[str]) -> list[str]:
    """The lines that hold something personal, as whole words."""
    known = re.compile("|".join(rf"(?<!\w){re.escape(it)}(?!\w)" for it in sorted(PERSONAL | ALWAYS)))
    return [line for line in lines if known.search(line)]


@contextmanager
def listening() -> Iterator[Canary]:
    canary, root = Canary(), logging.getLogger()
    before = root.level
    quieten()
    root.addHandler(canary)
    root.setLevel(logging.DEBUG)
    PERSONAL.clear()
    try:
        yield canary
    finally:
        root.removeHandler(canary)
        root.setLevel(before)
