"""« Oui d'avance »: given per person, for all or one genre, seen by the person, taken back; it still has its author."""

from bot.domain.letters import Kind
from tests.conftest import beneficiary
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.town import Town


async def gives(paul: Phone, amina: Phone, what: str = "Dire oui pour tout") -> None:
    await paul.presses(f"person:{amina.person_id}")
    await paul.taps("Donner un oui d'avance")
    await paul.taps(what)


async def asks(town: Town, it: Phone, title: str = "Concert", genre: str = "") -> None:
    await it.presses(f"ask:{await of_genre(town, title, genre)}:1")


async def of_genre(town: Town, title: str, genre: str) -> int:
    return await town.publish(title, genre=genre)


def states(town: Town) -> list[str]:
    return [row["state"] for row in table(town, "SELECT state FROM reservations ORDER BY id")]


async def test_the_answer_comes_at_once_under_paul_s_name(town: Town, amina: Phone, paul: Phone) -> None:
    await gives(paul, amina)
    await asks(town, amina)
    assert amina.toast == "Place confirmée."
    assert table(town, "SELECT state, decided_by FROM reservations") == [
        {"state": "approved", "decided_by": paul.person_id}
    ]
    assert table(town, "SELECT state, actor_id FROM history ORDER BY id") == [
        {"state": "requested", "actor_id": amina.person_id},
        {"state": "approved", "actor_id": paul.person_id},
    ]
    await town.deliver()
    assert "Place confirmée." in amina.text
    assert "Accord donné d'avance par Paul." in amina.text
    assert "Accord donné d'avance par Paul." in paul.text
    assert "Amina : 1 place" in paul.text
    assert fates(town, Kind.REQUEST, Kind.NUDGE, Kind.BACKUP) == []
    assert fates(town, Kind.REMINDER) == ["waiting"] * 5


async def test_paul_s_telephone_does_not_ring(town: Town, amina: Phone, paul: Phone) -> None:
    await gives(paul, amina)
    await asks(town, amina)
    await town.deliver()
    assert paul.from_bot[-1].silent
    assert not next(it for it in reversed(amina.from_bot) if it.text).silent


async def test_amina_sees_it(town: Town, amina: Phone, paul: Phone) -> None:
    await amina.presses("my_referent")
    assert "d'avance" not in amina.text
    await gives(paul, amina)
    await amina.presses("my_referent")
    assert "Paul dit oui d'avance pour toutes vos sorties." in amina.text


async def test_for_one_genre_the_others_wait_for_an_answer(town: Town, amina: Phone, paul: Phone) -> None:
    for title, genre in (("Opéra", "musique"), ("Match", "sport")):
        await of_genre(town, title, genre)
    await paul.presses(f"standing:{amina.person_id}")
    await paul.taps("Dire oui pour un genre")
    assert "Pour quel genre de sortie ?" in paul.text
    await paul.taps("musique")
    assert "Oui pour ce genre : musique" in paul.text
    await asks(town, amina, "Quatuor", "musique")
    await asks(town, amina, "Course", "sport")
    assert states(town) == ["approved", "requested"]
    await amina.presses("my_referent")
    assert "Paul dit oui d'avance pour ce genre : musique" in amina.text


async def test_taken_back_the_next_request_waits_and_the_former_place_stays(
    town: Town, amina: Phone, paul: Phone
) -> None:
    await gives(paul, amina)
    await asks(town, amina)
    await paul.presses(f"standing:{amina.person_id}")
    await paul.taps("Retirer le oui pour tout")
    assert paul.toast == "C'est retiré. Les places confirmées restent confirmées."
    await asks(town, amina, "Ballet")
    assert states(town) == ["approved", "requested"]
    await paul.presses(f"take_back_yes:{amina.person_id}:1")
    assert paul.toast == "C'est déjà fait."


async def test_given_twice_it_is_there_once(town: Town, amina: Phone, paul: Phone) -> None:
    for _ in range(2):
        await paul.presses(f"give_yes:{amina.person_id}:0")
    assert len(table(town, "SELECT * FROM standing_yes")) == 1


async def test_only_the_person_s_own_referent_can_give_it(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    """Not a colleague, not even one who stands in, not a coordinator, not the person."""
    await paul.presses(f"go_away:{claire.person_id}:20270301:20270307")
    for it in (claire, karine, amina):
        for pressed in (f"give_yes:{amina.person_id}:0", f"standing:{amina.person_id}"):
            await it.presses(pressed)
            assert it.toast == GONE
    assert table(town, "SELECT * FROM standing_yes") == []


async def test_the_word_of_a_referent_who_left_is_worth_nothing(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    await gives(paul, amina)
    await karine.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    assert table(town, "SELECT * FROM standing_yes WHERE revoked_at IS NULL") == []
    await asks(town, amina)
    assert states(town) == ["requested"]
    await amina.presses("my_referent")
    assert "d'avance" not in amina.text


async def test_another_person_s_yes_is_not_amina_s(town: Town, amina: Phone, paul: Phone) -> None:
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    await gives(paul, bilal)
    await asks(town, amina)
    assert states(town) == ["requested"]


async def test_asked_face_to_face_paul_is_not_told_what_he_did(town: Town, amina: Phone, paul: Phone) -> None:
    await gives(paul, amina)
    await paul.presses(f"ask_for:{amina.person_id}:{await of_genre(town, 'Concert', '')}:1")
    await town.deliver()
    assert states(town) == ["approved"]
    assert "Place confirmée." in amina.text
    assert fates(town, Kind.AHEAD) == []
