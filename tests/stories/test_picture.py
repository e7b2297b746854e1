"""An outing as a picture: only for who asks, the same in words beside it, and about nobody."""

from handlers.demo.chats import Message
from tests.phone import Phone, spaced
from tests.stories.desk import SATURDAY_EVENING
from tests.town import Town


def photos(it: Phone) -> list[Message]:
    return [each for each in it.from_bot if each.kind == "photo"]


async def test_amina_asks_for_the_picture_of_an_outing_and_only_then_it_comes(
    town: Town, amina: Phone, paul: Phone
) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    for phone in (amina, paul):
        await phone.presses(f"session:{number}")
        assert photos(phone) == []
        await phone.taps("Voir en image")
        (sent,) = photos(phone)
        said = spaced(sent.text)
        for fact in ("Concert au Silo", "samedi", "Le Silo", "35 quai du Lazaret", "M2 Joliette", "Pour entrer"):
            assert fact in said
        assert "Amina" not in said
        assert "CCAS" not in said
        assert not sent.protected, "it is about nobody"
        assert "Retour aux sorties" in phone.buttons


async def test_of_an_outing_that_is_called_off_there_is_no_picture(town: Town, karine: Phone, amina: Phone) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    await karine.presses(f"call_off:{number}")
    await karine.taps("Oui, annuler la sortie")
    await amina.presses(f"drawn:{number}")
    assert photos(amina) == []
    assert "Voir en image" not in amina.buttons
