"""Permanences: where and when one can come and talk, the reminder that a person may wish for, and what the team settles.

Staff of the house settle them, the referent as well as the coordinator: who welcomes knows the hours.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import number_of, number_of_week, wall
from bot.domain.letters import Fate, Kind, Letter, Priority
from bot.domain.people import STAFF, Person, Role
from bot.domain.permanences import WEEK, Closed, Hours, Moment, Permanence, Rhythm, closed_before, moments, next_usual
from bot.domain.refusals import AlreadyAnswered, BadReturn, Gone, TooLate
from bot.ports import Store

MAY_WELCOME = (*STAFF, Role.VOLUNTEER)
MOST_AHEAD = timedelta(days=366)
"""For a day that differs."""


async def ahead(store: Store, me: Person, now: datetime) -> tuple[list[Moment], list[Closed]]:
    """The next moments of the person's house, and the usual days that are left out meanwhile."""
    known = await store.permanences.of_house(me.organisation_id)
    shown = moments(known, now)
    return shown, closed_before(shown, known, now)


async def moment(store: Store, me: Person, permanence_id: int, day: date) -> Moment:
    """Raises Gone: of another house, or nobody is there on that day."""
    it = await of_house(store, me, permanence_id)
    found = it.on(day)
    if found is None:
        raise Gone
    return found


async def of_house(store: Store, me: Person, permanence_id: int) -> Permanence:
    """Raises Gone."""
    it = await store.permanences.get(permanence_id)
    if it.organisation_id != me.organisation_id:
        raise Gone
    return it


# The reminder


def about(permanence_id: int, day: date) -> str:
    """What its reminder is about."""
    return f"permanence:{permanence_id}:{number_of(day)}"


async def remind(store: Store, me: Person, permanence_id: int, day: date, now: datetime) -> Moment:
    """« Me le rappeler »: one letter, the day before at 18:00. Twice is once. Raises Gone, TooLate."""
    it = await moment(store, me, permanence_id, day)
    if it.reminder_at <= now:
        raise TooLate
    await _write(store, me.id, it, it.reminder_at)
    return it


async def do_not_remind(store: Store, me: Person, permanence_id: int, day: date, now: datetime) -> None:
    """Raises AlreadyAnswered when there is none to stop."""
    letter = (await store.permanences.reminders_of(me.id)).get(about(permanence_id, day))
    if letter is None or not await store.letters.close(letter, Fate.OVERTAKEN, now, "stopped by the person"):
        raise AlreadyAnswered(0)


async def _write(store: Store, to: int, it: Moment, due_at: datetime) -> None:
    """Unless one waits already. How many there were is in its key: who stopped it may wish for it again."""
    subject = about(it.permanence.id, it.day)
    if subject in await store.permanences.reminders_of(to):
        return
    turn = await store.permanences.turn(to, subject)
    letter = Letter(
        to=to,
        kind=Kind.PERMANENCE,
        args=(it.permanence.id, number_of(it.day)),
        due_at=due_at,
        late_at=it.closes_at,
        key=f"{Kind.PERMANENCE}:{to}:{subject}:{turn}",
        about=subject,
        priority=Priority.REMINDER,
    )
    await store.letters.write(letter)


# What the team settles


async def settled(store: Store, me: Person, permanence_id: int) -> Permanence:
    """Raises Gone unless I may change it."""
    if not me.is_a(*STAFF):
        raise Gone
    return await of_house(store, me, permanence_id)


async def begin(store: Store, me: Person, weekday: int, hours: Hours, now: datetime, zone: str) -> Permanence:
    """A weekly one; nobody sees it before its place is said."""
    it = Permanence(0, me.organisation_id, weekday, hours, zone, wall(now, zone).date())
    return await store.permanences.get(await store.permanences.add(_from_its_next_day(it, now)))


def _from_its_next_day(it: Permanence, now: datetime) -> Permanence:
    """Every two weeks is counted from the coming one."""
    there = wall(now, it.zone)
    since = there.date() + timedelta(days=there.time() >= it.hours.closes)
    return replace(it, first_day=next_usual(replace(it, rhythm=Rhythm.WEEKLY), since))


async def retime(store: Store, me: Person, permanence_id: int, weekday: int, hours: Hours, now: datetime) -> None:
    """Every two weeks: the same weeks as before. Raises Gone."""
    was = await settled(store, me, permanence_id)
    same_week = was.first_day + timedelta(days=weekday - was.first_day.weekday())
    it = replace(was, weekday=weekday, hours=hours, first_day=same_week)
    await put(store, was, it, now)


async def set_rhythm(store: Store, me: Person, permanence_id: int, rhythm: Rhythm, now: datetime) -> None:
    """Said twice, it changes nothing. Raises Gone."""
    was = await settled(store, me, permanence_id)
    if was.rhythm is not rhythm:
        await put(store, was, _from_its_next_day(replace(was, rhythm=rhythm), now), now)


async def set_weeks(store: Store, me: Person, permanence_id: int, of: date, now: datetime) -> None:
    """Every two weeks, and these are the weeks. Raises Gone."""
    was = await settled(store, me, permanence_id)
    others = (number_of_week(of) - number_of_week(was.first_day)) % 2
    first_day = was.first_day + others * timedelta(days=WEEK)
    await put(store, was, replace(was, rhythm=Rhythm.FORTNIGHT, first_day=first_day), now)


async def set_place(store: Store, me: Person, permanence_id: int, venue_id: int, now: datetime) -> None:
    """Raises Gone."""
    was = await settled(store, me, permanence_id)
    await put(store, was, replace(was, venue=await store.drafting.venue(venue_id)), now)


async def set_welcomer(store: Store, me: Person, permanence_id: int, name: str, now: datetime) -> None:
    """By first name. Of somebody who works here, who is remembered too: it goes with them. Raises Gone."""
    was = await settled(store, me, permanence_id)
    await put(store, was, replace(was, welcomer=name, welcomer_id=await _of_the_team(store, me, name)), now)


async def _of_the_team(store: Store, me: Person, name: str) -> int | None:
    if me.name.casefold() == name.casefold():
        return me.id
    team = {it.id: it for role in MAY_WELCOME for it in await store.people.with_role(role, me.organisation_id)}
    called_so = [it.id for it in team.values() if it.is_a(*MAY_WELCOME) and it.name.casefold() == name.casefold()]
    return called_so[0] if len(called_so) == 1 else None


async def set_day(store: Store, me: Person, permanence_id: int, day: date, hours: Hours | None, now: datetime) -> None:
    """That day differs: other hours, or None where nobody is there. Raises Gone, BadReturn."""
    was = await settled(store, me, permanence_id)
    ensure_ahead(was, day, now)
    await store.permanences.put_day(was.id, day, hours)
    await _tell_reminded(store, was, replace(was, days={**was.days, day: hours}), now)


async def as_usual(store: Store, me: Person, permanence_id: int, day: date, now: datetime) -> None:
    """Raises Gone, BadReturn."""
    was = await settled(store, me, permanence_id)
    ensure_ahead(was, day, now)
    await store.permanences.drop_day(was.id, day)
    await _tell_reminded(store, was, replace(was, days={d: h for d, h in was.days.items() if d != day}), now)


def ensure_ahead(it: Permanence, day: date, now: datetime) -> None:
    """Raises BadReturn."""
    if not timedelta() <= day - wall(now, it.zone).date() <= MOST_AHEAD:
        raise BadReturn


async def end(store: Store, me: Person, permanence_id: int, now: datetime) -> None:
    """Raises Gone, AlreadyAnswered."""
    was = await settled(store, me, permanence_id)
    if not await store.permanences.end(was.id, now):
        raise AlreadyAnswered(0)
    await _tell_reminded(store, was, None, now)


async def put(store: Store, was: Permanence, it: Permanence, now: datetime) -> None:
    await store.permanences.put(it)
    await _tell_reminded(store, was, it, now)


async def _tell_reminded(store: Store, was: Permanence, it: Permanence | None, now: datetime) -> None:
    """Whoever was reminded already reads at once that it is otherwise, or open after all; the others read it with their
    reminder."""
    for day in sorted({each.day for of_one in (was, it) if of_one for each in moments([of_one], now)}):
        before, after = was.on(day), it.on(day) if it else None
        told = after or before
        if told and told.reminder_at <= now and _for_whoever_comes(before) != _for_whoever_comes(after):
            for to in await store.permanences.reminded_of(about(was.id, day)):
                await _write(store, to, told, now)


def _for_whoever_comes(it: Moment | None) -> tuple[object, ...]:
    return () if it is None else (it.opens_at, it.closes_at, it.permanence.venue)
