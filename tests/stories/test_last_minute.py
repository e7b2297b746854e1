"""The last 24 hours: one letter to all who consented, the first yes has the place, the others keep their rank."""

from datetime import UTC, datetime, timedelta

from bot.domain.letters import Kind
from tests.given import fates, table
from tests.phone import Phone
from tests.town import Town
from tests.waiting import cancels, crowd, ensure_counted, goes, invited, waits

TUESDAY = datetime(2027, 3, 9, 19, 0, tzinfo=UTC)
THAT_MORNING = TUESDAY - timedelta(hours=9)
CALL = "1 place est libre au dernier moment."


async def consents(it: Phone, session: int) -> None:
    await it.presses(f"waiting:{session}")
    await it.taps("Me prévenir au dernier moment")


async def test_the_first_yes_has_the_place_and_the_others_read_so(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe, driss, elif_ = await crowd(town, paul, 4)
    for it in (bilal, chloe, driss):
        await waits(it, concert)
    await consents(chloe, concert)
    await consents(driss, concert)
    await town.until(THAT_MORNING)
    await cancels(amina, concert)
    assert invited([bilal], concert) == []
    assert CALL not in bilal.all_text
    assert CALL in chloe.text
    assert "La première personne qui répond a la place." in driss.text
    await elif_.presses(f"ask:{concert}:1")
    assert elif_.toast.startswith("Des personnes attendent déjà cette place.")
    await driss.taps("Je prends la place")
    assert "Demande envoyée." in driss.text
    await chloe.taps("Je prends la place")
    assert chloe.toast == "La place est déjà prise. Vous gardez votre rang."
    assert "Vous êtes 2e sur la liste d'attente." in chloe.text
    await driss.presses(f"take_now:{concert}")
    assert driss.toast == "Vous avez déjà fait une demande pour cette sortie."
    await town.deliver()
    assert "Driss demande 1 place." in paul.text
    ensure_counted(town)


async def test_after_the_head_start_the_place_is_for_anyone(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await consents(bilal, concert)
    await town.until(THAT_MORNING)
    await cancels(amina, concert)
    await town.until(THAT_MORNING + timedelta(minutes=59))
    await chloe.presses(f"ask:{concert}:1")
    assert chloe.toast.startswith("Des personnes attendent déjà cette place.")
    await town.until(THAT_MORNING + timedelta(minutes=61))
    await chloe.presses(f"ask:{concert}:1")
    assert chloe.toast == "Demande envoyée."
    ensure_counted(town)


async def test_without_consent_nobody_is_disturbed_and_nothing_is_kept_back(
    town: Town, paul: Phone, amina: Phone
) -> None:
    concert = await town.publish(starts_at=TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await town.until(THAT_MORNING)
    seen = len(bilal.from_bot)
    await cancels(amina, concert)
    assert len(bilal.from_bot) == seen
    await chloe.presses(f"ask:{concert}:1")
    assert chloe.toast == "Demande envoyée."


async def test_a_letter_that_was_overtaken_stays_in_its_envelope(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    for it in (bilal, chloe):
        await waits(it, concert)
        await consents(it, concert)
    await town.until(THAT_MORNING)
    (place,) = table(town, "SELECT id FROM reservations")
    await amina.presses(f"left:{place['id']}")
    await chloe.presses(f"take_now:{concert}")
    await town.deliver()
    assert CALL not in bilal.all_text
    assert fates(town, Kind.LAST_MINUTE) == ["overtaken", "overtaken"]


async def test_places_kept_for_a_family_are_called_out_when_the_last_hours_begin(
    town: Town, paul: Phone, amina: Phone
) -> None:
    """Strict until then: one place was free, and the family at the head of the list waits for two."""
    concert = await town.publish(starts_at=TUESDAY, places=2)
    bilal, chloe, driss = await crowd(town, paul, 3)
    await goes(amina, paul, concert)
    await goes(bilal, paul, concert)
    await waits(chloe, concert, 2)
    await waits(driss, concert)
    await consents(driss, concert)
    await cancels(amina, concert)
    assert invited([chloe], concert) == []
    await town.until(TUESDAY - timedelta(hours=24, minutes=1))
    assert CALL not in driss.all_text
    await town.until(TUESDAY - timedelta(hours=24))
    assert CALL in driss.text
    await driss.taps("Ne pas me prévenir au dernier moment")
    assert driss.toast == "C'est noté."
    ensure_counted(town)


async def test_a_held_offer_that_lapses_in_the_last_hours_is_called_out(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    for it in (bilal, chloe):
        await waits(it, concert)
        await consents(it, concert)
    await town.until(TUESDAY - timedelta(hours=25))
    await cancels(amina, concert)
    assert "Répondez avant mardi 9 mars 2027 à 10 h 00." in bilal.text
    await town.until(TUESDAY - timedelta(hours=9))
    assert CALL in chloe.text
    assert CALL not in bilal.all_text
    await chloe.taps("Je prends la place")
    assert "Demande envoyée." in chloe.text
    ensure_counted(town)


async def test_who_leaves_in_the_last_hours_makes_no_telephone_ring_again(
    town: Town, paul: Phone, amina: Phone
) -> None:
    concert = await town.publish(starts_at=TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    for it in (bilal, chloe):
        await waits(it, concert)
        await consents(it, concert)
    await town.until(THAT_MORNING)
    await cancels(amina, concert)
    await bilal.taps("Quitter la liste d'attente")
    await town.deliver()
    assert chloe.all_text.count(CALL) == 1


async def test_the_list_ends_with_a_word_when_the_outing_begins(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=TUESDAY, places=1)
    await goes(amina, paul, concert)
    (bilal,) = await crowd(town, paul, 1)
    await waits(bilal, concert)
    await town.until(TUESDAY + timedelta(minutes=1))
    assert "La liste d'attente est terminée." in bilal.text
    next_at = await town.bot.post.next_at()
    assert next_at is None or next_at > town.clock.now(), "the alarm clock would ring without end"


async def test_two_places_freed_at_once_are_called_out_once(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=TUESDAY, places=2)
    bilal, chloe = await crowd(town, paul, 2)
    await goes(amina, paul, concert)
    await goes(bilal, paul, concert)
    await waits(chloe, concert)
    await consents(chloe, concert)
    await town.until(THAT_MORNING)
    for it, place in ((amina, 1), (bilal, 2)):
        await it.presses(f"left:{place}")
    await town.deliver()
    assert chloe.all_text.count(CALL) == 1
    assert fates(town, Kind.LAST_MINUTE) == ["overtaken", "sent"]
