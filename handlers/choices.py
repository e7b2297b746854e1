"""The other choices of a message, where the reader's pace has few at once."""

from dataclasses import replace

from bot.domain.refusals import Gone
from handlers.joining import KNOWN
from handlers.screens import CHOICES, View, Visit, find, look


@look(CHOICES, *KNOWN)
async def choices(visit: Visit, page: int, of: str) -> View:
    """`of` is a look with its numbers, as a button has them, with dots. Its own door is checked like that of any button."""
    screen, args = find(of.replace(".", ":"))
    if screen.writes:
        raise Gone
    return replace(await screen(visit, *args, page=page), extras=())
