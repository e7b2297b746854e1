"""What has been kept long enough goes, and nothing else: table by table, on both databases."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta

import pytest

from bot import register, retention
from bot.domain.accompanied_outings import Sign
from bot.domain.changes import Before, EditKind
from bot.domain.letters import Fate
from bot.domain.meeting import Concern, Step
from bot.domain.next_step import Stride
from bot.domain.people import Role
from bot.domain.permanences import Hours, Permanence
from bot.domain.rehearsals import Answer
from bot.domain.reservations import State
from bot.ports import Store
from bot.register.kinds import Kept
from storage.retention import COUNTED, DELETED, WITH_THE_PERSON, WITH_THEM
from storage.store import Storage
from tests.given import NOW, a_letter, a_person, a_session, rows

DAY = timedelta(days=1)


async def approved(store: Store, person: int, at: datetime) -> int:
    session = await a_session(store, starts_at=at, title=f"Bal {at}")
    assert await store.offers.take(session, 1, at - DAY)
    number = await store.reservations.add(session, person, 1, at, person, at - DAY)
    assert await store.reservations.move(await store.reservations.get(number), State.APPROVED, None, at - DAY)
    return number


async def an_invitation(store: Store, person: int, at: datetime) -> None:
    await store.invitations.add(person, Role.BENEFICIARY, f"hash {at}", None, at)


async def a_try(store: Store, person: int, at: datetime) -> None:
    await store.invitations.note_wrong(person, at)


async def a_line(store: Store, person: int, at: datetime) -> None:
    session = await a_session(store, starts_at=at, title=f"Liste {at}")
    await store.waiting.add(session, person, 1, at, None)
    entry = await store.waiting.of(person, session)
    assert entry is not None
    await store.list_rules.override(entry, person, "parce que", at)


async def a_place(store: Store, person: int, at: datetime) -> None:
    number = await approved(store, person, at)
    await store.calls.tick(number, person, at)
    await store.leavings.put(number, 1, at)
    await store.sentences.put(number, "C'était bien.", at)
    await store.small_steps.mark(number, Stride.FURTHER)
    await store.rehearsals.add(number, Answer.NO, at)


async def a_group(store: Store, person: int, at: datetime) -> None:
    session = await a_session(store, starts_at=at, title=f"Groupe {at}")
    it = await store.accompanied_outings.make(session, 1, Sign.SUN, person)
    await store.accompanied_outings.join(it.id, person, at)


async def a_day(store: Store, person: int, at: datetime) -> None:
    session = await store.offers.session(await a_session(store, starts_at=at, title=f"Jour {at}"))
    await store.arrivals.say(session, person, Step.THERE, at)
    await store.problems.add(session.id, 1, person, Concern.LATE, at)


async def an_absence(store: Store, person: int, at: datetime) -> None:
    await store.absences.add(person, await a_person(store), at - DAY, at)


async def an_edit(store: Store, person: int, at: datetime) -> None:
    await store.edits.add(person, EditKind.WORDS, Before(), at)


async def a_file(store: Store, person: int, at: datetime) -> None:
    await store.uploads.add(person, f"{at}.csv", b"titre", at)


async def a_note(store: Store, person: int, at: datetime) -> None:
    await store.notes.add(await a_session(store, starts_at=at, title=f"Note {at}"), person, "bonjour", at)


async def a_sent_letter(store: Store, person: int, at: datetime) -> None:
    await store.letters.write(a_letter(person, key=f"key {at}", due_at=at))
    (taken,) = await store.letters.take_due(at, 1)
    await store.letters.close(taken.id, Fate.SENT, at)


async def an_update(store: Store, person: int, at: datetime) -> None:
    number = int(at.timestamp())
    await store.inbox.keep(number, person, "{}", at)
    await store.inbox.done(number)


async def a_night(store: Store, person: int, at: datetime) -> None:
    await store.retention.claim(at.date().isoformat(), at)


async def a_permanence(store: Store, person: int, at: datetime) -> None:
    house = (await store.people.get(person)).organisation_id
    it = Permanence(0, house, 1, Hours(time(14), time(17)), "Europe/Paris", at.date())
    number = await store.permanences.add(it)
    await store.permanences.put_day(number, at.date(), None)
    await store.permanences.end(number, at)


MADE: dict[str, Callable[[Store, int, datetime], Awaitable[None]]] = {
    "invitations": an_invitation,
    "wrong_codes": a_try,
    "overrides": a_line,
    "reservations": a_place,
    "history": a_place,
    "calls": a_place,
    "leavings": a_place,
    "sentences": a_place,
    "small_steps": a_place,
    "rehearsals": a_place,
    "waiting": a_line,
    "companions": a_group,
    "accompanied_outings": a_group,
    "arrivals": a_day,
    "problems": a_day,
    "absences": an_absence,
    "edits": an_edit,
    "uploads": a_file,
    "notes": a_note,
    "letters": a_sent_letter,
    "inbox": an_update,
    "nights": a_night,
    "permanences": a_permanence,
}


def kept(table: str) -> Kept:
    return next(it.kept for it in register.TABLES if it.name == table)


def test_every_table_that_has_an_end_has_a_rule() -> None:
    ending = {it.name for it in register.TABLES if it.kept.span is not None}
    assert ending == set(DELETED) | set(COUNTED) | set(WITH_THEM) | WITH_THE_PERSON
    assert set(MADE) == ending - WITH_THE_PERSON


@pytest.mark.parametrize("table", MADE)
async def test_what_is_older_goes_and_what_is_younger_stays(storage: Storage, url: str, table: str) -> None:
    old, young = NOW - kept(table).after - 2 * DAY, NOW - kept(table).after + DAY
    async with storage.writing() as store:
        person = await a_person(store)
        for at in (young, old):
            await MADE[table](store, person, at)
    before = {it["n"] for it in rows(url, f"SELECT count(*) AS n FROM {table}")}  # noqa: S608
    async with storage.reading() as store:
        shown = await store.retention.weigh(NOW)
        assert await store.retention.weigh(old) == {}
    async with storage.writing() as store:
        await store.retention.apply(NOW)
        assert await store.retention.weigh(NOW) == {}
    assert shown[table] > 0
    if table in DELETED:
        assert {it["n"] + shown[table] for it in rows(url, f"SELECT count(*) AS n FROM {table}")} == before  # noqa: S608


async def test_an_old_place_counts_and_is_nobody_s(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        await a_place(store, amina, NOW - Kept.OUTING.after - DAY)
        await a_place(store, amina, NOW - DAY)
        await store.retention.apply(NOW)
    assert sorted(it["person_id"] for it in rows(url, "SELECT person_id FROM reservations")) == [-1, amina]
    assert [it["taken"] for it in rows(url, "SELECT taken FROM sessions ORDER BY id")] == [1, 1]


LONG_AGO = NOW - Kept.CONTACT.after - DAY


async def silent(storage: Storage) -> list[int]:
    async with storage.reading() as store:
        return await store.retention.silent(NOW)


async def somebody(store: Store, created: datetime = LONG_AGO) -> int:
    return await store.people.add("Amina", await store.people.organisation("CCAS", created), None, created)


async def test_whoever_was_not_heard_of_for_two_years_is_silent(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await somebody(store)
        await somebody(store, created=NOW - DAY)
    assert await silent(storage) == [amina]


async def a_word(store: Store, person: int) -> None:
    await store.people.seen(person, NOW - DAY)


async def a_recent_outing(store: Store, person: int) -> None:
    await approved(store, person, NOW - DAY)


async def a_wait(store: Store, person: int) -> None:
    await store.waiting.add(await a_session(store), person, 1, NOW - DAY, None)


async def consent(store: Store, person: int) -> None:
    await store.people.enrol(person, NOW - DAY)


@pytest.mark.parametrize("sign", [a_word, a_recent_outing, a_wait, consent])
async def test_any_sign_of_life_is_a_contact(storage: Storage, sign: Callable[[Store, int], Awaitable[None]]) -> None:
    async with storage.writing() as store:
        await sign(store, await somebody(store))
    assert await silent(storage) == []


async def test_who_is_silent_is_erased_and_whoever_still_follows_people_is_not(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        paul = await somebody(store)
        amina, bilal = await somebody(store), await somebody(store)
        await store.people.follow(bilal, paul, 42)
        await store.people.seen(bilal, NOW)
    await retention.apply(storage, NOW)
    assert [it["id"] for it in rows(url, "SELECT id FROM people WHERE id > 0 ORDER BY id")] == [paul, bilal]
    assert [it["person_id"] for it in rows(url, "SELECT person_id FROM erasures")] == [amina]
    assert rows(url, "SELECT 1 AS one FROM erasures WHERE wiped_at IS NULL") == []


async def test_a_night_is_done_once_and_not_before_four(storage: Storage) -> None:
    """NOW is ten o'clock in Paris."""
    four = NOW - timedelta(hours=6)
    assert not await retention.at_night(storage, four - timedelta(minutes=1), "Europe/Paris")
    assert await retention.at_night(storage, four, "Europe/Paris")
    assert not await retention.at_night(storage, NOW, "Europe/Paris")
    assert await retention.at_night(storage, NOW + DAY, "Europe/Paris")
