"""« Où et quand venir parler ? »: the team settles it in the chat, people read it, and are reminded if they wish."""

from datetime import UTC, datetime, timedelta

from bot.domain.letters import Kind
from bot.domain.people import Role
from tests.conftest import volunteer
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.town import Town

TALK = "Où et quand venir parler ?"
MONDAY_EVENING = datetime(2027, 3, 1, 17, 0, tzinfo=UTC)
"""18:00 in Marseille, the day before."""
NEXT_MONDAY = MONDAY_EVENING + timedelta(days=7)
SECOND = "Me le rappeler : mar. 9 mars"


async def opens(amina: Phone) -> str:
    await amina.presses("permanences")
    return amina.text


async def test_four_messages_make_one_and_people_read_where_when_and_who(
    town: Town, tuesdays: Phone, amina: Phone
) -> None:
    assert "Chaque mardi, de 14 h 00 à 17 h 00" in tuesdays.text
    assert "Paul accueille." in tuesdays.text
    said = await opens(amina)
    assert said.splitlines()[:5] == [
        TALK,
        "Vous pouvez venir sans rendez-vous.",
        "",
        "mardi 2 mars 2027, de 14 h 00 à 17 h 00",
        "Lieu : Maison du quartier, 12 rue Bernard, 13003 Marseille",
    ]
    assert [line for line in said.splitlines() if line.startswith("mardi")] == [
        f"mardi {day} mars 2027, de 14 h 00 à 17 h 00" for day in (2, 9, 16)
    ]
    assert said.count("Paul vous accueille.") == 3
    await amina.taps("Comment y aller : Maison du quartier")
    assert "Lieu : Maison du quartier" in amina.text


async def test_what_cannot_be_read_is_asked_again_and_nothing_is_lost(town: Town, karine: Phone) -> None:
    await karine.presses("new_permanence")
    await karine.sends("le mardi matin")
    assert "Je ne comprends pas ces heures." in karine.text
    await karine.sends("mardi 9h-12h")
    assert "Dans quel lieu ?" in karine.text
    await karine.presses("our_permanences")
    assert "Il manque le lieu. Les personnes ne voient pas encore cette permanence." in karine.text


async def test_nobody_sees_it_before_it_has_a_place(town: Town, karine: Phone, amina: Phone) -> None:
    await karine.presses("new_permanence")
    await karine.sends("mardi 9h-12h")
    assert "Il n'y a pas de permanence pour le moment." in await opens(amina)
    await amina.taps("Demander à parler à mon référent")
    assert amina.toast == "Votre référent est prévenu."


async def test_a_reminder_is_one_tap_comes_the_day_before_and_can_be_stopped(
    town: Town, tuesdays: Phone, amina: Phone
) -> None:
    await opens(amina)
    for _ in range(2):
        await amina.presses("remind_permanence:1:20270309")
    assert amina.toast == "C'est noté. Vous recevez un rappel la veille à 18 h."
    assert amina.text.count("Un rappel est prévu la veille à 18 h.") == 1
    await amina.taps("Ne plus me rappeler : mar. 9 mars")
    assert amina.toast == "Ce rappel est arrêté."
    await amina.taps(SECOND)
    before = len(amina.from_bot)
    await town.until(NEXT_MONDAY - timedelta(minutes=1))
    assert len(amina.from_bot) == before
    await town.until(NEXT_MONDAY)
    (letter,) = [it.text for it in amina.from_bot[before:] if it.kind == "text"]
    assert letter.startswith("Rappel : vous pouvez venir parler avec nous.")
    assert "Paul vous accueille." in letter
    await town.until(NEXT_MONDAY + timedelta(days=7))
    assert len(amina.from_bot) == before + 1
    assert fates(town, Kind.PERMANENCE) == ["overtaken", "sent"]


async def test_past_the_evening_before_nobody_can_be_reminded(town: Town, tuesdays: Phone, amina: Phone) -> None:
    await town.until(MONDAY_EVENING)
    await opens(amina)
    assert not any(label.startswith("Me le rappeler : mar. 2 mars") for label in amina.buttons)
    await amina.presses("remind_permanence:1:20270302")
    assert fates(town, Kind.PERMANENCE) == []


async def test_a_day_is_closed_in_three_taps_and_whoever_waits_reads_the_next_ones(
    town: Town, tuesdays: Phone, amina: Phone
) -> None:
    await opens(amina)
    await amina.taps(SECOND)
    await tuesdays.taps("Fermer ou changer un jour")
    await tuesdays.taps("mardi 9 mars 2027")
    await tuesdays.taps("Fermer ce jour")
    assert "Pas de permanence ce jour." in tuesdays.text
    assert "Pas de permanence mardi 9 mars 2027." in await opens(amina)
    await town.until(NEXT_MONDAY)
    assert amina.text.startswith("La permanence prévue mardi 9 mars 2027 n'a pas lieu.")
    assert "mardi 16 mars 2027, de 14 h 00 à 17 h 00" in amina.text


async def test_whoever_was_reminded_already_reads_at_once_that_it_is_otherwise(
    town: Town, tuesdays: Phone, amina: Phone, bilal: Phone
) -> None:
    await opens(amina)
    await amina.taps(SECOND)
    await town.until(NEXT_MONDAY + timedelta(hours=1))
    before, others = len(amina.from_bot), len(bilal.from_bot)
    await tuesdays.presses("ask_day_hours:1:20270309")
    await tuesdays.sends("15h-16h")
    await town.deliver()
    assert "mardi 9 mars 2027, de 15 h 00 à 16 h 00" in amina.text
    await tuesdays.presses("permanence_as_usual:1:20270309")
    await tuesdays.presses("i_welcome:1")
    await tuesdays.presses("ended_permanence:1")
    await town.deliver()
    assert amina.text.startswith("La permanence prévue mardi 9 mars 2027 n'a pas lieu.")
    told = [it for it in amina.from_bot[before:] if it.kind == "text"]
    assert len(told) == 2, "what was not read yet is said once, and who welcomes is no news"
    assert len(bilal.from_bot) == others


async def test_the_rhythm_is_one_tap_and_the_other_weeks_another(town: Town, tuesdays: Phone, amina: Phone) -> None:
    await tuesdays.taps("Changer le rythme")
    await tuesdays.taps("Une semaine sur deux")
    assert "Une semaine sur deux, le mardi, de 14 h 00 à 17 h 00" in tuesdays.text
    assert "mardi 2 mars 2027" in await opens(amina)
    await tuesdays.taps("Changer le rythme")
    await tuesdays.taps("Les autres semaines")
    for _ in range(2):
        await tuesdays.presses("set_weeks:1:20270309")
        await tuesdays.presses("set_rhythm:1:fortnight")
    said = await opens(amina)
    assert "mardi 9 mars 2027" in said
    assert "mardi 2 mars 2027" not in said


async def test_whoever_read_that_it_is_closed_reads_that_it_is_open_after_all(
    town: Town, tuesdays: Phone, amina: Phone
) -> None:
    await opens(amina)
    await amina.taps(SECOND)
    await tuesdays.presses("close_permanence_day:1:20270309")
    await town.until(NEXT_MONDAY + timedelta(hours=1))
    assert amina.text.startswith("La permanence prévue mardi 9 mars 2027 n'a pas lieu.")
    await tuesdays.presses("permanence_as_usual:1:20270309")
    await town.deliver()
    assert amina.text.startswith("Rappel : vous pouvez venir parler avec nous.")


async def test_another_weekday_keeps_the_weeks_of_a_fortnight(town: Town, tuesdays: Phone, amina: Phone) -> None:
    await tuesdays.presses("set_rhythm:1:fortnight")
    await tuesdays.presses("set_weeks:1:20270309")
    assert "mardi 9 mars 2027" in await opens(amina)
    await tuesdays.presses("ask_hours:1")
    await tuesdays.sends("jeudi 14h-17h")
    said = await opens(amina)
    assert "jeudi 11 mars 2027" in said
    assert "jeudi 4 mars 2027" not in said


async def test_every_two_weeks_is_counted_from_the_coming_one(town: Town, tuesdays: Phone, amina: Phone) -> None:
    """Told on a Tuesday evening: that of today is over."""
    await town.until(MONDAY_EVENING + timedelta(days=1))
    await tuesdays.presses("set_rhythm:1:fortnight")
    said = await opens(amina)
    assert "mardi 9 mars 2027" in said
    assert "mardi 16 mars 2027" not in said


async def test_another_house_neither_sees_nor_settles_it(town: Town, tuesdays: Phone, claire: Phone) -> None:
    async with town.storage.writing() as store:
        other = await store.people.organisation("Autre relais", town.clock.now())
    table(town, "UPDATE people SET organisation_id = ? WHERE id = ?", other, claire.person_id)
    await claire.presses("our_permanences")
    assert "Il n'y a pas encore de permanence." in claire.text
    for button in ("permanence:1", "ended_permanence:1", "close_permanence_day:1:20270309", "i_welcome:1"):
        await claire.presses(button)
        assert claire.toast == GONE
    assert "mardi" in tuesdays.text


async def test_who_leaves_the_team_welcomes_no_more(
    town: Town, tuesdays: Phone, amina: Phone, paul: Phone, claire: Phone
) -> None:
    await tuesdays.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    assert "L'équipe vous accueille." in await opens(amina)


async def test_a_day_long_past_or_far_ahead_is_refused_with_a_sentence(town: Town, tuesdays: Phone) -> None:
    for typed in ("01/02/2027", "01/04/2029", "demain"):
        await tuesdays.presses("type_permanence_day:1")
        await tuesdays.sends(typed)
        assert "Écrivez un jour à venir, dans l'année, par exemple 14/03/2027." in tuesdays.text
    assert table(town, "SELECT day FROM permanence_days") == []


async def test_the_place_is_put_on_the_map_once_by_its_position(town: Town, tuesdays: Phone, amina: Phone) -> None:
    assert "Ce lieu n'est pas encore sur la carte." in tuesdays.text
    await tuesdays.taps("Choisir le lieu")
    await tuesdays.taps("Placer Maison du quartier sur la carte")
    await tuesdays.sends("à côté de la gare")
    assert "Envoyez la position de Maison du quartier" in tuesdays.text
    town.world.send_location(tuesdays.account, 43.3252468, 5.4003579)
    await town.serve()
    assert "Ce lieu n'est pas encore sur la carte." not in tuesdays.text
    (venue,) = table(town, "SELECT latitude, longitude FROM venues WHERE name = 'Maison du quartier'")
    assert (round(venue["latitude"], 2), round(venue["longitude"], 2)) == (43.33, 5.4)
    await amina.presses("permanence_way:1:20270302")
    assert "Voir sur la carte" in amina.buttons


async def test_a_volunteer_who_welcomes_does_so_as_long_as_they_are_one(
    town: Town, tuesdays: Phone, amina: Phone
) -> None:
    victor = await volunteer(town, 4004, "Victor")
    await tuesdays.presses("ask_welcomer:1")
    await tuesdays.sends("victor")
    assert "Victor vous accueille." in await opens(amina)
    async with town.storage.writing() as store:
        await store.teams.revoke(victor.person_id, Role.VOLUNTEER)
    assert "L'équipe vous accueille." in await opens(amina)
