"""« Proposer à quelqu'un d'autre »: the first volunteer who says yes goes along; until then who asked still does."""

import asyncio

import pytest

from bot import swapping
from bot.domain.refusals import TakenOver
from tests.conftest import volunteer
from tests.given import GONE, table
from tests.phone import Phone
from tests.stories.test_removing import goes
from tests.town import Town

TAKEN = "Quelqu'un d'autre accompagne déjà cette sortie. Merci d'avoir répondu."


@pytest.fixture
async def victor(town: Town, paul: Phone, karine: Phone) -> Phone:
    return await volunteer(town, 4004, "Victor Nomdefamille")


@pytest.fixture
async def walid(town: Town, victor: Phone) -> Phone:
    return await volunteer(town, 4005, "Walid")


@pytest.fixture
async def wanda(town: Town, victor: Phone) -> Phone:
    return await volunteer(town, 4006, "Wanda")


async def offers(town: Town, amina: Phone, paul: Phone, victor: Phone) -> int:
    group = await goes(town, amina, paul, victor)
    await victor.presses(f"cannot_lead:{group}")
    await victor.taps("Proposer à quelqu'un d'autre")
    await town.deliver()
    return group


def leader(town: Town) -> int:
    (row,) = table(town, "SELECT companion_id FROM reservations")
    return int(row["companion_id"])


async def test_the_others_read_the_outing_and_nothing_of_people(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone, walid: Phone
) -> None:
    before = len(amina.from_bot)
    await offers(town, amina, paul, victor)
    assert victor.toast == "C'est proposé aux autres bénévoles. Vous accompagnez jusqu'à leur réponse."
    assert "Victor cherche quelqu'un pour accompagner cette sortie à sa place." in walid.text
    assert "Marche" in walid.text
    assert "Amina" not in walid.all_text
    assert "Nomdefamille" not in walid.all_text
    assert leader(town) == victor.person_id, "he goes along until somebody takes over"
    assert not any("ne peut plus" in it.text for it in amina.from_bot[before:])


async def test_the_first_yes_takes_over_and_everybody_reads_it(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone, walid: Phone, wanda: Phone
) -> None:
    group = await offers(town, amina, paul, victor)
    await walid.taps("J'accompagne à sa place")
    assert walid.toast == "C'est noté. Merci."
    await wanda.taps("J'accompagne à sa place")
    assert wanda.toast == TAKEN
    await town.deliver()
    assert leader(town) == walid.person_id
    assert "Walid vous accompagne." in amina.text
    assert "Walid accompagne cette sortie à votre place." in victor.text
    assert table(town, "SELECT person_id FROM companions") == [{"person_id": walid.person_id}]
    await victor.presses(f"group:{group}")
    assert victor.toast == GONE
    assert "cherche quelqu'un d'autre" not in karine.all_text, "nobody was left alone"


async def test_two_at_once_are_one(
    town: Town, amina: Phone, paul: Phone, victor: Phone, walid: Phone, wanda: Phone
) -> None:
    group = await offers(town, amina, paul, victor)

    async def takes(it: Phone) -> bool:
        async with town.storage.writing() as store:
            try:
                await swapping.take(store, await store.people.get(it.person_id), group, town.clock.now())
            except TakenOver:
                return False
            return True

    assert sorted(await asyncio.gather(takes(walid), takes(wanda))) == [False, True]
    assert len(table(town, "SELECT person_id FROM companions")) == 1


async def test_who_changes_their_mind_still_goes_along(
    town: Town, amina: Phone, paul: Phone, victor: Phone, walid: Phone
) -> None:
    group = await offers(town, amina, paul, victor)
    await victor.presses(f"cannot_lead:{group}")
    assert "Vous avez proposé cette sortie à d'autres." in victor.text
    assert "Proposer à quelqu'un d'autre" not in victor.buttons
    await victor.taps("Ne plus proposer, j'accompagne")
    await walid.taps("J'accompagne à sa place")
    assert walid.toast == TAKEN
    assert leader(town) == victor.person_id


async def test_where_there_is_nobody_else_it_is_said(town: Town, amina: Phone, paul: Phone, victor: Phone) -> None:
    group = await goes(town, amina, paul, victor)
    await victor.presses(f"cannot_lead:{group}")
    await victor.taps("Proposer à quelqu'un d'autre")
    assert victor.toast == "Aucun autre bénévole ne peut accompagner cette sortie. Rien n'a été changé."
    assert table(town, "SELECT offered_at FROM companions") == [{"offered_at": None}]


async def test_neither_another_house_nor_who_has_not_read_the_advice_is_asked(
    town: Town, amina: Phone, paul: Phone, victor: Phone, walid: Phone
) -> None:
    olga = await volunteer(town, 4008, "Olga", organisation="Autre relais")
    new = await volunteer(town, 4009, "Nouria", briefed=False)
    group = await offers(town, amina, paul, victor)
    for it in (olga, new):
        assert "cherche quelqu'un" not in it.all_text
    for pressed in ("swap", "take_over"):
        await olga.presses(f"{pressed}:{group}")
        assert olga.toast == GONE, pressed
    await new.presses(f"take_over:{group}")
    assert leader(town) == victor.person_id
