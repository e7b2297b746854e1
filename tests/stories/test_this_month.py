"""« Ce mois-ci »: a referent has the coming outings of their people on one screen; a person has nothing of it."""

from datetime import UTC, datetime, timedelta

from bot.domain.company import Wish
from tests.given import GONE, IN_TEN_DAYS, NOW, a_session
from tests.phone import Phone
from tests.stories.test_absences import leaves
from tests.town import Town
from tests.whole.ground import approved

BUTTON = "Ce mois-ci"


async def reads(it: Phone) -> list[str]:
    await it.presses("this_month")
    return it.text.splitlines()


async def at(town: Town, days: int, title: str, places: int | None = 4) -> int:
    return await town.publish(title, NOW + timedelta(days=days, hours=10), places=places)


async def goes(town: Town, who: Phone, session: int, companion: int | None = None, wish: Wish | None = None) -> int:
    async with town.storage.writing() as store:
        place = await approved(store, who.person_id, session, NOW)
        if wish is not None:
            await store.company.wish(place, wish)
        if companion is not None:
            assert await store.company.accompany(place, companion)
    return place


async def test_paul_has_the_month_of_his_people_on_one_screen(
    town: Town, paul: Phone, amina: Phone, bilal: Phone
) -> None:
    ballet, concert = await at(town, 19, "Ballet"), await at(town, 9, "Concert")
    full = await at(town, 21, "Cirque", places=1)
    await goes(town, amina, concert, paul.person_id)
    await goes(town, bilal, concert, wish=Wish.GUEST)
    await goes(town, bilal, await at(town, 30, "Marche"), wish=Wish.COMPANY)
    await goes(town, bilal, full)
    await goes(town, amina, await at(town, 31, "En avril"))
    await goes(town, amina, opera := await at(town, 20, "Opéra", places=1), wish=Wish.ALONE)
    await amina.presses(f"wait:{full}:1")
    await bilal.presses(f"wait:{opera}:1")
    async with town.storage.writing() as store:
        await store.reservations.hold(opera, bilal.person_id, 1, IN_TEN_DAYS, None, NOW)
    await amina.presses(f"ask:{ballet}:3")
    await paul.sends("/start")
    await paul.taps(BUTTON)
    assert paul.text.splitlines() == [
        "Ce mois-ci",
        "Les sorties de vos personnes, jusqu'au mercredi 31 mars 2027.",
        "",
        "mer. 10 mars, 20 h 00 : Concert",
        "Amina, 1 place : place confirmée, avec vous",
        "Bilal, 1 place : place confirmée, avec un proche",
        "",
        "sam. 20 mars, 20 h 00 : Ballet",
        "Amina, 3 places : demande à traiter",
        "",
        "dim. 21 mars, 20 h 00 : Opéra",
        "Amina, 1 place : place confirmée, sans compagnie",
        "Bilal, 1 place : place libérée, réponse attendue",
        "",
        "lun. 22 mars, 20 h 00 : Cirque",
        "Amina, 1 place : sur la liste d'attente",
        "Bilal, 1 place : place confirmée",
        "",
        "mer. 31 mars, 21 h 00 : Marche",
        "Bilal, 1 place : place confirmée, cherche quelqu'un",
    ]
    assert paul.buttons[:4] == ["Amina : Ballet", "Amina : Concert", "Bilal : Concert", "Amina : Opéra"]
    await paul.taps("Amina : Ballet")
    assert "Accepter" in paul.buttons


async def test_what_has_begun_is_not_shown_and_the_last_days_show_the_next_month_too(
    town: Town, paul: Phone, amina: Phone
) -> None:
    for days, title in ((9, "Concert"), (24, "Bal"), (45, "Avril"), (61, "Mai")):
        await goes(town, amina, await at(town, days, title))
    for day, shown in (
        (datetime(2027, 3, 10, 19, tzinfo=UTC), ["Bal"]),
        (datetime(2027, 3, 25, 9, tzinfo=UTC), ["Bal"]),
        (datetime(2027, 3, 25, 22, 59, tzinfo=UTC), []),
        (datetime(2027, 3, 25, 23, tzinfo=UTC), ["Avril"]),
    ):
        town.clock.move_to(day)
        said = await reads(paul)
        assert [line.rpartition(" : ")[2] for line in said if " h " in line] == shown, day
    assert "Les sorties de vos personnes, jusqu'au vendredi 30 avril 2027." in said


async def test_whoever_stands_in_reads_for_whom_and_only_meanwhile_and_never_of_themselves(
    town: Town, paul: Phone, claire: Phone, amina: Phone
) -> None:
    await goes(town, amina, concert := await at(town, 9, "Concert"), paul.person_id)
    async with town.storage.writing() as store:
        await store.people.follow(claire.person_id, paul.person_id, 42)
    await goes(town, claire, concert)
    line = "Amina, pour Paul, 1 place : place confirmée, avec Paul"
    assert "Vous ne suivez encore personne. Invitez une première personne." in await reads(claire)
    await leaves(paul)
    assert line in await reads(claire)
    assert "Claire" not in claire.text
    assert "Amina, 1 place : place confirmée, avec vous" in await reads(paul)
    await town.until(NOW + timedelta(days=7))
    assert line not in await reads(claire)


async def test_it_is_nobody_else_s(
    town: Town, paul: Phone, claire: Phone, karine: Phone, amina: Phone, bilal: Phone, victor: Phone
) -> None:
    await goes(town, amina, await at(town, 9, "Concert"))
    for it in (amina, bilal, victor):
        assert BUTTON not in it.buttons
        await it.presses("this_month")
        assert it.toast == GONE
    await goes(town, amina, full := await at(town, 10, "Cirque", places=1))
    await bilal.presses(f"wait:{full}:1")
    await paul.presses("this_month")
    await paul.taps("Bilal : Cirque")
    assert "Numéro de la fiche" in paul.text
    await bilal.presses(f"stop_waiting:{full}")
    assert not any("Bilal" in line for line in await reads(paul))
    for it in (claire, karine):
        assert not any("Amina" in line for line in await reads(it))
    assert "Vous ne suivez personne pour le moment." in karine.text


async def test_a_quiet_month_says_so_kindly_and_a_full_one_has_pages(town: Town, paul: Phone, amina: Phone) -> None:
    said = await reads(paul)
    assert "Vos personnes n'ont pas de sortie prévue jusqu'au mercredi 31 mars 2027." in said
    assert "Voir les sorties" in paul.buttons
    async with town.storage.writing() as store:
        for n in range(13):
            session = await a_session(store, starts_at=IN_TEN_DAYS + timedelta(hours=n), title=f"Bal {n:02}")
            await approved(store, amina.person_id, session, NOW)
    assert sum("Bal" in line for line in await reads(paul)) == 12
    await paul.taps("Page suivante")
    assert [line.rpartition(" : ")[2] for line in paul.text.splitlines() if "Bal" in line] == ["Bal 12"]
    assert "Page 2 sur 2" in paul.text
