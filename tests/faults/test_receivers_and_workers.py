"""Two receivers and two workers on PostgreSQL do a first outing while they are killed with -9 in turn (U1, L1 to L3)."""

from datetime import timedelta
from pathlib import Path

from bot.clock import RehearsalClock
from handlers.demo.server import application, serving
from handlers.demo.world import World
from tests import postgresql
from tests.bringing import bringing
from tests.faults.fleet import fleet
from tests.faults.outing import AMINA, KARINE, PAUL, Story, nothing_is_doubled, told
from tests.process import FAKETIME, require


async def test_receivers_and_workers_killed_in_turn_do_the_first_outing(tmp_path: Path) -> None:
    require(FAKETIME, "faketime")
    noon = RehearsalClock().now().replace(hour=11, minute=0, second=0) + timedelta(days=1)
    clock = RehearsalClock(noon)
    world = World(clock.now)
    for account, name in ((AMINA, "A."), (PAUL, "P."), (KARINE, "K.")):
        world.person(account, name, "fr")
    async with (
        serving(application(world, clock)) as telegram,
        bringing(world),
        fleet(tmp_path, telegram, world.token, postgresql.emptied(), clock) as bot,
    ):
        story = Story(world, bot)
        await told(story, tmp_path, clock)
        world.send_text(AMINA, "/aide")
        await story.sees(AMINA, "Écrivez /start")
        nothing_is_doubled(story)
