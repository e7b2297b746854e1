"""One safeguard of the product taken out, and the rule that must see it: the controls of the walk."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot import attendance, calls, deciding, freed, notices, reservations, telling
from bot.domain.letters import Kind
from bot.domain.reservations import Reservation, State
from handlers import reminders as reminder_screens
from handlers.post import Post
from handlers.text import Translator
from storage import letters as kept_letters
from storage import reservations as kept
from storage.changes import Changes
from storage.counting import Counting
from storage.edits import Edits
from storage.letters import Letters
from storage.offers import Offers
from storage.sqlite import sqlite_path
from tests.walk.ground import Files
from tests.walk.rules import Rule, asking, erased, letters, line, mornings, news, places, readers, reminders, states
from tests.walk.walker import STEPS, Fell, walked

Part = tuple[Any, str, Any]
"""Of which module or class, what, and what stands there instead."""


@dataclass(frozen=True)
class Sabotage:
    rule: Rule
    parts: Sequence[Part]
    sql: str = ""
    """What is done to the tables."""


async def nothing(*_: Any, **__: Any) -> None:
    """What it should have done is not done."""


async def nobody(*_: Any, **__: Any) -> list[Any]:
    return []


async def anybody(*_: Any, **__: Any) -> bool:
    return True


def before(owner: Any, name: str) -> Callable[..., Any]:
    """As it was when this file was read."""
    found: Callable[..., Any] = vars(owner)[name]
    return found


_give_back, _tell, _kind_word = (
    before(*it) for it in ((reservations, "give_back"), (telling, "tell"), (attendance, "_kind_word"))
)
_take_due, _put_back, _withdraw = (before(Letters, name) for name in ("take_due", "put_back", "withdraw"))
_next_in_line = before(freed, "next_in_line")
_letter = before(kept_letters, "_letter")
_remember, _send = before(kept.Reservations, "_remember"), before(Post, "_send")


async def others_go_too(store: Any, it: Reservation, actor: Any, now: datetime) -> None:
    await _give_back(store, it, actor, now)
    for other in await store.changes.live(it.session.id):
        await store.reservations.move(other, other.ended_by_person(), actor.id, now)


async def told_and_taken_back(store: Any, to: int, kind: Kind, it: Reservation, now: datetime, event: str) -> None:
    await _tell(store, to, kind, it, now, event)
    await telling.withdraw_letters(store, it, now, "answered")


async def always_asked(self: Any, number: int, _state: State, actor: int | None, now: datetime) -> None:
    await _remember(self, number, State.REQUESTED, actor, now)


async def an_hour_early(self: Letters, now: datetime, limit: int) -> Any:
    return await _take_due(self, now + timedelta(hours=1), limit)


async def uncounted(self: Letters, number: int, not_before: datetime, sent: bool) -> None:
    await _put_back(self, number, not_before, sent=False)


async def without_a_reason(self: Letters, about: str, now: datetime, _why: str, kind: Kind | None = None) -> None:
    await _withdraw(self, about, now, "", kind)


async def to_somebody_else(self: Post, letter: Any, reader: Any, _account: int, view: Any) -> None:
    await _send(self, letter, reader, 1006, view)


def the_last_first(waiting: Sequence[Any], free: int) -> Any:
    return _next_in_line(waiting[::-1], free)


def never_late(row: Any) -> Any:
    it = _letter(row)
    return replace(it, late_at=it.late_at + timedelta(days=30))


def a_call_for_help(it: Reservation, now: datetime) -> Any:
    return replace(_kind_word(it, now), kind=Kind.HELP)


SABOTAGES = (
    Sabotage(places.places_add_up, [(Offers, "give_back", nothing)]),
    Sabotage(places.one_live_each, [(kept.Reservations, "live", nothing)], "DROP INDEX one_live_reservation"),
    Sabotage(places.offers_can_be_honoured, [(kept.Reservations, "overdue", nobody)]),
    Sabotage(places.full_was_full, [(Offers, "take", nothing)]),
    Sabotage(states.states_follow_the_graph, [(Reservation, "ended_by_person", lambda _: State.REFUSED)]),
    Sabotage(states.history_replays, [(kept.Reservations, "_remember", always_asked)]),
    Sabotage(states.one_entitled_yes, [(deciding, "_may_answer", anybody)]),
    Sabotage(states.a_no_is_entitled_too, [(deciding, "_may_answer", anybody)]),
    Sabotage(states.only_one_may_be_undone, [(reservations, "give_back", others_go_too)]),
    Sabotage(line.the_list_never_inverts, [(freed, "next_in_line", the_last_first)]),
    Sabotage(line.nothing_is_left_over, [(freed, "next_in_line", lambda *_: [])]),
    Sabotage(letters.events_are_told_once, [(reservations, "tell", nothing)]),
    Sabotage(letters.the_last_word_is_not_withdrawn, [(reservations, "tell", told_and_taken_back)]),
    Sabotage(letters.nothing_is_overdue, [(Letters, "take_due", nobody)]),
    Sabotage(letters.nothing_leaves_early, [(Letters, "take_due", an_hour_early)]),
    Sabotage(letters.every_end_has_a_reason, [(Letters, "withdraw", without_a_reason)]),
    Sabotage(letters.attempts_before_copies, [(Letters, "put_back", uncounted)]),
    Sabotage(letters.the_clock_stops, [(reservations, "withdraw_letters", nothing)]),
    Sabotage(letters.nights_are_quiet, [(Post, "_silent", lambda *_: False)]),
    Sabotage(asking.the_backup_comes_when_promised, [(deciding, "_plan", nothing)]),
    Sabotage(asking.somebody_was_asked, [(deciding, "tell", nothing)]),
    Sabotage(asking.the_later_speaks_alone, [(kept_letters, "_letter", never_late)]),
    Sabotage(news.who_counts_on_it_knows, [(notices, "_tell_person", nothing)]),
    Sabotage(news.undone_is_as_it_was, [(Changes, "rejoin_list", nothing), (Changes, "revive", anybody)]),
    Sabotage(news.an_absence_changes_no_right, [(attendance, "_kind_word", a_call_for_help)]),
    Sabotage(reminders.reminders_are_those_of_the_date, [(Edits, "withdraw_reminders", nothing)]),
    Sabotage(
        reminders.no_reminder_after_the_start,
        [(reservations, "withdraw_letters", nothing), (reminder_screens, "_ensure_still_true", lambda *_: None)],
    ),
    Sabotage(reminders.a_stage_is_said_once_a_date, [(Edits, "withdraw_reminders", nothing)]),
    Sabotage(readers.personal_things_stay_in_the_chat, [(Post, "_send", to_somebody_else)]),
    Sabotage(readers.in_the_language_of_the_moment, [(Translator, "of", classmethod(lambda cls, *_: cls("fr")))]),
    Sabotage(readers.nobody_reads_the_same_twice_at_once, [(Letters, "addressees_before", nobody)]),
    Sabotage(erased.erased_means_gone, [(Counting, "_forget_in_edits", nothing)]),
    Sabotage(mornings.calls_are_planned, [(telling, "plan_mornings", nothing)]),
    Sabotage(mornings.whoever_cannot_be_reached_is_called, [(calls, "why_call", lambda *_: None)]),
    Sabotage(mornings.the_roll_is_asked_for, [(telling, "plan_mornings", nothing)]),
)
"""Each rule has at least one."""


async def seen_on(it: Sabotage, ground: Files, seeds: Iterable[int]) -> int | None:
    """The first of these walks that falls by its rule; None when none does."""
    with taken_out(it.parts):
        for seed in seeds:
            with ground.one() as url:
                _do(it.sql, url)
                try:
                    await walked(url, seed, STEPS, rules=(it.rule,))
                except Fell as fell:
                    if isinstance(fell.__cause__, AssertionError):
                        return seed
    return None


@contextmanager
def taken_out(parts: Iterable[Part]) -> Iterator[None]:
    with ExitStack() as back:
        for owner, name, instead in parts:
            back.callback(setattr, owner, name, vars(owner)[name])
            setattr(owner, name, instead)
        yield


def _do(words: str, url: str) -> None:
    with closing(sqlite3.connect(sqlite_path(url))) as connection:
        connection.execute(words)
        connection.commit()
