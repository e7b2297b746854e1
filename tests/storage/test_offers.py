"""The shelf of offers: places are taken in one sentence to the database (P1), and never unpromised (P5)."""

from datetime import timedelta

import pytest

from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.offers import Filter, Publication
from bot.domain.refusals import Gone
from storage.store import Storage
from tests.given import IN_TEN_DAYS, NOW, REFUSED, a_session, rows

HOUR = timedelta(hours=1)


async def test_places_are_taken_all_or_none(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store, places=4)
        assert await store.offers.take(concert, 3, NOW)
        assert not await store.offers.take(concert, 2, NOW)
        assert await store.offers.take(concert, 1, NOW)
        assert not await store.offers.take(concert, 1, NOW)
        assert (await store.offers.session(concert)).taken == 4


async def test_given_back_they_can_be_taken_again(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store, places=2)
        await store.offers.take(concert, 2, NOW)
        await store.offers.give_back(concert, 1)
        assert await store.offers.take(concert, 1, NOW)


async def test_the_deadline_is_read_in_the_same_sentence(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store, booking_deadline_at=NOW + HOUR)
        assert await store.offers.take(concert, 1, NOW + HOUR - timedelta(seconds=1))
        assert not await store.offers.take(concert, 1, NOW + HOUR)


async def test_nothing_is_taken_once_it_has_begun_even_with_a_later_deadline(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store, booking_deadline_at=IN_TEN_DAYS + HOUR)
        assert not await store.offers.take(concert, 1, IN_TEN_DAYS)


async def test_a_draft_has_no_places_to_take(storage: Storage) -> None:
    async with storage.writing() as store:
        draft = await a_session(store, draft=True)
        assert not await store.offers.take(draft, 1, NOW)


async def test_open_admission_is_never_full(storage: Storage) -> None:
    async with storage.writing() as store:
        fair = await a_session(store, places=None)
        assert all([await store.offers.take(fair, 4, NOW) for _ in range(50)])


async def test_the_allotment_never_goes_below_what_is_promised(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store, places=4)
        await store.offers.take(concert, 3, NOW)
        assert not await store.offers.set_places(concert, 2)
        assert await store.offers.set_places(concert, 3)
        assert (await store.offers.session(concert)).free == 0


@pytest.mark.parametrize("taken", [-1, 5])
async def test_the_table_itself_refuses_an_impossible_count(storage: Storage, url: str, taken: int) -> None:
    async with storage.writing() as store:
        await a_session(store, places=4)
    with pytest.raises(REFUSED):
        rows(url, "UPDATE sessions SET taken = ?", taken)


async def test_publishing_happens_once(storage: Storage) -> None:
    async with storage.writing() as store:
        draft = await a_session(store, draft=True)
        assert await store.offers.publish(draft)
        assert not await store.offers.publish(draft)


async def test_what_is_ahead_can_still_be_asked_for(storage: Storage) -> None:
    async with storage.writing() as store:
        await a_session(store, title="a draft", draft=True)
        await a_session(store, title="closed", booking_deadline_at=NOW)
        await a_session(store, title="begun", starts_at=NOW - HOUR)
        later = await a_session(store, title="later", starts_at=NOW + 3 * HOUR)
        sooner = await a_session(store, title="sooner", starts_at=NOW + HOUR)
        ahead = await store.offers.ahead(NOW, None, Filter.ALL, 0, 5)
        assert [it.id for it in ahead] == [sooner, later]
        assert await store.offers.count_ahead(NOW, None, Filter.ALL, 9) == 2
        assert await store.offers.count_upcoming(Publication.DRAFT, NOW) == 1


async def test_the_same_source_rewrites_its_offer_and_keeps_what_a_coordinator_said(storage: Storage, url: str) -> None:
    first = OfferDraft("agenda:1", (1,), "Concert", VenueDraft("Le Silo"), (SessionDraft(IN_TEN_DAYS),))
    second = OfferDraft("agenda:1", (1,), "Grand concert", VenueDraft("Le Silo", transit="M2"), first.sessions)
    async with storage.writing() as store:
        number = await store.offers.keep_offer(first)
        await store.offers.set_access(number, step_free=True)
        assert await store.offers.keep_offer(second) == number
    assert [(it["title"], it["step_free"]) for it in rows(url, "SELECT * FROM offers")] == [("Grand concert", 1)]
    assert [it["transit"] for it in rows(url, "SELECT * FROM venues")] == ["M2"]


async def test_a_session_that_is_not_there_is_gone(storage: Storage) -> None:
    async with storage.reading() as store:
        with pytest.raises(Gone):
            await store.offers.session(7)
