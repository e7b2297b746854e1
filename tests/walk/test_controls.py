"""With a safeguard taken out, a walk falls: a few here, all of them under `make prove`."""

import pytest

from tests.walk.ground import Files
from tests.walk.rules import RULES, Rule, letters, line, places, readers, states
from tests.walk.sabotage import SABOTAGES, Sabotage, seen_on

FIRST = range(12)
QUICK = (
    places.places_add_up,
    places.full_was_full,
    states.states_follow_the_graph,
    line.the_list_never_inverts,
    line.nothing_is_left_over,
    letters.events_are_told_once,
    letters.nothing_is_overdue,
    readers.personal_things_stay_in_the_chat,
)
"""Their sabotage shows on one of the first walks."""


def name_of(it: Sabotage | Rule) -> str:
    return (it.rule if isinstance(it, Sabotage) else it).__name__


@pytest.mark.parametrize("sabotage", [it for it in SABOTAGES if it.rule in QUICK], ids=name_of)
async def test_the_walk_falls_without(ground: Files, sabotage: Sabotage) -> None:
    assert await seen_on(sabotage, ground, FIRST) is not None


def test_every_rule_has_its_sabotage() -> None:
    assert {it.rule for it in SABOTAGES} == {*RULES}
