"""The referent's own side: outings with people, and a soft word on whom there is no news of."""

from datetime import timedelta

import pytest

from bot.domain.reminders import Stage
from bot.together import A_WHILE, LONG_AGO
from tests.given import table
from tests.phone import Phone
from tests.stories.test_company import asks, goes_with
from tests.stories.test_reminders import SATURDAY_EVENING
from tests.stories.test_without_the_app import enrols
from tests.town import Town

NO_NEWS = "Vous n'avez pas de nouvelles de {} depuis un moment."
JUST_OVER = A_WHILE + timedelta(days=1)


async def our_outings(it: Phone) -> str:
    await it.sends("/start")
    for label in ("Ma journée", "Mes sorties avec les personnes"):
        await it.taps(label)
    return it.text


async def my_people(paul: Phone) -> str:
    await paul.sends("/start")
    await paul.taps("Mes personnes")
    return paul.text


async def test_an_outing_together_is_found_again_once_it_has_begun(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, claire: Phone
) -> None:
    await goes_with(town, amina, paul)
    assert "Après une sortie ensemble" in await our_outings(paul)
    await town.until(SATURDAY_EVENING + timedelta(hours=1))
    told = await our_outings(paul)
    assert "Concert" in told
    assert "Avec Amina" in told
    assert "Bilal" not in told
    assert "Après une sortie ensemble" in await our_outings(claire)


@pytest.mark.parametrize("ticked", ["absent", "excused"])
async def test_who_was_not_there_was_not_together(town: Town, amina: Phone, paul: Phone, ticked: str) -> None:
    place = await goes_with(town, amina, paul)
    await town.until(SATURDAY_EVENING + timedelta(hours=1))
    (row,) = table(town, "SELECT session_id FROM reservations")
    await paul.presses(f"tick:{row['session_id']}:{place}:{ticked}:1")
    assert "Concert" not in await our_outings(paul)


async def test_who_is_no_longer_followed_is_a_number(town: Town, amina: Phone, paul: Phone, claire: Phone) -> None:
    await goes_with(town, amina, paul)
    await town.until(SATURDAY_EVENING + timedelta(hours=1))
    async with town.storage.writing() as store:
        await store.teams.give_person(amina.person_id, claire.person_id)
    told = await our_outings(paul)
    assert "Avec 1 autre personne" in told
    assert "Amina" not in told


async def test_after_a_while_without_news_one_soft_word_and_no_letter(town: Town, amina: Phone, paul: Phone) -> None:
    await amina.sends("/start")
    assert "pas de nouvelles" not in await my_people(paul)
    before = len(table(town, "SELECT 1 FROM letters"))
    await town.pass_time(days=JUST_OVER.days)
    assert NO_NEWS.format("Amina") in await my_people(paul)
    assert not any(number in paul.text for number in ("60", "61"))
    assert len(table(town, "SELECT 1 FROM letters")) == before
    await amina.sends("/start")
    assert "pas de nouvelles" not in await my_people(paul)


async def test_whoever_has_paused_is_left_in_peace(town: Town, amina: Phone, paul: Phone) -> None:
    async with town.storage.writing() as store:
        for stage in set(Stage) - {Stage.AFTER}:
            await store.people.stop(amina.person_id, stage)
    await town.pass_time(days=JUST_OVER.days)
    assert "pas de nouvelles" not in await my_people(paul)
    async with town.storage.writing() as store:
        await store.people.resume(amina.person_id, Stage.EVE)
    assert NO_NEWS.format("Amina") in await my_people(paul)


async def test_an_outing_that_was_asked_for_them_is_news(town: Town, amina: Phone, paul: Phone) -> None:
    """Longer ago than a while she asked; the outing itself was later."""
    await asks(town, amina)
    await paul.taps("Accepter")
    await town.pass_time(days=JUST_OVER.days)
    assert "pas de nouvelles" not in await my_people(paul)
    await town.pass_time(days=20)
    assert NO_NEWS.format("Amina") in await my_people(paul)


async def test_after_a_year_nothing_is_said_any_more(town: Town, amina: Phone, paul: Phone) -> None:
    await town.pass_time(days=LONG_AGO.days + 2)
    assert "pas de nouvelles" not in await my_people(paul)


async def test_it_is_said_of_who_has_no_account_and_to_nobody_else(
    town: Town, paul: Phone, claire: Phone, karine: Phone
) -> None:
    await enrols(paul)
    await town.pass_time(days=JUST_OVER.days)
    for other in (claire, karine):
        await other.presses("people")
        assert "pas de nouvelles" not in other.all_text
    assert NO_NEWS.format("Fatima") in await my_people(paul)
