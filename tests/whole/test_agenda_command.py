"""`passerelle agenda`: an agenda is tried before it is followed, and its key is shown nowhere."""

import pytest

from bot.commands import Stop
from bot.commands.agendas import follow, tell
from bot.domain.people import Role
from bot.settings import Settings
from tests import canary
from tests.feeds.files import HEADINGS, as_csv
from tests.given import NOW, rows, storage_at
from tests.sites import Site, site

KEY = "clef-tres-secrete"
BAL = ("Bal", "20/03/2099", "20h00", "La Criée", "30 quai de Rive Neuve", "13007", "Marseille", "4")


async def coordinated(url: str) -> Settings:
    """A town with one coordinator."""
    canary.typed(KEY)
    async with storage_at(url) as storage, storage.writing() as store:
        house = await store.people.organisation("CCAS de Marseille", NOW)
        number = await store.people.add("Karine", house, None, NOW)
        await store.people.grant(number, Role.COORDINATOR)
    return Settings(token="", database_url=url)


def address(it: Site) -> str:
    return f"{it.gives('sorties.csv', as_csv([HEADINGS, BAL]))}?key={KEY}"


async def test_an_agenda_is_followed_and_listed_without_its_key(
    url: str, unused_tcp_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found = await coordinated(url)
    async with site(unused_tcp_port) as it:
        for hour in (7, 9):
            await follow(found, address(it), " CCAS  de Marseille ", hour, it.fetching())
            assert "Agenda 1 suivi : 1 événements lus." in capsys.readouterr().out
    await tell(found)
    said = capsys.readouterr().out
    assert f"1 : CCAS de Marseille, https://agenda.test:{unused_tcp_port}/sorties.csv?…, chaque jour à 9 h." in said
    assert KEY not in said
    assert rows(url, "SELECT * FROM sessions") == []


async def test_what_nobody_would_read_or_cannot_be_read_is_not_followed(url: str, unused_tcp_port: int) -> None:
    found = await coordinated(url)
    async with site(unused_tcp_port) as it:
        with pytest.raises(Stop, match="n'a pas de coordination"):
            await follow(found, address(it), "CCAS de Marseile", 7, it.fetching())
        with pytest.raises(Stop, match="ne donne pas cet agenda"):
            await follow(found, it.gives("x", b"", 404), "CCAS de Marseille", 7, it.fetching())
        with pytest.raises(Stop, match="aucune sortie"):
            await follow(
                found, it.gives("x.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "CCAS de Marseille", 7, it.fetching()
            )
    assert rows(url, "SELECT * FROM agendas") == []
    assert len(rows(url, "SELECT * FROM organisations")) == 1
