"""One contract for whoever serves updates and delivers letters: one process alone, or workers on PostgreSQL. What a kill
does to each is shown in tests/faults."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import RehearsalClock
from bot.domain.letters import Kind
from bot.domain.people import Role
from bot.ports import Received
from handlers import screens
from handlers.demo.request import WorldRequest
from handlers.demo.world import World
from handlers.telegram.bot import Passerelle, application, introduce
from handlers.telegram.hands import Hands
from handlers.telegram.http import KnownNotSent
from handlers.telegram.pace import Pace
from handlers.telegram.reading import kept
from handlers.telegram.workers import Workers
from storage.queue import queue_at
from storage.store import Storage
from tests import postgresql
from tests.conftest import a_file
from tests.given import NOW, a_letter, a_person, rows

AMINA, NADIA = 1001, 1002


@dataclass
class Office:
    """A town's database and its Telegram; hands are hired, and leave."""

    url: str
    storage: Storage
    world: World
    several: bool

    @asynccontextmanager
    async def hired(self) -> AsyncIterator[Hands]:
        """One more process; it does not work yet."""
        async with AsyncExitStack() as stack:
            request = WorldRequest(self.world, refused=KnownNotSent)
            app = application(self.world.token, "https://in-a-box.invalid", request, WorldRequest(self.world))
            town = screens.Town(bot=await introduce(app))
            stack.push_async_callback(app.shutdown)
            pace = Pace(a_second=1e6, a_chat=0.0)
            if not self.several:
                yield Passerelle(app, self.storage, town, self.world.now, pace)
                return
            queue = await stack.enter_async_context(queue_at(self.url))
            yield Workers(app, self.storage, town, queue, pace, self.world.now)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[Hands]:
        async with self.hired() as hands:
            open_ = asyncio.Event()

            async def entrance() -> None:
                open_.set()
                await asyncio.Event().wait()

            working = asyncio.create_task(hands.run(entrance))
            await open_.wait()
            try:
                yield hands
            finally:
                working.cancel()
                with suppress(asyncio.CancelledError):
                    await working

    def brought(self) -> list[Received]:
        """What people did, as Telegram brings it."""
        brought = [kept(json.loads(json.dumps(it.as_json()))) for it in self.world.queue.waiting]
        return [it for it in brought if it is not None]

    def told(self, account: int) -> list[str]:
        return [it.text for it in self.world.transcript(account) if it.from_bot]

    async def sees(self, fact: Callable[[], bool]) -> None:
        for _ in range(600):
            if fact():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"it never came to that: {states(self)} {fates(self)} {self.told(AMINA)}")


@pytest.fixture(params=["one process", "workers"])
async def office(request: pytest.FixtureRequest, climbed: Path, tmp_path: Path) -> AsyncIterator[Office]:
    several = request.param == "workers"
    url = postgresql.emptied() if several else a_file(climbed, tmp_path)
    storage = await Storage.open(url)
    world = World(RehearsalClock(NOW, stopped=True).now)
    async with storage.writing() as store:
        for account in (AMINA, NADIA):
            world.person(account, "A.", "fr").started = True
            person = await a_person(store, f"person {account}")
            await store.people.grant(person, Role.BENEFICIARY)
            await store.people.link(person, account, None, NOW)
            await store.people.speak(person, "fr")
            await store.people.agree(person, NOW)
            await store.people.confirm(person, NOW)
    yield Office(url, storage, world, several)
    await storage.close()
    assert world.refusals == []


def states(office: Office) -> set[str]:
    return {row["state"] for row in rows(office.url, "SELECT state FROM inbox")}


async def test_every_update_is_served_and_those_of_a_chat_in_their_order(office: Office) -> None:
    wanted = ["settings", "stages", "languages", "help", "privacy", "my_referent"]
    for it in wanted:
        for account in (AMINA, NADIA):
            office.world.press(account, it)
    async with office.at_work() as hands:
        assert await hands.keep(office.brought()) == 2 * len(wanted)
        await office.sees(lambda: states(office) == {"done"})
    for account in (AMINA, NADIA):
        titles = [text.partition("\n")[0] for text in office.told(account)]
        assert titles == [
            "Réglages",
            "Mes rappels",
            "Choisissez votre langue.",
            "Ce service propose des sorties gratuites.",
            "Ce qui est gardé sur vous",
            "Vous n'avez pas de référent pour le moment.",
        ]


async def test_an_update_that_is_brought_twice_is_served_once(office: Office) -> None:
    office.world.press(AMINA, "settings")
    async with office.at_work() as hands:
        brought = office.brought()
        assert await hands.keep([*brought, *brought]) == 1
        await office.sees(lambda: states(office) == {"done"})
        assert await hands.keep(brought) == 0
    assert len(office.told(AMINA)) == 1


async def test_what_is_kept_and_carried_by_nobody_is_served(office: Office) -> None:
    """As when whoever kept it is killed at once, and the queue has lost its job."""
    office.world.press(AMINA, "settings")
    async with office.storage.writing() as store:
        for it in office.brought():
            await store.inbox.keep(it.update_id, it.chat_id, it.payload, NOW)
    async with office.at_work():
        await office.sees(lambda: states(office) == {"done"})
    assert len(office.told(AMINA)) == 1


async def test_a_letter_leaves_when_it_is_due_and_not_before(office: Office) -> None:
    async with office.storage.writing() as store:
        me = await store.people.of_account(AMINA)
        assert me is not None
        await store.letters.write(a_letter(me.id, "now", NOW, kind=Kind.WELCOME, args=()))
        await store.letters.write(a_letter(me.id, "later", NOW + timedelta(hours=1), kind=Kind.WELCOME, args=()))
    async with office.at_work() as hands:
        hands.ring()
        await office.sees(lambda: fates(office)["now"] == "sent")
    assert fates(office)["later"] == "waiting"
    assert len(office.told(AMINA)) == 1


async def test_several_at_work_at_once_say_nothing_twice(office: Office) -> None:
    """One process is alone with its file; workers are not."""
    several = 3 if office.several else 1
    async with office.storage.writing() as store:
        me = await store.people.of_account(AMINA)
        assert me is not None
        for n in range(6):
            await store.letters.write(a_letter(me.id, f"letter {n}", NOW, kind=Kind.WELCOME, args=()))
    async with AsyncExitStack() as stack:
        hands: Sequence[Hands] = [await stack.enter_async_context(office.at_work()) for _ in range(several)]
        for each in hands:
            each.ring()
        await office.sees(lambda: set(fates(office).values()) == {"sent"})
    assert len(office.told(AMINA)) == 6


def fates(office: Office) -> dict[str, str]:
    return {row["key"]: row["fate"] for row in rows(office.url, "SELECT key, fate FROM letters")}
