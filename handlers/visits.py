"""From a gesture to a View: who is this, which screen, one transaction, and what to say when the answer is no."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from bot import routing
from bot import uploads as files
from bot.domain.letters import Letter
from bot.domain.people import Person, Role, stranger
from bot.domain.refusals import Gone, Refusal, Silence
from bot.ports import Storage, StorageAway, Store
from handlers import (
    accompanying,
    agendas,
    briefing,
    changed,
    changing,
    choices,
    commands,
    deadlines,
    drafting,
    enrolment,
    experiments,
    guest_list,
    home,
    list_rule,
    noting,
    on_behalf,
    overrides,
    permanence_days,
    permanence_hours,
    permanence_place,
    permanences,
    preparing,
    problems,
    reminders,
    removing,
    start_for,
    start_point,
    swapping,
    uploads,
    volunteers,
    words,
    yes_ahead,
)
from handlers.screens import Screen, Town, View, Visit, find
from handlers.text import Translator
from handlers.uploads import READINGS, SentFile

log = logging.getLogger(__name__)

DAILY = timedelta(days=1)

LETTERS_ONLY = (
    reminders.reminder,
    deadlines.nudge,
    overrides.line,
    list_rule.list_rule,
    accompanying.accompanying,
    yes_ahead.person_waits,
    changed.changed,
    noting.note,
    problems.problem,
    changing.change,
    drafting.create,
    uploads.upload,
    choices.choices,
    agendas.agenda_news,
)
"""Rooms that no other room leads to: named here, or their screens would not be there."""

BY_NAME = (
    enrolment.enrol,
    experiments.what_works,
    guest_list.guest_list,
    on_behalf.outings_for,
    permanence_days.choose_day,
    permanence_hours.choose_rhythm,
    permanences.permanences_ahead,
    volunteers.everyone,
    removing.remove,
    swapping.swap,
    briefing.briefing,
    start_for.start_of,
    preparing.prepare,
)
"""Rooms that others lead to by name only, for the same reason."""


WITH_A_POSITION = (start_point.typed_stop, start_for.typed_stop_for, permanence_place.typed_position)
"""What a shared position answers."""


@dataclass(frozen=True)
class Gesture:
    """What a person did in a private chat: a button, a text, or neither (a voice message, a photo)."""

    account: int
    button: str | None = None
    text: str | None = None
    update_id: int = 0
    file: SentFile | None = None
    position: tuple[float, float] | None = None


class Reception:
    """Receives gestures and turns letters into what their reader sees. Knows no Telegram."""

    def __init__(self, storage: Storage, town: Town, rang: Callable[[], None] = lambda: None) -> None:
        """`rang` is called when something was written: there may be letters to send."""
        self._storage = storage
        self._town = town
        self._rang = rang

    async def receive(self, gesture: Gesture, now: datetime) -> View | None:
        """The answer; None where silence is the answer. Its effect is committed when this returns."""
        try:
            return await self._answer(gesture, now)
        except Silence:
            return None
        except Refusal as no:
            return await self._refused(gesture, no, now)

    async def progress(self, gesture: Gesture, now: datetime) -> View | None:
        """What to say before a long work begins."""
        if gesture.file is None or not await self._may_file(gesture, now):
            return None
        async with self._storage.reading() as store:
            return uploads.progress(gesture.file, (await self._visit(store, gesture, now)).t)

    async def _may_file(self, gesture: Gesture, now: datetime) -> bool:
        """Only coordinators (D9); from anybody else a file is a message that is not understood."""
        async with self._storage.reading() as store:
            return (await self._visit(store, gesture, now)).me.is_a(Role.COORDINATOR)

    async def _filed(self, gesture: Gesture, file: SentFile, now: datetime) -> View:
        """Fetched and read outside of any transaction, kept in one, then shown."""
        content = await file.content()
        reading = await READINGS.of(content, file.name, now, self._town.zone)
        async with self._storage.writing() as store:
            visit = await self._visit(store, gesture, now)
            await _mark(visit)
            if not reading.rows:
                return uploads.unreadable(reading, visit.t)
            kept = await files.receive(store, visit.me, file.name, content, now)
            await _once(store, gesture, uploads.upload.data(kept.id))
        self._rang()
        async with self._storage.reading() as store:
            return await uploads.upload(await self._visit(store, gesture, now), kept.id)

    async def _answer(self, gesture: Gesture, now: datetime) -> View:
        if gesture.file is not None and await self._may_file(gesture, now):
            return await self._filed(gesture, gesture.file, now)
        if not _surely_writes(gesture):
            async with self._storage.reading() as store:
                visit = await self._visit(store, gesture, now)
                screen, args = route(gesture, visit.me)
                if not screen.writes and not _leaves_a_mark(visit.me, now):
                    return await screen(visit, *args)
        async with self._storage.writing() as store:
            visit = await self._visit(store, gesture, now)
            screen, args = route(gesture, visit.me)
            await _mark(visit)
            view = await screen(visit, *args)
            await _once(store, gesture, view.at)
        self._rang()
        return view

    async def _refused(self, gesture: Gesture, no: Refusal, now: datetime) -> View:
        """The sentence, over the screen that shows what is true now."""
        async with self._storage.reading() as store:
            visit = await self._visit(store, gesture, now)
            view = await _fallback(gesture, visit)
            sentence = await words.refusal(no, visit)
        return _with_sentence(view, sentence, tapped=gesture.button is not None)

    async def show(self, account: int, screen: str, now: datetime) -> View:
        """A look, drawn again: the answer that a kill kept from being shown. It is no tap: what the person is
        writing meanwhile is still waited for."""
        async with self._storage.reading() as store:
            visit = await self._visit(store, Gesture(account), now)
            try:
                again, args = find(screen)
                view = await again(visit, *args)
            except Refusal:
                view = await home.home(visit)
            return view.saying(visit.t("C'est noté."))

    async def read_letter(self, letter: Letter, now: datetime) -> tuple[Person, View]:
        """The letter as its reader of now would see it. Raises Refusal when it has lost its meaning."""
        async with self._storage.reading() as store:
            reader = await routing.reader(store, letter, now)
            visit = Visit(store, reader, Translator.of(reader.language, self._town.language), now, self._town)
            screen, args = find(letter.screen)
            return reader, await screen(visit, *args)

    async def translator(self, account: int) -> Translator:
        """In the language of this account, as far as that can be read just now."""
        try:
            async with self._storage.reading() as store:
                me = await store.people.of_account(account)
            return Translator.of(me.language if me else None, self._town.language)
        except StorageAway:
            return Translator.of(None, self._town.language)

    async def _visit(self, store: Store, gesture: Gesture, now: datetime) -> Visit:
        me = await store.people.of_account(gesture.account) or stranger(gesture.account)
        t = Translator.of(me.language, self._town.language)
        return Visit(store, me, t, now, self._town, text=gesture.text or "", position=gesture.position)


def _surely_writes(gesture: Gesture) -> bool:
    """A button says so itself, whoever pressed it. Raises Gone."""
    return gesture.button is not None and find(gesture.button)[0].writes


async def _once(store: Store, gesture: Gesture, screen: str) -> None:
    """Another process may have served the same update, when this one was held up for long: its effect stands, and
    what was done here is undone."""
    if gesture.update_id and not await store.inbox.took_effect(gesture.update_id, screen):
        raise Silence


def _leaves_a_mark(me: Person, now: datetime) -> bool:
    """A tap ends a waiting for typed text; whoever taps is reachable, whatever a letter met; and the day of the last
    contact is kept (retention counts from it)."""
    return me.id != 0 and (me.expects is not None or not me.reachable or _is_a_new_day(me, now))


def _is_a_new_day(me: Person, now: datetime) -> bool:
    return me.seen_at is None or now - me.seen_at > DAILY


async def _mark(visit: Visit) -> None:
    me, people = visit.me, visit.store.people
    if not me.id:
        return
    if me.expects is not None:
        await people.expect(me.id, None)
    if not me.reachable:
        await people.set_reachable(me.id, reachable=True)
    if _is_a_new_day(me, visit.now):
        await people.seen(me.id, visit.now)


def route(gesture: Gesture, me: Person) -> tuple[Screen, list[Any]]:
    """The screen that a gesture asks for. Raises Gone."""
    if gesture.button is not None:
        screen, args = find(gesture.button)
        if screen.typed:
            raise Gone
        return screen, args
    if gesture.position is not None and me.expects and find(me.expects)[0] in WITH_A_POSITION:
        return find(me.expects)
    if gesture.text is None:
        return home.not_understood, []
    return commands.screen_for(gesture.text, me)


async def _fallback(gesture: Gesture, visit: Visit) -> View:
    """Where a refused gesture lands: the look behind the act, or home."""
    try:
        screen, args = route(gesture, visit.me)
        if screen.back:
            behind, needed = find(":".join((screen.back, *map(str, args[:1]))))
            return await behind(visit, *needed)
    except Refusal:
        pass
    return await home.home(visit)


def _with_sentence(view: View, sentence: Markup, tapped: bool) -> View:
    if tapped:
        return view.saying(sentence, alert=True)
    return replace(view, text=Markup("{}\n\n{}").format(sentence, view.text))
