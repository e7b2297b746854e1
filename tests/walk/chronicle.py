"""A step in words, by names and never by numbers: what one database tells of a walk, the other must tell as well."""

from collections.abc import Iterator
from datetime import UTC, datetime

from tests.walk.picture import Row
from tests.walk.step import Step
from tests.walk.walker import STEPS, walked


async def told(url: str, seed: int) -> list[str]:
    """A whole walk. Raises Fell."""
    lines: list[str] = []

    def tell(words: str, step: Step) -> None:
        lines.extend(chronicle(words, step))

    await walked(url, seed, STEPS, tell)
    return lines


def chronicle(words: str, step: Step) -> list[str]:
    """What was done, what became of reservations, of letters, and what was read."""
    return [words, *sorted(_lists(step)), *_moves(step), *sorted(_letters(step)), *sorted(_read(step))]


def _moves(step: Step) -> Iterator[str]:
    for move in step.moves:
        yield f"      {_about(step, move.it)}: {move.was or 'nothing'} → {move.to}, by {step.after.name(move.by)}"


def _lists(step: Step) -> Iterator[str]:
    for number, row in step.after.waiting.items():
        was = step.before.waiting.get(number)
        if was is None or (was.left_at, was.why) != (row.left_at, row.why):
            yield f"      {_about(step, row)}: {row.why or 'waits'}"


def _about(step: Step, row: Row) -> str:
    it = step.after
    return f"{it.name(row.person_id)}, {row.places} of {it.title(row.session_id)}"


def _letters(step: Step) -> Iterator[str]:
    for row in step.written:
        yield f"      written: {row.kind} to {step.after.name(row.to_id)}, due {_moment(row.due_at)}"
    for row in step.closed:
        yield f"      {row.fate}: {row.kind} to {step.after.name(row.to_id)}, due {_moment(row.due_at)}"


def _moment(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%a %d %b %H:%M:%S}"


def _read(step: Step) -> Iterator[str]:
    names = {row.telegram_id: row.name for row in step.after.people.values()}
    for it in step.said:
        yield f"      {names[it.account]} reads: {' / '.join(it.words.splitlines())}"
