"""`make strings`: gather the sentences of the code into bot.pot, and make room for new ones in every language; then count."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from locales.languages import LANGUAGES, SOURCE, is_read

HERE = Path(__file__).parent
ROOT = HERE.parent
KEYWORDS = {"t": None, "plural": (1, 2)}
"""`t("…")` and `t.plural("…", "…", n)`."""

TEMPLATE_COMMENT = (
    "# The sentences of the code, gathered by `make strings`. Translations are in <language>/LC_MESSAGES."
)
COMMENT = "# Translations of bot.pot. Values in {braces} stay as they are; nothing here is HTML."


def gathered() -> Catalog:
    """Every sentence that the code says."""
    catalogue = Catalog(header_comment=TEMPLATE_COMMENT, charset="utf-8", fuzzy=False)
    for file, sentence in said():
        catalogue.add(sentence, locations=[(f"handlers/{file}", 0)], flags=["python-brace-format"])
    return catalogue


def said() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """A file, and a sentence that it says; one that counts is two."""
    method_map = [("demo/**.py", "ignore"), ("**.py", "python")]
    for file, _, sentence, _, _ in extract_from_dir(ROOT / "handlers", method_map=method_map, keywords=KEYWORDS):
        yield file, sentence


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalogue: Catalog, path: Path) -> None:
    """Nothing in it changes unless its sentences do: no dates, no line numbers, one order."""
    body = io.BytesIO()
    write_po(body, catalogue, width=120, omit_header=True, no_location=True, sort_output=True, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{_header(catalogue)}\n{body.getvalue().decode()}", encoding="utf-8")


def _header(catalogue: Catalog) -> str:
    """Who it is for and how it counts; comments that translators left above it stay."""
    facts = {
        "Project-Id-Version": "Passerelle",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if catalogue.locale_identifier is not None:
        facts |= {"Language": catalogue.locale_identifier, "Plural-Forms": catalogue.plural_forms}
    told = "".join(f'"{name}: {value}\\n"\n' for name, value in facts.items())
    return f'{catalogue.header_comment}\nmsgid ""\nmsgstr ""\n{told}'


def folders(root: Path) -> list[Path]:
    """One for each language."""
    return sorted(path.parent for path in root.glob("*/LC_MESSAGES"))


def lacks(message: Message, language: str) -> bool:
    """Whether a sentence still waits for its words. The source is its own words, but for its plurals; a variant
    ("fr@falc") says only what it says otherwise."""
    if not message.id or "@" in language:
        return False
    if isinstance(message.id, tuple):
        return not (message.string and all(message.string))
    return language != SOURCE and not message.string


def update(path: Path, name: str, template: Catalog) -> Catalog:
    """What is known in a language, with room for what is new and without what is gone."""
    language = name.split("@")[0]
    known = read(path, language) if path.exists() else Catalog(language, header_comment=COMMENT, charset="utf-8")
    if name in LANGUAGES:
        known.mime_headers = [("Plural-Forms", LANGUAGES[name].plurals)]
    known.update(template, no_fuzzy_matching=True, update_header_comment=False)
    return known


def main(root: Path = HERE) -> None:
    template = gathered()
    write(template, root / "bot.pot")
    for folder in folders(root):
        path = folder / "LC_MESSAGES" / "bot.po"
        known = update(path, folder.name, template)
        write(known, path)
        print(told(known, folder.name))  # noqa: T201 - a command


def told(known: Catalog, language: str) -> str:
    """« ar: 1200 sentences, 0 without words, 3 read by a native reader »."""
    sentences = [message for message in known if message.id]
    missing = sum(lacks(message, language) for message in sentences)
    read_by_one = sum(is_read(message, language) for message in sentences)
    return f"{language}: {len(sentences)} sentences, {missing} without words, {read_by_one} read by a native reader"


if __name__ == "__main__":
    main()
