"""An agenda of the web that the house follows: what is new in it is proposed once a day, and nothing is published."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.letters import Kind
from bot.domain.people import Role
from handlers.agenda_rounds import AgendaRounds
from storage.store import Storage
from tests import canary
from tests.conftest import join, phone
from tests.feeds.files import HEADINGS, as_csv
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.sites import Site, site
from tests.town import ZONE, Town

PLACE = ("La Criée", "30 quai de Rive Neuve", "13007", "Marseille")
CONCERT = ("Concert", "13/03/2027", "20h00", *PLACE, "4")
BAL = ("Bal", "20/03/2027", "20h00", *PLACE, "4")
MARDI = ("Bal", "02/03/2027", "20h00", *PLACE, "4")
NEWS = "Un agenda suivi par votre structure a du nouveau."
KEY = "clef-tres-secrete"


class Followed:
    """One agenda of the house, on a site whose content the test writes; a day passes when it says so."""

    def __init__(self, town: Town, at: Site) -> None:
        self._town, self.at = town, at
        self.was_read = asyncio.Event()
        self.rounds = AgendaRounds(town.storage, at.fetching(), town.clock.now, ZONE, self.was_read.set)

    def says(self, *rows: tuple[str, ...]) -> None:
        self.at.gives("sorties.csv", as_csv([HEADINGS, *rows]))

    def is_away(self) -> None:
        self.at.gives("sorties.csv", b"", 503)

    async def follow(self, organisation: str = "CCAS Belle de Mai", hour: int = 7) -> int:
        async with self._town.storage.writing() as store:
            house = await store.people.organisation(organisation, self._town.clock.now())
            return await store.agendas.add(house, f"{self.at.url('sorties.csv')}?key={KEY}", hour)

    async def is_read(self, **after: float) -> None:
        self._town.clock.move(timedelta(**after))
        await self.rounds.once()
        await self._town.deliver()


@pytest.fixture
async def agenda(town: Town, karine: Phone, unused_tcp_port: int) -> AsyncIterator[Followed]:
    canary.typed(KEY)
    async with site(unused_tcp_port) as it:
        yield Followed(town, it)


def letters(it: Phone) -> int:
    """How many came to them."""
    sql = "SELECT * FROM letters WHERE kind = 'agenda_news' AND fate = 'sent'"
    return sum(row["to_id"] == it.person_id for row in table(it.town, sql))


async def test_what_is_new_is_proposed_and_published_by_her_alone(
    town: Town, agenda: Followed, karine: Phone, amina: Phone
) -> None:
    await agenda.follow()
    agenda.says(CONCERT, BAL)
    await agenda.is_read()
    assert karine.text.startswith(NEWS)
    assert "Nouvelles : 2" in karine.text
    assert KEY not in karine.all_text
    assert table(town, "SELECT * FROM sessions") == []
    assert "Concert" not in amina.all_text
    await karine.taps("Publier")
    assert "Publiées : 2" in karine.text
    await amina.sends("/sorties")
    assert "Concert" in amina.text
    await agenda.is_read(days=1)
    assert letters(karine) == 1, "nothing is new"


async def test_an_agenda_is_read_once_a_day_by_whoever_comes_first(
    town: Town, agenda: Followed, karine: Phone, url: str
) -> None:
    await agenda.follow(hour=11)
    agenda.says(CONCERT)
    await agenda.is_read()
    assert agenda.at.heard == [], "it is ten o'clock"
    other = await Storage.open(url)
    try:
        second = AgendaRounds(other, agenda.at.fetching(), town.clock.now, ZONE, town.bot.ring)
        town.clock.move(timedelta(hours=1))
        await asyncio.gather(agenda.rounds.once(), second.once())
    finally:
        await other.close()
    await agenda.is_read(hours=5)
    assert len(agenda.at.heard) == 1
    await agenda.is_read(days=1)
    assert len(agenda.at.heard) == 2


async def test_what_she_left_or_has_not_answered_is_no_news_the_next_day(
    town: Town, agenda: Followed, karine: Phone
) -> None:
    await agenda.follow()
    agenda.says(MARDI, BAL)
    await agenda.is_read()
    await karine.taps("Abandonner")
    await agenda.is_read(days=1)
    assert letters(karine) == 1, "she has said no"
    await agenda.is_read(days=1)
    assert letters(karine) == 1, "one of its two dates has passed"
    agenda.says(BAL, CONCERT)
    await agenda.is_read(days=1)
    assert letters(karine) == 2
    agenda.says(CONCERT)
    await agenda.is_read(days=1)
    assert letters(karine) == 2, "what is gone from the agenda is no news"
    await karine.taps("Publier")
    assert karine.toast
    assert "Nouvelles : 1" in karine.text, "the preview is of today"
    await karine.taps("Publier")
    assert [it["title"] for it in table(town, "SELECT title FROM offers")] == ["Concert"]


async def test_a_letter_that_was_overtaken_stays_in_its_envelope(town: Town, agenda: Followed, karine: Phone) -> None:
    """Two coordinators: the second reads nothing of what the first has dealt with, and nobody else reads anything."""
    karim = await join(phone(town, 3004, "Karim"), Role.COORDINATOR)
    carole = await join(phone(town, 3005, "Carole"), Role.COORDINATOR, organisation="Autre relais")
    number = await agenda.follow()
    agenda.says(CONCERT)
    await agenda.is_read()
    assert (letters(karine), letters(karim), letters(carole)) == (1, 1, 0)
    await karine.taps("Publier")
    await karim.taps("Publier")
    assert "n'apporte rien de nouveau" in karim.text
    assert len(table(town, "SELECT * FROM sessions")) == 1
    for door in ("agenda_away", "ask_stop_agenda", "stop_agenda"):
        await carole.presses(f"{door}:{number}")
        assert carole.toast == GONE
    assert len(table(town, "SELECT * FROM agendas")) == 1


async def test_after_three_days_without_it_she_reads_why_once(town: Town, agenda: Followed, karine: Phone) -> None:
    await agenda.follow()
    agenda.is_away()
    for day in range(5):
        await agenda.is_read(days=1)
        assert fates(town, Kind.AGENDA_AWAY) == (["sent"] if day >= 2 else [])
    assert "ne donne pas cet agenda" in karine.all_text
    assert KEY not in karine.all_text
    agenda.says(CONCERT)
    await agenda.is_read(days=1)
    assert letters(karine) == 1
    agenda.is_away()
    for _ in range(3):
        assert len(fates(town, Kind.AGENDA_AWAY)) == 1, "counted from the last time that it was read"
        await agenda.is_read(days=1)
    assert fates(town, Kind.AGENDA_AWAY) == ["sent", "sent"]
    await karine.presses("desk")
    await karine.taps("Agendas suivis")
    assert "ne donne pas cet agenda" in karine.text
    await karine.taps("Ne plus suivre : agenda.test")
    await karine.taps("Ne plus suivre")
    assert karine.toast == "Cet agenda n'est plus suivi."
    assert table(town, "SELECT * FROM agendas") == []


async def test_the_alarm_clock_wakes_the_reading(town: Town, agenda: Followed, karine: Phone) -> None:
    await agenda.follow()
    agenda.says(CONCERT)
    async with agenda.rounds.waking(timedelta(seconds=0.02)):
        async with asyncio.timeout(10):
            await agenda.was_read.wait()
    await town.deliver()
    assert letters(karine) == 1
