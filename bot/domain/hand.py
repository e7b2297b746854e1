"""What coordinators changed by hand: a file that still tells the old story is no news. The hand knew better."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.changes import WRITTEN, Edit, EditKind, Words
from bot.domain.drafts import OfferDraft, VenueDraft
from bot.domain.offers import Offer, Session, Venue


@dataclass(frozen=True)
class Hand:
    moments: dict[int, set[datetime]] = field(default_factory=dict)
    """Session → the moments from which it was moved."""
    words: dict[int, set[tuple[str, str]]] = field(default_factory=dict)
    """Offer → what was written anew, and what it said before."""

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> "Hand":
        hand = cls()
        for edit in edits:
            for was in edit.before.sessions:
                if edit.kind is EditKind.MOVE:
                    hand.moments.setdefault(was.id, set()).add(was.starts_at)
                elif edit.kind is EditKind.WORDS:
                    hand.words.setdefault(was.offer.id, set()).update(_words(was.offer))
        return hand

    def correct(self, draft: OfferDraft, known: list[Session]) -> OfferDraft:
        """The draft without what was changed by hand since the file first said it."""
        offer = known[0].offer
        left = set().union(*(self.moments.get(it.id, set()) for it in known))
        here = {it.starts_at for it in known}
        sessions = tuple(it for it in draft.sessions if it.starts_at not in left or it.starts_at in here)
        old = self.words.get(offer.id, set())
        again = {
            what.value: getattr(offer, what.value)
            for what in WRITTEN
            if (what.value, getattr(draft, what.value)) in old
        }
        moved = (Words.VENUE.value, _place(draft.venue)) in old
        return replace(draft, sessions=sessions, venue=_told(offer.venue) if moved else draft.venue, **again)


def _words(offer: Offer) -> Iterable[tuple[str, str]]:
    for what in WRITTEN:
        yield what.value, getattr(offer, what.value)
    yield Words.VENUE.value, _place(offer.venue)


def _place(venue: Venue | VenueDraft) -> str:
    return "\n".join((venue.name, venue.street, venue.postcode))


def _told(venue: Venue) -> VenueDraft:
    return VenueDraft(
        *(venue.name, venue.street, venue.postcode, venue.city, venue.latitude, venue.longitude, venue.transit)
    )
