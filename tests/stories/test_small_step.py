"""The next small step: proposed once, asked for in one tap, read by Paul only if Amina shows her project."""

from datetime import timedelta

import pytest

from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from tests.given import GONE, table
from tests.phone import Phone
from tests.stories.test_roll_call import MONDAY_AT_TEN, SATURDAY_EVENING, goes
from tests.stories.test_small_project import WORDS, shows, writes
from tests.town import ZONE, Town

FURTHER = "Un petit pas : un lieu un peu plus loin."


async def a_little_further(town: Town, title: str = "Ballet", north: float = 0.009, days: int = 10) -> int:
    """A kilometre from the Silo."""
    venue = VenueDraft(f"Théâtre du {title}", "1 quai", "13002", "Marseille", 43.313 + north, 5.366)
    draft = SessionDraft(SATURDAY_EVENING + timedelta(days=days), capacity=4)
    offer = OfferDraft(f"test:{title}", (1,), title, venue, (draft,))
    async with town.storage.writing() as store:
        number = await store.offers.add_session(await store.offers.keep_offer(offer), draft, ZONE)
        await store.offers.publish(number)
    return number


@pytest.fixture
async def been(town: Town, amina: Phone, paul: Phone) -> None:
    """Amina has been to the Silo; there is something a little further, and something far."""
    await goes(town, paul, amina)
    await town.until(MONDAY_AT_TEN)
    await a_little_further(town, "Opéra", north=0.2, days=9)
    await a_little_further(town)


@pytest.mark.usefixtures("been")
async def test_one_is_proposed_and_asked_for_in_one_tap(town: Town, amina: Phone, paul: Phone) -> None:
    await shows(town, amina)
    assert f"Si vous en avez envie :\nBallet\nmardi 23 mars 2027 à 20 h 00\n{FURTHER}" in amina.text
    assert "Opéra" not in amina.text
    await amina.taps("Voir ce petit pas")
    assert "Théâtre du Ballet" in amina.text
    await amina.taps("Demander une place")
    assert amina.toast == "Demande envoyée."
    await town.deliver()
    assert "Pour Amina, c'est un petit pas : un lieu un peu plus loin." in paul.text
    assert WORDS not in paul.text, "the letter stays in his chat when she shows them no more"
    await paul.taps("Accepter")
    await town.deliver()
    assert "Place confirmée." in amina.text
    await amina.presses("project")
    assert "Si vous en avez envie" not in amina.text
    await town.until(SATURDAY_EVENING + timedelta(days=12))
    await amina.presses("been")
    assert FURTHER in amina.text


@pytest.mark.usefixtures("been")
async def test_paul_reads_nothing_of_it_from_who_does_not_show_their_project(
    town: Town, amina: Phone, paul: Phone
) -> None:
    await writes(amina)
    await amina.taps("Voir ce petit pas")
    await amina.taps("Demander une place")
    await town.deliver()
    assert "Amina demande 1 place." in paul.text
    assert "petit pas" not in paul.all_text
    assert WORDS not in paul.all_text


@pytest.mark.usefixtures("been")
async def test_not_now_is_silence_for_a_month(town: Town, amina: Phone) -> None:
    await amina.presses("project")
    await amina.taps("Pas maintenant")
    assert "Pas de petit pas proposé pendant un mois." in amina.text
    await amina.presses("project")
    assert "Si vous en avez envie" not in amina.text
    await amina.presses("small_step")
    assert amina.toast == GONE
    await amina.presses("take_step:3")
    assert table(town, "SELECT 1 FROM small_steps") == []
    later = await a_little_further(town, "Danse", days=45)
    await town.pass_time(days=29)
    await amina.presses("project")
    assert "Danse" not in amina.text
    await town.pass_time(days=2)
    await amina.presses("project")
    assert "Danse" in amina.text
    await amina.presses(f"take_step:{later}")
    assert len(table(town, "SELECT 1 FROM small_steps")) == 1


async def test_who_has_been_nowhere_is_proposed_none(town: Town, amina: Phone) -> None:
    await a_little_further(town)
    await amina.presses("project")
    assert "Ballet" not in amina.text


@pytest.mark.usefixtures("been")
async def test_only_the_one_that_is_proposed_can_be_taken_as_one(town: Town, amina: Phone, bilal: Phone) -> None:
    for who in (amina, bilal):
        await who.presses("take_step:2")
        assert "Quelque chose a changé depuis." in who.toast
    assert table(town, "SELECT 1 FROM small_steps") == []
    assert len(table(town, "SELECT 1 FROM reservations")) == 1


@pytest.mark.usefixtures("been")
async def test_what_was_answered_with_no_is_not_proposed_again(town: Town, amina: Phone, paul: Phone) -> None:
    await amina.presses("small_step")
    await amina.taps("Demander une place")
    await town.deliver()
    await paul.taps("Refuser")
    await paul.taps("Raison : la date pose un problème.")
    await amina.presses("project")
    assert "Ballet" not in amina.text
    await a_little_further(town, "Cirque", days=12)
    await amina.presses("project")
    assert "Cirque" in amina.text
