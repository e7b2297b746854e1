"""Delivering letters: rows are the schedule, APScheduler only wakes us (L1).

A due letter is taken under a lease, its attempt counted before the send; drawn as its reader would see it now; sent;
closed. Each recipient is isolated: whatever happens to one letter harms no other (L7).
"""

import asyncio
import logging
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot import following, held_offers, reservations, routing
from bot.domain.calendar import is_quiet
from bot.domain.letters import LOUD, SILENT, Fate, Kind, Letter, Priority
from bot.domain.people import Person, Role
from bot.domain.refusals import Refusal
from bot.ports import Storage, StorageAway, Store
from handlers.screens import View
from handlers.visits import Reception
from handlers.wire import Blocked, NotSent, Rejected, Unknown, Wire

log = logging.getLogger(__name__)

AT_ONCE = 16
"""Letters in hand at a time: what a kill can leave in doubt."""

RETRY_UNKNOWN = timedelta(seconds=60)

LEFT_TO_CALLS = {Kind.REMINDER, Kind.MISSED, Kind.WELCOME, Kind.ARRIVED}
"""What a person without the app does not miss: the referent calls, and knows."""


def _without_quotes(reason: str) -> str:
    """Telegram quotes what it could not read."""
    return re.sub(r'"[^"]*"', "…", reason)


class Post:
    def __init__(
        self,
        storage: Storage,
        reception: Reception,
        wire: Wire,
        now: Callable[[], datetime],
        zone: str,
        at_once: int = AT_ONCE,
    ) -> None:
        self._storage = storage
        self._reception = reception
        self._wire = wire
        self._now = now
        self._zone = zone
        self._at_once = at_once
        self._round = asyncio.Lock()

    async def at_rest(self) -> None:
        """Wait until no round is under way: what is in hand looks as if it were due later."""
        async with self._round:
            pass

    async def round(self) -> None:
        """Everything that is due now: requests that ran out, letters in doubt, letters to send."""
        async with self._round:
            await self._do_round()

    async def _do_round(self) -> None:
        now = self._now()
        next_at = await self.next_at()
        if next_at is None or next_at > now:
            return
        await self.keep_time()
        await self._deliver_all()

    async def keep_time(self) -> None:
        """What has run out by now: requests, held offers, letters that were sent twice without an answer."""
        now = self._now()
        async with self._storage.writing() as store:
            await reservations.expire_overdue(store, now)
            await held_offers.keep_time(store, now)
            for letter in await store.letters.doubtful(now):
                await self._doubt(store, letter, now)

    async def next_at(self) -> datetime | None:
        """When there is next something to do."""
        async with self._storage.reading() as store:
            moments = [
                await store.letters.next_due(),
                await store.reservations.next_expiry(),
                await store.freed.next_moment(),
            ]
        return min((at for at in moments if at is not None), default=None)

    async def _deliver_all(self) -> None:
        """As many in hand as allowed, a new one for each that is closed: a slow chat delays nobody."""
        in_hand: set[asyncio.Task[None]] = set()
        chats: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        try:
            while (letters := await self._take(self._at_once - len(in_hand))) or in_hand:
                in_hand |= {asyncio.create_task(self._in_turn(chats[letter.to], letter)) for letter in letters}
                done, in_hand = await asyncio.wait(in_hand, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
        finally:
            for task in in_hand:
                task.cancel()

    async def _in_turn(self, chat: asyncio.Lock, letter: Letter) -> None:
        """What is said to one person is said in its order."""
        try:
            async with chat:
                await self.deliver(letter)
        except StorageAway as why:
            log.warning("the database is away (%s); letter %s is taken again when its lease is over", why, letter.id)

    async def _take(self, room: int) -> list[Letter]:
        async with self._storage.writing() as store:
            return await store.letters.take_due(self._now(), room)

    async def deliver(self, letter: Letter) -> None:
        """One that was taken: draw it, send it, close it."""
        now = self._now()
        if letter.late_at <= now:
            return await self._close(letter, Fate.LATE, "")
        try:
            reader, view = await self._reception.read_letter(letter, now)
        except Refusal as no:
            return await self._close(letter, Fate.OVERTAKEN, str(no) or type(no).__name__)
        except StorageAway:
            raise
        except Exception:
            log.exception("letter %s (%s) cannot be drawn", letter.id, letter.kind)
            return await self._fail(letter, "cannot be drawn")
        if reader.telegram_id is None:
            return await self._no_account(letter, reader)
        if not reader.reachable:
            return await self._unreachable(letter, reader)
        return await self._send(letter, reader, reader.telegram_id, view)

    async def _send(self, letter: Letter, reader: Person, account: int, view: View) -> None:
        try:
            await self._wire.send(account, view, letter.priority, silent=self._silent(letter))
        except NotSent as wait:
            await self._put_back(letter, wait.wait, sent=False)
        except Unknown:
            await self._put_back(letter, RETRY_UNKNOWN, sent=True)
        except Blocked:
            await self._unreachable(letter, reader)
        except Rejected as no:
            log.error("letter %s (%s) was refused: %s", letter.id, letter.kind, _without_quotes(str(no)))
            await self._fail(letter, "refused")
        else:
            # Whoever answers in its addressee's place has read it: that is remembered.
            await self._close(letter, Fate.SENT, "" if reader.id == letter.to else f"read by {reader.id}")

    def _silent(self, letter: Letter) -> bool:
        """In quiet hours nothing rings, but the reminder of an outing that is hours away, and a problem."""
        can_wait = letter.priority is not Priority.REMINDER and letter.kind not in LOUD
        return letter.kind in SILENT or (can_wait and is_quiet(self._now(), self._zone))

    async def _close(self, letter: Letter, fate: Fate, why: str) -> None:
        async with self._storage.writing() as store:
            await store.letters.close(letter.id, fate, self._now(), why)

    async def _put_back(self, letter: Letter, wait: timedelta, sent: bool) -> None:
        async with self._storage.writing() as store:
            await store.letters.put_back(letter.id, self._now() + wait, sent)

    async def _fail(self, letter: Letter, why: str) -> None:
        async with self._storage.writing() as store:
            await store.letters.close(letter.id, Fate.FAILED, self._now(), why)
            await self._tell_a_human(store, letter, self._now())

    async def _doubt(self, store: Store, letter: Letter, now: datetime) -> None:
        """Sent at most twice, twice no answer: it is not tried again, and a human is told (L3); told again, when that
        is in doubt too."""
        await store.letters.close(letter.id, Fate.UNKNOWN, now, "no answer, twice")
        log.warning("letter %s (%s) may not have arrived", letter.id, letter.kind)
        if letter.kind is Kind.UNSURE:
            return await store.letters.write(replace(letter, due_at=now, key=f"unsure:{letter.id}"))
        return await self._tell_a_human(store, letter, now)

    async def _tell_a_human(self, store: Store, letter: Letter, now: datetime) -> None:
        reader = await store.people.get(letter.to)
        for human in await following.answer_for(store, reader):
            notice = _notice(Kind.UNSURE, reader, f"unsure:{letter.id}:{human}", now)
            await store.letters.write(replace(notice, to=human))

    async def _no_account(self, letter: Letter, reader: Person) -> None:
        """Nothing failed: reminders are the referent's calls, and what is news is passed on."""
        async with self._storage.writing() as store:
            await store.letters.close(letter.id, Fate.NO_ACCOUNT, self._now(), "no account")
            if letter.kind not in LEFT_TO_CALLS and reader.referent_id is not None:
                news = replace(_notice(Kind.READ_OUT, reader, f"read_out:{letter.id}", self._now()), args=(letter.id,))
                await store.letters.write(news)

    async def _unreachable(self, letter: Letter, reader: Person) -> None:
        now = self._now()
        async with self._storage.writing() as store:
            await lost(store, reader, now)
            if await _goes_on(store, letter, reader, now):
                await store.letters.put_back(letter.id, now, sent=False)
            else:
                await store.letters.close(letter.id, Fate.UNREACHABLE, now, "")


async def _goes_on(store: Store, letter: Letter, reader: Person, now: datetime) -> bool:
    """What is said to a referent whom messages do not reach is said to whoever answers in their place."""
    try:
        return (await routing.reader(store, letter, now)).id != reader.id
    except Refusal:
        return False


async def lost(store: Store, reader: Person, now: datetime) -> None:
    """Messages do not reach this person any more; their referent is told the same day (L7), or of a volunteer, on whom
    people count, the coordinators."""
    news = await store.people.set_reachable(reader.id, reachable=False)
    if not news or (reader.referent_id is None and not reader.is_a(Role.VOLUNTEER)):
        return
    for human in await following.answer_for(store, reader):
        notice = _notice(Kind.UNREACHED, reader, f"unreached:{reader.id}:{now.date()}:{human}", now)
        await store.letters.write(replace(notice, to=human))


def _notice(kind: Kind, about: Person, key: str, now: datetime) -> Letter:
    return Letter(
        to=about.referent_id or 0,
        kind=kind,
        args=(about.id,),
        due_at=now,
        late_at=now + timedelta(days=7),
        key=key,
        about=f"person:{about.id}",
    )
