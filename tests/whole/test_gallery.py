"""The pictures for people who review the words: whatever is drawn there exists, in each language."""

from pathlib import Path

from locales.languages import LANGUAGES
from storage.schema import upgrade
from tests.gallery.sheet import sheet
from tests.gallery.town import settled


async def test_the_main_screens_are_drawn_in_each_language(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/town.db"
    upgrade(url)
    async with settled(url) as town:
        seen = {}
        for language in LANGUAGES:
            views = [(name, await town.sees(who, data, language)) for name, who, data in town.screens]
            assert [view.at for _, view in views] == [data for *_, data in town.screens], language
            seen[language] = sheet(language, views)
    assert len(set(seen.values())) == len(LANGUAGES)
