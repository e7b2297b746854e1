"""Each question about places is answered with those it is about, and each word touches one (R2, R5)."""

from datetime import datetime, timedelta

import pytest

from bot.domain.refusals import Gone
from bot.domain.reservations import Reservation, State, Word
from bot.ports import Store
from storage.store import Storage
from tests.given import IN_TEN_DAYS, NOW, a_person, a_reservation, a_session, rows

HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)


async def asked(store: Store, name: str, outing: int, expires_at: datetime = IN_TEN_DAYS) -> Reservation:
    """By somebody new, who has nobody to follow them."""
    it = await a_person(store, name)
    return await store.reservations.get(await store.reservations.add(outing, it, 1, expires_at, it, NOW))


async def held(store: Store, name: str, outing: int, until: datetime) -> Reservation:
    it = await a_person(store, name)
    return await store.reservations.get(await store.reservations.hold(outing, it, 1, until, NOW, NOW))


def names(several: list[Reservation]) -> list[str]:
    return [it.person for it in several]


async def test_the_one_that_is_asked_about_is_the_one_that_is_told(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, ball = await a_session(store), await a_session(store, title="Bal")
        amina, bilal = await asked(store, "Amina", concert), await asked(store, "Bilal", ball)
        told = await store.reservations.get(bilal.id)
        assert (told.person, told.session.id, told.session.offer.title) == ("Bilal", ball, "Bal")
        live = await store.reservations.live(amina.person_id, concert)
        assert live is not None
        assert live.id == amina.id
        assert await store.reservations.live(amina.person_id, ball) is None
        assert await store.reservations.has_any(amina.person_id)
        assert not await store.reservations.has_any(await a_person(store, "Zoe"))
        with pytest.raises(Gone):
            await store.reservations.get(bilal.id + 1)


async def test_who_asked_and_who_moved_it_are_told_by_name(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire = await a_person(store, "Paul"), await a_person(store, "Claire")
        amina, concert = await a_person(store, "Amina", paul), await a_session(store)
        number = await store.reservations.add(concert, amina, 1, IN_TEN_DAYS, paul, NOW)
        by_paul = await store.reservations.get(number)
        assert (by_paul.made_by, by_paul.maker, by_paul.moved_by, by_paul.mover) == (paul, "Paul", paul, "Paul")
        assert (by_paul.decided_by, by_paul.decider) == (None, "")
        await store.reservations.move(by_paul, State.REFUSED, claire, NOW + HOUR, "talk")
        told = await store.reservations.get(number)
        assert (told.moved_by, told.mover, told.decider, told.decided_at) == (claire, "Claire", "Claire", NOW + HOUR)
        own = await store.reservations.get(await a_reservation(store, amina, concert))
        assert (own.made_by, own.maker, own.mover) == (None, "", "Amina")


async def test_what_a_person_has_ahead_is_alive_theirs_and_not_begun(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        late, soon, over = [await a_session(store, starts_at=NOW + n * DAY, title=str(n)) for n in (9, 2, 1)]
        for outing in (late, soon, over):
            await a_reservation(store, amina, outing)
        given_up = await asked(store, "Bilal", late)
        await store.reservations.move(given_up, State.WITHDRAWN, given_up.person_id, NOW)
        ahead = await store.reservations.coming_up(amina, NOW + DAY)
        assert [it.session.id for it in ahead] == [soon, late]
        assert await store.reservations.coming_up(given_up.person_id, NOW) == []


async def test_others_of_the_house_may_answer_what_is_late_or_has_no_referent(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, house = await a_person(store, "Paul"), await store.people.organisation("CCAS", NOW)
        concert = await a_session(store)
        followed = await store.reservations.get(
            await a_reservation(store, await a_person(store, "Amina", paul), concert)
        )
        await store.reservations.set_clock(followed.id, NOW + HOUR, IN_TEN_DAYS)
        alone, ended = await asked(store, "Bilal", concert), await asked(store, "Driss", concert)
        await store.reservations.set_clock(alone.id, NOW + 2 * HOUR, IN_TEN_DAYS)
        await store.reservations.move(ended, State.WITHDRAWN, ended.person_id, NOW)
        assert names(await store.reservations.late(house, NOW + HOUR - SECOND)) == ["Bilal"]
        assert names(await store.reservations.late(house, NOW + HOUR)) == ["Amina", "Bilal"]
        other = await store.people.organisation("Relais", NOW)
        assert await store.reservations.late(other, NOW + HOUR) == []


async def test_nobody_is_asked_to_answer_for_what_is_answered_or_not_theirs(storage: Storage) -> None:
    async with storage.writing() as store:
        paul = await a_person(store, "Paul")
        amina, bilal = await a_person(store, "Amina", paul), await a_person(store, "Bilal", paul)
        concert = await a_session(store)
        done = await store.reservations.get(await a_reservation(store, amina, concert))
        await store.reservations.move(done, State.APPROVED, paul, NOW)
        await a_reservation(store, bilal, concert)
        await asked(store, "Zoe", concert)
        assert names(await store.reservations.to_answer(paul)) == ["Bilal"]


async def test_a_clock_is_set_for_one_request_that_waits(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store)
        it, other, ended = [await asked(store, name, concert) for name in ("Amina", "Bilal", "Driss")]
        await store.reservations.move(ended, State.APPROVED, ended.person_id, NOW)
        for one in (it, ended):
            await store.reservations.set_clock(one.id, NOW + HOUR, NOW + 2 * HOUR)
        found = [await store.reservations.get(one.id) for one in (it, other, ended)]
        assert [(one.decide_by, one.expires_at) for one in found] == [
            (NOW + HOUR, NOW + 2 * HOUR),
            (None, IN_TEN_DAYS),
            (None, IN_TEN_DAYS),
        ]


async def test_requests_and_held_offers_end_at_their_moment_each_by_its_own_name(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store)
        await asked(store, "Amina", concert, NOW + 2 * HOUR)
        await asked(store, "Bilal", concert, NOW + HOUR)
        answered = await asked(store, "Driss", concert, NOW)
        await store.reservations.move(answered, State.APPROVED, answered.person_id, NOW)
        await held(store, "Emma", concert, NOW + 2 * HOUR)
        await held(store, "Farid", concert, NOW + HOUR)
        assert await store.reservations.next_expiry() == NOW + HOUR
        for at, ended, passed in (
            (HOUR - SECOND, [], []),
            (HOUR, ["Bilal"], ["Farid"]),
            (2 * HOUR, ["Bilal", "Amina"], ["Farid", "Emma"]),
        ):
            assert names(await store.reservations.overdue(NOW + at)) == ended
            assert names(await store.reservations.unanswered(NOW + at)) == passed


async def test_one_who_comes_says_so_for_themselves_and_only_with_a_place(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store)
        amina, bilal, driss = [await asked(store, name, concert) for name in ("Amina", "Bilal", "Driss")]
        for it in (amina, bilal):
            await store.reservations.move(it, State.APPROVED, it.person_id, NOW)
        for it in (amina, driss):
            await store.reservations.say_coming(it.id, NOW + HOUR)
        await store.reservations.say_word(amina.id, Word.GLAD)
        found = [await store.reservations.get(it.id) for it in (amina, bilal, driss)]
        assert [it.coming_at for it in found] == [NOW + HOUR, None, None]
        assert [it.word for it in found] == [Word.GLAD, None, None]


async def test_a_held_offer_waits_longer_alone_and_is_asked_for_once(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        concert = await a_session(store)
        emma, farid = [await held(store, name, concert, NOW + HOUR) for name in ("Emma", "Farid")]
        request = await asked(store, "Amina", concert, NOW + HOUR)
        for it in (emma, request):
            await store.reservations.hold_until(it.id, NOW + 2 * HOUR)
        found = [await store.reservations.get(it.id) for it in (emma, farid, request)]
        assert [it.expires_at for it in found] == [NOW + 2 * HOUR, NOW + HOUR, NOW + HOUR]
        assert await store.reservations.ask_from_hold(emma, IN_TEN_DAYS, NOW + HOUR)
        assert not await store.reservations.ask_from_hold(emma, IN_TEN_DAYS, NOW + 2 * HOUR)
        found = [await store.reservations.get(it.id) for it in (emma, farid)]
        assert [(it.state, it.requested_at, it.expires_at) for it in found] == [
            (State.REQUESTED, NOW + HOUR, IN_TEN_DAYS),
            (State.OFFERED, NOW, NOW + HOUR),
        ]
    history = [it for it in rows(url, "SELECT * FROM history ORDER BY id") if it["reservation_id"] == emma.id]
    assert [(it["state"], it["actor_id"]) for it in history] == [("offered", None), ("requested", emma.person_id)]
