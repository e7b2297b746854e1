"""What is waiting to be said to someone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_COPIES = 2
"""Telegram has no idempotency key: an attempt whose outcome is unknown may be repeated once, never more (L3)."""


class Kind(StrEnum):
    """The screen that a letter shows. The values are names of screens: never reused."""

    ACCOUNT = "account"
    """To the referent: someone opened the invitation; is it them?"""
    WELCOME = "welcome"
    """To the person: the account is confirmed (or not)."""
    REQUEST = "request"
    """To the referent: someone asks for places."""
    DECISION = "decision"
    """To the person: how the request ended."""
    OUTCOME = "outcome"
    """To the referent: a request ended without them, or places were given back."""
    REMINDER = "reminder"
    CHANGED = "changed"
    """To the person: the outing was changed, old → new."""
    LIST_CHANGED = "list_changed"
    """To who waits for a place: the outing was changed, old → new; they stay on the list or leave it."""
    CHANGES = "changes_told"
    """To the referent: an outing was changed or cancelled, and who is concerned."""
    NOTE = "note"
    """To the participants of an outing: words of the organiser."""
    HELP = "help_wanted"
    """To the referent: someone asks for help before an outing."""
    CALL = "call_wanted"
    """To the referent: someone wishes to talk."""
    UNREACHED = "unreached"
    """To the referent: messages do not reach this person; these outings need a call."""
    UNSURE = "unsure"
    """To the referent: this message may or may not have arrived."""
    NUDGE = "nudge"
    """To the referent: a request still waits."""
    BACKUP = "backup_asked"
    """To the backup of the referent it is addressed to, found when it leaves: a request has waited too long."""
    COORDINATOR = "coordinator_asked"
    """To a coordinator: the backup did not answer either."""
    DIGEST = "digest"
    """To the referent, at the hour they chose: the requests that could wait."""
    AHEAD = "approved_ahead"
    """To the referent, without a sound: their standing yes has answered."""
    STAND_IN = "stand_in"
    """To a colleague: they answer for a referent who is away."""
    HANDED_OVER = "handed_over"
    """To a referent: the people of a colleague are theirs now."""
    NEW_REFERENT = "new_referent"
    """To the person: who their referent is now."""
    TURN = "turn"
    """To the person: a freed place is held for them; until when."""
    LAST_MINUTE = "last_minute"
    """To all who consented: a place is free, and the first yes has it."""
    PASSED_ON = "passed_on"
    """To the person: no answer in time, the place went on; the rank is kept."""
    LIST_ENDED = "list_ended"
    """To the person: no place was left, or the outing is cancelled; the list is over."""
    CALLS = "calls_due"
    """To the referent, in the morning: whom to call."""
    ROLL_CALL = "roll_call_due"
    """To the referent, once: who came has not been ticked."""
    MISSED = "missed"
    """To the person: a kind word after an absence."""
    READ_OUT = "read_out"
    """To the referent: what a person without the app should hear."""
    ERASED = "erased"
    """To the referent: a record is gone, and not whose."""
    COMPANY = "company_wished"
    """To the referent: someone would rather go with somebody."""
    ACCOMPANIED = "accompanied"
    """To the person: who goes with them."""
    COMPANION_GONE = "companion_gone"
    """To the person: who was to come cannot any more."""
    COMPANION_WANTED = "companion_wanted"
    """To a coordinator: who goes with this person?"""
    COMPANY_OVER = "company_over"
    """To who was to go with somebody: there is no need any more."""
    COMPANY_SHORT = "company_short"
    """To a coordinator, three days before: people of an outing still have nobody to go with."""
    ACCOMPANYING = "accompanying"
    """To who goes with somebody: the reminder of the outing."""
    START_SET = "start_set"
    """To the person: their referent has chosen with them where they start from."""
    PROJECT_SHOWN = "project_shown"
    """To the referent, and nobody in their place: someone shows what they would like to try."""
    PROJECT_AGREED = "project_agreed"
    """To the person: the referent says yes to it."""
    PROJECT_PROPOSED = "project_proposed"
    """To the person: the referent proposes something to try."""
    ARRIVED = "arrived"
    """To the other side of a meeting: they are there, or home."""
    PROBLEM = "problem"
    """To the coordinators and the referents concerned, at once: something is wrong on an accompanied outing."""
    PROBLEM_TAKEN = "problem_taken"
    """To who told of a problem: who sees to it."""
    MEETING_CHANGED = "meeting_changed"
    """To the person: their group meets elsewhere, or at another moment."""
    GROUP_CHANGED = "group_changed"
    """The same, to who goes along with the group."""

    PERMANENCE = "permanence_soon"
    """To the person, who wished it: where one can come and talk tomorrow; or that it is closed."""
    VETTING = "vetting"
    """To somebody of the team: a volunteer waits for a second person's yes."""
    VETTED = "vetted"
    """To a volunteer: the team has said yes."""
    REHEARSAL = "rehearsal_wanted"
    """To the referent: someone would make the way once before the outing."""
    REHEARSED = "rehearsed"
    """To the person: who makes it with them."""
    COMPANION_AWAY = "companion_away"
    """To the person, during an outing: who went with them does not any more."""
    SWAP = "swap"
    """To the other volunteers of the house: somebody asks for one of them to take over."""
    SWAPPED = "swapped"
    """To who asked: somebody has."""
    LEFT_ALONE = "left_alone"
    """To a coordinator, during an outing: people are there without who went with them."""
    AGENDA = "agenda_news"
    """To a coordinator: an agenda that the house follows has something new; what it would change."""
    AGENDA_AWAY = "agenda_away"
    """To a coordinator: an agenda that the house follows could not be read three days in a row."""
    EXPERIMENT = "experiment"
    """To the coordinators: what they asked of the reminders has its answer."""


FOLLOWING = frozenset(
    {
        Kind.ACCOUNT,
        Kind.REQUEST,
        Kind.OUTCOME,
        Kind.HELP,
        Kind.CALL,
        Kind.UNREACHED,
        Kind.UNSURE,
        Kind.NUDGE,
        Kind.BACKUP,
        Kind.DIGEST,
        Kind.AHEAD,
        Kind.CHANGES,
        Kind.HANDED_OVER,
        Kind.CALLS,
        Kind.ROLL_CALL,
        Kind.READ_OUT,
        Kind.ERASED,
        Kind.COMPANY,
        Kind.REHEARSAL,
    }
)
"""What is said to someone as the referent of others: it goes to whoever answers in their place."""

SILENT = frozenset(
    {
        Kind.AHEAD,
        Kind.COMPANY,
        Kind.VETTING,
        Kind.PROJECT_SHOWN,
        Kind.PROJECT_AGREED,
        Kind.PROJECT_PROPOSED,
        Kind.ARRIVED,
        Kind.AGENDA,
        Kind.AGENDA_AWAY,
    }
)
"""What can wait until its reader looks."""

LOUD = frozenset({Kind.PROBLEM, Kind.PROBLEM_TAKEN, Kind.COMPANION_AWAY, Kind.LEFT_ALONE})
"""What rings at night too."""


class Fate(StrEnum):
    """What became of a letter."""

    WAITING = "waiting"
    SENT = "sent"
    OVERTAKEN = "overtaken"
    """Lost its meaning before it left."""
    LATE = "late"
    UNKNOWN = "unknown"
    """Sent at most twice, and twice no answer: a human is told."""
    UNREACHABLE = "unreachable"
    NO_ACCOUNT = "no_account"
    """The person has no account: the referent calls, or passes it on."""
    FAILED = "failed"
    """Could not be drawn, or Telegram refused it: reported, and nobody else is harmed."""


class Priority(StrEnum):
    """Answers to taps go first and are no letters (L10). Sorted by value."""

    DECISION = "1"
    REMINDER = "2"


@dataclass(frozen=True)
class Letter:
    """A screen turned toward someone, due at an instant, useless from `late_at` on, written once for its `key` (L2)."""

    to: int
    kind: Kind
    args: tuple[str | int, ...]
    due_at: datetime
    late_at: datetime
    key: str
    about: str = ""
    """What it is about ("reservation:12"), so that a change can withdraw it."""
    priority: Priority = Priority.DECISION
    id: int = 0
    attempts: int = 0

    @property
    def screen(self) -> str:
        """As a button would say it: "reminder:12:j3"."""
        return ":".join((self.kind.value, *map(str, self.args)))
