"""The catalogues: fresh, complete, and filled with the same values in every language."""

import gettext
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from handlers.text import Translator
from locales.__main__ import HERE, gathered, lacks, main, read, said, told
from locales.languages import LANGUAGES, SOURCE, is_read

README = HERE.parent / "README.md"

COMPLETE = [language for language in LANGUAGES if "@" not in language]

COUNTED = range(300)
"""Enough numbers for every form to be chosen."""


def form_of(language: str, n: int) -> int:
    """Which form is for that number."""
    rule: int = gettext.c2py(LANGUAGES[language].plurals.split("plural=")[1].rstrip(";"))(n)
    return rule


EXACTLY = {
    language: {form for form in range(6) if [form_of(language, n) for n in COUNTED].count(form) == 1}
    for language in LANGUAGES
}
"""The forms that stand for one number, and may say it in letters. French has none: 0 is singular too."""


@dataclass(frozen=True)
class Entry:
    """A sentence and its words, one form each; two forms or more where it counts something."""

    said: tuple[str, ...]
    written: tuple[str, ...]
    fuzzy: bool
    lacks: bool

    @property
    def counts(self) -> bool:
        return len(self.said) > 1


def forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def entries(language: str) -> list[Entry]:
    found = [message for message in catalogue(language) if message.id]
    return [Entry(forms(it.id), forms(it.string), it.fuzzy, lacks(it, language)) for it in found]


def catalogue(language: str) -> Catalog:
    return read(HERE / file(language), language.split("@")[0])


def file(language: str) -> Path:
    return Path(language, "LC_MESSAGES", "bot.po")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, *_ in Formatter().parse(sentence) if name is not None}


def test_gathering_again_changes_nothing(tmp_path: Path) -> None:
    again = tmp_path / "locales"
    shutil.copytree(HERE, again)
    main(again)
    for each in (Path("bot.pot"), *map(file, LANGUAGES)):
        assert (again / each).read_text() == (HERE / each).read_text(), f"{each} is old: run `make strings`"


def test_a_new_language_starts_from_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "pl" / "LC_MESSAGES").mkdir(parents=True)
    main(tmp_path)
    made = read(tmp_path / file("pl"), "pl")
    assert made.num_plurals == 3
    assert all(lacks(message, "pl") for message in made if message.id)


def test_every_folder_is_a_language_and_every_language_has_a_folder() -> None:
    assert {folder.parent.parent.name for folder in HERE.glob("*/LC_MESSAGES/bot.po")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_are_those_of_the_code(language: str) -> None:
    assert {it.said for it in entries(language)} == {forms(message.id) for message in gathered() if message.id}


@pytest.mark.parametrize("language", COMPLETE)
def test_nothing_waits_for_its_words(language: str) -> None:
    assert [it.said for it in entries(language) if it.lacks] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_doubtful_or_left_over(language: str) -> None:
    assert [it.said for it in entries(language) if it.fuzzy] == []
    assert not catalogue(language).obsolete
    assert "#~" not in (HERE / file(language)).read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_say_who_and_how_to_count_and_nothing_that_changes(language: str) -> None:
    header = (HERE / file(language)).read_text().split("\n\n")[0]
    assert '"Project-Id-Version: Passerelle\\n"' in header
    assert f'"Plural-Forms: {LANGUAGES[language].plurals}\\n"' in header
    assert not re.search(r"fuzzy|PROJECT|ORGANIZATION|AUTHOR|YEAR|EMAIL|Creation-Date|Revision-Date", header)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_all_their_forms(language: str) -> None:
    wanted = catalogue(language).num_plurals
    assert {form_of(language, n) for n in COUNTED} == set(range(wanted))
    for it in entries(language):
        if it.counts:
            assert len(it.written) == wanted, it.said
            assert all(it.written) or not any(it.written), f"some forms only: {it.said}"


@pytest.mark.parametrize("language", COMPLETE)
def test_forms_are_chosen_as_babel_names_them(language: str) -> None:
    """Under a million, where some languages say « of »: each form is for one kind of numbers, and each kind has one."""
    kind = LANGUAGES[language].locale.plural_form
    pairs = {(form_of(language, n), kind(n)) for n in COUNTED}
    assert len(pairs) == len({form for form, _ in pairs}) == len({name for _, name in pairs}), pairs


NUMBERS = (0, 1, 2, 3, 5, 11, 21, 100)


@pytest.mark.parametrize(
    ("language", "forms_by_number"),
    [
        ("fr", "00111111"),
        ("en", "10111111"),
        ("ar", "01233445"),
        ("es", "10111111"),
        ("tr", "10111111"),
        ("uk", "20112202"),
        ("fa", "00111111"),
        ("zdj", "00111111"),
    ],
)
def test_numbers_take_the_form_of_each_language(language: str, forms_by_number: str) -> None:
    assert "".join(str(form_of(language, n)) for n in NUMBERS) == forms_by_number


def test_what_counts_is_never_said_without_its_number() -> None:
    """gettext would answer with the form for 1, which in some languages is the form for 21 too, and says its number."""
    found = {sentence for _, sentence in said()}
    assert found & {sentence[0] for sentence in found if isinstance(sentence, tuple)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_the_same_in_every_language(language: str) -> None:
    for it in entries(language):
        for rank, form in enumerate(it.written):
            if form and not _in_letters(it, rank, language):
                assert placeholders(form) == placeholders(it.said[-1]), form


def _in_letters(it: Entry, rank: int, language: str) -> bool:
    """A form that stands for one number may say it without {n}."""
    french = language.startswith(SOURCE) and rank == 0 and "n" not in placeholders(it.said[0])
    alone = french or rank in EXACTLY[language]
    return it.counts and alone and placeholders(it.said[-1]) - placeholders(it.written[rank]) == {"n"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_bring_no_markup_of_their_own(language: str) -> None:
    for it in entries(language):
        for form in (*it.said, *it.written):
            assert not re.search(r"[<>&]", form), form


WRONG = {
    "fr": r"\"|(?<! )[:;?!](?=\s|$)|«(?! )|(?<! )»",
    "fr@falc": r"\"|(?<! )[:;?!](?=\s|$)|«(?! )|(?<! )»",
    "en": r"[«»]| [:;?!]",
    "ar": r"\"|« | »| [:;؟!]|[,;?](?=\s|$)",
    "es": r"\"|« | »| [:;?!]|^[^¿]*\?|^[^¡]*!",
    "tr": r"[«»]| [:;?!]",
    "uk": r"\"|« | »| [:;?!]|[ыэъёЫЭЪЁ]",
    "fa": r"\"|« | »| [:;؟!]|[,;?](?=\s|$)|[\u0643\u0649\u064a]",
    "zdj": r"\"|(?<! )[:;?!](?=\s|$)|«(?! )|(?<! )»",
}
"""Punctuation that is another language's, and letters: Persian has its own k and y."""

NEVER = r"(?!)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_and_spaces_are_of_one_kind(language: str) -> None:
    for it in entries(language):
        for form in filter(None, (*it.said, *it.written) if language == SOURCE else it.written):
            assert not re.search("[‘’‚‛“”„\u00a0\u202f]", form), f"a curly quote or an odd space: {form}"
            assert not re.search(WRONG.get(language, NEVER), form), form
            assert form == "\n".join(" ".join(line.split()) for line in form.split("\n")), form
            assert (form.count("«"), form.count('"') % 2) == (form.count("»"), 0), form


@pytest.mark.parametrize("language", [it for it in COMPLETE if it != SOURCE])
def test_a_label_stays_a_label_and_a_sentence_a_sentence(language: str) -> None:
    for it in entries(language):
        assert (it.said[-1][-1] in ".?") == (it.written[-1][-1] in ".?؟"), it


@pytest.mark.parametrize("language", [it.code for it in LANGUAGES.values() if it.right_to_left])
def test_lines_from_the_right_begin_with_their_own_letter_and_keep_latin_letters_apart(language: str) -> None:
    for it in entries(language):
        for form in it.written:
            for line in form.split("\n"):
                assert re.match(r"[\u0621-\u064a\u0671-\u06d3{]", line), line
            ours = re.sub(r"\{\w+\}|\u2068[^\u2069]*\u2069", "", form)
            assert not re.search("[A-Za-zÀ-ÿ٠-٩۰-۹]", ours), form


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "لم يبقَ أي مقعد."),
        (1, "بقي مقعد واحد."),
        (2, "بقي مقعدان."),
        (3, "بقيت \u20683\u2069 مقاعد."),
        (10, "بقيت \u206810\u2069 مقاعد."),
        (11, "بقي \u206811\u2069 مقعدًا."),
        (99, "بقي \u206899\u2069 مقعدًا."),
        (100, "بقي \u2068100\u2069 مقعد."),
        (101, "بقي \u2068101\u2069 مقعد."),
        (103, "بقيت \u2068103\u2069 مقاعد."),
    ],
)
def test_arabic_has_six_plurals(n: int, said: str) -> None:
    t = Translator("ar")
    assert t.plural("Il reste {n} place.", "Il reste {n} places.", n) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "انتظار برای \u20680\u2069 جا"),
        (1, "انتظار برای \u20681\u2069 جا"),
        (2, "انتظار برای \u20682\u2069 جا"),
        (3, "انتظار برای \u20683\u2069 جا"),
        (11, "انتظار برای \u206811\u2069 جا"),
        (100, "انتظار برای \u2068100\u2069 جا"),
    ],
)
def test_dari_has_two_plurals_and_digits_of_the_town(n: int, said: str) -> None:
    t = Translator("fa")
    assert t.plural("Attendre une place", "Attendre {n} places", n) == said


@pytest.mark.parametrize(
    ("language", "none", "one", "two"),
    [
        ("fr", "0 place", "1 place", "2 places"),
        ("fr@falc", "0 place", "1 place", "2 places"),
        ("en", "0 places", "1 place", "2 places"),
        ("zdj", "Place 0", "Place 1", "Places 2"),
    ],
)
def test_zero_is_singular_in_french_and_plural_in_english(language: str, none: str, one: str, two: str) -> None:
    t = Translator(language)
    assert [t.plural("{n} place", "{n} places", n) for n in (0, 1, 2)] == [none, one, two]


def test_a_sentence_that_was_read_stays_so_until_it_is_said_otherwise(tmp_path: Path) -> None:
    """The translator's mark is kept by `make strings`, and goes with the sentence."""
    again = tmp_path / "en" / "LC_MESSAGES" / "bot.po"
    again.parent.mkdir(parents=True)
    words = (HERE / file("en")).read_text()
    marked = words.replace('msgid "Accueil"', '# relu\nmsgid "Accueil"').replace('msgid "Aide"', '# relu\nmsgid "Aid"')
    again.write_text(marked)
    main(tmp_path)
    assert [it.id for it in read(again, "en") if it.id and is_read(it, "en")] == ["Accueil"]
    assert told(read(again, "en"), "en").endswith(", 1 without words, 1 read by a native reader")


def test_the_readme_says_how_much_was_read_by_native_readers() -> None:
    rows = re.findall(r"^\| (.+) \(`(\S+)`\) \| (\d+|the source) \|$", README.read_text(), re.MULTILINE)
    counted = {code: sum(is_read(it, code) for it in catalogue(code) if it.id) for code in LANGUAGES}
    read_by_one = {code: "the source" if code == SOURCE else str(n) for code, n in counted.items()}
    assert rows == [(it.name, code, read_by_one[code]) for code, it in LANGUAGES.items()]


def test_plain_french_falls_back_to_french_sentence_by_sentence() -> None:
    t = Translator("fr@falc")
    assert t("Filtrer") == "Choisir un type de sortie"
    assert t("Voir les sorties") == "Voir les sorties"
