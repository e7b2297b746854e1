"""The data files beside this one."""

import csv
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent

Row = Mapping[str, str]


def rows(name: str) -> list[dict[str, str]]:
    """Each line, by its headings."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
