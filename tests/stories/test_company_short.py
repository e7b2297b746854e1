"""Three days before, the coordinators hear of whoever still has nobody to go with; on the outing they see it any day."""

from datetime import timedelta

from bot.domain.letters import Kind
from bot.domain.people import Role
from tests.conftest import join, phone
from tests.given import fates, table
from tests.phone import Phone
from tests.stories.test_company import asks
from tests.stories.test_reminders import SATURDAY_EVENING
from tests.town import Town

ALERT = "Cette sortie est bientôt."
BEFORE, AFTER = SATURDAY_EVENING - timedelta(days=3, hours=12), SATURDAY_EVENING - timedelta(days=3, hours=11)


async def goes_alone(town: Town, paul: Phone, it: Phone) -> int:
    """Wishes for company, has the place, and nobody goes along yet."""
    place = await asks(town, it)
    await paul.presses(f"accept:{place}")
    await town.deliver()
    return place


async def test_on_the_outing_the_coordinator_sees_who_has_nobody(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await goes_alone(town, paul, amina)
    await karine.presses("sheet:1")
    assert "1 personne cherche quelqu'un pour y aller." in karine.text
    await karine.taps("Voir qui cherche quelqu'un")
    assert "Amina : 2 places" in karine.text
    await karine.taps("J'accompagne Amina")
    await karine.presses("sheet:1")
    assert "cherche quelqu'un" not in karine.text
    await karine.presses("seeking:1")
    assert "Personne n'attend de compagnie pour cette sortie." in karine.text


async def test_three_days_before_one_alert_for_all_who_have_nobody(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, karine: Phone
) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    for it in (amina, bilal):
        await it.presses(f"ask_company:{concert}")
    for row in table(town, "SELECT id FROM reservations"):
        await paul.presses(f"accept:{row['id']}")
    await town.until(BEFORE)
    assert ALERT not in karine.all_text
    await town.until(AFTER)
    assert karine.all_text.count(ALERT) == 1
    assert "2 personnes cherchent quelqu'un pour y aller.\nAmina : 2 places\nBilal : 2 places" in karine.text
    await karine.taps("J'accompagne Bilal")
    await town.until(SATURDAY_EVENING)
    assert karine.all_text.count(ALERT) == 1


async def test_whoever_has_somebody_alerts_nobody(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    await goes_alone(town, paul, amina)
    await paul.presses("accompany:1")
    await town.until(SATURDAY_EVENING)
    assert ALERT not in karine.all_text
    assert fates(town, Kind.COMPANY_SHORT) == ["overtaken"]


async def test_a_wish_of_the_last_days_alerts_at_once(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await amina.presses(f"ask:{concert}:1")
    await paul.presses("accept:1")
    await town.until(AFTER)
    assert ALERT not in karine.all_text
    await amina.presses("go_so:1:company")
    await town.deliver()
    assert karine.all_text.count(ALERT) == 1


async def test_a_moved_outing_alerts_three_days_before_its_new_date(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await goes_alone(town, paul, amina)
    later = SATURDAY_EVENING + timedelta(days=7)
    await karine.presses(f"move_yes:1:{int(later.timestamp())}:1")
    await town.until(SATURDAY_EVENING)
    assert ALERT not in karine.all_text
    await town.until(later)
    assert karine.all_text.count(ALERT) == 1


async def test_of_another_house_nobody_is_counted_or_named(town: Town, amina: Phone, paul: Phone) -> None:
    await goes_alone(town, paul, amina)
    marc = await join(phone(town, 3004, "Marc"), Role.COORDINATOR, organisation="Autre relais")
    await marc.presses("seeking:1")
    assert "Personne n'attend de compagnie pour cette sortie." in marc.text
    await marc.presses("companion_wanted:1")
    await town.until(SATURDAY_EVENING)
    assert "Amina" not in marc.all_text
