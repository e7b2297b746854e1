"""Erased means gone: nothing speaks of them any more (M2)."""

import json
from dataclasses import fields
from typing import Any

from tests.walk.picture import Picture, Row
from tests.walk.step import Step

WHO = {
    *("person_id", "to_id", "referent_id", "backup_id", "colleague_id", "actor_id"),
    *("decided_by", "made_by", "attended_by", "given_by", "approved_by", "by_id"),
}
"""Columns that say who."""


def erased_means_gone(step: Step) -> None:
    for person in step.erased:
        name = step.was.people[person].name
        for table in fields(Picture):
            for row in _rows(getattr(step.after, table.name)):
                assert not any(getattr(row, column) == person for column in WHO & {*row._fields}), f"{name}: {row}"
                assert not any(name in value for value in row if isinstance(value, str)), f"{name}: {row}"
        assert not any(it.about == f"person:{person}" for it in step.after.letters.values()), f"letters about {name}"
        _ensure_forgotten_in_edits(step, person)


def _rows(table: Any) -> list[Row]:
    return [*(table.values() if isinstance(table, dict) else table)]


def _ensure_forgotten_in_edits(step: Step, person: int) -> None:
    places = {n for n, it in step.was.reservations.items() if it.person_id == person}
    ranks = {n for n, it in step.was.waiting.items() if it.person_id == person}
    for row in step.after.edits.values():
        before = json.loads(row.before)
        assert places.isdisjoint({*before["told"], *(n for n, _ in before["ended"])}), f"a change knows of {places}"
        assert ranks.isdisjoint({*before["left"], *before["waiting"]}), f"a change knows of {ranks}"


ERASED = (erased_means_gone,)
