"""Long lists, a page at a time: at most eight buttons, and the place kept."""

from collections.abc import Sequence
from typing import TypeVar

from handlers.screens import Button, Screen
from handlers.text import Translator

T = TypeVar("T")

PAGE = 5


def cut(everything: Sequence[T], page: int, most: int = PAGE) -> tuple[Sequence[T], int, int]:
    """What is shown, the page that exists nearest to the one asked for, and how many there are."""
    pages = max(1, -(-len(everything) // most))
    number = min(max(1, page), pages)
    return everything[(number - 1) * most : number * most], number, pages


def turn(screen: Screen, number: int, pages: int, t: Translator, *args: int) -> list[Button]:
    """The buttons to the pages beside this one."""
    row = []
    if number > 1:
        row.append(screen.button(t("Page précédente"), *args, number - 1))
    if number < pages:
        row.append(screen.button(t("Page suivante"), *args, number + 1))
    return row
