"""A walk: its seed decides everything. One gesture or some time, a round of the post, and every rule."""

import random
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Any

from bot.domain.refusals import Refusal
from handlers.post import Post
from handlers.screens import Town
from handlers.visits import Reception
from storage.store import Storage
from tests.walk import cast
from tests.walk.gestures import Chooser, Gesture, NothingToDo, Scene
from tests.walk.of_coordinators import OF_COORDINATORS
from tests.walk.of_people import OF_PEOPLE, asks, joins
from tests.walk.of_referents import OF_REFERENTS, decides
from tests.walk.picture import Eyes, Picture
from tests.walk.rules import RULES, Rule
from tests.walk.step import Memory, Step
from tests.walk.wire import Ears, Line

Passing = Callable[["Walk"], Awaitable[str]]
Tell = Callable[[str, Step], None]
"""Hears of every step, before the rules judge it."""

STEPS = 50
"""Of one walk, if nothing else is said."""


class Fell(AssertionError):  # noqa: N818 - what happened
    """A rule was broken; the message is the walk, to be walked again."""


def unheard(_words: str, _step: Step) -> None:
    """Nobody follows this walk."""


class Walk:
    def __init__(self, url: str, seed: int, tell: Tell = unheard, rules: Iterable[Rule] = RULES) -> None:
        self.url = url
        self.seed = seed
        self.tell = tell
        self.rules = rules
        self.now = cast.BEGINNING
        self.dice = random.Random(seed)  # noqa: S311 - dice, not secrets
        self.ears = Ears()
        self.memory = Memory()
        self.told: list[str] = []
        self.storage: Storage
        self.post: Post
        self.eyes: Eyes
        self.seen: Picture

    async def begin(self) -> None:
        await self.open()
        self.eyes = Eyes(self.url)
        async with self.storage.writing() as store:
            await cast.settle(store)
        self.seen = self.eyes.look()

    async def open(self) -> None:
        self.storage = await Storage.open(self.url)
        self.post = Post(self.storage, Reception(self.storage, Town()), self.ears, lambda: self.now, cast.ZONE)

    async def close(self) -> None:
        await self.storage.close()
        self.eyes.close()

    async def goes(self, steps: int) -> None:
        """Raises Fell."""
        try:
            for _ in range(steps):
                await self.step()
            await self._comes_to_rest()
        except Exception as broken:
            raise Fell(f"{broken!r}\nseed {self.seed}:\n" + "\n".join(self.told)) from broken

    async def _comes_to_rest(self) -> None:
        """Within a minute after faults stop, everything that is due is done."""
        self.ears.calm()
        self.now += timedelta(seconds=60)
        self._tell("all lines are good again")
        await self._keep("rest", 0, None)

    async def step(self) -> None:
        """Whatever has an occasion now: people, staff, or time."""
        kind = self.dice.choices(KINDS, WEIGHTS)[0] if len(self.told) >= RUSH else self.dice.choice(FIRST)
        try:
            await (self._passes(kind) if kind in PASSING else self._gesture(kind))
        except NothingToDo:
            await self.step()

    async def _passes(self, kind: Passing) -> None:
        words = await kind(self)
        self._tell(words)
        await self._keep(kind.__name__, 0, None)

    async def _gesture(self, kind: Chooser) -> None:
        self.now += timedelta(seconds=self.dice.choice((0, 0, 1, 60, 600)))
        gesture = kind(self._scene())
        await self._keep(gesture.name, gesture.who, await self._do(gesture), gesture.asks)

    def _scene(self) -> Scene:
        return Scene(self.seen, self.now, self.dice, frozenset(self.ears.lines))

    async def _do(self, gesture: Gesture) -> Refusal | None:
        """What the answer was; None is yes."""
        self._tell(gesture.words)
        try:
            async with self.storage.writing() as store:
                me = await store.people.get(gesture.who)
                await store.people.set_reachable(me.id, reachable=True)
                await gesture.do(store, me, self.now)
        except Refusal as no:
            self.told[-1] += f" — {type(no).__name__}"
            return no
        return None

    def _tell(self, words: str) -> None:
        self.told.append(f"{self.now:%a %d %b %H:%M:%S} {words}")

    async def _keep(self, name: str, who: int, refused: Refusal | None, asked: tuple[int, int] | None = None) -> None:
        """A round of the post; then nothing may be broken."""
        await self.post.round()
        before, self.seen = self.seen, self.eyes.look()
        said, now = tuple(self.ears.said), int(self.now.timestamp())
        self.ears.said.clear()
        step = Step(before, self.seen, now, name, who, refused, asked, said, self.memory)
        self.tell(self.told[-1], step)
        for rule in self.rules:
            rule(step)


async def walked(url: str, seed: int, steps: int, tell: Tell = unheard, rules: Iterable[Rule] = RULES) -> None:
    """One walk, on tables that hold nothing yet. Raises Fell."""
    walk = Walk(url, seed, tell, rules)
    await walk.begin()
    try:
        await walk.goes(steps)
    finally:
        await walk.close()


# Time, weather, restarts


async def _to_the_next_letter(walk: Walk) -> str:
    """Or whatever is due next. Raises NothingToDo."""
    next_at = await walk.post.next_at()
    if next_at is None:
        raise NothingToDo
    walk.now = max(walk.now, next_at)
    return "the next thing that is due"


async def _minutes(walk: Walk) -> str:
    walk.now += timedelta(minutes=walk.dice.randint(1, 90))
    return "some minutes pass"


async def _hours(walk: Walk) -> str:
    walk.now += timedelta(minutes=walk.dice.randint(60, 1200))
    return "the bot was down for hours"


async def _days(walk: Walk) -> str:
    walk.now += timedelta(hours=walk.dice.randint(20, 100))
    return "the bot was down for days"


async def _restart(walk: Walk) -> str:
    await walk.storage.close()
    await walk.open()
    async with walk.storage.writing() as store:
        await store.letters.release_all()
    return "the bot is stopped and started"


async def _weather(walk: Walk) -> str:
    """A line goes bad, or is good again."""
    walk.ears.calm()
    who = walk.dice.choice([row for row in walk.seen.people.values() if row.telegram_id is not None])
    line = walk.dice.choice(list(Line))
    if who.telegram_id in walk.ears.lines:
        del walk.ears.lines[who.telegram_id]
        return f"the line to {who.name} is good again"
    walk.ears.lines[who.telegram_id] = line
    return f"the line to {who.name} is {line}"


PASSING: dict[Any, int] = {_to_the_next_letter: 26, _minutes: 4, _hours: 3, _days: 1, _restart: 1, _weather: 3}
RUSH = 10
"""Steps of the first morning, when everybody asks."""

FIRST: list[Any] = [asks, asks, joins, joins, decides]
OFTEN: dict[Any, int] = {**OF_PEOPLE, **OF_REFERENTS, **OF_COORDINATORS, **PASSING}
KINDS, WEIGHTS = [*OFTEN], [*OFTEN.values()]
