"""« Sorties à accompagner », « J'accompagne », « Je ne peux plus »: a volunteer goes along with the people of a house."""

from datetime import UTC, datetime, timedelta

from bot.domain.letters import Kind
from handlers.group_words import SIGNS
from tests.conftest import beneficiary, volunteer
from tests.given import GONE, fates, table
from tests.papers import documents
from tests.phone import Phone
from tests.stories.test_company import asks
from tests.stories.test_reminders import FRIDAY, SATURDAY_EVENING, hears
from tests.town import Town

WANTED = "Sorties à accompagner"
TAKE = "J'accompagne cette sortie"
CANNOT = "Je ne peux plus"
WINDOW = datetime(2027, 3, 9, 23, tzinfo=UTC)
"""Three days before the outing of Saturday, at midnight of Paris."""
MEETING = "Rendez-vous : samedi 13 mars 2027 à 19 h 40, devant le lieu."


async def lacks(town: Town, paul: Phone, *people: Phone) -> list[int]:
    """They have a place at the concert, wish for company, and nobody of the staff comes along."""
    places = [await asks(town, people[0], places=12)]
    for it in people[1:]:
        await it.presses("ask_company:1")
        places.append(int(table(town, "SELECT max(id) AS id FROM reservations")[0]["id"]))
    for place in places:
        await paul.presses(f"accept:{place}")
    await town.deliver()
    return places


async def takes(town: Town, it: Phone) -> None:
    await it.sends("/start")
    await it.taps(WANTED)
    await it.taps("Concert")
    await it.taps(TAKE)
    await town.deliver()


def companions(town: Town) -> list[int | None]:
    return [row["companion_id"] for row in table(town, "SELECT companion_id FROM reservations ORDER BY id")]


async def test_a_volunteer_takes_an_outing_and_whoever_lacked_company_reads_who_comes(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina, bilal)
    await takes(town, victor)
    assert victor.toast == "C'est noté. Merci."
    assert "Vous accompagnez cette sortie." in victor.text
    for it in (amina, bilal):
        assert "Victor vous accompagne." in it.text
        assert MEETING in it.text
        assert any(f"Le mot pour vous reconnaître : {word}" in it.text for word in SIGNS.values())
    assert companions(town) == [victor.person_id] * 2
    await victor.sends("/start")
    await victor.taps(WANTED)
    assert "Aucune sortie ne cherche quelqu'un pour le moment." in victor.text
    await victor.sends("/start")
    await victor.taps("J'accompagne")
    assert "Concert" in victor.text


async def test_before_the_days_of_the_outing_a_volunteer_reads_nothing_of_people(
    town: Town, amina: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    for button in ("group:1", "accompanying:1", "accompanying:1:j1", "i_accompany", "company_over:1"):
        await victor.presses(button)
    assert "À partir du mercredi 10 mars 2027, vous lisez qui vient et où est le rendez-vous." in victor.all_text
    for secret in ("Amina", "Rendez-vous", "Le mot pour", "personne vient"):
        assert secret not in victor.all_text


async def test_in_the_days_of_the_outing_first_names_places_the_meeting_and_the_word_are_read_and_not_after(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina, bilal)
    table(town, "UPDATE people SET name = 'Amina Benali' WHERE id = ?", amina.person_id)
    await takes(town, victor)
    await town.until(WINDOW - timedelta(seconds=1))
    await victor.presses("group:1")
    assert "Amina" not in victor.text
    await town.until(WINDOW)
    await victor.presses("group:1")
    assert "2 personnes viennent avec vous.\nAmina : 2 places\nBilal : 2 places" in victor.text
    assert MEETING in victor.text
    assert victor.messages[-1].protected
    await town.until(datetime(2027, 3, 14, 22, 59, 59, tzinfo=UTC))
    await victor.presses("group:1")
    assert "Amina" in victor.text
    await town.until(datetime(2027, 3, 14, 23, tzinfo=UTC))
    await victor.presses("group:1")
    assert "Amina" not in victor.text
    assert "Benali" not in victor.all_text


async def test_a_volunteer_is_reminded_as_who_comes_along_is(
    town: Town, amina: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    heard = await hears(town, victor, SATURDAY_EVENING)
    assert [text.split("\n")[0] for text in heard] == [
        "Rappel : vous accompagnez quelqu'un à cette sortie.",
        "C'est bientôt l'heure : vous accompagnez quelqu'un.",
    ]
    assert all("Amina : 2 places" in text for text in heard)


async def test_who_wishes_for_company_later_joins_by_itself(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    await bilal.presses("ask:1:1")
    await town.deliver()
    await paul.presses("accept:2")
    await bilal.presses("go_so:2:company")
    assert "Victor vous accompagne." in bilal.text
    assert MEETING in bilal.text
    await town.deliver()
    assert "cherche quelqu'un" not in paul.text


async def test_a_wish_that_came_with_the_request_joins_with_the_yes(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    await bilal.presses("ask_company:1")
    await town.deliver()
    before = len(bilal.from_bot)
    await paul.presses("accept:2")
    await town.deliver()
    (said,) = [it.text for it in bilal.from_bot[before:] if it.kind == "text"]
    assert "Place confirmée." in said
    assert "Victor vous accompagne." in said


async def test_the_referent_who_says_i_come_along_comes_along_instead_of_the_group(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    await bilal.presses("ask_company:1")
    await town.deliver()
    await paul.taps("Accepter et accompagner Bilal")
    await town.deliver()
    assert "Paul vous accompagne." in bilal.text
    assert companions(town) == [victor.person_id, paul.person_id]


async def test_two_volunteers_for_one_need_one_takes_it_and_the_other_reads_so(
    town: Town, amina: Phone, paul: Phone, victor: Phone, nour: Phone
) -> None:
    await lacks(town, paul, amina)
    await nour.sends("/start")
    await nour.taps(WANTED)
    await nour.taps("Concert")
    await takes(town, victor)
    await nour.taps(TAKE)
    assert nour.toast == "Cette sortie ne cherche plus personne pour l'accompagner. Merci."
    assert companions(town) == [victor.person_id]
    await victor.presses("take_group:1")
    assert len(table(town, "SELECT * FROM companions")) == 1


async def test_i_cannot_any_more_reopens_the_need_and_tells(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone, nour: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    await victor.presses("group:1")
    await victor.taps(CANNOT)
    await victor.taps("Oui, je ne peux plus")
    assert "Vous n'accompagnez plus cette sortie." in victor.text
    await town.deliver()
    assert "La personne qui devait venir avec vous ne peut plus." in amina.text
    assert "Amina cherche quelqu'un pour y aller." in karine.text
    assert companions(town) == [None]
    await victor.presses("group:1")
    assert victor.toast == GONE
    assert (await hears(town, victor, FRIDAY)) == []
    await takes(town, nour)
    assert "Nour vous accompagne." in amina.text


async def test_a_group_is_of_one_house(town: Town, amina: Phone, paul: Phone) -> None:
    await lacks(town, paul, amina)
    marc = await volunteer(town, 4006, "Marc", organisation="Autre relais")
    await marc.sends("/start")
    await marc.taps(WANTED)
    assert "Concert" not in marc.text
    await marc.presses("take_group:1")
    assert companions(town) == [None]


async def test_who_gives_the_place_back_is_no_longer_met_and_why_is_nobody_s_business(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, victor: Phone
) -> None:
    places = await lacks(town, paul, amina, bilal)
    await takes(town, victor)
    await bilal.presses(f"left:{places[1]}")
    await town.deliver()
    assert "Bilal" not in victor.all_text
    await town.until(WINDOW)
    await amina.presses(f"left:{places[0]}")
    await town.deliver()
    assert "Amina ne vient plus avec vous." in victor.text
    assert "annulé" not in victor.text
    assert fates(town, Kind.COMPANY_OVER) == ["overtaken", "sent"]


async def test_a_small_group_has_room_again_when_somebody_leaves_it(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, victor: Phone
) -> None:
    places = await lacks(town, paul, amina, bilal)
    await takes(town, victor)
    table(town, "UPDATE accompanied_outings SET most = 2")
    lila = await beneficiary(town, paul, 1009, "Lila")
    await lila.presses("ask_company:1")
    await paul.presses("accept:3")
    await town.deliver()
    assert companions(town) == [victor.person_id, victor.person_id, None]
    await amina.presses(f"left:{places[0]}")
    await town.deliver()
    assert "Victor vous accompagne." in lila.text
    assert companions(town)[1:] == [victor.person_id] * 2


async def test_the_file_of_a_volunteer_s_data_names_the_outing_and_nobody_of_it(
    town: Town, amina: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    await victor.sends("/confidentialite")
    await victor.taps("Mes données")
    told = documents(victor)["mes-donnees.txt"].decode()
    assert "QUI ACCOMPAGNE LES SORTIES" in told
    assert "Sortie : Concert" in told
    assert "Amina" not in told
