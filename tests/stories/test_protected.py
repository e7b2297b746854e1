"""What names people cannot be forwarded, however one came to see it: messages are edited in place."""

from tests.phone import Phone
from tests.town import Town


async def test_what_a_referent_reads_about_people_cannot_be_forwarded(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish()
    await amina.presses(f"ask:{concert}:1")
    await town.deliver()
    await paul.sends("/start")
    for label in ("Demandes à traiter", "Accueil", "Mes personnes", "Amina"):
        await paul.taps(label)
        assert paul.from_bot[-1].protected, label
    assert all(message.protected for message in paul.from_bot if "Amina" in message.text)


async def test_what_a_person_reads_about_outings_can_be_shown_to_anyone(town: Town, amina: Phone) -> None:
    await town.publish()
    await amina.sends("/sorties")
    assert not amina.from_bot[-1].protected
