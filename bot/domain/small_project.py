"""The small project: what a person would like to try, in their own words. Theirs alone until they show it to their
referent, and theirs alone again as soon as they no longer wish to."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Person

LONGEST = 200
"""Letters."""


@dataclass(frozen=True)
class SmallProject:
    id: int
    person_id: int
    words: str
    by_id: int
    """Who wrote them: the person, or the referent who proposes them."""
    person_yes_at: datetime | None
    """None: a proposal that the person has not answered yet."""
    referent_yes_at: datetime | None
    shared_with: int | None
    """The referent who may read it; None: nobody but the person."""

    @property
    def is_agreed(self) -> bool:
        """By both."""
        return self.person_yes_at is not None and self.referent_yes_at is not None

    def may_be_read_by(self, me: Person, person: Person) -> bool:
        """The referent to whom it was shown, while they follow the person; nobody in their place, no coordinator."""
        return self.person_id == person.id and self.shared_with == me.id and me.follows(person)
