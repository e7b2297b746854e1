"""« Je m'absente »: requests, notices and lists follow the colleague, and come back by themselves."""

from datetime import UTC, datetime, timedelta

from bot.domain.letters import Kind
from bot.domain.people import Role
from tests.conftest import beneficiary, join, phone
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.town import Town

SUNDAY_NIGHT = datetime(2027, 3, 7, 23, 0, tzinfo=UTC)


async def leaves(paul: Phone, colleague: str = "Claire", since: str = "Aujourd'hui", weeks: str = "1 semaine") -> None:
    await paul.presses("settings")
    for label in ("Je m'absente", colleague, since, weeks):
        await paul.taps(label)
    assert paul.toast == "C'est noté."
    await paul.town.deliver()


async def asks(town: Town, it: Phone, title: str = "Concert") -> int:
    await it.presses(f"ask:{await town.publish(title)}:1")
    await town.deliver()
    return max(int(row["id"]) for row in table(town, "SELECT id FROM reservations"))


async def test_paul_says_for_how_long_and_claire_is_told(town: Town, paul: Phone, claire: Phone) -> None:
    await leaves(paul)
    assert "Absence du lundi 1er mars 2027 au dimanche 7 mars 2027." in paul.text
    assert "Claire répond à votre place." in paul.text
    await town.deliver()
    assert "Paul s'absente. Vous répondez à sa place." in claire.text


async def test_requests_go_to_claire_and_her_yes_bears_her_name(
    town: Town, amina: Phone, paul: Phone, claire: Phone
) -> None:
    await leaves(paul)
    asked = await asks(town, amina)
    assert "Amina demande 1 place." in claire.text
    assert "Vous répondez à la place de Paul." in claire.text
    assert "Amina demande" not in paul.all_text
    await claire.taps("Accepter")
    await town.deliver()
    assert "Réponse donnée par Claire." in amina.text
    assert table(town, "SELECT decided_by FROM reservations") == [{"decided_by": claire.person_id}]
    assert fates(town, Kind.OUTCOME) == ["overtaken"], "Claire is not told what she did"
    await claire.presses(f"request:{asked}")
    assert "Demande acceptée par Claire." in claire.text


async def test_the_letter_says_who_read_it(town: Town, amina: Phone, paul: Phone, claire: Phone) -> None:
    await leaves(paul)
    await asks(town, amina)
    (row,) = table(town, "SELECT to_id, why FROM letters WHERE kind = 'request'")
    assert row == {"to_id": paul.person_id, "why": f"read by {claire.person_id}"}


async def test_lists_show_both_and_say_for_whom(town: Town, amina: Phone, paul: Phone, claire: Phone) -> None:
    await beneficiary(town, claire, 1006, "Ines")
    await asks(town, amina, "Ballet")
    await leaves(paul)
    await claire.presses("requests")
    assert "Amina demande 1 place." in claire.text
    await claire.presses("people")
    assert "Ines : compte confirmé" in claire.text
    assert "Amina, pour Paul : compte confirmé" in claire.text
    await claire.taps("Amina")
    assert "Ballet" in claire.text
    assert not any(label.startswith("Donner un oui d'avance") for label in claire.buttons)


async def test_notices_follow_too(town: Town, amina: Phone, paul: Phone, claire: Phone) -> None:
    await leaves(paul)
    await amina.presses("call_me")
    await town.deliver()
    assert "Amina souhaite vous parler." in claire.text
    await amina.presses("my_referent")
    assert "Paul s'absente jusqu'au dimanche 7 mars 2027. Claire répond." in amina.text


async def test_a_new_account_can_be_confirmed_by_claire(town: Town, paul: Phone, claire: Phone) -> None:
    await leaves(paul)
    await beneficiary(town, paul_s_colleague_confirms(paul, claire), 1007, "Sami")
    assert table(town, "SELECT confirmed_at FROM people WHERE name = 'Sami'")[0]["confirmed_at"]


def paul_s_colleague_confirms(paul: Phone, claire: Phone) -> Phone:
    """Claire's telephone, for a person whom Paul follows."""
    return Phone(claire.world, claire.town, claire.account, claire.name, paul.person_id)


async def test_all_is_as_before_when_it_ends(town: Town, amina: Phone, paul: Phone, claire: Phone) -> None:
    await leaves(paul)
    await town.until(SUNDAY_NIGHT - timedelta(minutes=1))
    await claire.presses("people")
    assert "Amina, pour Paul" in claire.text
    await town.until(SUNDAY_NIGHT)
    await claire.presses("people")
    assert "Amina" not in claire.text
    asked = await asks(town, amina)
    assert "Amina demande 1 place." in paul.text
    await claire.presses(f"accept:{asked}")
    assert claire.toast == GONE
    await paul.presses("away")
    assert "Qui répond à votre place ?" in paul.text


async def test_what_paul_had_read_before_waits_in_claire_s_list_and_its_nudge_is_hers(
    town: Town, amina: Phone, paul: Phone, claire: Phone
) -> None:
    await asks(town, amina)
    assert "Amina demande 1 place." in paul.text
    await leaves(paul)
    await town.pass_time(hours=6)
    assert "Amina attend toujours une réponse." in claire.text
    assert "toujours" not in paul.all_text


async def test_back_sooner_than_planned(town: Town, amina: Phone, paul: Phone, claire: Phone) -> None:
    await leaves(paul)
    await town.pass_time(hours=1)
    await paul.presses("away")
    await paul.taps("Je suis de retour")
    await asks(town, amina)
    assert "Amina demande 1 place." in paul.text
    assert "Amina" not in claire.all_text
    await paul.presses("returned")
    assert paul.toast == "C'est déjà fait."


async def test_an_absence_that_begins_on_monday_changes_nothing_before(
    town: Town, amina: Phone, paul: Phone, claire: Phone
) -> None:
    await leaves(paul, since="Lundi prochain", weeks="2 semaines")
    await asks(town, amina)
    assert "Amina" in paul.text
    assert "Amina" not in claire.all_text
    await town.pass_time(days=7)
    await asks(town, amina, "Ballet")
    assert "Ballet" in claire.text


async def test_the_last_day_can_be_typed(town: Town, paul: Phone, claire: Phone) -> None:
    for label in ("Je m'absente", "Claire", "Demain", "Écrire le dernier jour"):
        await paul.presses("settings") if label == "Je m'absente" else None
        await paul.taps(label)
    for wrong in ("bientôt", "31/02/2027", "01/03/2020", "14/03/2047", "01/03/2027"):
        await paul.sends(wrong)
        assert table(town, "SELECT * FROM absences") == [], wrong
        assert "par exemple 14/03/2027" in paul.text
        await paul.presses(f"write_last_day:{claire.person_id}:20270302")
    await paul.sends("14/03/2027")
    assert "Absence du mardi 2 mars 2027 au dimanche 14 mars 2027." in paul.text


async def test_claire_is_away_too_henri_answers_then_the_coordinator(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    """One step further at most; and two who stand in for each other lead to the coordinator, not in circles."""
    henri = await join(phone(town, 2004, "Henri"), Role.REFERENT)
    await leaves(paul)
    await leaves(claire, "Henri")
    await asks(town, amina)
    assert "Amina demande 1 place." in henri.text
    await leaves(henri, "Paul")
    second = await asks(town, amina, "Ballet")
    assert "Ballet" in karine.text
    await amina.presses("call_me")
    await town.deliver()
    assert "Amina souhaite vous parler." in karine.text
    await karine.taps("Voir Amina")
    assert "compte confirmé" in karine.text
    await karine.presses(f"accept:{second}")
    assert karine.toast == "Demande acceptée. Amina reçoit la réponse."
    await henri.presses("away")
    await henri.taps("Je suis de retour")
    await karine.presses("request:1")
    assert karine.toast == GONE


async def test_three_away_in_a_row_are_the_coordinator_s_even_if_a_fourth_is_there(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    henri = await join(phone(town, 2004, "Henri"), Role.REFERENT)
    odile = await join(phone(town, 2005, "Odile"), Role.REFERENT)
    await leaves(paul)
    await leaves(claire, "Henri")
    await leaves(henri, "Odile")
    await asks(town, amina)
    assert "Amina demande 1 place." in karine.text
    assert "Amina" not in odile.all_text


async def test_a_request_of_the_colleague_herself_goes_to_the_coordinator(
    town: Town, paul: Phone, claire: Phone, karine: Phone
) -> None:
    """Claire stands in for Paul, who is her own referent: she does not answer for herself (D7)."""
    code = await town.invite(Role.BENEFICIARY, "Claire", referent=paul.person_id)
    await claire.sends(f"/start {code}")
    await claire.taps("Je suis d'accord")
    await town.deliver()
    await paul.taps("Confirmer Claire")
    await leaves(paul)
    asked = await asks(town, claire)
    await claire.presses(f"accept:{asked}")
    assert claire.toast == GONE
    assert "Claire demande 1 place." in karine.text
    await karine.taps("Accepter")
    assert karine.toast == "Demande acceptée. Claire reçoit la réponse."


async def test_only_a_colleague_of_the_same_house_can_stand_in(town: Town, paul: Phone, karine: Phone) -> None:
    other = await join(phone(town, 2009, "Odile"), Role.REFERENT, organisation="Autre relais")
    for who in (other.person_id, paul.person_id, karine.person_id, 999):
        await paul.presses(f"go_away:{who}:20270301:20270307")
        assert paul.toast == GONE
    assert table(town, "SELECT * FROM absences") == []


async def test_a_second_absence_takes_the_place_of_the_first(town: Town, paul: Phone, claire: Phone) -> None:
    await leaves(paul)
    await town.pass_time(hours=1)
    await paul.presses(f"go_away:{claire.person_id}:20270310:20270312")
    live = table(town, "SELECT from_at FROM absences WHERE until_at > ?", int(town.clock.now().timestamp()))
    assert live == [{"from_at": int(datetime(2027, 3, 9, 23, 0, tzinfo=UTC).timestamp())}]
    assert town.clock.now() < datetime(2027, 3, 9, tzinfo=UTC) - timedelta(days=1)


async def test_who_stands_in_does_not_confirm_their_own_account(town: Town, paul: Phone, claire: Phone) -> None:
    """Claire opened Paul's invitation to outings, and answers for him meanwhile (D7)."""
    await leaves(paul)
    await claire.sends(f"/start {await town.invite(Role.BENEFICIARY, 'Claire', referent=paul.person_id)}")
    await claire.taps("Je suis d'accord")
    for pressed in ("confirm", "reject", "person", "account"):
        await claire.presses(f"{pressed}:{claire.person_id}")
        assert claire.toast == GONE, pressed
    assert table(town, "SELECT confirmed_at FROM people WHERE name = 'Claire'") == [{"confirmed_at": None}]
    await paul.presses(f"confirm:{claire.person_id}")
    assert paul.toast == "Claire peut maintenant choisir des sorties."


async def test_whom_messages_do_not_reach_is_not_asked_the_coordinator_is(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    """Claire stands in for Paul, and has blocked the bot."""
    await leaves(paul)
    town.world.fail_next("sendMessage", "blocked", chat_id=claire.account)
    asked = await asks(town, amina)
    assert "Amina demande 1 place." in karine.text
    assert "Vous répondez à la place de Paul." in karine.text
    assert fates(town, Kind.REQUEST) == ["sent"]
    await amina.presses("call_me")
    await town.deliver()
    assert "Amina souhaite vous parler." in karine.text
    await karine.presses(f"accept:{asked}")
    await town.deliver()
    assert "Réponse donnée par Karine." in amina.text


async def test_a_referent_whom_messages_do_not_reach_is_as_one_who_is_away_until_back(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    town.world.block(paul.account)
    await town.serve()
    await asks(town, amina, "Ballet")
    assert "Amina demande 1 place." in karine.text
    town.world.unblock(paul.account)
    await paul.sends("/start")
    await asks(town, amina, "Concert")
    assert "Concert" in paul.text
    assert "Concert" not in karine.all_text
    await karine.presses("accept:2")
    assert karine.toast == GONE


async def test_without_anybody_to_turn_to_the_letter_says_so(town: Town, amina: Phone, paul: Phone) -> None:
    town.world.block(paul.account)
    await town.serve()
    await asks(town, amina)
    assert fates(town, Kind.REQUEST) == ["unreachable"]
