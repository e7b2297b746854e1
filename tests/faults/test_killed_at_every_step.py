"""The real process, killed with -9 after every step of a first outing (L1 to L3, U1)."""

from datetime import timedelta
from pathlib import Path

from bot.clock import RehearsalClock
from handlers.demo.server import application, serving
from handlers.demo.world import World
from tests.faults.outing import AMINA, KARINE, PAUL, Story, nothing_is_doubled, told
from tests.process import FAKETIME, Process, require


async def test_killed_after_every_step_the_story_goes_on(tmp_path: Path) -> None:
    require(FAKETIME, "faketime")
    noon = RehearsalClock().now().replace(hour=11, minute=0, second=0) + timedelta(days=1)
    clock = RehearsalClock(noon)
    world = World(clock.now)
    for account, name in ((AMINA, "A."), (PAUL, "P."), (KARINE, "K.")):
        world.person(account, name, "fr")
    async with serving(application(world, clock)) as url:
        process = Process(tmp_path, url, world.token, clock)
        story = Story(world, process)
        try:
            await told(story, tmp_path, clock)
            world.send_text(AMINA, "/aide")
            await story.sees(AMINA, "Écrivez /start")
            assert await process.asked_to_stop() == 0
        finally:
            await process.kill()
    nothing_is_doubled(story)
