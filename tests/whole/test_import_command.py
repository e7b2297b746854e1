"""`passerelle import` of an address: the same as of a file, and a clear sentence for each reason why not."""

import pytest

from bot.commands import Stop
from bot.commands.importing import bring
from bot.domain.agendas import WhyNot
from bot.fetching import Fetching
from bot.settings import Settings
from handlers.agenda_words import why_sentence
from handlers.text import Translator
from locales.languages import LANGUAGES
from tests import canary
from tests.feeds.files import HEADINGS, as_csv
from tests.given import rows
from tests.sites import site

KEY = "clef-tres-secrete"
BAL = ("Bal", "20/03/2099", "20h00", "La Criée", "30 quai de Rive Neuve", "13007", "Marseille", "4")


async def test_an_address_is_imported_as_a_file_is(
    url: str, unused_tcp_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    canary.typed(KEY)
    found = Settings(token="", database_url=url)
    async with site(unused_tcp_port) as it:
        address = f"{it.gives('sorties.csv', as_csv([HEADINGS, BAL]))}?key={KEY}"
        await bring(found, address, True, False, it.fetching())
        assert "Rien n'a été changé" in capsys.readouterr().out
        assert rows(url, "SELECT * FROM sessions") == []
        for said in ("Nouvelles : 1", "Identiques : 1"):
            await bring(found, address, False, True, it.fetching())
            told = capsys.readouterr()
            assert said in told.out
            assert KEY not in told.out + told.err
    assert [it["publication"] for it in rows(url, "SELECT publication FROM sessions")] == ["published"]


async def test_a_site_that_the_operator_has_not_named_is_named_with_the_remedy(url: str) -> None:
    with pytest.raises(Stop, match=r"« openagenda\.com » n'est pas permis.*PASSERELLE_AGENDA_HOSTS"):
        await bring(
            Settings(token="", database_url=url), f"https://openagenda.com/x?key={KEY}", True, False, Fetching(())
        )


async def test_what_is_no_agenda_is_said_as_of_a_file(url: str, unused_tcp_port: int) -> None:
    async with site(unused_tcp_port) as it:
        with pytest.raises(Stop, match="type de fichier"):
            await bring(
                Settings(token="", database_url=url), it.gives("page.html", "<html>"), True, False, it.fetching()
            )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", WhyNot)
def test_every_reason_has_a_sentence(why: WhyNot, language: str) -> None:
    assert why_sentence(why, "agenda.test", Translator(language)).unescape().strip()
