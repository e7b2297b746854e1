"""« Ce qui marche ici »: a coordinator asks one question of the reminders, chance answers it, and nobody is named."""

from datetime import timedelta

import pytest

from bot.domain.attendance import DAYS, Attendance
from bot.domain.experiments import PLANNED, Arm, Question
from bot.domain.letters import Kind
from bot.domain.people import Role
from bot.domain.reservations import State
from bot.ports import Store
from tests.conftest import beneficiary, join, phone
from tests.given import GONE, a_session, again, fates, table
from tests.phone import Phone
from tests.stories.desk import SATURDAY_EVENING, comes
from tests.town import Town

LABELS = {
    Question.WEEK: "Le rappel 7 jours avant",
    Question.COST: "Dire ce que coûte une place vide",
    Question.KEPT: "Dire « gardée pour vous »",
}
COST = "Une place vide, c'est une sortie de moins pour quelqu'un."
OVER = SATURDAY_EVENING + timedelta(days=10)


async def begins(karine: Phone, question: Question) -> None:
    await karine.presses("what_works")
    await karine.taps(LABELS[question])
    await karine.taps("Oui, commencer")


async def has_been_out(town: Town, who: Phone) -> None:
    async with town.storage.writing() as store:
        at = town.clock.now() - timedelta(days=3)
        await goes(
            store, who.person_id, await a_session(store, starts_at=at, title=f"Hier {who.name}"), Attendance.CAME
        )


async def goes(store: Store, who: int, session: int, came: Attendance) -> None:
    at = (await store.offers.session(session)).starts_at
    assert await store.offers.take(session, 1, at - DAYS)
    number = await store.reservations.add(session, who, 1, at, who, at - DAYS)
    assert await store.reservations.move(await store.reservations.get(number), State.APPROVED, None, at - DAYS)
    await store.roll.tick(number, came, who, at)


async def comes_with(town: Town, amina: Phone, paul: Phone, arm: Arm) -> None:
    """To the concert, where chance has drawn this."""
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await comes(amina, paul)
    (row,) = table(town, "SELECT arm FROM arms")
    assert row["arm"] in list(Arm)
    table(town, "UPDATE arms SET arm = ?", arm.value)


def stages_closed(town: Town) -> dict[str, tuple[str, str]]:
    found = table(town, "SELECT args, fate, why FROM letters WHERE kind = 'reminder'")
    return {row["args"].split(":")[1]: (row["fate"], row["why"]) for row in found}


async def test_karine_reads_what_will_happen_begins_and_stops(town: Town, karine: Phone) -> None:
    await karine.sends("/start")
    await karine.taps("Sorties")
    await karine.taps("Ce qui marche ici")
    assert "Ce qui est compté : les places utilisées ou rendues à temps, et les places perdues." in karine.text
    await karine.taps(LABELS[Question.WEEK])
    for said in (
        "Une sortie sur deux, au hasard, le rappel envoyé 7 jours avant ne part pas.",
        "Les rappels de la veille et du jour même partent toujours.",
        f"La réponse vient après {PLANNED} sorties de chaque côté. Avant, rien n'est montré.",
        "Personne n'est nommé.",
    ):
        assert said in karine.text
    assert table(town, "SELECT id FROM experiments") == []
    for _ in range(2):
        await karine.presses("start_experiment:week")
        assert karine.toast == "C'est commencé."
    assert "Sorties comptées : 0 avec, 0 sans." in karine.text
    assert "Ce n'est pas encore assez pour répondre." in karine.text
    await karine.presses("start_experiment:cost")
    assert karine.toast == "Une autre question est en cours. Attendez sa fin, ou arrêtez-la d'abord."
    await karine.presses("what_works")
    await karine.taps("Arrêter")
    assert "Si vous arrêtez, il n'y a pas de réponse." in karine.text
    await karine.taps("Oui, arrêter")
    assert karine.toast == "C'est arrêté. Tout est comme d'habitude."
    await karine.taps("Arrêté : Le rappel 7 jours avant")
    assert "Arrêté avant la fin : il n'y a pas de réponse." in karine.text
    await begins(karine, Question.COST)
    assert LABELS[Question.COST] in karine.text


async def test_what_another_organisation_asks_reads_like_what_is_not_there(town: Town, karine: Phone) -> None:
    await begins(karine, Question.WEEK)
    zoe = await join(phone(town, 3004, "Zoé"), Role.COORDINATOR, organisation="Autre relais")
    for button in ("experiment:1", "stop_experiment:1", "stopped_experiment:1"):
        await zoe.presses(button)
        assert zoe.toast == GONE
    assert table(town, "SELECT course FROM experiments") == [{"course": "running"}]


@pytest.mark.parametrize("arm", Arm)
async def test_the_week_s_letter_leaves_or_stays_in_its_envelope_and_all_others_leave(
    town: Town, amina: Phone, paul: Phone, karine: Phone, arm: Arm
) -> None:
    await has_been_out(town, amina)
    await begins(karine, Question.WEEK)
    await comes_with(town, amina, paul, arm)
    await again(town)
    await town.until(OVER)
    left_out = ("overtaken", "left out at this session, to compare")
    sent = ("sent", "")
    assert stages_closed(town) == {
        "j7": sent if arm is Arm.WITH else left_out, "j3": sent, "j1": sent, "h3": sent, "after": sent
    }  # fmt: skip


async def test_a_first_outing_keeps_every_letter_and_what_somebody_stopped_stays_stopped(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await begins(karine, Question.WEEK)
    await comes_with(town, amina, paul, Arm.WITHOUT)
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    await has_been_out(town, bilal)
    await comes(bilal, paul)
    await bilal.presses("stop:j3")
    assert [row["arm"] for row in table(town, "SELECT arm FROM arms")] == ["without"], "one draw a session"
    await town.until(SATURDAY_EVENING - timedelta(days=2))
    assert fates(town, Kind.REMINDER) == ["sent", "sent", *["waiting"] * 3, "overtaken", "overtaken", *["waiting"] * 3]
    reasons = table(town, "SELECT why FROM letters WHERE kind = 'reminder' AND fate = 'overtaken' ORDER BY due_at")
    assert [row["why"] for row in reasons] == ["left out at this session, to compare", "stopped by the person"]


async def test_stopped_by_the_person_is_stopped_where_chance_would_send_it(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await begins(karine, Question.WEEK)
    await comes_with(town, amina, paul, Arm.WITH)
    await amina.presses("stop:j7")
    await town.until(SATURDAY_EVENING - timedelta(days=5))
    assert stages_closed(town)["j7"] == ("overtaken", "stopped by the person")


async def test_whoever_stopped_the_letters_that_help_or_goes_in_company_keeps_the_week_s(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    for who in (amina, bilal):
        await has_been_out(town, who)
    await begins(karine, Question.WEEK)
    await comes_with(town, amina, paul, Arm.WITHOUT)
    for stage in ("j3", "j1", "h3"):
        await amina.presses(f"stop:{stage}")
    await comes(bilal, paul)
    (place,) = table(town, "SELECT id FROM reservations WHERE person_id = ? AND attendance IS NULL", bilal.person_id)
    await bilal.presses(f"go_so:{place['id']}:company")
    await town.until(SATURDAY_EVENING - timedelta(days=5))
    week = table(town, "SELECT fate FROM letters WHERE kind = 'reminder' AND args LIKE '%:j7'")
    assert [row["fate"] for row in week] == ["sent", "sent"]


@pytest.mark.parametrize(
    ("question", "arm", "said", "not_said"),
    [
        (Question.COST, Arm.WITH, COST, "Vous avez 1 place."),
        (Question.COST, Arm.WITHOUT, "Votre place est gardée pour vous.", COST),
        (Question.KEPT, Arm.WITH, "Votre place est gardée pour vous.", COST),
        (Question.KEPT, Arm.WITHOUT, "Vous avez 1 place.", "gardée pour vous"),
    ],
)
async def test_the_letter_of_the_eve_says_what_chance_drew(
    town: Town, amina: Phone, paul: Phone, karine: Phone, question: Question, arm: Arm, said: str, not_said: str
) -> None:
    await begins(karine, question)
    await comes_with(town, amina, paul, arm)
    await town.until(SATURDAY_EVENING - timedelta(hours=5))
    assert "Votre sortie est demain" in amina.text
    assert said in amina.text
    assert not_said not in amina.text
    assert "Si vous ne pouvez pas, dites-le." in amina.text


async def test_where_everybody_may_come_in_no_empty_place_is_spoken_of(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await begins(karine, Question.COST)
    await comes_with(town, amina, paul, Arm.WITH)
    table(town, "UPDATE sessions SET open_admission = 1")
    await town.until(SATURDAY_EVENING - timedelta(hours=5))
    assert "Votre sortie est demain" in amina.text
    assert COST not in amina.text


async def test_what_was_drawn_stands_when_the_outing_moves_and_moves_back(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await has_been_out(town, amina)
    await begins(karine, Question.WEEK)
    await comes_with(town, amina, paul, Arm.WITHOUT)
    (before,) = table(town, "SELECT id, session_id, arm FROM arms")
    for day in (27, 20):
        await karine.presses(f"change:{before['session_id']}")
        await karine.taps("Changer la date")
        await karine.sends(f"{day}/03/2027 20h00")
        await karine.taps("Oui, changer la date")
    await karine.taps("Défaire")
    assert table(town, "SELECT id, session_id, arm FROM arms") == [before]
    await town.until(SATURDAY_EVENING + timedelta(days=14, hours=1))
    last = table(town, "SELECT fate, why FROM letters WHERE args LIKE '%:j7' AND closed_at > 0 ORDER BY closed_at DESC")
    assert last[0] == {"fate": "overtaken", "why": "left out at this session, to compare"}


async def test_stopped_everything_ahead_is_as_usual(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    await has_been_out(town, amina)
    await begins(karine, Question.WEEK)
    await comes_with(town, amina, paul, Arm.WITHOUT)
    await karine.presses("stopped_experiment:1")
    await town.until(SATURDAY_EVENING - timedelta(days=5))
    assert stages_closed(town)["j7"] == ("sent", "")


async def test_amina_reads_what_is_compared(town: Town, amina: Phone, karine: Phone) -> None:
    await amina.sends("/confidentialite")
    assert "Votre structure peut comparer deux façons de rappeler les sorties. Personne n'est nommé." in amina.text
    await begins(karine, Question.WEEK)
    await amina.sends("/confidentialite")
    assert "Votre structure compare deux façons de rappeler les sorties :" in amina.text
    assert "le rappel envoyé 7 jours avant ne part pas." in amina.text
    assert "Seuls des totaux sont comptés." in amina.text


async def test_the_answer_is_told_when_what_was_planned_is_counted(town: Town, amina: Phone, karine: Phone) -> None:
    """Of twelve places with it ten are used, of twelve without it six: of sessions of two places, so few say nothing."""
    await begins(karine, Question.WEEK)
    table(town, "UPDATE experiments SET planned = 6")
    async with town.storage.writing() as store:
        for number in range(12):
            await a_session_of_two(store, amina.person_id, number)
    await town.until(SATURDAY_EVENING)
    await town.bot.tend()
    await karine.presses("what_works")
    assert "Sorties comptées : 0 avec, 0 sans." in karine.text
    assert "sur 100" not in karine.text
    town.clock.move_to(SATURDAY_EVENING + DAYS + timedelta(days=1))
    await town.bot.tend()
    await town.until(SATURDAY_EVENING + DAYS + timedelta(days=4))
    assert "Avec : 58 places sur 100 utilisées ou rendues à temps." in karine.text
    assert "Sans : 50 places sur 100 utilisées ou rendues à temps." in karine.text
    assert "La différence peut être due au hasard." in karine.text
    assert "Pour 100 places, « avec » en sauve sans doute entre" in karine.text
    assert "Sorties comptées : 6 avec, 6 sans." in karine.text
    assert fates(town, Kind.EXPERIMENT) == ["sent"]
    await karine.taps("Ce qui marche ici")
    await karine.taps("Réponse : Le rappel 7 jours avant")
    assert "Avec : 58 places" in karine.text


async def a_session_of_two(store: Store, like: int, number: int) -> None:
    """Even ones are with it: both places are used in one, one in the next; odd ones are without it: one is used."""
    arm = Arm.WITHOUT if number % 2 else Arm.WITH
    session = await a_session(store, starts_at=SATURDAY_EVENING, title=f"Bal {number}")
    await store.experiments.draw(1, session, arm)
    house = (await store.people.get(like)).organisation_id
    used = 2 if number == 0 else 1
    for place in range(2):
        who = await store.people.add(f"Personne {number} {place}", house, None, SATURDAY_EVENING)
        await goes(store, who, session, Attendance.CAME if place < used else Attendance.ABSENT)
