"""« Sortie accompagnée »: a coordinator prepares a group; who reads of it, and what becomes of it when things change."""

from datetime import timedelta

from bot.domain.people import Role
from tests.conftest import beneficiary, join, phone
from tests.given import GONE, table
from tests.phone import Phone, spaced
from tests.stories.test_company import asks
from tests.stories.test_company_short import AFTER, ALERT, BEFORE
from tests.stories.test_going_along import WINDOW, companions, lacks, takes
from tests.stories.test_reminders import SATURDAY_EVENING, hears
from tests.town import Town

SHORT = "Il manque {} de l'équipe pour accompagner le groupe."


async def prepared(town: Town, karine: Phone) -> None:
    """A concert with a group of the house, as it usually is."""
    await town.publish("Concert", SATURDAY_EVENING, 12)
    await karine.presses("sheet:1")
    await karine.taps("Sortie accompagnée")
    await karine.taps("Préparer un groupe")


async def test_a_group_is_prepared_and_read_on_the_card_before_asking(town: Town, amina: Phone, karine: Phone) -> None:
    await prepared(town, karine)
    assert karine.toast == "Le groupe est prêt."
    await karine.taps("Changer l'endroit")
    await karine.sends("Métro Joliette, sortie 2")
    await karine.taps("Changer l'heure")
    await karine.taps("45 minutes avant le début")
    await karine.taps("Petit groupe")
    await karine.taps("Réserver aux femmes")
    await amina.presses("session:1")
    for line in (
        "Sortie accompagnée par l'équipe.",
        "Rendez-vous : samedi 13 mars 2027 à 19 h 15. Endroit : Métro Joliette, sortie 2",
        "Ce groupe est entre femmes.",
        "Petit groupe : 4 personnes au plus.",
        "Nous cherchons encore qui accompagne ce groupe.",
    ):
        assert line in amina.text
    await amina.presses("offers:together:1")
    assert "Concert" in amina.text


async def test_of_another_house_a_group_is_neither_read_nor_found(town: Town, karine: Phone) -> None:
    await prepared(town, karine)
    claire = await join(phone(town, 2009, "Claire"), Role.REFERENT, organisation="Autre relais")
    await claire.presses("offers:together:1")
    assert "Concert" not in claire.text
    await claire.presses("session:1")
    assert "Sortie accompagnée" not in claire.text


async def test_what_was_typed_badly_changes_nothing(town: Town, karine: Phone) -> None:
    await prepared(town, karine)
    await karine.taps("Changer l'endroit")
    await karine.sends("x" * 201)
    assert "Écrivez un texte de 200 lettres au plus." in karine.text
    await karine.presses("set_meeting:1:181")
    assert karine.toast == GONE
    await karine.presses("set_minimum:1:9")
    assert karine.toast == GONE
    (row,) = table(town, "SELECT meeting_point, minutes_before, minimum FROM accompanied_outings")
    assert row == {"meeting_point": "", "minutes_before": None, "minimum": 1}


async def test_too_few_companions_are_said_three_days_before_together_with_who_has_nobody(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await karine.presses("make_group:1")
    await karine.presses("set_minimum:1:2")
    await takes(town, victor)
    await town.until(BEFORE)
    assert ALERT not in karine.all_text
    await town.until(AFTER)
    assert karine.all_text.count(ALERT) == 1
    assert SHORT.format("1 personne") in karine.text


async def test_enough_companions_alert_nobody(town: Town, karine: Phone, victor: Phone, nour: Phone) -> None:
    await prepared(town, karine)
    await karine.presses("set_minimum:1:2")
    await takes(town, victor)
    await takes(town, nour)
    await town.until(SATURDAY_EVENING)
    assert ALERT not in karine.all_text


async def test_the_next_companion_leads_when_the_first_cannot_and_people_read_who_comes(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone, nour: Phone
) -> None:
    await lacks(town, paul, amina)
    await karine.presses("make_group:1")
    await karine.presses("set_minimum:1:2")
    await takes(town, victor)
    await takes(town, nour)
    await victor.presses("left_group:1")
    await town.deliver()
    assert companions(town) == [nour.person_id]
    assert "Nour vous accompagne." in amina.text
    assert "ne peut plus" not in amina.all_text
    heard = await hears(town, nour, SATURDAY_EVENING)
    assert sum("Amina : 2 places" in text for text in heard) == 2


async def test_the_coordinator_says_who_leads_and_may_lead_herself_but_sends_nobody(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone, nour: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    await karine.presses("choose_leader:1")
    await karine.taps("Je mène le groupe")
    await town.deliver()
    assert "Karine vous accompagne." in amina.text
    await karine.presses("choose_leader:1")
    await karine.taps("Victor mène le groupe")
    await town.deliver()
    assert "Victor vous accompagne." in amina.text
    await karine.presses(f"set_leader:1:{nour.person_id}")
    assert karine.toast == GONE
    assert companions(town) == [victor.person_id]


async def test_another_meeting_is_told_to_who_goes_and_to_a_volunteer_in_the_days_of_the_outing_only(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    await karine.presses("set_meeting:1:30")
    await town.deliver()
    assert "Le rendez-vous a changé.\nRendez-vous : samedi 13 mars 2027 à 19 h 30, devant le lieu." in amina.text
    assert "Le rendez-vous a changé." not in victor.all_text
    await town.until(WINDOW)
    await karine.presses("set_meeting:1:60")
    await town.deliver()
    assert "Le rendez-vous a changé." in victor.text
    assert "19 h 00" in victor.text


async def test_a_moved_outing_takes_its_group_along_and_who_goes_along_with_nobody_yet_reads_it_too(
    town: Town, karine: Phone, victor: Phone
) -> None:
    await prepared(town, karine)
    await takes(town, victor)
    later = SATURDAY_EVENING + timedelta(days=7)
    await karine.presses(f"move_yes:1:{int(later.timestamp())}:0")
    await town.pass_time(minutes=5)
    assert "L'organisateur a changé cette sortie." in victor.text
    assert "Maintenant : samedi 20 mars 2027 à 20 h 00" in victor.text
    assert (await hears(town, victor, SATURDAY_EVENING)) == []
    heard = await hears(town, victor, later)
    assert [text.split("\n")[0] for text in heard] == [
        "Rappel : vous accompagnez quelqu'un à cette sortie.",
        "C'est bientôt l'heure : vous accompagnez quelqu'un.",
    ]
    assert all("samedi 20 mars 2027 à 19 h 40" in spaced(text) for text in heard)


async def test_a_cancelled_outing_is_told_to_who_goes_along_and_names_nobody(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    await karine.presses("call_off_yes:1:1")
    await town.pass_time(minutes=5)
    assert "L'organisateur a annulé cette sortie." in victor.text
    assert "Amina" not in victor.all_text
    assert (await hears(town, victor, SATURDAY_EVENING)) == []
    await victor.presses("i_accompany")
    assert "Vous n'accompagnez aucune sortie pour le moment." in victor.text


async def test_into_a_group_among_women_nobody_is_put_they_join_it_themselves(
    town: Town, amina: Phone, paul: Phone, karine: Phone, nour: Phone
) -> None:
    await prepared(town, karine)
    await karine.presses("say_women:1:1")
    await asks_and_has_it(town, amina, paul)
    await takes(town, nour)
    assert "Un groupe entre femmes va à cette sortie avec Nour." in amina.text
    assert companions(town) == [None]
    await amina.taps("Rejoindre le groupe entre femmes")
    assert amina.toast == "C'est noté. Nour vous accompagne."
    assert companions(town) == [nour.person_id]


async def asks_and_has_it(town: Town, it: Phone, paul: Phone) -> None:
    await it.presses("ask_company:1")
    await town.deliver()
    await paul.taps("Accepter")
    await town.deliver()


async def test_a_referent_who_leaves_the_team_leaves_their_groups(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    lila = await beneficiary(town, claire, 1009, "Lila")
    await asks(town, amina)
    await paul.presses("accept:1")
    await karine.presses("make_group:1")
    await claire.presses("take_group:1")
    await town.deliver()
    assert companions(town) == [claire.person_id]
    assert lila.person_id
    await karine.presses(f"hand_over_now:{claire.person_id}:{paul.person_id}")
    await town.deliver()
    assert "La personne qui devait venir avec vous ne peut plus." in amina.text
    assert companions(town) == [None]
    assert table(town, "SELECT * FROM companions") == []
