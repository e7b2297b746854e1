"""Weather by chance: the share that was asked for, in the ways that were asked for."""

import pytest

from handlers.demo.refusals import AnswerLost, NotConnected
from handlers.demo.world import World


def outcome(world: World) -> str:
    try:
        status, _ = world.answer("getMe", {})
    except (AnswerLost, NotConnected) as outage:
        return type(outage).__name__
    return str(status)


def test_a_share_of_all_calls_fails_in_each_of_the_ways(world: World) -> None:
    world.weather.turn_bad(0.5, ("lost", "refused", "429:1"), seed=1)
    seen = [outcome(world) for _ in range(1000)]
    assert set(seen) == {"200", "429", "AnswerLost", "NotConnected"}
    assert 400 < seen.count("200") < 600
    world.weather.turn_bad(0, (), seed=1)
    assert {outcome(world) for _ in range(100)} == {"200"}


def test_a_way_of_failing_that_does_not_exist_is_a_mistake(world: World) -> None:
    with pytest.raises(ValueError, match="no such way"):
        world.weather.turn_bad(0.5, ("sometimes",), seed=1)
