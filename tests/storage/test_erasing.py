"""The shelf of erasures, on both databases."""

from datetime import timedelta

from bot import erasing
from bot.domain.changes import Before, EditKind
from storage.store import Storage
from tests.given import NOW, a_person, a_reservation, a_session

LATER = NOW + timedelta(minutes=5)


async def erased(storage: Storage) -> int:
    async with storage.writing() as store:
        amina = await a_person(store)
        await store.erasures.forget(await store.people.get(amina), NOW)
    return amina


async def test_the_journal_keeps_the_number_and_nothing_else(storage: Storage) -> None:
    amina = await erased(storage)
    async with storage.reading() as store:
        assert await store.erasures.journal() == [(amina, NOW)]


async def test_a_number_is_never_given_again(storage: Storage) -> None:
    amina = await erased(storage)
    async with storage.writing() as store:
        assert await a_person(store, "Bilal") > amina


async def test_what_was_erased_is_wiped_once(storage: Storage) -> None:
    await erased(storage)
    async with storage.reading() as store:
        assert await store.erasures.to_wipe() == NOW
    assert await erasing.wipe(storage, LATER)
    async with storage.reading() as store:
        assert await store.erasures.to_wipe() is None


async def test_an_edit_forgets_whom_it_told(storage: Storage) -> None:
    async with storage.writing() as store:
        karine, amina, bilal = [await a_person(store, name) for name in ("Karine", "Amina", "Bilal")]
        concert = await a_session(store)
        hers, his = await a_reservation(store, amina, concert), await a_reservation(store, bilal, concert)
        before = Before(
            sessions=(await store.offers.session(concert),), told=(hers, his), ended=((hers, "approved"),), left=(7,)
        )
        edit = await store.edits.add(karine, EditKind.CANCEL, before, NOW)
        await store.erasures.forget(await store.people.get(amina), LATER)
        kept = (await store.edits.get(edit.id)).before
        assert (kept.told, kept.ended, kept.left) == ((his,), (), (7,))
        assert kept.sessions == before.sessions
