"""`make strings`: gather the sentences of the code into bot.pot, and make room for new ones in every language."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parent
KEYWORDS = {"t": None, "plural": (1, 2)}
"""`t("…")` and `t.plural("…", "…", n)`."""

PLURALS = {
    # Pinned: Babel's own formula for Arabic swaps two forms against other gettext tools.
    "ar": (
        6,
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)",
    ),
}


def gathered() -> Catalog:
    """Every sentence that the code says."""
    catalogue = Catalog(project="passerelle", version="1", charset="utf-8", fuzzy=False)
    for file, _, sentence, _, _ in extract_from_dir(
        ROOT / "handlers", method_map=[("demo/**.py", "ignore"), ("**.py", "python")], keywords=KEYWORDS
    ):
        catalogue.add(sentence, locations=[(f"handlers/{file}", 0)], flags=["python-brace-format"])
    return catalogue


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)


def folders() -> list[Path]:
    return sorted(path.parent for path in HERE.glob("*/LC_MESSAGES"))


def main() -> None:
    template = gathered()
    write(template, HERE / "bot.pot")
    for folder in folders():
        path = folder / "LC_MESSAGES" / "bot.po"
        language = folder.name.split("@")[0]
        known = read(path, language) if path.exists() else Catalog(locale=language, charset="utf-8")
        known.update(template, no_fuzzy_matching=True)
        if language in PLURALS:
            known._num_plurals, known._plural_expr = PLURALS[language]  # noqa: SLF001 - no public way to pin it
        write(known, path)
        missing = sum(1 for message in known if message.id and not message.string)
        print(f"{folder.name}: {len(known)} sentences, {missing} without words")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
