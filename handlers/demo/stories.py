"""What is told in a terminal: a scene that plays itself, each person in a column."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.demo import scenes
from handlers.demo.accompanied_outing import accompanied_outing
from handlers.demo.cast import AMINA, FAMILY, FIRST_TIME, KARINE, PAUL, VICTOR, WAITING
from handlers.demo.columns import Columns
from handlers.demo.first_outing import first_outing
from handlers.demo.house import House
from handlers.demo.phones import Phone
from handlers.demo.player import Player, StoryBroken, Who
from handlers.demo.scenes import Scene
from handlers.demo.telling import Telling
from handlers.demo.waiting_list import waiting_list


@dataclass(frozen=True)
class Column:
    """One person, or several of whom each is named when it is their turn."""

    name: str
    caption: str
    phones: tuple[Phone, ...]


@dataclass(frozen=True)
class Story:
    """Which scene, in which columns, and what happens. Raises StoryBroken at the first step that does not."""

    scene: Scene
    columns: tuple[Column, ...]
    happens: Callable[[House, Who], Awaitable[None]]


def _alone(phone: Phone) -> Column:
    return Column(phone.name, phone.caption, (phone,))


STORIES = (
    Story(scenes.FIRST_OUTING, tuple(map(_alone, (AMINA, PAUL, KARINE))), first_outing),
    Story(
        scenes.WAITING_LIST,
        (
            Column("Les personnes", "chacune la sienne", (FAMILY, *WAITING)),
            *map(_alone, (PAUL, KARINE)),
        ),
        waiting_list,
    ),
    Story(scenes.ACCOMPANIED_OUTING, tuple(map(_alone, (FIRST_TIME, VICTOR, PAUL))), accompanied_outing),
)


async def tell(story: Story, house: House, columns: Columns) -> None:
    """To its end. Raises StoryBroken."""
    telling = Telling(house.world, [column.phones for column in story.columns], columns)
    await story.happens(house, lambda phone: Player(house, telling, phone))
    ensure_nothing_was_refused(house)
    telling.end()


def ensure_nothing_was_refused(house: House) -> None:
    """Raises StoryBroken when Telegram would have refused something."""
    if house.world.refusals:
        refused = house.world.refusals[0]
        raise StoryBroken(f"Telegram a refusé {refused.method} : {refused.description}.")
