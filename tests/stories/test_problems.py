"""« Signaler un problème »: it rings at night, reaches those who can help and not whom it may be about; the first who sees
to it says so."""

from datetime import datetime, timedelta

import pytest

from bot.domain.letters import Kind
from bot.domain.people import Role
from tests.conftest import join, phone
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.stories.test_meeting import LATER, MEETING, NEXT_MONDAY, concert, victor
from tests.town import Town

__all__ = ["concert", "victor"]

NIGHT = LATER + timedelta(minutes=30)
"""Half past ten in the evening, in Paris."""


@pytest.fixture
async def lea(town: Town) -> Phone:
    """Another coordinator."""
    return await join(phone(town, 3004, "Léa"), Role.COORDINATOR)


async def tells(town: Town, it: Phone, session: int, label: str) -> None:
    await it.presses(f"meeting:{session}")
    await it.taps("Signaler un problème")
    await it.taps(label)
    await town.deliver()


async def test_a_problem_reaches_the_coordinators_and_the_referent_at_once_and_rings_at_night(
    town: Town, amina: Phone, paul: Phone, karine: Phone, lea: Phone, victor: Phone, concert: int
) -> None:
    await town.until(NIGHT)
    await tells(town, amina, concert, "Je ne vois personne")
    assert amina.text.startswith("C'est envoyé. L'équipe est prévenue.")
    assert "112" in amina.text
    for it in (karine, lea, paul):
        assert not it.from_bot[-1].silent, it.name
        for said in ("Amina, à 22 h 30 : Je ne vois personne.", "Concert", "19 h 40, devant le lieu", "soleil"):
            assert said in it.text, it.name
        assert "Victor Hugo accompagne Amina." in it.text
        assert "Bilal" not in it.text
    assert "Problème" not in victor.all_text


async def test_whom_one_meets_does_not_read_it_and_that_is_said(
    town: Town, amina: Phone, paul: Phone, karine: Phone, concert: int
) -> None:
    async with town.storage.writing() as store:
        (mine,) = [it for it in await store.roll.of_session(concert) if it.person_id == amina.person_id]
        assert await store.company.let_go(mine.id, mine.companion_id or 0)
        assert await store.company.accompany(mine.id, paul.person_id)
    await town.until(MEETING)
    await amina.presses(f"trouble:{concert}")
    assert "La personne que vous rencontrez ne le lit pas." in amina.text
    await amina.taps("Je ne me sens pas en sécurité")
    await town.deliver()
    assert "Je ne me sens pas en sécurité." in karine.text
    assert "sécurité" not in paul.all_text
    await paul.presses("problem:1")
    assert paul.toast == GONE


async def test_of_a_companion_s_problem_each_referent_reads_of_their_own_people(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, claire: Phone, karine: Phone, victor: Phone, concert: int
) -> None:
    table(town, "UPDATE people SET referent_id = ? WHERE id = ?", claire.person_id, bilal.person_id)
    await town.until(MEETING)
    await tells(town, victor, concert, "Il manque quelqu'un")
    for it, theirs, other in ((paul, "Amina", "Bilal"), (claire, "Bilal", "Amina")):
        assert "Victor Hugo, à 19 h 40 : Il manque quelqu'un." in it.text
        assert theirs in it.text
        assert other not in it.text.split("Problème signalé")[-1]
    assert "Amina" in karine.text
    assert "Bilal" in karine.text
    assert "sécurité" not in amina.all_text


async def test_the_first_who_sees_to_it_says_so_and_who_told_reads_who(
    town: Town, amina: Phone, paul: Phone, karine: Phone, lea: Phone, concert: int
) -> None:
    await town.until(NIGHT)
    await tells(town, amina, concert, "Je suis en retard")
    await karine.taps("Je m'en occupe")
    assert "Karine s'en occupe." in karine.text
    await town.deliver()
    assert amina.text.startswith("Karine s'occupe de votre problème.")
    assert not amina.from_bot[-1].silent
    await lea.taps("Je m'en occupe")
    assert lea.toast == "C'est déjà fait."
    assert "Karine s'en occupe." in lea.text
    assert table(town, "SELECT taken_by FROM problems") == [{"taken_by": karine.person_id}]


async def test_the_same_twice_is_one_and_again_once_somebody_saw_to_it(
    town: Town, amina: Phone, karine: Phone, concert: int
) -> None:
    await town.until(MEETING)
    for _ in range(2):
        await tells(town, amina, concert, "Je suis en retard")
    assert karine.all_text.count("Problème signalé") == 1
    await karine.taps("Je m'en occupe")
    await tells(town, amina, concert, "Je suis en retard")
    assert karine.all_text.count("Problème signalé") == 2


async def test_something_else_leaves_at_once_and_words_may_follow(
    town: Town, amina: Phone, karine: Phone, concert: int
) -> None:
    await town.until(MEETING)
    await tells(town, amina, concert, "Autre chose")
    assert "Amina, à 19 h 40 : Autre chose." in karine.text
    assert "Ses mots" not in karine.text
    await amina.sends("x" * 201)
    assert "200 lettres" in amina.text
    await tells(town, amina, concert, "Autre chose")
    await amina.sends("Il y a deux entrées <b>ici</b>")
    assert amina.text.startswith("Vos mots sont envoyés à l'équipe.")
    await town.deliver()
    assert "Ses mots : Il y a deux entrées <b>ici</b>" in karine.text
    assert len(table(town, "SELECT id FROM problems")) == 1


async def test_words_typed_by_another_are_nobody_s(
    town: Town, amina: Phone, bilal: Phone, karine: Phone, concert: int
) -> None:
    await town.until(MEETING)
    await tells(town, amina, concert, "Autre chose")
    table(town, "UPDATE people SET expects = ? WHERE id = ?", f"typed_trouble:{concert}:1", bilal.person_id)
    await bilal.sends("Ce n'est pas de moi")
    await town.deliver()
    assert table(town, "SELECT words FROM problems") == [{"words": ""}]
    assert "pas de moi" not in karine.all_text


async def test_who_was_to_be_accompanied_and_is_left_alone_can_still_tell(
    town: Town, amina: Phone, karine: Phone, victor: Phone, concert: int
) -> None:
    await town.until(MEETING)
    await amina.presses(f"meeting:{concert}")
    async with town.storage.writing() as store:
        assert await store.company.let_go(1, victor.person_id)
    await amina.taps("Signaler un problème")
    await amina.taps("Je ne vois personne")
    await town.deliver()
    assert "Amina, à 19 h 40 : Je ne vois personne." in karine.text


@pytest.mark.parametrize("at", [MEETING - timedelta(days=4), NEXT_MONDAY])
async def test_outside_the_days_around_it_nothing_is_told(
    town: Town, amina: Phone, karine: Phone, concert: int, at: datetime
) -> None:
    await town.until(at)
    await amina.presses(f"say_trouble:{concert}:late")
    assert amina.toast == GONE
    assert fates(town, Kind.PROBLEM) == []


async def test_where_there_is_nobody_to_tell_that_is_said(town: Town, amina: Phone, concert: int) -> None:
    table(town, "UPDATE people SET referent_id = NULL")
    await town.until(MEETING)
    await amina.presses(f"say_trouble:{concert}:late")
    assert amina.toast == "Nous n'avons trouvé personne à prévenir. En cas de danger, appelez le 112."
    assert table(town, "SELECT * FROM problems") == []


@pytest.mark.parametrize("who", ["amina", "bilal", "victor", "claire"])
async def test_who_was_not_told_reads_nothing_of_it(
    town: Town, amina: Phone, bilal: Phone, victor: Phone, claire: Phone, karine: Phone, concert: int, who: str
) -> None:
    it = {"amina": amina, "bilal": bilal, "victor": victor, "claire": claire}[who]
    await town.until(MEETING)
    await tells(town, amina, concert, "Je suis en retard")
    before = len(it.from_bot)
    for data in ("problem:1", "on_it:1", "problem_taken:1"):
        await it.presses(data)
        assert it.toast == GONE, data
    assert "Je suis en retard" not in "".join(message.text for message in it.from_bot[before:])
    assert table(town, "SELECT taken_by FROM problems") == [{"taken_by": None}]
