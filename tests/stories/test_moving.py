"""The organiser moves an outing: everybody concerned hears of it once, and reminders follow the new date."""

from datetime import UTC, datetime, timedelta

from bot.domain.letters import Kind
from tests.given import fates, table
from tests.phone import Phone
from tests.stories.desk import SATURDAY_EVENING, asks, comes, household, opens_sheet
from tests.town import Town

SUNDAY = datetime(2027, 3, 14, 19, 0, tzinfo=UTC)


async def moves(karine: Phone, to: str) -> None:
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer la date")
    await karine.sends(to)


def waiting_reminders(town: Town) -> list[tuple[str, int]]:
    found = table(town, "SELECT args, due_at FROM letters WHERE kind = 'reminder' AND fate = 'waiting' ORDER BY due_at")
    return [(it["args"].split(":")[1], it["due_at"]) for it in found]


async def test_who_will_be_told_is_read_before_it_is_done(town: Town, paul: Phone, karine: Phone) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    await household(town, paul)
    await moves(karine, "14/03/2027 20h00")
    assert "Avant : samedi 13 mars 2027 à 20 h 00" in karine.text
    assert "Maintenant : dimanche 14 mars 2027 à 20 h 00" in karine.text
    assert "2 personnes seront prévenues." in karine.text
    assert "1 référent sera prévenu." in karine.text
    assert "10 rappels seront replanifiés." in karine.text
    assert (
        table(town, "SELECT starts_at FROM sessions WHERE id = ?", number)[0]["starts_at"]
        == SATURDAY_EVENING.timestamp()
    )
    await karine.taps("Oui, changer la date")
    assert len(waiting_reminders(town)) == 10


async def test_each_person_gets_one_notice_and_answers_it(town: Town, paul: Phone, karine: Phone) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    amina, bilal = await household(town, paul)
    seen = len(amina.from_bot)
    await moves(karine, "dimanche 14 mars 2027 à 20 h")
    await karine.taps("Oui, changer la date")
    await town.deliver()
    assert len(amina.from_bot) == seen
    await town.pass_time(minutes=5)
    assert "Avant : samedi 13 mars 2027 à 20 h 00" in amina.text
    assert "Maintenant : dimanche 14 mars 2027 à 20 h 00" in amina.text
    assert "Amina : 1 place" in paul.text
    assert "Bilal : 1 place" in paul.text
    assert fates(town, Kind.CHANGED, Kind.CHANGES) == ["sent"] * 3
    await amina.taps("Je viens toujours")
    assert amina.toast == "C'est noté. À bientôt."
    await bilal.taps("Je ne peux plus")
    assert table(town, "SELECT taken FROM sessions WHERE id = ?", number)[0]["taken"] == 1


async def test_a_request_that_waits_is_told_too_and_keeps_the_clock_of_its_asking(
    town: Town, amina: Phone, karine: Phone
) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await asks(amina)
    asked = table(town, "SELECT expires_at, decide_by FROM reservations")
    await moves(karine, "14/03/2027")
    await karine.taps("Oui, changer la date")
    await town.pass_time(minutes=5)
    assert "Maintenant : dimanche 14 mars 2027 à 20 h 00" in amina.text
    await amina.taps("Je viens toujours")
    assert "Demande envoyée." in amina.text
    assert table(town, "SELECT expires_at, decide_by FROM reservations") == asked


async def test_moved_after_j7_went_out_the_later_reminders_are_of_the_new_date_only(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await comes(amina, paul)
    await town.until(datetime(2027, 3, 8, 9, 0, tzinfo=UTC))
    assert "dans 7 jours" in amina.all_text
    await moves(karine, "14/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    assert [stage for stage, _ in waiting_reminders(town)] == ["j3", "j1", "h3", "after"]
    seen = len(amina.from_bot)
    await town.until(SUNDAY + timedelta(days=1))
    told = [it.text for it in amina.from_bot[seen:] if it.kind == "text"]
    assert "a changé" in told[0]
    assert "dans 3 jours, dimanche 14 mars" in told[1]
    assert "demain, dimanche 14 mars" in told[2]
    assert len(told) == 5


async def test_a_small_move_after_j7_does_not_ask_twice_whether_one_still_comes(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    """From Saturday evening to Sunday afternoon, a week before: the notice asks it already (L4)."""
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await comes(amina, paul)
    await town.until(datetime(2027, 3, 6, 10, 0, tzinfo=UTC))
    assert "dans 7 jours" in amina.all_text
    await moves(karine, "14/03/2027 15h00")
    assert "4 rappels seront replanifiés." in karine.text
    await karine.taps("Oui, changer la date")
    assert [stage for stage, _ in waiting_reminders(town)] == ["j3", "j1", "h3", "after"]


async def test_moved_later_on_the_day_itself_nobody_is_told_twice_to_leave(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await comes(amina, paul)
    await town.until(SATURDAY_EVENING - timedelta(hours=2, minutes=30))
    assert "l'heure de partir" in amina.all_text
    await moves(karine, "13/03/2027 23h00")
    await karine.taps("Oui, changer la date")
    assert [stage for stage, _ in waiting_reminders(town)] == ["after"]


async def test_moved_by_weeks_every_stage_comes_again(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await comes(amina, paul)
    await town.until(datetime(2027, 3, 12, 18, 0, tzinfo=UTC))
    await moves(karine, "27/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    assert [stage for stage, _ in waiting_reminders(town)] == ["j7", "j3", "j1", "h3", "after"]


async def test_two_moves_in_a_row_are_one_notice_from_what_people_knew(town: Town, paul: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    amina, _ = await household(town, paul)
    await moves(karine, "14/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await moves(karine, "15/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await town.pass_time(minutes=6)
    assert "Avant : samedi 13 mars 2027" in amina.text
    assert "Maintenant : lundi 15 mars 2027" in amina.text
    assert amina.all_text.count("Cette sortie a changé.") == 1


async def test_moved_and_back_nobody_hears_of_it(town: Town, paul: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    amina, _ = await household(town, paul)
    for day in ("14/03/2027 20h00", "13/03/2027 20h00"):
        await moves(karine, day)
        await karine.taps("Oui, changer la date")
    await town.pass_time(minutes=6)
    assert "Cette sortie a changé." not in amina.all_text


async def test_no_reminder_says_the_new_date_before_the_notice_does(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await comes(amina, paul)
    await town.until(datetime(2027, 3, 10, 16, 57, tzinfo=UTC))
    seen = len(amina.from_bot)
    await moves(karine, "11/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await town.until(datetime(2027, 3, 10, 18, 0, tzinfo=UTC))
    told = [it.text for it in amina.from_bot[seen:] if it.kind == "text"]
    assert "a changé" in told[0]
    assert "demain, jeudi 11 mars" in told[1]


async def test_what_is_agreed_to_is_what_was_shown(town: Town, paul: Phone, karine: Phone, amina: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await moves(karine, "14/03/2027 20h00")
    assert "Personne n'est à prévenir." in karine.text
    await asks(amina)
    await karine.taps("Oui, changer la date")
    assert karine.toast.startswith("Quelque chose a changé depuis.")
    assert table(town, "SELECT revision FROM sessions")[0]["revision"] == 1


async def test_bad_dates_are_answered_and_can_be_typed_again(town: Town, karine: Phone) -> None:
    number = await town.publish(
        "Concert au Silo", SATURDAY_EVENING, booking_deadline_at=SATURDAY_EVENING - timedelta(days=3)
    )
    await moves(karine, "un de ces jours")
    assert "Je ne comprends pas cette date." in karine.text
    await karine.sends("13/02/2027 20h00")
    assert "Cette date est passée." in karine.text
    await karine.sends("02/03/2027 20h00")
    assert "il serait trop tard pour demander une place" in karine.text
    await karine.sends("14/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    assert karine.toast == "La date est changée."
    deadline = table(town, "SELECT booking_deadline_at AS at FROM sessions WHERE id = ?", number)[0]["at"]
    assert datetime.fromtimestamp(deadline, UTC) == SUNDAY - timedelta(days=3)


async def test_asked_and_moved_in_the_same_second_the_clock_still_runs(town: Town, amina: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await asks(amina)
    await moves(karine, "14/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    assert fates(town, Kind.NUDGE, Kind.BACKUP).count("waiting") == 3
