"""A request that nobody answered: if the outing is full by then, the first asking earned a rank (R2)."""

from datetime import UTC, datetime, timedelta

from tests.phone import Phone
from tests.town import Town
from tests.waiting import crowd, ensure_counted, goes, invited, waits

NEXT_TUESDAY = datetime(2027, 3, 9, 19, 0, tzinfo=UTC)


async def asks_until(it: Phone, session: int, until: datetime) -> None:
    """A request whose answer is due well before the booking closes."""
    now = it.town.clock.now()
    async with it.town.storage.writing() as store:
        assert await store.offers.take(session, 1, now)
        await store.reservations.add(session, it.person_id, 1, until, it.person_id, now)


async def test_the_first_asking_earned_the_rank_and_the_letter_says_so(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    noon = town.clock.now() + timedelta(hours=2)
    await asks_until(amina, concert, noon)
    bilal, chloe = await crowd(town, paul, 2)
    town.clock.move(timedelta(minutes=5))
    await waits(bilal, concert)
    await waits(chloe, concert)
    await town.until(noon)
    assert "Votre demande est restée sans réponse." in amina.text
    assert "Votre demande compte comme une arrivée sur la liste d'attente." in amina.text
    assert "Vous êtes la première personne sur la liste d'attente." in amina.text
    # Whoever waited already has this one: a referent who does not answer must not keep a place from everybody.
    assert invited([bilal], concert) == ["Bilal"]
    await bilal.taps("Je ne peux pas")
    await town.deliver()
    assert invited([bilal], concert) == ["Amina"]
    ensure_counted(town)


async def test_with_places_left_nobody_needs_a_rank(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    noon = town.clock.now() + timedelta(hours=2)
    await asks_until(amina, concert, noon)
    await town.until(noon)
    assert "liste d'attente" not in amina.text
    await amina.presses(f"session:{concert}")
    assert "Demander une place" in amina.buttons


async def test_a_place_kept_for_a_larger_group_behind_is_held_for_the_first_asking(
    town: Town, paul: Phone, amina: Phone
) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=2)
    noon = town.clock.now() + timedelta(hours=2)
    await asks_until(amina, concert, noon)
    bilal, chloe = await crowd(town, paul, 2)
    await goes(bilal, paul, concert)
    town.clock.move(timedelta(minutes=5))
    await waits(chloe, concert, 2)
    await town.until(noon)
    assert invited([amina], concert) == ["Amina"]
    ensure_counted(town)
