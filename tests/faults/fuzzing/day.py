"""A day in the populated town: updates come the true way (fetched, kept, served, shown) and each is judged afterwards.

Only HTTP is done without: it proves nothing more here.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from telegram.error import TelegramError

from bot.clock import RehearsalClock
from bot.ports import Received
from handlers import screens
from handlers.demo.request import WorldRequest
from handlers.telegram.bot import Passerelle, application, introduce, keep_once
from handlers.telegram.http import KnownNotSent
from handlers.telegram.inbox import Fetcher
from handlers.telegram.pace import Pace
from storage.store import Storage
from tests.answering import Answering
from tests.faults.fuzzing.changing import unentitled
from tests.faults.fuzzing.crowd import Crowd
from tests.faults.fuzzing.gesture import Gesture
from tests.faults.fuzzing.hearing import BLAMELESS, Complaints, Overheard
from tests.faults.fuzzing.ledger import Ledger
from tests.faults.fuzzing.mangling import Mangler, gesture_of
from tests.faults.fuzzing.reading import CANARY, KEPT, Reading, Typed
from tests.faults.fuzzing.sending import Sender
from tests.faults.fuzzing.standing import Standing
from tests.given import NOW

BROKEN = 10
"""Of so many updates one is mangled."""


@dataclass
class Day:
    """One populated town, served until its day is over."""

    file: Path
    crowd: Crowd
    rng: random.Random
    complaints: Complaints

    async def begin(self) -> None:
        self.found = self.complaints.found
        self.ledger = Ledger(self.file)
        self.standing = Standing(self.ledger)
        self.reading = Reading(self.ledger, self.standing)
        self.reading.typed = {canary: Typed(0, screen) for canary, screen in self.crowd.reasons.items()}
        self.clock = RehearsalClock(NOW + timedelta(minutes=self.rng.randrange(0, 600)), stopped=True)
        self.world = Overheard(self.clock.now)
        for account in (*self.crowd.accounts, *self.crowd.strangers):
            self.world.person(account, "x", "fr").started = True
        self.storage = await Storage.open(f"sqlite:///{self.file}")
        self.poll = Answering()
        answers = WorldRequest(self.world, refused=KnownNotSent)
        app = application(self.world.token, "https://in-a-box.invalid", answers, self.poll)
        town = screens.Town(bot=await introduce(app))
        self.bot = Passerelle(app, self.storage, town, self.clock.now, Pace(a_second=1e9, a_chat=0.0))
        self.received: list[Received] = []
        self._aside = 0
        self.mangler = Mangler(self.rng)
        self.fetcher = Fetcher(app.bot, self._keep)
        self.sender = Sender(self.rng, self.world, self.ledger, self.crowd, self.clock.now, drawn=self.world.shown)

    async def _keep(self, updates: Sequence[Received]) -> int:
        """Remembered as the bot would; served when the day comes to it."""
        async with self.storage.writing() as store:
            fresh = [it for it in updates if await keep_once(store, it, self.clock.now())]
        self.received += fresh
        return len(fresh)

    async def end(self) -> None:
        kept = self.ledger.words_kept()
        for canary, typed in self.reading.typed.items():
            if typed.screen.partition(":")[0] not in KEPT and canary in kept:
                self._count("words kept that should be forgotten", f"{canary} {typed}")
        for refusal in self.world.refusals:
            if not BLAMELESS.search(refusal.description):
                self._count("refused by Telegram", str(refusal))
        await self.bot.app.shutdown()
        await self.storage.close()
        self.ledger.close()

    async def batch(self, size: int) -> None:
        """As many updates, fetched at once, and a few that are broken; then time passes and letters leave."""
        pairs = [self.sender.next() for _ in range(size - size // BROKEN)]
        gestures = {update["update_id"]: gesture for update, gesture in pairs}
        for received in await self._fetched(json.dumps({"ok": True, "result": [it for it, _ in pairs]}).encode()):
            await self._serve(received, gestures[received.update_id])
            if self.ledger.poisoned() > self._aside:
                self._aside += 1
                self._count("put aside", received.payload)
        for _ in range(size // BROKEN):
            for received in await self._fetched(self.mangler.body(self.sender.next()[0])):
                await self._serve(received, gesture_of(json.loads(received.payload or "{}")))
        self._aside = self.ledger.poisoned()
        await self.time_passes()

    async def _fetched(self, body: bytes) -> list[Received]:
        self.received.clear()
        self.poll.body = body
        try:
            await self.fetcher.once(0)
        except TelegramError:
            self.found["bodies that say nothing"] += 1
        except Exception as failure:  # noqa: BLE001 - it would have ended the process
            self._count("unhandled", f"{failure!r} {body[:300]!r}")
        return self.received[:]

    async def _serve(self, received: Received, gesture: Gesture) -> None:
        self._note_words(received, gesture)
        await self.bot.server.serve(received)
        self._judge(gesture, received.payload)

    def _note_words(self, received: Received, gesture: Gesture) -> None:
        """What is typed now, for the screen that waits for it now."""
        for canary in set(CANARY.findall(received.payload)) & self.sender.said:
            self.sender.said.discard(canary)
            message = json.loads(received.payload).get("message")
            text = str(message.get("text")) if isinstance(message, dict) else ""
            borrowed = isinstance(message, dict) and {"forward_origin", "via_bot"} & message.keys()
            holder = self.standing.holder_of(gesture.account) or {}
            heard = canary in text and not (borrowed or gesture.silent or text.startswith("/"))
            screen = str(holder.get("expects") or "") if heard else "" if canary in text else "file"
            self.reading.typed[canary] = Typed(gesture.account, screen)

    async def time_passes(self) -> None:
        self.clock.move(timedelta(seconds=self.rng.choice((1, 40, 400, 1800))))
        await self.bot.post.round()
        self._judge(Gesture(0, time=True))

    def _judge(self, gesture: Gesture, of: str = "") -> None:
        """What was changed, then what was said, by the rules as they stand before or after it."""
        self.standing.now = int(self.clock.now().timestamp())
        heard, self.world.heard = self.world.heard, []
        doubtful = [(chat, said) for chat, said in heard if self.reading.strangers_to(chat, said)]
        if changes := self.ledger.fresh():
            for change in unentitled(changes, gesture, self.standing):
                self._count("changes by someone not entitled", f"{gesture} {change} {of}")
            for change in changes:
                self.ledger.take(change)
                self.reading.learn(change)
        for chat, said in doubtful:
            if strangers := self.reading.strangers_to(chat, said):
                self._count(
                    "personal data in a wrong chat",
                    f"{chat} {strangers} {[self.reading.typed.get(it) for it in strangers]} {said[:300]}",
                )

    def _count(self, what: str, example: str) -> None:
        self.found[what] += 1
        if len(self.complaints.examples) < 20:
            self.complaints.examples.append(f"{what}: {example}")


def shares(updates: int, a_day: int) -> Sequence[int]:
    """So many updates as days."""
    return [a_day] * (updates // a_day) + ([updates % a_day] if updates % a_day else [])
