"""Two hundred walks of fifty steps, on SQLite; one in forty again on PostgreSQL, word for word the same."""

import pytest

from tests import postgresql
from tests.walk.chronicle import told
from tests.walk.ground import Files
from tests.walk.walker import STEPS, walked

AT_A_TIME = 10
SEEDS = range(0, 200, AT_A_TIME)
ON_BOTH = range(0, 200, 40)


@pytest.mark.parametrize("first", SEEDS)
async def test_everything_that_must_hold_holds_after_every_step(ground: Files, first: int) -> None:
    for seed in range(first, first + AT_A_TIME):
        with ground.one() as url:
            await walked(url, seed, STEPS)


@pytest.mark.parametrize("seed", ON_BOTH)
async def test_a_walk_is_the_same_on_both_databases(ground: Files, seed: int) -> None:
    with ground.one() as url:
        here = await told(url, seed)
    assert await told(postgresql.emptied(), seed) == here
