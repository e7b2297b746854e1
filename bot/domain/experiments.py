"""« Ce qui marche ici »: an organisation asks one question of its reminders, and chance answers it, session by session.

Everybody of the organisation at one session gets the same, or those who compare their telephones would find an injustice.
Where to start is what has worked elsewhere: two reminders (54,066 people, randomised), « kept for you » (+5 %, 47,306
people), saying what an empty seat costs (missed 11.1 → 8.4 %).
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.comparing import Comparison, Counted, compare
from bot.domain.offers import Session
from bot.domain.reminders import Stage, due_moments

PLANNED = 40
"""Sessions of each side, told before it begins. Looking earlier and stopping on a happy day would find what is not
there: no result is shown before, nor of one that was stopped."""


class Question(StrEnum):
    """The values travel in buttons: never reused."""

    WEEK = "week"
    """The reminder of seven days before: sent, or not."""
    COST = "cost"
    """What an empty place costs, in the letter of the eve: said, or not."""
    KEPT = "kept"
    """« Kept for you », in the letter of the eve: said, or not."""


class Arm(StrEnum):
    WITH = "with"
    WITHOUT = "without"


class Course(StrEnum):
    RUNNING = "running"
    STOPPED = "stopped"
    """By the coordinator, before its end: it has no result."""
    DONE = "done"


STAGE = {Question.WEEK: Stage.WEEK, Question.COST: Stage.EVE, Question.KEPT: Stage.EVE}
"""Which letter each is about."""

USUAL: Mapping[Question, Arm] = {Question.WEEK: Arm.WITH, Question.COST: Arm.WITHOUT, Question.KEPT: Arm.WITH}
"""What everybody gets where no question is asked."""

HELPING = frozenset({Stage.THREE_DAYS, Stage.EVE, Stage.HOURS})
"""The letters that say how to get there, who comes along and when to leave. Chance never takes one of them away:
whoever sets out counts on them, and a person who waits alone at a wrong stop is too high a price for a number."""


@dataclass(frozen=True)
class Experiment:
    id: int
    organisation_id: int
    question: Question
    planned: int
    started_at: datetime
    course: Course = Course.RUNNING
    ended_at: datetime | None = None
    counted: Mapping[Arm, Sequence[Counted]] = field(default_factory=dict)
    """The sessions of each side that are over, where places were counted."""

    def sessions(self, arm: Arm) -> int:
        return len(self.counted.get(arm, ()))

    @property
    def is_enough(self) -> bool:
        """As many sessions of each side as were planned: how they went plays no part in when it ends."""
        return all(self.sessions(arm) >= self.planned for arm in Arm)

    def result(self) -> Comparison | None:
        """With, less without; None before its end, and where numbers are too small to be told."""
        if self.course is not Course.DONE:
            return None
        return compare(self.counted.get(Arm.WITH, ()), self.counted.get(Arm.WITHOUT, ()))


def takes_in(question: Question, it: Session, now: datetime) -> bool:
    """Whether chance may still draw for this session: its letter is ahead, and a place that is lost there is missed by
    somebody, which it is not where everybody may come in."""
    return not it.open_admission and due_moments(it)[STAGE[question]] > now


def may_be_left_out(stage: Stage, stopped: Set[Stage], has_been_out: bool, in_company: bool) -> bool:
    """Whether chance may take this letter from this person: never before a first outing, never from who goes with
    somebody, and never where they have stopped all the letters that help to set out and this one would be missed."""
    return stage not in HELPING and has_been_out and not in_company and not stopped >= HELPING
