"""Whatever the story, every button that it drew is alive."""

from collections.abc import Iterator

import pytest

from tests.given import Buttons
from tests.town import Town


@pytest.fixture(autouse=True)
def buttons(town: Town) -> Iterator[Buttons]:
    buttons = Buttons(town.world)
    yield buttons
    buttons.ensure_alive()
