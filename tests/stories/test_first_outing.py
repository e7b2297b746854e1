"""The first outing, from the invitation to the word after."""

from datetime import UTC, datetime

from tests.conftest import phone
from tests.phone import Phone
from tests.town import Town

SATURDAY_EVENING = datetime(2027, 3, 13, 19, 0, tzinfo=UTC)


async def test_amina_is_invited_chooses_asks_goes_and_says_a_word(town: Town, paul: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    amina = phone(town, 1001, "Amina")
    await paul.sends("/start")
    await paul.taps("Inviter une personne")
    await paul.sends("Amina")
    await amina.opens(paul.link())
    await amina.taps("Français")
    assert "Nous gardons" in amina.text
    await amina.taps("Je suis d'accord")
    number = next(word for word in amina.text.split() if word.isdigit())
    await town.deliver()
    assert number in paul.text
    await paul.taps("Confirmer Amina")
    await town.deliver()
    await amina.taps("Voir les sorties")
    await amina.taps("Concert")
    await amina.taps("Demander 2 places")
    assert amina.toast == "Demande envoyée."
    await town.deliver()
    assert "Amina demande 2 places." in paul.text
    await paul.taps("Accepter")
    await town.deliver()
    assert "Place confirmée." in amina.text
    assert {m.kind for m in amina.from_bot} >= {"venue", "document"}
    seen = len(amina.from_bot)
    await town.until(SATURDAY_EVENING)
    assert len(amina.from_bot) == seen + 4
    await amina.taps("Je viens")
    assert amina.toast == "Cette sortie a déjà commencé. Rien n'a été changé."
    await town.until(datetime(2027, 3, 14, 12, 0, tzinfo=UTC))
    await amina.taps("Bien")
    assert "Merci" in amina.text
