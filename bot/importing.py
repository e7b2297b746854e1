"""A file against what is known: new, changed, the same, perhaps told twice. The same file twice changes nothing."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.changing import put_session
from bot.domain.changes import EditKind, moved
from bot.domain.drafts import OfferDraft, Reading, SessionDraft, Trouble
from bot.domain.hand import Hand
from bot.domain.offers import Offer, Publication, Session, Venue, missing
from bot.domain.pairing import Pair, pairs
from bot.freed import recounted
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
    old: tuple[Session, ...] = ()
    """Its sessions to come."""
    new: tuple[Session, ...] = ()
    """The same ones, as the file would leave them."""


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
    promised: int = 0
    """Allotments that the file would cut below what is promised: they stay as they are (P5)."""

    def with_doubtful(self) -> "Preview":
        """The coordinator looked: what seems told twice is kept too."""
        return replace(self, new=[*self.new, *(it.draft for it in self.doubtful)], doubtful=[])

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
    added: tuple[int, ...] = ()
    """Those of the sessions that are new."""


async def compare(store: Store, reading: Reading, now: datetime) -> Preview:
    """Without changing anything."""
    preview = Preview(reading.rows, troubles=reading.troubles)
    hand = Hand.of([*await store.edits.standing(EditKind.MOVE), *await store.edits.standing(EditKind.WORDS)])
    promised = 0
    for told in reading.offers:
        known = await store.offers.known(told.source_key)
        if not known:
            await _sort_unknown(store, told, preview)
            continue
        draft = hand.correct(told, known)
        couples = pairs(draft, known, now)
        promised += sum(_is_promised(couple) for couple in couples)
        if differences := _differences(draft, known[0].offer, couples):
            preview.changed.append(_change_of(draft, differences, known, couples, now))
        else:
            preview.same.append(draft)
    return replace(preview, promised=promised)


def _change_of(
    draft: OfferDraft, differences: list[Difference], known: list[Session], couples: list[Pair], now: datetime
) -> Change:
    told = {it.known.id: it.told for it in couples if it.known is not None}
    old = [it for it in known if it.starts_at > now and it.publication is not Publication.CANCELLED]
    new = [_as_told(it, draft, told.get(it.id)) for it in old]
    return Change(draft, tuple(differences), tuple(old), tuple(new))


def _as_told(it: Session, draft: OfferDraft, told: SessionDraft | None) -> Session:
    """What people would read after the import."""
    offer = replace(it.offer, title=draft.title, entry=draft.entry or it.offer.entry)
    if _place(draft) != _place_of(it.offer):
        venue = draft.venue
        offer = replace(offer, venue=Venue(0, venue.name, venue.street, venue.postcode, venue.city))
    return replace(_at(it, told), offer=offer) if told else replace(it, offer=offer)


def _at(it: Session, told: SessionDraft) -> Session:
    """The session at the hours of the file."""
    after = moved(it, told.starts_at) if told.starts_at != it.starts_at else it
    return replace(after, ends_at=told.ends_at or after.ends_at, doors_at=told.doors_at or after.doors_at)


async def _sort_unknown(store: Store, draft: OfferDraft, preview: Preview) -> None:
    twin = await _twin(store, draft)
    if twin:
        preview.doubtful.append(Doubt(draft, twin))
    else:
        preview.new.append(draft)


async def _twin(store: Store, draft: OfferDraft) -> Session | None:
    for it in draft.sessions:
        if alike := await store.offers.alike(draft.title, it.starts_at):
            return alike[0]
    return None


def _differences(draft: OfferDraft, offer: Offer, couples: list[Pair]) -> list[Difference]:
    """What the file says otherwise. What the file does not say is no difference."""
    told = [
        Difference(what, getattr(offer, what), getattr(draft, what))
        for what in ("title", "summary", "easy", "genre", "organiser", "min_age", "step_free", "families", "entry")
        if getattr(draft, what) not in (None, "") and getattr(draft, what) != getattr(offer, what)
    ]
    if _place(draft) != _place_of(offer):
        told.append(Difference("venue", " ".join(_place_of(offer)), " ".join(_place(draft))))
    for couple in couples:
        told += _session_differences(couple)
    return told


def _place(draft: OfferDraft) -> tuple[str, str, str]:
    return draft.venue.name, draft.venue.street, draft.venue.postcode


def _place_of(offer: Offer) -> tuple[str, str, str]:
    return offer.venue.name, offer.venue.street, offer.venue.postcode


def _session_differences(couple: Pair) -> list[Difference]:
    it, known = couple.told, couple.known
    if known is None:
        return [Difference("starts_at", None, it.starts_at)]
    if known.publication is Publication.CANCELLED:
        return []
    told = []
    if it.starts_at != known.starts_at:
        told.append(Difference("starts_at", known.starts_at, it.starts_at))
    if it.ends_at is not None and it.ends_at != known.ends_at:
        told.append(Difference("ends_at", known.ends_at, it.ends_at))
    if it.capacity is not None and it.capacity != known.capacity and not _is_promised(couple):
        told.append(Difference("capacity", known.capacity, it.capacity))
    if it.open_admission and not known.open_admission:
        told.append(Difference("open_admission", None, True))
    return told


def _is_promised(couple: Pair) -> bool:
    """Fewer places than people were promised."""
    it, known = couple.told, couple.known
    return known is not None and it.capacity is not None and it.capacity < known.taken


async def keep(store: Store, preview: Preview, zone: str, now: datetime, publish: bool = False) -> Kept:
    """Write what is new and what changed, as drafts; published at once, where asked and where it can be honoured.
    Nobody is told here: who is concerned is weighed and written to by the caller."""
    numbers: list[int] = []
    added: list[int] = []
    for draft in (*preview.new, *(it.draft for it in preview.changed)):
        for number, is_new in await _keep_offer(store, draft, zone, now):
            numbers.append(number)
            added += [number] if is_new else []
    published = 0
    for number in numbers if publish else ():
        it = await store.offers.session(number)
        if it.publication is Publication.DRAFT and not missing(it, now):
            published += await store.offers.publish(number)
    return Kept(numbers, published, tuple(added))


async def _keep_offer(store: Store, draft: OfferDraft, zone: str, now: datetime) -> list[tuple[int, bool]]:
    couples = pairs(draft, await store.offers.known(draft.source_key), now)
    offer_id = await store.offers.keep_offer(draft)
    numbers = []
    for it in couples:
        if it.known is None:
            numbers.append((await store.offers.add_session(offer_id, it.told, zone), True))
        elif it.known.publication is not Publication.CANCELLED:
            await _change(store, it.known, it.told, now)
            numbers.append((it.known.id, False))
    return numbers


async def _change(store: Store, earlier: Session, told: SessionDraft, now: datetime) -> None:
    """An allotment is never cut below what is promised (P5)."""
    if told.starts_at != earlier.starts_at:
        await put_session(store, earlier, _at(earlier, told), now)
    else:
        await store.offers.change_session(earlier.id, told)
    if told.open_admission or (told.capacity is not None and told.capacity >= earlier.taken):
        await store.offers.set_places(earlier.id, None if told.open_admission else told.capacity)
    await recounted(store, earlier, now)
