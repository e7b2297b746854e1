"""A language is a folder and a line: a made-up one is chosen, read, and said to be a draft."""

import re

from handlers.joining import draft
from handlers.text import Translator
from locales.languages import LANGUAGES, SOURCE, Language
from tests.phone import Phone
from tests.whole.made_up import PLAIN


async def test_it_is_chosen_by_its_name_and_the_home_screen_is_in_it(amina: Phone, made_up: Language) -> None:
    await amina.sends("/langue")
    await amina.taps(made_up.name)
    said = "\n".join((amina.text, *amina.buttons))
    assert said.count("⟦") > 5
    assert re.findall(PLAIN, said) == ["Amina"], "something is left in French"


async def test_whoever_reads_a_draft_is_told_so_and_whoever_reads_the_source_is_not(amina: Phone) -> None:
    for language in LANGUAGES:
        await amina.presses(f"speak:{language}")
        told = draft(Translator(language))
        for screen in ("/langue", "/aide"):
            await amina.sends(screen)
            assert (told in amina.text) == (language != SOURCE), f"{screen} in {language}"


def test_it_counts_as_its_line_says_though_babel_does_not_know_it(made_up: Language) -> None:
    t = Translator(made_up.code)
    none, one, two = (t.plural("{n} place", "{n} places", n) for n in (0, 1, 2))
    assert none.replace("0", "1") == one != two.replace("2", "1")


async def test_they_are_told_when_they_choose_it(amina: Phone) -> None:
    for language in LANGUAGES:
        await amina.presses(f"speak:{language}")
        told = draft(Translator(language))
        assert amina.toast.startswith(told) == (language != SOURCE), language
