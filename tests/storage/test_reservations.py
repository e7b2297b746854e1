"""The shelf of reservations: compare and set (P4), and one live reservation a person and session (P3)."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from bot.domain.reservations import LIVE, State
from storage.store import Storage
from tests.given import NOW, REFUSED, a_person, a_reservation, a_session, rows

MINUTE = timedelta(minutes=1)


async def test_of_two_who_read_the_same_state_one_wins(storage: Storage) -> None:
    async with storage.writing() as store:
        paul = await a_person(store, "Paul")
        amina = await a_person(store, "Amina", paul)
        asked = await store.reservations.get(await a_reservation(store, amina, await a_session(store)))
        assert await store.reservations.move(asked, State.APPROVED, paul, NOW)
        assert not await store.reservations.move(asked, State.REFUSED, paul, NOW, "talk")
        it = await store.reservations.get(asked.id)
        assert (it.state, it.decider, it.reason) == (State.APPROVED, "Paul", "")


async def test_what_has_ended_cannot_be_approved_with_what_was_read_before(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        asked = await store.reservations.get(await a_reservation(store, amina, await a_session(store)))
        assert await store.reservations.move(asked, State.WITHDRAWN, amina, NOW)
        assert not await store.reservations.move(asked, State.APPROVED, amina, NOW)


async def test_every_step_is_in_the_history_and_a_lost_race_is_not(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        asked = await store.reservations.get(await a_reservation(store, amina, await a_session(store)))
        await store.reservations.move(asked, State.WITHDRAWN, amina, NOW)
        await store.reservations.move(asked, State.APPROVED, amina, NOW)
    assert [it["state"] for it in rows(url, "SELECT * FROM history ORDER BY id")] == ["requested", "withdrawn"]


async def test_a_second_live_reservation_is_refused_by_the_index(storage: Storage) -> None:
    """Past every rule: the database itself says no."""
    async with storage.writing() as store:
        amina, concert = await a_person(store), await a_session(store)
        await a_reservation(store, amina, concert)
    with pytest.raises(REFUSED, match=r"(?i)unique"):
        async with storage.writing() as store:
            await a_reservation(store, amina, concert)


async def test_after_giving_up_one_may_ask_again(storage: Storage) -> None:
    async with storage.writing() as store:
        amina, concert = await a_person(store), await a_session(store)
        asked = await store.reservations.get(await a_reservation(store, amina, concert))
        await store.reservations.move(asked, State.WITHDRAWN, amina, NOW)
        again = await a_reservation(store, amina, concert)
        live = await store.reservations.live(amina, concert)
        assert live is not None
        assert live.id == again > asked.id


@pytest.mark.parametrize("state", list(State))
async def test_the_tables_and_the_rules_agree_on_what_is_alive(storage: Storage, state: State) -> None:
    """What holds places is found as one's own, and cannot be had twice."""
    async with storage.writing() as store:
        amina, concert = await a_person(store), await a_session(store)
        it = await store.reservations.get(await a_reservation(store, amina, concert))
        await store.reservations.move(it, state, amina, NOW)
        assert (await store.reservations.live(amina, concert) is not None) is (state in LIVE)
    refused = pytest.raises(REFUSED, match=r"(?i)unique") if state in LIVE else nullcontext()
    with refused:
        async with storage.writing() as store:
            await a_reservation(store, amina, concert)


async def test_cancelling_keeps_who_had_decided(storage: Storage) -> None:
    async with storage.writing() as store:
        paul = await a_person(store, "Paul")
        amina = await a_person(store, "Amina", paul)
        it = await store.reservations.get(await a_reservation(store, amina, await a_session(store)))
        await store.reservations.move(it, State.APPROVED, paul, NOW)
        it = await store.reservations.get(it.id)
        await store.reservations.move(it, State.CANCELLED, amina, NOW + MINUTE)
        ended = await store.reservations.get(it.id)
        assert (ended.decider, ended.decided_at) == ("Paul", NOW)


async def test_what_waits_for_an_answer_is_the_referent_s_own_and_most_urgent_first(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire = await a_person(store, "Paul"), await a_person(store, "Claire")
        amina, bilal = await a_person(store, "Amina", paul), await a_person(store, "Bilal", claire)
        late, soon = await a_session(store, title="late"), await a_session(store, title="soon")
        for person, session, days in ((amina, late, 9), (amina, soon, 2), (bilal, soon, 2)):
            until = NOW + timedelta(days=days)
            await store.reservations.add(session, person, 1, until, person, NOW)
        assert [it.session.offer.title for it in await store.reservations.to_answer(paul)] == ["soon", "late"]
        assert [it.person for it in await store.reservations.to_answer(claire)] == ["Bilal"]
        assert await store.reservations.next_expiry() == NOW + timedelta(days=2)
        assert len(await store.reservations.overdue(NOW + timedelta(days=2))) == 2
