"""Three answers of one tap: « Je viens », « J'ai besoin d'aide », « Je ne peux pas »."""

from datetime import timedelta

from tests.given import table
from tests.phone import Phone
from tests.stories.test_reminders import FRIDAY, SATURDAY_EVENING, goes, hears
from tests.town import Town


async def test_help_tells_the_referent_once_a_day_and_keeps_the_place(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul)
    await town.until(FRIDAY)
    for _ in range(3):
        await amina.taps("J'ai besoin d'aide")
        assert amina.toast == "Votre référent est prévenu."
        await amina.presses("reminder:1:j1")
    await town.deliver()
    assert paul.all_text.count("Amina a besoin d'aide") == 1
    assert table(town, "SELECT state FROM reservations") == [{"state": "approved"}]


async def test_i_cannot_frees_the_places_at_once_and_asks_nothing_more(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul)
    await town.until(FRIDAY)
    await amina.taps("Je ne peux pas")
    assert table(town, "SELECT taken FROM sessions") == [{"taken": 0}]
    await town.deliver()
    assert "Amina a annulé sa place." in paul.text
    assert await hears(town, amina, SATURDAY_EVENING + timedelta(days=2)) == []


async def test_i_come_is_noted(town: Town, amina: Phone, paul: Phone) -> None:
    place = await goes(town, amina, paul)
    await town.until(FRIDAY)
    await amina.taps("Je viens")
    assert amina.toast == "C'est noté. À bientôt."
    (row,) = table(town, "SELECT coming_at FROM reservations WHERE id = ?", place)
    assert row["coming_at"] == FRIDAY.timestamp()


async def test_i_cannot_said_after_the_start_is_too_late_and_an_excuse(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul)
    await town.until(SATURDAY_EVENING + timedelta(minutes=20))
    await amina.taps("Je ne peux pas")
    assert amina.toast == (
        "La sortie a déjà commencé. La place ne peut plus aller à une autre personne."
        " Merci de l'avoir dit. Votre référent le verra."
    )
    assert table(town, "SELECT state, attendance FROM reservations") == [{"state": "approved", "attendance": "excused"}]
    assert table(town, "SELECT taken FROM sessions") == [{"taken": 2}]
    await paul.presses("roll_call:1")
    assert "Amina, 2 places : absence avec excuse" in paul.text


async def test_what_the_referent_ticked_is_not_changed_by_a_late_excuse(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul)
    await town.until(SATURDAY_EVENING + timedelta(minutes=20))
    await paul.presses("tick:1:1:came")
    await amina.taps("Je ne peux pas")
    assert amina.toast.endswith("Merci de l'avoir dit.")
    assert table(town, "SELECT attendance FROM reservations") == [{"attendance": "came"}]


async def test_the_other_answers_after_the_start_say_that_it_has_begun(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul)
    await town.until(SATURDAY_EVENING + timedelta(minutes=20))
    for label in ("Je viens", "J'ai besoin d'aide"):
        await amina.taps(label)
        assert amina.toast == "Cette sortie a déjà commencé. Rien n'a été changé."
        await amina.presses("reminder:1:j1")
