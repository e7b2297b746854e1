"""Everything that must hold after every step, each a small function that raises AssertionError."""

from collections.abc import Callable

from tests.walk.rules.asking import ASKED
from tests.walk.rules.erased import ERASED
from tests.walk.rules.letters import LETTERS
from tests.walk.rules.line import LINE
from tests.walk.rules.mornings import MORNINGS
from tests.walk.rules.news import NEWS
from tests.walk.rules.places import PLACES
from tests.walk.rules.readers import READERS
from tests.walk.rules.reminders import REMINDERS
from tests.walk.rules.states import STATES
from tests.walk.step import Step

Rule = Callable[[Step], None]

RULES: tuple[Rule, ...] = (*PLACES, *STATES, *LINE, *LETTERS, *ASKED, *NEWS, *REMINDERS, *READERS, *ERASED, *MORNINGS)
