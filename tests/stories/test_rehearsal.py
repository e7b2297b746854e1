"""« Faire le trajet une fois avant »: asked once of who goes alone for the first time, and never again."""

from datetime import timedelta

import pytest

from bot.domain.letters import Kind
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.stories.test_reminders import SATURDAY_EVENING
from tests.town import Town

ONCE = "Faire le trajet une fois avant"
WITH = "Amina aimerait faire ce trajet une fois avant, avec quelqu'un."


@pytest.fixture
async def going(town: Town, amina: Phone, paul: Phone) -> int:
    """The number of Amina's place; she has not said how she goes."""
    concert = await town.publish("Concert", SATURDAY_EVENING)
    return await goes(town, amina, paul, concert)


async def goes(town: Town, amina: Phone, paul: Phone, session: int) -> int:
    await amina.presses(f"ask:{session}:1")
    await town.deliver()
    await paul.taps("Accepter")
    await town.deliver()
    return int(table(town, "SELECT max(id) AS id FROM reservations")[0]["id"])


async def offered(amina: Phone, session: int = 1) -> bool:
    await amina.presses(f"way:{session}")
    return ONCE in amina.buttons


async def test_she_asks_for_somebody_and_paul_says_yes_in_one_tap(
    town: Town, amina: Phone, paul: Phone, going: int
) -> None:
    assert await offered(amina)
    await amina.taps(ONCE)
    assert "Quelqu'un de l'équipe peut faire ce trajet avec vous, un autre jour." in amina.text
    await amina.taps("Oui, avec quelqu'un")
    assert amina.toast == "C'est noté. L'équipe est prévenue."
    await town.deliver()
    assert WITH in paul.text
    assert "Concert" in paul.text
    await paul.taps("Je fais le trajet avec Amina")
    assert paul.toast == "C'est noté. Amina reçoit un message. Dites-lui quand."
    await town.deliver()
    assert amina.text.startswith("Paul fait ce trajet avec vous, une fois avant la sortie.\nPaul vous dit quand.")
    await paul.presses(f"rehearse_together:{going}")
    await town.deliver()
    assert fates(town, Kind.REHEARSAL, Kind.REHEARSED) == ["sent", "sent"]


async def test_no_is_an_answer_and_it_is_never_asked_again(town: Town, amina: Phone, paul: Phone, going: int) -> None:
    await offered(amina)
    await amina.taps(ONCE)
    await amina.taps("Non merci")
    assert "C'est noté. Nous ne posons plus cette question." in amina.text
    assert not await offered(amina)
    await goes(town, amina, paul, await town.publish("Ballet", SATURDAY_EVENING + timedelta(days=3)))
    assert not await offered(amina, 2)
    await amina.presses(f"rehearse_with:{going}")
    await town.deliver()
    assert fates(town, Kind.REHEARSAL) == []


async def test_at_a_permanence_it_is_prepared_with_a_reminder(
    town: Town, tuesdays: Phone, amina: Phone, paul: Phone, going: int
) -> None:
    await offered(amina)
    await amina.taps(ONCE)
    assert "mardi 2 mars 2027, de 14 h 00 à 17 h 00" in amina.text
    await amina.taps("Oui, à la permanence")
    assert "Vous préparez ce trajet à la permanence. L'équipe est prévenue." in amina.text
    await town.deliver()
    assert "Amina vient préparer ce trajet à la permanence." in paul.text
    assert not any(label.startswith("Je fais le trajet") for label in paul.buttons)
    await town.until(town.clock.now() + timedelta(hours=9))
    assert fates(town, Kind.PERMANENCE) == ["sent"]


@pytest.mark.parametrize("wish", ["guest", "company"])
async def test_who_goes_with_somebody_is_not_asked(town: Town, amina: Phone, going: int, wish: str) -> None:
    await amina.presses(f"go_so:{going}:{wish}")
    assert not await offered(amina)
    await amina.presses(f"go_so:{going}:alone")
    assert await offered(amina)


async def test_who_has_been_out_alone_is_not_asked_and_who_was_absent_is(
    town: Town, amina: Phone, paul: Phone, going: int
) -> None:
    await town.until(SATURDAY_EVENING + timedelta(days=2))
    await goes(town, amina, paul, await town.publish("Ballet"))
    assert not await offered(amina, 2)
    await paul.presses(f"tick:1:{going}:absent:1")
    assert await offered(amina, 2)


async def test_the_day_before_it_is_too_late_to_ask(town: Town, amina: Phone, going: int) -> None:
    await town.until(SATURDAY_EVENING - timedelta(days=1))
    assert await offered(amina)
    await town.until(SATURDAY_EVENING - timedelta(days=1) + timedelta(seconds=1))
    assert not await offered(amina)
    await amina.presses(f"rehearse_with:{going}")
    assert table(town, "SELECT * FROM rehearsals") == []


async def test_it_is_nobody_else_s_question_and_nobody_else_s_answer(
    town: Town, amina: Phone, bilal: Phone, claire: Phone, going: int
) -> None:
    for button in (f"rehearsal:{going}", f"rehearse_with:{going}", f"no_rehearsal:{going}", f"rehearsed:{going}"):
        await bilal.presses(button)
        assert bilal.toast == GONE
    assert table(town, "SELECT * FROM rehearsals") == []
    await amina.presses(f"rehearse_with:{going}")
    for button in (f"rehearsal_wanted:{going}", f"rehearse_together:{going}"):
        await claire.presses(button)
        assert claire.toast == GONE
    assert table(town, "SELECT companion_id FROM rehearsals") == [{"companion_id": None}]


async def test_when_paul_leaves_whoever_follows_her_now_is_asked(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone, going: int
) -> None:
    await amina.presses(f"rehearse_with:{going}")
    await town.deliver()
    await paul.taps("Je fais le trajet avec Amina")
    await karine.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    await town.deliver()
    assert WITH in claire.all_text
    await amina.presses(f"rehearsal:{going}")
    assert "L'équipe cherche qui peut venir avec vous." in amina.text


async def test_a_place_that_is_given_back_is_asked_about_no_more(
    town: Town, amina: Phone, paul: Phone, going: int
) -> None:
    await amina.presses(f"rehearse_with:{going}")
    await amina.presses(f"left:{going}")
    await town.deliver()
    assert WITH not in paul.all_text
    assert fates(town, Kind.REHEARSAL) == ["overtaken"]
