"""An organisation asks one question of its reminders at a time, of its own will; chance answers it, session by session.

Chance draws when a place is approved, and the letter asks what was drawn when it leaves: so every letter is planned as
always (L4 to L6), one that is left out is closed unsent with its reason, and stopping puts all that is ahead back to
the usual at once.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from bot.domain.attendance import DAYS
from bot.domain.company import Wish
from bot.domain.experiments import PLANNED, USUAL, Arm, Course, Experiment, Question, may_be_left_out, takes_in
from bot.domain.letters import Kind, Letter
from bot.domain.people import Person, Role
from bot.domain.refusals import Gone, OneAtATime, Overtaken
from bot.domain.reminders import Stage
from bot.domain.reservations import Reservation
from bot.domain.waking import next_working_morning
from bot.ports import Store

TOLD_AT = time(10)
NO_HURRY = timedelta(days=30)


async def of_house(store: Store, me: Person, experiment_id: int) -> Experiment:
    """Raises Gone."""
    it = await store.experiments.get(experiment_id)
    if it.organisation_id != me.organisation_id:
        raise Gone
    return it


async def start(store: Store, me: Person, question: Question, now: datetime) -> None:
    """From now on; twice is once. Raises OneAtATime."""
    if await store.experiments.start(me.organisation_id, question, PLANNED, now):
        return
    running = await store.experiments.running(me.organisation_id)
    if running is None or running.question is not question:
        raise OneAtATime


async def stop(store: Store, me: Person, experiment_id: int, now: datetime) -> None:
    """Everything is the ordinary product again. Twice is once; one that has come to its end stays so. Raises Gone."""
    it = await of_house(store, me, experiment_id)
    await store.experiments.end(it.id, Course.STOPPED, now)


async def take_in(store: Store, it: Reservation, now: datetime) -> None:
    """A place was approved: chance draws for its session, once for everybody of the organisation there."""
    running = await store.experiments.running(it.organisation_id)
    if running is not None and takes_in(running.question, it.session, now):
        await store.experiments.draw(running.id, it.session.id, secrets.choice(list(Arm)))


async def drawn(store: Store, it: Reservation) -> Mapping[Question, Arm]:
    """What this place's letters say: as usual, but for what chance drew."""
    found = await store.experiments.arm(it.organisation_id, it.session.id)
    return USUAL if found is None else {**USUAL, found[0]: found[1]}


async def ensure_not_left_out(store: Store, it: Reservation, stage: Stage, now: datetime) -> None:
    """Raises Overtaken, which is the reason that the letter keeps."""
    if stage is not Stage.WEEK or (await drawn(store, it))[Question.WEEK] is Arm.WITH:
        return
    stopped = await store.people.stopped(it.person_id)
    has_been_out = await store.reservations.has_been_out(it.person_id, now)
    if may_be_left_out(stage, stopped, has_been_out, it.wish is Wish.COMPANY):
        raise Overtaken("left out at this session, to compare")


async def count(store: Store, now: datetime, zone: str) -> None:
    """Sessions whose roll cannot be called any more are counted; what has been asked often enough comes to its end, and
    the coordinators are told."""
    await store.experiments.count_begun(now - DAYS)
    for it in await store.experiments.all_running():
        if it.is_enough and await store.experiments.end(it.id, Course.DONE, now):
            await _tell(store, it, next_working_morning(now, TOLD_AT, zone))


async def _tell(store: Store, it: Experiment, at: datetime) -> None:
    for who in await store.people.with_role(Role.COORDINATOR, it.organisation_id):
        letter = Letter(
            to=who.id,
            kind=Kind.EXPERIMENT,
            args=(it.id,),
            due_at=at,
            late_at=at + NO_HURRY,
            key=f"experiment:{it.id}:{who.id}",
            about=f"experiment:{it.id}",
        )
        await store.letters.write(letter)
