"""Who reads plain French has three outings a page and four buttons a message; the others are one tap away."""

from datetime import timedelta

from tests.given import table
from tests.phone import OTHERS, Phone
from tests.stories.desk import SATURDAY_EVENING
from tests.town import Town


async def test_few_at_once_and_nothing_out_of_reach(town: Town, amina: Phone) -> None:
    for rank in range(4):
        await town.publish(f"Bal {rank}", SATURDAY_EVENING + timedelta(days=rank))
    await amina.sends("/langue")
    await amina.taps("Français simple")
    await amina.sends("/sorties")
    assert [label.split(",")[0] for label in amina.buttons] == ["Bal 0", "Bal 1", "Bal 2", OTHERS]
    assert "Bal 3" not in amina.text
    shown = amina.text
    await amina.taps(OTHERS)
    assert amina.text == shown
    assert amina.buttons == ["Page suivante", "Choisir un type de sortie", "Accueil", "Premiers choix"]
    await amina.taps("Premiers choix")
    assert OTHERS in amina.buttons
    await amina.taps("Page suivante")
    assert "Bal 3" in amina.text
    assert "Accueil" in amina.buttons


async def test_the_other_choices_have_the_door_of_the_first(town: Town, amina: Phone) -> None:
    """And lead to looks only: nothing is done behind them."""
    number = await town.publish("Bal", SATURDAY_EVENING)
    await amina.sends("/langue")
    await amina.taps("Français simple")
    for closed in ("choices:2:desk", f"choices:1:sheet.{number}", f"choices:1:ask.{number}.1", "choices:1:"):
        await amina.presses(closed)
        assert amina.toast.startswith("Ce bouton ne marche plus."), closed
    assert table(town, "SELECT id FROM reservations") == []
