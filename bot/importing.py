"""A file against what is known: new, changed, the same, perhaps told twice. The same file twice changes nothing."""

from dataclasses import dataclass, field
from datetime import datetime

from bot import catalogue
from bot.domain.drafts import OfferDraft, Reading, SessionDraft, Trouble
from bot.domain.offers import Offer, Publication, Session, missing
from bot.ports import Store


@dataclass(frozen=True)
class Difference:
    """One thing that the file says otherwise; `what` is a field of the drafts."""

    what: str
    old: object
    new: object


@dataclass(frozen=True)
class Change:
    """An offer already here that the file tells differently."""

    draft: OfferDraft
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Doubt:
    """An offer that looks like another one already here, from another source."""

    draft: OfferDraft
    twin: Session


@dataclass(frozen=True)
class Preview:
    """What would happen. Every row of the file is in exactly one of the five."""

    rows: int
    new: list[OfferDraft] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: list[OfferDraft] = field(default_factory=list)
    doubtful: list[Doubt] = field(default_factory=list)
    troubles: tuple[Trouble, ...] = ()

    @property
    def refused(self) -> int:
        """Rows that make no draft at all."""
        told = {row for drafts in (self.new, self.same) for draft in drafts for row in draft.rows}
        told |= {row for it in self.changed for row in it.draft.rows}
        told |= {row for it in self.doubtful for row in it.draft.rows}
        return len({trouble.row for trouble in self.troubles if trouble.row} - told)


@dataclass(frozen=True)
class Kept:
    """What was done: sessions written, and how many of them were published at once."""

    sessions: list[int]
    published: int


async def compare(store: Store, reading: Reading) -> Preview:
    """Without changing anything."""
    preview = Preview(reading.rows, troubles=reading.troubles)
    for draft in reading.offers:
        known = await store.offers.known(draft.source_key)
        if not known:
            twin = await _twin(store, draft)
            if twin:
                preview.doubtful.append(Doubt(draft, twin))
            else:
                preview.new.append(draft)
        elif differences := _differences(draft, known):
            preview.changed.append(Change(draft, tuple(differences)))
        else:
            preview.same.append(draft)
    return preview


async def _twin(store: Store, draft: OfferDraft) -> Session | None:
    for it in draft.sessions:
        if alike := await store.offers.alike(draft.title, it.starts_at):
            return alike[0]
    return None


def _differences(draft: OfferDraft, known: list[Session]) -> list[Difference]:
    """What the file says otherwise. What the file does not say is no difference."""
    offer = known[0].offer
    told = [
        Difference(what, getattr(offer, what), getattr(draft, what))
        for what in ("title", "summary", "genre", "organiser", "min_age", "step_free", "families", "entry")
        if getattr(draft, what) not in (None, "") and getattr(draft, what) != getattr(offer, what)
    ]
    if _place(draft) != _place_of(offer):
        told.append(Difference("venue", " ".join(_place_of(offer)), " ".join(_place(draft))))
    by_start = {it.starts_at: it for it in known}
    for it in draft.sessions:
        told += _session_differences(it, by_start.get(it.starts_at))
    return told


def _place(draft: OfferDraft) -> tuple[str, str, str]:
    return draft.venue.name, draft.venue.street, draft.venue.postcode


def _place_of(offer: Offer) -> tuple[str, str, str]:
    return offer.venue.name, offer.venue.street, offer.venue.postcode


def _session_differences(it: SessionDraft, known: Session | None) -> list[Difference]:
    if known is None:
        return [Difference("starts_at", None, it.starts_at)]
    told = []
    if it.ends_at is not None and it.ends_at != known.ends_at:
        told.append(Difference("ends_at", known.ends_at, it.ends_at))
    if it.capacity is not None and it.capacity != known.capacity:
        told.append(Difference("capacity", known.capacity, it.capacity))
    if it.open_admission and not known.open_admission:
        told.append(Difference("open_admission", None, True))
    return told


async def keep(store: Store, preview: Preview, zone: str, now: datetime, publish: bool = False) -> Kept:
    """Write what is new and what changed, as drafts; published at once, where asked and where it can be honoured."""
    numbers: list[int] = []
    for draft in (*preview.new, *(it.draft for it in preview.changed)):
        numbers += await _keep_offer(store, draft, zone, now)
    published = 0
    for number in numbers if publish else ():
        it = await store.offers.session(number)
        if it.publication is Publication.DRAFT and not missing(it, now):
            published += await store.offers.publish(number)
    return Kept(numbers, published)


async def _keep_offer(store: Store, draft: OfferDraft, zone: str, now: datetime) -> list[int]:
    known = {it.starts_at: it for it in await store.offers.known(draft.source_key)}
    offer_id = await store.offers.keep_offer(draft)
    numbers = []
    for it in draft.sessions:
        if earlier := known.get(it.starts_at):
            await _change(store, earlier, it, now)
            numbers.append(earlier.id)
        else:
            numbers.append(await store.offers.add_session(offer_id, it, zone))
    return numbers


async def _change(store: Store, earlier: Session, it: SessionDraft, now: datetime) -> None:
    """Raises BelowTaken: an allotment is never cut below what is promised (P5)."""
    await store.offers.change_session(earlier.id, it)
    if it.capacity is not None or it.open_admission:
        await catalogue.set_places(store, earlier.id, None if it.open_admission else it.capacity, now)
