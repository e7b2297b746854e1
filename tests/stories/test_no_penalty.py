"""R7: no path leads from an absence to a loss of rights. Lived through, compared row by row, and read in the code."""

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.conftest import beneficiary
from tests.given import table, tables
from tests.phone import Phone
from tests.town import Town

ROOT = Path(__file__).parents[2]
TEN = range(10)

MAY_KNOW_OF_ABSENCES = {
    "bot/domain/attendance.py",
    "bot/domain/reservations.py",
    "bot/attendance.py",
    "bot/been.py",
    "bot/mornings.py",
    "bot/feeds/openagenda.py",  # another attendance: on the spot, or online
    "bot/ports.py",
    "bot/register/codes.py",
    "bot/register/places.py",
    "handlers/calls.py",
    "handlers/meeting.py",  # whoever leads ticks on the card
    "handlers/reminders.py",
    "handlers/roll_call.py",
    "storage/attendance.py",
    "storage/company.py",  # with whom somebody of the team went out
    "storage/counting.py",
    # Figures about nobody: of a period, of a comparison
    "bot/domain/bilan.py",
    "storage/bilan.py",
    "storage/tallies.py",
    "storage/experiments.py",
    # How long the roll is open, for what is counted when it is closed
    "bot/domain/ticks.py",
    "bot/ticks.py",
    "bot/experiments.py",
    "storage/erasing.py",
    "storage/rehearsals.py",  # who did not go alone after all may still make the way before: a help, and nothing less
    "storage/reservations.py",
    "storage/store.py",
    "storage/migrations/0002_life_of_a_place.py",
}
"""Telling of it, asking for it, keeping it, counting it without names, erasing it. Nothing here asks for a place, decides, ranks or offers."""


APART = ("inbox", "letters")
"""What grows whenever anything is said."""


def everything(town: Town) -> dict[str, list[dict[str, Any]]]:
    return {name: table(town, f"SELECT * FROM {name} ORDER BY 1, 2") for name in tables(town.url) if name not in APART}  # noqa: S608


def without_the_tick(kept: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    tick = ("attendance", "attended_at", "attended_by", "seen_at")
    return {name: [{k: v for k, v in row.items() if k not in tick} for row in rows] for name, rows in kept.items()}


async def ten_outings(town: Town, paul: Phone, *people: Phone) -> list[int]:
    """All of them went to all of them, as far as anybody knew."""
    outings = [await town.publish(f"Sortie {n}", town.clock.now() + timedelta(days=5, hours=n), 9) for n in TEN]
    for outing in outings:
        for it in people:
            await it.presses(f"ask:{outing}:1")
    for row in table(town, "SELECT id FROM reservations WHERE state = 'requested'"):
        await paul.presses(f"accept:{row['id']}")
    await town.until(town.clock.now() + timedelta(days=6))
    return outings


async def absent_from_all(town: Town, paul: Phone, who: Phone) -> None:
    for row in table(town, "SELECT id, session_id FROM reservations WHERE person_id = ?", who.person_id):
        await paul.presses(f"tick:{row['session_id']}:{row['id']}:absent:1")


async def test_ten_absences_change_nothing_but_the_tick(town: Town, paul: Phone, amina: Phone) -> None:
    await ten_outings(town, paul, amina)
    before = everything(town)
    await absent_from_all(town, paul, amina)
    after = everything(town)
    assert [row["attendance"] for row in after["reservations"]] == ["absent"] * 10
    assert without_the_tick(after) == without_the_tick(before)
    await town.until(town.clock.now() + timedelta(days=3))
    assert without_the_tick(everything(town)) == without_the_tick(before)


async def test_after_ten_absences_one_asks_for_as_much_and_waits_at_the_same_rank(
    town: Town, paul: Phone, amina: Phone, bilal: Phone
) -> None:
    await ten_outings(town, paul, amina, bilal)
    await absent_from_all(town, paul, amina)
    soon = town.clock.now() + timedelta(days=10)
    free, full = await town.publish("Concert", soon, 9), await town.publish("Ballet", soon, 1)
    seen = []
    for it in (amina, bilal):
        await it.presses(f"session:{free}")
        seen.append((it.text, it.buttons))
    assert seen[0] == seen[1], "the same card, the same cap"
    await (await beneficiary(town, paul, 1030, "Driss")).presses(f"ask:{full}:1")
    for it, rank in ((amina, "la première"), (bilal, "2e")):
        await it.presses(f"wait:{full}:1")
        assert rank in it.text, it.text
    await amina.presses(f"ask:{free}:4")
    assert amina.toast == "Demande envoyée."


def names_absence(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    said |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    said |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    known = {"attendance", "Attendance", "attended_at", "ABSENT", "roll", "bot.domain.attendance"}
    return bool(said & known) or any("attendance" in it or "attended" in it for it in texts)


def test_no_other_room_knows_who_was_absent() -> None:
    knowing = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "handlers", "storage")
        for path in (ROOT / folder).rglob("*.py")
        if names_absence(path)
    }
    assert knowing <= MAY_KNOW_OF_ABSENCES, knowing - MAY_KNOW_OF_ABSENCES
