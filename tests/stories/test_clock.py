"""A request with a clock (R2): nudges, then the backup, then the coordinator, then a kind end. Monday, ten o'clock."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import deciding
from bot.domain.letters import Kind
from bot.domain.people import Role
from tests.conftest import join, phone
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.stories.desk import opens_sheet
from tests.town import Town

FIRST = datetime(2027, 3, 1, 14, 20, tzinfo=UTC)
SECOND = datetime(2027, 3, 2, 7, 40, tzinfo=UTC)
DECIDE_BY = datetime(2027, 3, 2, 13, 0, tzinfo=UTC)
COORDINATOR_AT = datetime(2027, 3, 2, 18, 30, tzinfo=UTC)
EXPIRES_AT = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

STILL = "Amina attend toujours une réponse."
LATE = "Paul n'a pas encore répondu. Pouvez-vous répondre ?"
ALONE = "Amina n'a pas de référent. Pouvez-vous répondre ?"
LATER = "L'équipe n'a pas encore répondu à Amina."


@pytest.fixture
async def asked(town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone) -> int:
    """Amina asked; Claire is a colleague of Paul, Karine coordinates. The number of the request."""
    concert = await town.publish("Concert")
    await amina.presses(f"ask:{concert}:2")
    await town.deliver()
    return int(table(town, "SELECT id FROM reservations")[0]["id"])


def state(town: Town) -> str:
    return str(table(town, "SELECT state FROM reservations")[0]["state"])


async def test_both_read_the_moment(amina: Phone, paul: Phone, asked: int) -> None:
    assert "Votre référent répond avant mardi 2 mars 2027 à 14 h 00." in amina.text
    assert "Votre réponse est attendue avant mardi 2 mars 2027 à 14 h 00." in paul.text


async def test_a_nudge_at_a_third_and_at_two_thirds(town: Town, paul: Phone, asked: int) -> None:
    for moment, before in ((FIRST, 0), (SECOND, 1)):
        await town.until(moment - MINUTE)
        assert paul.all_text.count(STILL) == before
        await town.until(moment)
        assert paul.all_text.count(STILL) == before + 1
    await town.until(DECIDE_BY + timedelta(hours=1))
    assert paul.all_text.count(STILL) == 2


async def test_a_nudge_is_a_request_that_can_be_answered(town: Town, amina: Phone, paul: Phone, asked: int) -> None:
    await town.until(FIRST)
    await paul.taps("Accepter")
    await town.deliver()
    assert "Place confirmée." in amina.text


async def test_answered_in_between_nothing_more_is_said(
    town: Town, paul: Phone, claire: Phone, karine: Phone, asked: int
) -> None:
    await town.until(FIRST)
    await paul.presses(f"refused:{asked}:talk")
    await town.until(EXPIRES_AT + timedelta(days=1))
    assert paul.all_text.count(STILL) == 1
    assert LATE not in claire.all_text
    assert LATER not in karine.all_text
    assert fates(town, Kind.NUDGE, Kind.BACKUP, Kind.COORDINATOR) == ["sent", "overtaken", "overtaken", "overtaken"]


async def test_given_back_by_amina_nothing_more_is_said(town: Town, amina: Phone, asked: int) -> None:
    await amina.presses(f"left:{asked}")
    assert set(fates(town, Kind.NUDGE, Kind.BACKUP, Kind.COORDINATOR)) == {"overtaken"}


async def test_the_colleague_answers_from_the_promised_moment_on_and_not_before(
    town: Town, amina: Phone, paul: Phone, claire: Phone, asked: int
) -> None:
    await town.until(DECIDE_BY - MINUTE)
    await claire.presses(f"accept:{asked}")
    assert claire.toast == GONE
    assert "Amina" not in claire.all_text
    await town.until(DECIDE_BY)
    assert LATE in claire.text
    assert "Vous répondez à la place de Paul." in claire.text
    await claire.presses("mine")
    await claire.taps("Demandes à traiter")
    assert "Amina demande 2 places." in claire.text
    await claire.presses(f"accept:{asked}")
    await town.deliver()
    assert "Réponse donnée par Claire." in amina.text
    assert "Demande acceptée par Claire." in paul.text
    assert table(town, "SELECT decided_by FROM reservations") == [{"decided_by": claire.person_id}]


async def test_amina_reads_that_the_answer_is_late(town: Town, amina: Phone, asked: int) -> None:
    await town.until(DECIDE_BY)
    await amina.presses(f"place:{asked}")
    assert "Votre référent n'a pas encore répondu. Son équipe est prévenue." in amina.text
    assert "mercredi 3 mars 2027 à 13 h 00" in amina.text


async def test_paul_may_still_answer_when_he_is_late_and_who_comes_second_reads_who_did(
    town: Town, paul: Phone, claire: Phone, asked: int
) -> None:
    await town.until(DECIDE_BY)
    await paul.presses(f"accept:{asked}")
    await claire.taps("Refuser")
    await claire.presses(f"refused:{asked}:talk")
    assert claire.toast == "C'est déjà fait. Demande acceptée par Paul."
    assert state(town) == "approved"


async def test_of_two_at_once_one_wins_and_the_other_reads_who(
    town: Town, paul: Phone, claire: Phone, asked: int
) -> None:
    await town.until(DECIDE_BY)
    town.world.press(paul.account, f"accept:{asked}")
    town.world.press(claire.account, f"refused:{asked}:talk")
    await town.serve()
    lost = [it for it in (paul, claire) if it.toast.startswith("C'est déjà fait. Demande")]
    assert len(lost) == 1
    winner = "Paul" if lost[0] is claire else "Claire"
    assert lost[0].toast.endswith(f"par {winner}.")
    assert len(table(town, "SELECT * FROM history")) == 2


async def test_the_colleague_whom_paul_chose_is_asked_and_nobody_else(
    town: Town, paul: Phone, claire: Phone, asked: int
) -> None:
    henri = await join(phone(town, 2004, "Henri"), Role.REFERENT)
    await paul.presses("digest_hours")
    await paul.taps("Choisir un remplaçant")
    await paul.taps("Henri")
    assert "Si une réponse tarde, nous prévenons Henri." in paul.text
    await town.until(DECIDE_BY)
    assert LATE in henri.text
    assert LATE not in claire.all_text
    await claire.presses(f"accept:{asked}")
    assert claire.toast == GONE


async def test_a_colleague_of_another_house_is_never_asked(town: Town, asked: int) -> None:
    other = await join(phone(town, 2009, "Odile"), Role.REFERENT, organisation="Autre relais")
    boss = await join(phone(town, 3009, "Brahim"), Role.COORDINATOR, organisation="Autre relais")
    await town.until(EXPIRES_AT - MINUTE)
    for it in (other, boss):
        for pressed in ("accept", "request", "backup_asked", "coordinator_asked", "nudge"):
            await it.presses(f"{pressed}:{asked}")
            assert it.toast == GONE
        await it.presses("requests")
        assert "Amina" not in it.all_text


async def test_the_coordinator_answers_later_still_and_not_before(
    town: Town, amina: Phone, karine: Phone, asked: int
) -> None:
    await town.until(COORDINATOR_AT - MINUTE)
    await karine.presses(f"accept:{asked}")
    assert karine.toast == GONE
    await town.until(COORDINATOR_AT)
    assert LATER in karine.text
    await karine.taps("Accepter")
    await town.deliver()
    assert "Réponse donnée par Karine." in amina.text


async def test_nobody_answers_and_it_ends_kindly_once_on_both_sides(
    town: Town, amina: Phone, paul: Phone, asked: int
) -> None:
    await town.until(EXPIRES_AT - MINUTE)
    assert state(town) == "requested"
    await town.until(EXPIRES_AT + timedelta(days=2))
    assert state(town) == "expired"
    assert amina.all_text.count("Votre demande est restée sans réponse.") == 1
    assert amina.all_text.count("Vous pouvez redemander une place ou en parler avec votre référent.") == 1
    assert paul.all_text.count("La demande est restée sans réponse.") == 1
    assert table(town, "SELECT taken FROM sessions") == [{"taken": 0}]


async def test_an_answer_after_the_end_says_so(town: Town, paul: Phone, asked: int) -> None:
    """In the second before the round that ends it."""
    town.clock.move_to(EXPIRES_AT)
    await paul.presses(f"accept:{asked}")
    assert paul.toast == "Trop tard. La demande est restée sans réponse. Elle est terminée."
    await town.deliver()
    await paul.presses(f"accept:{asked}")
    assert "La demande est restée sans réponse." in paul.toast


async def test_down_over_a_day_one_voice_speaks_not_four(
    town: Town, paul: Phone, claire: Phone, karine: Phone, asked: int
) -> None:
    town.clock.move_to(COORDINATOR_AT + MINUTE)
    await town.deliver()
    assert STILL not in paul.all_text
    assert LATE in claire.text
    assert LATER in karine.text


async def test_a_referent_never_answers_their_own_request(town: Town, paul: Phone, claire: Phone) -> None:
    """Claire goes out too, and Paul follows her; when he is late she is not her own backup: Henri is (D7)."""
    henri = await join(phone(town, 2004, "Henri"), Role.REFERENT)
    code = await town.invite(Role.BENEFICIARY, "Claire", referent=paul.person_id)
    await claire.sends(f"/start {code}")
    await claire.taps("Je suis d'accord")
    await town.deliver()
    await paul.taps("Confirmer Claire")
    for title in ("Ballet", "Opéra"):
        await claire.presses(f"ask:{await town.publish(title)}:1")
    await town.until(EXPIRES_AT - MINUTE)
    for number in (1, 2):
        await claire.presses(f"accept:{number}")
        assert claire.toast == GONE
    assert state(town) == "requested"
    assert "Pouvez-vous répondre" not in claire.all_text
    assert henri.all_text.count(LATE) == 2


async def test_when_the_session_changes_the_same_request_is_counted_again(
    town: Town, paul: Phone, claire: Phone, asked: int
) -> None:
    """Booking will close on Tuesday morning: all is due sooner, and nothing of the former clock is said (L4)."""
    closes = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
    async with town.storage.writing() as store:
        it = await store.reservations.get(asked)
        await store.offers.set_deadline(it.session.id, closes)
        again = await deciding.restart(store, await store.reservations.get(asked), town.clock.now())
    assert again.decide_by is not None
    assert again.decide_by < DECIDE_BY
    assert again.expires_at is not None
    assert again.expires_at <= closes
    assert fates(town, Kind.NUDGE, Kind.BACKUP, Kind.COORDINATOR).count("waiting") == 4
    await town.until(again.decide_by)
    assert LATE in claire.text
    await town.until(DECIDE_BY + timedelta(days=1))
    assert state(town) == "expired"
    assert claire.all_text.count(LATE) == 1


async def test_a_person_without_a_referent_is_answered_by_the_house(
    town: Town, amina: Phone, paul: Phone, claire: Phone
) -> None:
    async with town.storage.writing() as store:
        await store.teams.give_person(amina.person_id, None)
    await amina.presses(f"ask:{await town.publish('Concert')}:1")
    await town.until(DECIDE_BY + MINUTE)
    asked = [it for it in (paul, claire) if "Amina n'a pas de référent. Pouvez-vous répondre ?" in it.text]
    assert len(asked) == 1
    await asked[0].taps("Accepter")
    await town.deliver()
    assert "Place confirmée." in amina.text


async def test_without_a_referent_the_coordinator_is_told_at_once_and_may_answer(
    town: Town, amina: Phone, karine: Phone, claire: Phone
) -> None:
    async with town.storage.writing() as store:
        await store.teams.give_person(amina.person_id, None)
    await amina.presses(f"ask:{await town.publish('Concert')}:1")
    assert amina.toast == "Demande envoyée."
    await amina.presses("place:1")
    assert "Demande envoyée. L'équipe répond avant mardi 2 mars 2027 à 14 h 00." in amina.text
    await town.deliver()
    assert "Amina n'a pas de référent. Pouvez-vous répondre ?" in karine.text
    await claire.presses("accept:1")
    assert claire.toast == GONE
    await karine.sends("/start")
    await karine.taps("Demandes à traiter")
    await karine.taps("Amina")
    await karine.taps("Accepter")
    await town.deliver()
    assert "Place confirmée." in amina.text


async def test_without_a_referent_the_first_asking_is_of_no_use_once_the_second_is_due(
    town: Town, amina: Phone, karine: Phone
) -> None:
    """The bot was stopped meanwhile: Karine reads of it once."""
    async with town.storage.writing() as store:
        await store.teams.give_person(amina.person_id, None)
    await amina.presses(f"ask:{await town.publish('Concert')}:1")
    town.clock.move_to(COORDINATOR_AT)
    await town.deliver()
    assert karine.all_text.count(ALONE) == 1
    assert fates(town, Kind.COORDINATOR) == ["late", "sent"]


async def test_without_a_referent_a_move_does_not_take_the_first_asking_back(
    town: Town, amina: Phone, karine: Phone
) -> None:
    async with town.storage.writing() as store:
        await store.teams.give_person(amina.person_id, None)
    await amina.presses(f"ask:{await town.publish('Concert')}:1")
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer la date")
    await karine.sends("19/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await town.deliver()
    assert karine.all_text.count(ALONE) == 1
    await town.until(COORDINATOR_AT - MINUTE)
    assert karine.all_text.count(ALONE) == 1


async def test_a_coordinator_does_not_answer_their_own_request_nor_hears_of_it(town: Town, karine: Phone) -> None:
    async with town.storage.writing() as store:
        await store.people.grant(karine.person_id, Role.BENEFICIARY)
        await store.people.agree(karine.person_id, town.clock.now())
        await store.people.confirm(karine.person_id, town.clock.now())
    await karine.presses(f"ask:{await town.publish('Concert')}:1")
    await town.deliver()
    assert fates(town, Kind.COORDINATOR) == []
    await karine.presses("accept:1")
    assert karine.toast == GONE
