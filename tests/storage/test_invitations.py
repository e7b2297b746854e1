"""The shelf of invitations: a code opens one record, once, for seven days; only its hash is kept (D4)."""

from datetime import timedelta

from bot import joining
from bot.domain.people import Role
from storage.store import Storage
from tests.given import NOW, a_person, rows

LATER = NOW + timedelta(days=7)


async def test_a_code_opens_one_record_once(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        await store.invitations.add(amina, Role.BENEFICIARY, "long", "short", LATER)
        assert await store.invitations.use("long", NOW) == (amina, Role.BENEFICIARY)
        assert await store.invitations.use("long", NOW) is None
        assert await store.invitations.use("short", NOW) is None


async def test_the_short_form_opens_the_same_and_spends_both(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        await store.invitations.add(amina, Role.BENEFICIARY, "long", "short", LATER)
        assert await store.invitations.use("short", NOW) == (amina, Role.BENEFICIARY)
        assert await store.invitations.use("long", NOW) is None


async def test_a_code_is_worth_nothing_from_the_seventh_day_on(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        await store.invitations.add(amina, Role.BENEFICIARY, "long", None, LATER)
        assert await store.invitations.use("long", LATER) is None
        assert await store.invitations.use("long", LATER - timedelta(seconds=1))


async def test_the_newest_invitation_of_a_record_is_its_only_one(storage: Storage) -> None:
    async with storage.writing() as store:
        amina, bilal = await a_person(store), await a_person(store, "Bilal")
        await store.invitations.add(amina, Role.BENEFICIARY, "first", None, LATER)
        await store.invitations.add(bilal, Role.BENEFICIARY, "his", None, LATER)
        await store.invitations.add(amina, Role.BENEFICIARY, "second", None, LATER)
        assert await store.invitations.use("first", NOW) is None
        assert await store.invitations.use("second", NOW) == (amina, Role.BENEFICIARY)
        assert await store.invitations.use("his", NOW) == (bilal, Role.BENEFICIARY)


async def test_codes_are_kept_nowhere(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        house = await store.people.organisation("CCAS", NOW)
        made = await joining.invite(store, "Amina", Role.BENEFICIARY, house, None, NOW)
    kept = [str(value) for row in rows(url, "SELECT * FROM invitations") for value in row.values()]
    assert made.short
    assert not any(made.code in value or made.short in value for value in kept)


async def test_a_code_for_a_link_has_128_bits_and_staff_get_no_short_form(storage: Storage) -> None:
    async with storage.writing() as store:
        house = await store.people.organisation("CCAS", NOW)
        made = [await joining.invite(store, "Paul", Role.REFERENT, house, None, NOW) for _ in range(20)]
    assert len({it.code for it in made}) == 20
    assert all(len(it.code) == 22 and it.short is None for it in made)


async def test_wrong_codes_are_counted_for_an_hour_and_per_account(storage: Storage) -> None:
    async with storage.writing() as store:
        for minutes in (0, 20, 40):
            await store.invitations.note_wrong(77, NOW + timedelta(minutes=minutes))
        assert await store.invitations.wrong_in_the_hour(77, NOW + timedelta(minutes=59)) == 3
        assert await store.invitations.wrong_in_the_hour(77, NOW + timedelta(minutes=60)) == 2
        assert await store.invitations.wrong_in_the_hour(78, NOW) == 0
