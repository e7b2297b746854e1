"""The waiting list, as people live it: order of arrival, held offers, rank kept, the referent asked once (R3)."""

from datetime import UTC, datetime, timedelta

from bot.domain.letters import Kind
from bot.domain.people import Role
from tests.conftest import join, phone
from tests.given import fates, table
from tests.phone import Phone
from tests.town import Town
from tests.waiting import cancels, crowd, ensure_counted, goes, invited, waits

NEXT_TUESDAY = datetime(2027, 3, 9, 19, 0, tzinfo=UTC)


async def test_three_places_are_freed_and_ten_wait(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=3, places_a_person=3)
    await goes(amina, paul, concert, 3)
    people = await crowd(town, paul, 10)
    for it in people:
        await it.sends("/sorties")
        await it.taps("Concert")
        assert "C'est complet." in it.text
        await it.taps("Rejoindre la liste d'attente")
        await it.taps("Attendre une place")
    assert "Vous êtes 10e sur la liste d'attente." in people[9].text
    assert "Les places libérées vont dans l'ordre d'arrivée." in people[9].text
    await cancels(amina, concert)
    assert invited(people, concert) == ["Bilal", "Chloé", "Driss"]
    bilal, chloe, _, elif_ = people[:4]
    assert "1 place s'est libérée pour vous." in bilal.text
    assert "Répondez avant lundi 1er mars 2027 à 18 h 00." in bilal.text
    assert "libérée pour vous" not in elif_.text
    await chloe.taps("Je ne peux pas")
    assert chloe.toast == "C'est noté. Vous gardez votre rang."
    assert "Vous êtes 2e sur la liste d'attente." in chloe.text
    await town.deliver()
    assert invited(people, concert) == ["Bilal", "Driss", "Elif"]
    await bilal.taps("Je prends la place")
    assert "Demande envoyée." in bilal.text
    await town.deliver()
    assert "Bilal demande 1 place." in paul.text
    await paul.taps("Accepter")
    await town.deliver()
    assert "Place confirmée." in bilal.text
    ensure_counted(town)


async def test_without_an_answer_the_place_passes_on_and_the_rank_is_kept(
    town: Town, paul: Phone, amina: Phone
) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await waits(chloe, concert)
    await cancels(amina, concert)
    seen = len(paul.from_bot)
    # 10:00 in Marseille, eight waking hours: until 18:00.
    assert "Répondez avant lundi 1er mars 2027 à 18 h 00." in bilal.text
    await town.until(datetime(2027, 3, 1, 16, 59, tzinfo=UTC))
    assert invited([bilal], concert) == ["Bilal"]
    await town.until(datetime(2027, 3, 1, 17, 1, tzinfo=UTC))
    assert "Sans réponse de vous, la place est allée à la personne suivante. Vous gardez votre rang." in bilal.text
    assert "Vous êtes la première personne sur la liste d'attente." in bilal.text
    assert "1 place s'est libérée pour vous." in chloe.text
    assert len(paul.from_bot) == seen
    await bilal.taps("Je prends la place")
    assert bilal.toast.startswith("C'est déjà fait. Sans réponse de vous")
    ensure_counted(town)


async def test_an_answer_in_the_last_second_comes_too_late_in_words(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await goes(amina, paul, concert)
    (bilal,) = await crowd(town, paul, 1)
    await waits(bilal, concert)
    await cancels(amina, concert)
    town.clock.move_to(datetime(2027, 3, 1, 17, 0, tzinfo=UTC))
    await bilal.taps("Je prends la place")
    assert bilal.toast.startswith("Il est trop tard pour cette place.")


async def test_who_said_no_is_first_again_when_the_next_place_is_freed(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=2)
    await goes(amina, paul, concert)
    bilal, chloe, driss = await crowd(town, paul, 3)
    await goes(bilal, paul, concert)
    await waits(chloe, concert)
    await waits(driss, concert)
    await cancels(amina, concert)
    await chloe.taps("Je ne peux pas")
    await town.deliver()
    await driss.taps("Je prends la place")
    await cancels(bilal, concert)
    assert invited([chloe], concert) == ["Chloé"]


async def test_when_everybody_has_passed_the_place_is_for_anyone(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await cancels(amina, concert)
    await chloe.presses(f"ask:{concert}:1")
    assert chloe.toast == "C'est complet. Vous pouvez choisir une autre sortie."
    await bilal.taps("Je ne peux pas")
    await chloe.presses(f"session:{concert}")
    await chloe.taps("Demander une place")
    assert chloe.toast == "Demande envoyée."
    ensure_counted(town)


async def test_a_family_waits_for_all_its_places_together(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=3)
    bilal, chloe, driss = await crowd(town, paul, 3)
    await goes(amina, paul, concert)
    await goes(bilal, paul, concert, 2)
    await waits(chloe, concert, 3)
    await waits(driss, concert)
    assert "Vous attendez 3 places ensemble." in chloe.text
    assert "Un groupe attend toutes ses places ensemble. Personne ne passe devant." in driss.text
    await cancels(amina, concert)
    assert invited([chloe], concert) == []
    await amina.presses(f"ask:{concert}:1")
    assert amina.toast == "Des personnes attendent déjà cette place. Vous pouvez rejoindre la liste d'attente."
    assert "Rejoindre la liste d'attente" in amina.buttons
    await cancels(bilal, concert)
    assert invited([chloe], concert) == ["Chloé"]
    assert "3 places se sont libérées pour vous." in chloe.text
    ensure_counted(town)


async def test_smaller_groups_pass_only_by_the_house_s_own_open_rule(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=3)
    bilal, chloe, driss = await crowd(town, paul, 3)
    await goes(amina, paul, concert)
    await goes(bilal, paul, concert, 2)
    await waits(chloe, concert, 3)
    await waits(driss, concert)
    await cancels(amina, concert)
    await karine.presses(f"sheet:{concert}")
    await karine.taps("Voir la liste d'attente")
    assert "1. Chloé, 3 places\n2. Driss, 1 place" in karine.text
    await karine.taps("Voir la règle")
    await karine.taps("Laisser passer les petits groupes")
    await town.deliver()
    assert invited([chloe], concert) == ["Driss"]
    await chloe.presses(f"waiting:{concert}")
    assert "un groupe plus petit passe avant" in chloe.text
    await karine.taps("Garder l'ordre strict")
    await driss.taps("Je ne peux pas")
    await town.deliver()
    assert invited([chloe], concert) == []
    ensure_counted(town)


async def test_the_rule_of_one_house_lets_nobody_past_a_family_of_another(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT, organisation="Autre relais")
    yasmine = await join(phone(town, 1200, "Yasmine"), Role.BENEFICIARY, claire.person_id, organisation="Autre relais")
    await yasmine.taps("Je suis d'accord")
    await town.deliver()
    await claire.taps("Confirmer Yasmine")
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=2)
    bilal, chloe = await crowd(town, paul, 2)
    await goes(amina, paul, concert)
    await goes(bilal, paul, concert)
    await waits(yasmine, concert, 2)
    await waits(chloe, concert)
    await karine.presses("set_list_rule:1")
    await cancels(amina, concert)
    assert invited([chloe], concert) == []
    await karine.presses(f"line:{concert}")
    assert "Yasmine" not in karine.text
    assert "1. une personne d'une autre structure, 2 places\n2. Chloé, 1 place" in karine.text
    await karine.taps("Faire passer une personne")
    assert karine.buttons[0] == "2. Chloé"


async def test_leaving_is_one_gesture_and_those_behind_move_up(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await waits(chloe, concert)
    await chloe.sends("/reservations")
    assert "Vous êtes 2e sur la liste d'attente." in chloe.text
    await bilal.taps("Quitter la liste d'attente")
    assert bilal.toast == "C'est fait."
    await chloe.sends("/reservations")
    assert "Vous êtes la première personne sur la liste d'attente." in chloe.text
    await cancels(amina, concert)
    await chloe.taps("Quitter la liste d'attente")
    assert invited([chloe], concert) == []
    assert [it["why"] for it in table(town, "SELECT why FROM waiting ORDER BY id")] == ["left", "left"]
    ensure_counted(town)


async def test_with_free_places_nobody_needs_to_wait(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await amina.presses(f"wait:{concert}:1")
    assert amina.toast == "Il reste des places. Vous pouvez demander une place tout de suite."
    assert "Demander une place" in amina.buttons
    await goes(amina, paul, concert)
    await amina.presses(f"wait:{concert}:1")
    assert amina.toast == "Vous avez déjà fait une demande pour cette sortie."


async def test_a_yes_that_stands_does_not_ask_the_referent_again(town: Town, paul: Phone, amina: Phone) -> None:
    """Amina's place was approved, she gave it back, and comes back through the list."""
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await goes(amina, paul, concert)
    (bilal,) = await crowd(town, paul, 1)
    await cancels(amina, concert)
    await goes(bilal, paul, concert)
    await waits(amina, concert)
    await cancels(bilal, concert)
    assert "Votre référent a déjà dit oui." in amina.text
    await amina.taps("Je prends la place")
    assert "Place confirmée." in amina.text
    await town.deliver()
    assert "Demande acceptée par Paul." in paul.text
    assert "Accepter" not in paul.buttons
    assert "Place confirmée." in amina.text
    assert {m.kind for m in amina.from_bot[-3:]} >= {"venue", "document"}
    (decision,) = table(town, "SELECT decided_by, decided_at FROM reservations ORDER BY id DESC LIMIT 1")
    assert decision["decided_by"] == paul.person_id
    assert "waiting" in fates(town, Kind.REMINDER)


async def test_the_referent_may_say_yes_ahead_and_take_it_back(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    (bilal,) = await crowd(town, paul, 1)
    await goes(bilal, paul, concert)
    await waits(amina, concert)
    await paul.presses(f"person:{amina.person_id}")
    await paul.taps("Voir ses listes d'attente")
    await paul.taps("Dire oui d'avance")
    assert "Votre oui est déjà donné." in paul.text
    await paul.taps("Reprendre mon oui")
    await paul.taps("Dire oui d'avance")
    await cancels(bilal, concert)
    await amina.taps("Je prends la place")
    assert "Place confirmée." in amina.text


async def test_more_places_go_to_the_list_first(town: Town, paul: Phone, amina: Phone, karine: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await waits(chloe, concert)
    await karine.presses(f"set_places:{concert}:2")
    await town.deliver()
    assert invited([chloe], concert) == ["Bilal"]
    ensure_counted(town)


async def test_a_refused_request_frees_its_places_for_the_list(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await amina.presses(f"ask:{concert}:1")
    (bilal,) = await crowd(town, paul, 1)
    await waits(bilal, concert)
    await paul.presses("refused:1:date")
    await town.deliver()
    assert "1 place s'est libérée pour vous." in bilal.text


async def test_an_override_needs_a_reason_and_everybody_reads_it(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await waits(chloe, concert)
    await karine.presses(f"line:{concert}")
    await karine.taps("Faire passer une personne")
    await karine.taps("2. Chloé")
    assert "Toutes les personnes de la liste liront la raison." in karine.text
    await karine.sends("\u200b  ")
    assert "Écrivez la raison, en quelques mots." in karine.text
    await karine.sends("Sa fille joue dans l'orchestre")
    assert "La prochaine place libre est pour Chloé." in karine.text
    assert "1. Chloé, 1 place\n2. Bilal, 1 place" in karine.text
    assert "Passage avant son tour : Chloé, par Karine. Raison : Sa fille joue dans l'orchestre" in karine.text
    await bilal.presses(f"waiting:{concert}")
    assert "Vous êtes 2e sur la liste d'attente." in bilal.text
    assert "Passage avant son tour. Raison : Sa fille joue dans l'orchestre" in bilal.text
    assert "Chloé" not in bilal.text
    await cancels(amina, concert)
    assert invited([chloe], concert) == ["Chloé"]
    await chloe.taps("Je ne peux pas")
    await town.deliver()
    assert invited([chloe], concert) == ["Bilal"]
    (logged,) = table(town, "SELECT by_id, person_id, reason FROM overrides")
    assert (logged["by_id"], logged["person_id"]) == (karine.person_id, chloe.person_id)


async def test_nothing_is_offered_that_cannot_be_honoured(town: Town, paul: Phone, amina: Phone) -> None:
    """R4: the booking closes in twenty minutes, then it has closed."""
    closes = NEXT_TUESDAY - timedelta(days=2)
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1, booking_deadline_at=closes)
    await goes(amina, paul, concert)
    bilal, chloe = await crowd(town, paul, 2)
    await waits(bilal, concert)
    await town.until(closes - timedelta(minutes=20))
    await cancels(amina, concert)
    assert invited([bilal], concert) == []
    await chloe.presses(f"ask:{concert}:1")
    assert chloe.toast == "Demande envoyée."
    await town.until(closes + timedelta(minutes=1))
    assert "Aucune place ne s'est libérée pour vous." in bilal.text
    assert [it["why"] for it in table(town, "SELECT why FROM waiting")] == ["over"]
    ensure_counted(town)


async def test_a_letter_that_could_not_leave_starts_the_time_again(town: Town, paul: Phone, amina: Phone) -> None:
    """The bot was stopped from the moment a place was freed until the answer was due."""
    concert = await town.publish(starts_at=NEXT_TUESDAY, places=1)
    await goes(amina, paul, concert)
    (bilal,) = await crowd(town, paul, 1)
    await waits(bilal, concert)
    await amina.presses(f"session:{concert}")
    await amina.taps("Annuler ma place")
    await amina.taps("Oui, j'annule")
    await town.pass_time(hours=24)
    assert "1 place s'est libérée pour vous." in bilal.text
    assert "Répondez avant mardi 2 mars 2027 à 18 h 00." in bilal.text
    await bilal.taps("Je prends la place")
    assert "Demande envoyée." in bilal.text
