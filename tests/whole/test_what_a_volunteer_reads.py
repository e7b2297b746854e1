"""Whatever a volunteer presses, with whatever numbers: of people, first names in the days around the outing that they go
along to, and nothing else ever. Every screen whose door is open to them is tried, so that a new one is too."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from markupsafe import Markup

import handlers.visits  # noqa: F401 - every room registers its screens
from bot import reservations
from bot.domain.accompanied_outings import closes_at, opens_at
from bot.domain.people import Role
from bot.domain.refusals import Refusal
from handlers import screens
from handlers.screens import SCREENS, Screen, View, Visit, find
from handlers.text import Translator
from tests.conftest import a_file, beneficiary, volunteer
from tests.given import table
from tests.phone import Phone
from tests.stories.test_going_along import lacks, takes
from tests.town import Town

VICTOR = 4004
A_SECOND, AN_HOUR = timedelta(seconds=1), timedelta(hours=1)
HERE = screens.Town()
OWN = ("speak", "my_data", "erase_me_now")
"""The volunteer's own words, data and end."""

NUMBERS = range(1, 8)
"""Of people, outings, places and groups: all that are there, and more."""

NEVER = ("Benali", "Bilal", "Chloé", "Driss", "Motif caché", "Envie cachée", "1001", "1002")
"""A surname, who has no place, who goes alone, who was refused and why, what somebody would like to try, an account."""
AROUND = ("Amina", "Grille cachée", "Le mot pour vous reconnaître", "1 personne vient avec vous.")


class Undone(Exception):  # noqa: N818 - it is no error
    """So that nothing a gesture changed is kept."""


@pytest.fixture
def url(climbed: Path, tmp_path: Path) -> str:
    """What is drawn is the same on both databases."""
    return a_file(climbed, tmp_path)


@pytest.fixture
async def nour(town: Town, amina: Phone, paul: Phone) -> Phone:
    """Another volunteer, who goes along to nothing. Amina goes to the concert with Victor's group; others of the house
    have to do with that concert too."""
    bilal, chloe, driss = [
        await beneficiary(town, paul, 1002 + n, name) for n, name in enumerate(("Bilal", "Chloé", "Driss"))
    ]
    await lacks(town, paul, amina)
    await bilal.presses("ask_company:1")
    await chloe.presses("ask:1:1")
    await driss.presses("ask_company:1")
    await paul.presses("accept:3")
    async with town.storage.writing() as store:
        await reservations.refuse(store, await store.people.get(paul.person_id), 4, "Motif caché", town.clock.now())
    table(town, "UPDATE people SET name = 'Amina Benali' WHERE id = ?", amina.person_id)
    await takes(town, await volunteer(town, VICTOR, "Victor"))
    async with town.storage.writing() as store:
        house = (await store.people.get(amina.person_id)).organisation_id
        group = await store.accompanied_outings.of(1, house)
        assert group is not None
        await store.accompanied_outings.settle(replace(group, meeting_point="Grille cachée"))
        await store.small_projects.keep(amina.person_id, "Envie cachée", town.clock.now())
    return await volunteer(town, 4005, "Nour")


def buttons(screen: Screen) -> Iterator[str]:
    """Whatever a button of it could say."""
    for many in range(len(screen.kinds) + 1):
        for each in product(*map(_values, screen.kinds[:many])):
            yield ":".join((screen.name, *map(str, each)))


def _values(kind: type) -> Sequence[object]:
    if issubclass(kind, enum.Enum):
        return [it.value for it in kind]
    return NUMBERS


async def everything(town: Town, account: int) -> str:
    """Gestures too; what they change is undone."""
    open_doors = [it for it in SCREENS.values() if Role.VOLUNTEER in it.doors and it.name not in OWN]
    assert len(open_doors) > 20
    return "\n".join([await _drawn(town, account, data) for it in open_doors for data in buttons(it)])


async def _drawn(town: Town, account: int, data: str) -> str:
    drawn = View(Markup(""))
    try:
        screen, args = find(data)
        async with town.storage.writing() as store:
            me = await store.people.of_account(account)
            assert me is not None
            drawn = await screen(Visit(store, me, Translator(), town.clock.now(), HERE, text="mot"), *args)
            raise Undone
    except (Undone, Refusal):
        labels = [button.label for row in drawn.rows for button in row]
        return "\n".join((drawn.text, drawn.toast, *labels))


async def test_a_volunteer_reads_first_names_of_their_group_in_its_days_and_nothing_else_ever(
    town: Town, nour: Phone
) -> None:
    async with town.storage.reading() as store:
        it = await store.offers.session(1)
    for at, around in (
        (town.clock.now(), False),
        (opens_at(it) - A_SECOND, False),
        (opens_at(it), True),
        (it.starts_at + AN_HOUR, True),
        (closes_at(it) - A_SECOND, True),
        (closes_at(it), False),
    ):
        town.clock.move_to(at)
        victor, another = await everything(town, VICTOR), await everything(town, nour.account)
        assert [word for word in NEVER if word in victor + another] == []
        assert [word for word in AROUND if word in victor] == (list(AROUND) if around else []), at
        assert [word for word in AROUND if word in another] == [], at
