"""What else happens to an outing while people wait: it is moved, cut, called off, undone; requests run out of time."""

from datetime import UTC, datetime, timedelta

from bot.domain.letters import Kind
from tests.conftest import beneficiary
from tests.given import fates, table
from tests.phone import Phone
from tests.stories.desk import opens_sheet
from tests.town import Town
from tests.waiting import cancels, crowd, ensure_counted, goes, invited, waits

FRIDAY = datetime(2027, 3, 12, 19, 0, tzinfo=UTC)


async def held_for_bilal(town: Town, paul: Phone, amina: Phone) -> tuple[int, Phone, Phone]:
    """Bilal has a held offer, and Chloé waits."""
    concert = await town.publish(starts_at=FRIDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await waits(chloe, concert)
    await cancels(amina, concert)
    assert invited([bilal], concert) == ["Bilal"]
    return concert, bilal, chloe


async def moves(karine: Phone, to: str) -> None:
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer la date")
    await karine.sends(to)


async def test_of_an_outing_that_is_called_off_each_hears_once(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    _, bilal, chloe = await held_for_bilal(town, paul, amina)
    seen = len(bilal.from_bot), len(chloe.from_bot)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Annuler la sortie")
    assert "2 personnes seront prévenues." in karine.text
    await karine.taps("Oui, annuler la sortie")
    await town.pass_time(minutes=5)
    assert (len(bilal.from_bot), len(chloe.from_bot)) == (seen[0] + 1, seen[1] + 1)
    await town.until(FRIDAY + timedelta(days=1))
    assert (len(bilal.from_bot), len(chloe.from_bot)) == (seen[0] + 1, seen[1] + 1)


async def test_undone_the_list_and_its_held_offer_are_as_they_were(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    concert, bilal, _ = await held_for_bilal(town, paul, amina)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Annuler la sortie")
    await karine.taps("Oui, annuler la sortie")
    await karine.taps("Défaire")
    await town.deliver()
    assert invited([bilal], concert) == ["Bilal"]
    await bilal.taps("Je prends la place")
    assert "Demande envoyée." in bilal.text
    ensure_counted(town)


async def test_the_place_of_who_was_erased_before_the_undoing_goes_to_the_list(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    concert = await town.publish(starts_at=FRIDAY, places=1)
    await goes(amina, paul, concert)
    (bilal,) = await crowd(town, paul, 1)
    await waits(bilal, concert)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Annuler la sortie")
    await karine.taps("Oui, annuler la sortie")
    await amina.presses("erase_me_now")
    await karine.taps("Défaire")
    await town.deliver()
    assert invited([bilal], concert) == ["Bilal"]
    ensure_counted(town)


async def test_a_cut_that_is_undone_offers_the_places_again(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    """Chloé alone waits, for two places; one was free, and the cut took it away before the second came."""
    concert = await town.publish(starts_at=FRIDAY, places=3)
    bilal, chloe, driss = await crowd(town, paul, 3)
    await goes(amina, paul, concert)
    await goes(bilal, paul, concert)
    await goes(driss, paul, concert)
    await waits(chloe, concert, 2)
    await cancels(amina, concert)
    await karine.presses(f"set_places:{concert}:2")
    await cancels(bilal, concert)
    assert invited([chloe], concert) == []
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Défaire le dernier changement")
    await town.deliver()
    assert invited([chloe], concert) == ["Chloé"]
    ensure_counted(town)


async def test_moved_earlier_nothing_is_held_past_the_new_deadline(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    concert, bilal, _ = await held_for_bilal(town, paul, amina)
    sooner = town.clock.now() + timedelta(hours=3)
    await moves(karine, "01/03/2027 13h00")
    await karine.taps("Oui, changer la date")
    (held,) = table(town, "SELECT expires_at FROM reservations WHERE state = 'offered'")
    assert held["expires_at"] <= sooner.timestamp()
    await town.until(sooner + timedelta(minutes=1))
    assert invited([bilal], concert) == []
    ensure_counted(town)


async def test_moved_later_a_place_that_was_left_finds_someone(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    """Freed in the last hours, nobody had wished to be told then; with another date there is time again."""
    concert = await town.publish(starts_at=FRIDAY, places=1)
    await goes(amina, paul, concert)
    (bilal,) = await crowd(town, paul, 1)
    await waits(bilal, concert)
    await town.until(FRIDAY - timedelta(hours=9))
    await cancels(amina, concert)
    assert invited([bilal], concert) == []
    await moves(karine, "19/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await town.deliver()
    assert invited([bilal], concert) == ["Bilal"]


async def test_who_was_called_at_the_last_minute_has_read_the_new_date(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    """A place was freed in the last hours of the first date, and nobody took it; those of the new date begin."""
    concert = await town.publish(starts_at=FRIDAY, places=1)
    await goes(amina, paul, concert)
    (bilal,) = await crowd(town, paul, 1)
    await waits(bilal, concert)
    await bilal.presses(f"waiting:{concert}")
    await bilal.taps("Me prévenir au dernier moment")
    await town.until(FRIDAY - timedelta(hours=11))
    await cancels(amina, concert)
    await town.until(FRIDAY - timedelta(hours=10))
    await moves(karine, "13/03/2027 9h30")
    await karine.taps("Oui, changer la date")
    await town.deliver()
    assert "1 place est libre au dernier moment." in bilal.text
    assert "samedi 13 mars 2027 à 9 h 30" in bilal.text
    await karine.taps("Défaire")
    assert karine.toast == "Il est trop tard pour défaire ce changement."


async def test_who_took_what_was_held_has_read_the_new_date(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    _, bilal, _ = await held_for_bilal(town, paul, amina)
    await moves(karine, "12/03/2027 21h00")
    await karine.taps("Oui, changer la date")
    await bilal.taps("Je prends la place")
    assert "21 h 00" in bilal.text
    await karine.taps("Défaire")
    assert karine.toast == "Il est trop tard pour défaire ce changement."


async def test_a_request_from_the_list_has_a_clock_like_any_other(town: Town, paul: Phone, amina: Phone) -> None:
    """Paul never answers: the rank of the first asking is Bilal's again, before Chloé's."""
    concert, bilal, chloe = await held_for_bilal(town, paul, amina)
    await bilal.taps("Je prends la place")
    (asked,) = table(town, "SELECT decide_by, expires_at FROM reservations WHERE state = 'requested'")
    assert asked["decide_by"] < asked["expires_at"] < FRIDAY.timestamp()
    await town.deliver()
    assert "Bilal demande 1 place." in paul.text
    await town.until(datetime.fromtimestamp(asked["expires_at"], UTC))
    assert invited([chloe], concert) == ["Chloé"]
    assert "Vous êtes la première personne sur la liste d'attente." in bilal.text
    ensure_counted(town)


async def test_a_standing_yes_answers_for_a_freed_place_too(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=FRIDAY, places=1)
    (bilal,) = await crowd(town, paul, 1)
    await goes(amina, paul, concert)
    await paul.presses(f"person:{bilal.person_id}")
    await paul.taps("Donner un oui d'avance")
    await paul.taps("Dire oui pour tout")
    await waits(bilal, concert)
    await cancels(amina, concert)
    assert "Votre référent a déjà dit oui." in bilal.text
    await bilal.taps("Je prends la place")
    await town.deliver()
    assert "Place confirmée." in bilal.text
    assert fates(town, Kind.REQUEST) == ["sent"]


async def two_wait(town: Town, paul: Phone, amina: Phone) -> tuple[int, Phone, Phone]:
    concert = await town.publish(starts_at=FRIDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await waits(chloe, concert)
    return concert, bilal, chloe


async def test_who_waits_hears_of_a_move_and_stays_or_leaves(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    _, bilal, chloe = await two_wait(town, paul, amina)
    await moves(karine, "19/03/2027 20h00")
    assert "3 personnes seront prévenues." in karine.text
    await karine.taps("Oui, changer la date")
    await town.pass_time(minutes=5)
    for it, rank in ((bilal, "la première personne"), (chloe, "2e")):
        assert "Avant : vendredi 12 mars 2027 à 20 h 00" in it.text
        assert "Maintenant : vendredi 19 mars 2027 à 20 h 00" in it.text
        assert f"Vous êtes {rank}" in it.text
    await chloe.taps("Je reste sur la liste")
    assert "Vous êtes 2e sur la liste d'attente." in chloe.text
    await bilal.taps("Je quitte la liste")
    assert "Vous n'êtes plus sur la liste d'attente." in bilal.text
    await chloe.presses("mine")
    assert "Vous êtes la première personne sur la liste d'attente." in chloe.text


async def test_moved_twice_before_anyone_has_read_who_waits_hears_once_from_what_they_knew(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    _, bilal, _ = await two_wait(town, paul, amina)
    for to in ("19/03/2027 20h00", "26/03/2027 20h00"):
        await moves(karine, to)
        await karine.taps("Oui, changer la date")
    await town.pass_time(minutes=5)
    assert bilal.all_text.count("Cette sortie a changé.") == 1
    assert "Avant : vendredi 12 mars 2027 à 20 h 00" in bilal.text
    assert "Maintenant : vendredi 26 mars 2027 à 20 h 00" in bilal.text


async def test_a_move_that_is_undone_is_not_told_to_who_waits(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    _, bilal, _ = await two_wait(town, paul, amina)
    await moves(karine, "19/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await karine.taps("Défaire")
    assert fates(town, Kind.LIST_CHANGED) == ["overtaken"] * 2
    await town.pass_time(minutes=10)
    assert "Cette sortie a changé." not in bilal.all_text


async def test_once_who_waits_has_read_of_it_a_move_stays(town: Town, paul: Phone, amina: Phone, karine: Phone) -> None:
    concert, bilal, chloe = await two_wait(town, paul, amina)
    await cancels(amina, concert)
    for it in (bilal, chloe):
        await it.taps("Je ne peux pas")
        await town.deliver()
    await moves(karine, "19/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await town.pass_time(minutes=5)
    assert "Cette sortie a changé." in bilal.all_text
    await karine.taps("Défaire")
    assert karine.toast == "Il est trop tard pour défaire ce changement."


async def test_once_somebody_has_joined_the_list_for_the_new_date_a_move_stays(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    concert, *_ = await two_wait(town, paul, amina)
    zora = await beneficiary(town, paul, 1050, "Zora")
    await moves(karine, "19/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await waits(zora, concert)
    await karine.taps("Défaire")
    assert karine.toast == "Il est trop tard pour défaire ce changement."


async def test_once_somebody_has_joined_the_list_under_the_new_title_it_stays(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    concert, *_ = await two_wait(town, paul, amina)
    zora = await beneficiary(town, paul, 1050, "Zora")
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer les textes")
    await karine.taps("Changer le titre")
    await karine.sends("Concert de chorales")
    await karine.taps("Oui, changer")
    await waits(zora, concert)
    await karine.taps("Défaire")
    assert karine.toast == "Il est trop tard pour défaire ce changement."


async def test_a_move_is_undone_though_a_place_is_held_for_somebody_on_the_list(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    _, bilal, _ = await held_for_bilal(town, paul, amina)
    await moves(karine, "19/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await karine.taps("Défaire")
    await town.pass_time(minutes=10)
    assert "Cette sortie a changé." not in bilal.all_text
    await bilal.taps("Je prends la place")
    assert "vendredi 12 mars" in bilal.text


async def test_who_left_the_list_meanwhile_hears_nothing(town: Town, paul: Phone, amina: Phone, karine: Phone) -> None:
    concert, bilal, _ = await two_wait(town, paul, amina)
    await moves(karine, "19/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await bilal.presses(f"stop_waiting:{concert}")
    await town.pass_time(minutes=10)
    assert "Cette sortie a changé." not in bilal.all_text


async def test_who_holds_a_freed_place_reads_of_the_move_once(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    _, bilal, _ = await held_for_bilal(town, paul, amina)
    await moves(karine, "19/03/2027 20h00")
    assert "2 personnes seront prévenues." in karine.text
    await karine.taps("Oui, changer la date")
    await town.pass_time(minutes=10)
    assert bilal.all_text.count("Cette sortie a changé.") == 1
