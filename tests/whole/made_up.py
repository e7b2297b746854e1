"""A language that nobody speaks: its vowels have accents that no other has, and its sentences are 40 % longer than French."""

import math
from pathlib import Path
from string import Formatter

from locales.__main__ import HERE, read, update, write
from locales.languages import Language

MADE_UP = Language("qps", "Ḟŕȁnçȁıs", "nplurals=2; plural=(n > 1);", borrows="pl")
"""The line: Babel does not know it, so that it borrows its weekdays and months."""

VOWELS = str.maketrans("aàâeéèêëiîïoôöuùûyAÀEÉÈÊIÎOÔUY", "ȁȁȁȅȅȅȅȅȉȉȉȍȍȍȕȕȕɏȀȀȄȄȄȄȈȈȌȌȔɎ")
PLAIN = r"\w*[aàâeéèêëiîïoôöuùûy]\w*"
"""A word that was not said in it: of French, or a name."""


def lay_folder(root: Path) -> None:
    """Beside the folders of the languages that there are."""
    for folder in HERE.glob("*/LC_MESSAGES"):
        (root / folder.parent.name).symlink_to(folder.parent)
    path = root / MADE_UP.code / "LC_MESSAGES" / "bot.po"
    known = update(path, MADE_UP.code, read(HERE / "bot.pot"))
    known.mime_headers = [("Plural-Forms", MADE_UP.plurals)]
    for message in known:
        match message.id:
            case str(said) if said:
                message.string = longer(said)
            case (str(one), str(many)):
                message.string = (longer(one), longer(many))
    write(known, path)


def longer(sentence: str) -> str:
    """Its values stay; what is added is inside the brackets."""
    parts = [
        f"{literal.translate(VOWELS)}{'' if name is None else f'{{{name}}}'}"
        for literal, name, *_ in Formatter().parse(sentence)
    ]
    return f"⟦{''.join(parts)}{'ȁ' * math.ceil(len(sentence) * 0.4)}⟧"
