"""Seeded random lives of one small outing: the list never inverts, nobody asks past it, nothing is over- or undersold.

The model is the test's own: who has passed since a place was last freed, and who came when. Of the tables it reads only
what people would see. The control orders the list by something else, and must be red.
"""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import storage.waiting
from bot import changing, held_offers, reservations, waiting
from bot.domain.letters import Fate
from bot.domain.people import Person, Role
from bot.domain.refusals import Refusal
from bot.domain.reservations import State
from bot.ports import Store
from storage.store import Storage
from tests.given import a_session, rows, storage_at

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
STEPS = 300
PEOPLE = 12
LIVE = ("offered", "requested", "approved")


@dataclass
class Life:
    """One outing of four places, two hundred days ahead; a dozen people and their referent."""

    storage: Storage
    url: str
    dice: random.Random
    now: datetime = MONDAY
    session: int = 0
    paul: int = 0
    people: list[Person] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)
    """Said no, or nothing, since a place was last freed."""
    held: int = 0
    """How many held offers there have been."""
    capacity: int = 4

    async def begin(self) -> None:
        async with self.storage.writing() as store:
            house = await store.people.organisation("CCAS", self.now)
            self.paul = await store.people.add("Paul", house, None, self.now)
            await store.people.grant(self.paul, Role.REFERENT)
            numbers = [await store.people.add(f"P{n}", house, self.paul, self.now) for n in range(PEOPLE)]
            self.people = [await store.people.get(number) for number in numbers]
            self.session = await a_session(store, 4, MONDAY + timedelta(days=200))

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return rows(self.url, sql)

    async def goes_on(self) -> None:
        for _ in range(STEPS):
            await self.step()

    async def step(self) -> None:
        """One gesture, or time; then everything that must hold."""
        before = self.waiting_now()
        lived = {it["id"]: it for it in self.rows("SELECT * FROM reservations")}
        usual = (self.asks, self.joins, self.answers) * 3
        act = self.dice.choice((*usual, self.gives_up, self.decides, self.leaves, self.waits, self.more))
        self.now += timedelta(seconds=self.dice.choice((0, 1, 60, 1800)))
        try:
            async with self.storage.writing() as store:
                await act(store)
                for letter in await store.letters.take_due(self.now, 200):
                    await store.letters.close(letter.id, Fate.SENT, self.now)
        except Refusal:
            pass
        self.ensure_all(before, lived)

    def anyone(self) -> Person:
        return self.dice.choice(self.people)

    async def asks(self, store: Store) -> None:
        await reservations.request(store, self.anyone(), self.session, self.dice.randint(1, 2), self.now)

    async def joins(self, store: Store) -> None:
        await waiting.join(store, self.anyone(), self.session, self.dice.choice((1, 1, 1, 2, 3)), self.now)

    async def leaves(self, store: Store) -> None:
        if self.dice.random() < 0.3:
            await waiting.leave(store, self.anyone(), self.session, self.now)

    async def gives_up(self, store: Store) -> None:
        for each in self.dice.sample(self.people, PEOPLE):
            live = await store.reservations.live(each.id, self.session)
            if live and live.state is not State.OFFERED:
                await reservations.give_up(store, each, live.id, self.now)
                return

    async def answers(self, store: Store) -> None:
        """Whoever holds an offer says yes or no."""
        for each in self.people:
            live = await store.reservations.live(each.id, self.session)
            if live and live.state is State.OFFERED:
                verb = self.dice.choice((held_offers.accept, held_offers.decline, held_offers.decline))
                await verb(store, each, live.id, self.now)
                return

    async def decides(self, store: Store) -> None:
        paul = await store.people.get(self.paul)
        for it in (await store.reservations.to_answer(paul.id))[:1]:
            if self.dice.random() < 0.6:
                await reservations.accept(store, paul, it.id, self.now)
            else:
                await reservations.refuse(store, paul, it.id, "date", self.now)

    async def waits(self, store: Store) -> None:
        """Time: an answer may be due."""
        self.now += timedelta(hours=self.dice.randint(1, 20))
        await held_offers.keep_time(store, self.now)

    async def more(self, store: Store) -> None:
        paul = await store.people.get(self.paul)
        await changing.set_places(store, paul, self.session, self.dice.randint(2, 4), self.now)

    # What must hold

    def waiting_now(self) -> list[dict[str, Any]]:
        return self.rows("SELECT * FROM waiting WHERE left_at IS NULL ORDER BY ranked_at, id")

    def ensure_all(self, before: list[dict[str, Any]], lived: dict[int, dict[str, Any]]) -> None:
        (it,) = self.rows(f"SELECT * FROM sessions WHERE id = {self.session}")  # noqa: S608 - a number of our own
        now = self.rows("SELECT * FROM reservations ORDER BY id")
        live = {row["person_id"] for row in now if row["state"] in LIVE}
        assert it["taken"] == sum(row["places"] for row in now if row["state"] in LIVE) <= it["capacity"]
        asked = [row for row in now if row["id"] not in lived and row["state"] == "requested"]
        for row in asked:
            first = [e for e in before if e["person_id"] not in self.passed | {row["person_id"]}]
            had = {old["person_id"] for old in lived.values() if old["state"] in LIVE}
            queue = [e for e in first if e["person_id"] not in had and e["places"] <= it["capacity"]]
            assert not queue, "somebody asked past the list"
        self._remember_passing(now, lived, it)
        known = {e["id"] for e in before}
        line = [e for e in self.waiting_now() if e["places"] <= it["capacity"]]
        for row in now:
            if row["id"] not in lived and row["state"] == "offered":
                self.held += 1
                self._ensure_no_inversion(row, [e for e in line if e["id"] in known], live)
        head = next((e for e in line if e["person_id"] not in live | self.passed), None)
        assert head is None or head["places"] > it["capacity"] - it["taken"], "a place found nobody: undersold"

    def _ensure_no_inversion(self, offer: dict[str, Any], line: list[dict[str, Any]], live: set[int]) -> None:
        for entry in line:
            if entry["person_id"] == offer["person_id"]:
                return
            assert entry["person_id"] in live | self.passed, "the list was inverted"
        raise AssertionError("offered to somebody who was not waiting")

    def _remember_passing(
        self, now: list[dict[str, Any]], lived: dict[int, dict[str, Any]], it: dict[str, Any]
    ) -> None:
        """A freed place makes everyone a candidate again; a no, or silence, is passing until the next one."""
        moved = [(lived[row["id"]]["state"], row) for row in now if row["id"] in lived]
        ended = [row for was, row in moved if was in ("requested", "approved") and row["state"] not in LIVE]
        if ended or it["capacity"] > self.capacity:
            self.passed = set()
        self.capacity = it["capacity"]
        self.passed |= {row["person_id"] for was, row in moved if was == "offered" and row["state"] not in LIVE}


@pytest.fixture
async def life(url: str) -> AsyncIterator[Callable[[int], Awaitable[Life]]]:
    async with storage_at(url) as opened:

        async def begin(seed: int) -> Life:
            it = Life(opened, url, random.Random(seed))  # noqa: S311 - dice, not secrets
            await it.begin()
            return it

        yield begin


@pytest.mark.parametrize("seed", range(6))
async def test_the_list_never_inverts(life: Callable[[int], Awaitable[Life]], seed: int) -> None:
    it = await life(seed)
    await it.goes_on()
    assert it.held > STEPS / 20, "the walk said nothing: too few held offers"


async def test_the_control_another_order_is_seen(
    life: Callable[[int], Awaitable[Life]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same walk over a list in another order must be red, or the test above sees nothing."""
    monkeypatch.setattr(storage.waiting, "IN_ORDER", "ORDER BY entry_id DESC")
    it = await life(0)
    with pytest.raises(AssertionError, match=r"inverted|undersold"):
        await it.goes_on()
