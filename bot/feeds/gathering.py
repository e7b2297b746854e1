"""Several rows that tell of one outing, made into one draft."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft

_GATHERED = {"rows", "venue", "sessions"}
_TOLD = [field.name for field in fields(OfferDraft) if field.name not in _GATHERED]


def gathered(drafts: Iterable[OfferDraft]) -> tuple[OfferDraft, ...]:
    """One draft a `source_key`, in the order of the file."""
    alike: dict[str, list[OfferDraft]] = {}
    for draft in drafts:
        alike.setdefault(draft.source_key, []).append(draft)
    return tuple(_one(same) if len(same) > 1 else same[0] for same in alike.values())


def _one(same: Sequence[OfferDraft]) -> OfferDraft:
    """Each thing as the first row that says it says it: people write the summary once and leave the rest empty."""
    told = {name: _first_said([getattr(draft, name) for draft in same]) for name in _TOLD}
    return replace(
        same[0],
        **told,
        rows=tuple(row for draft in same for row in draft.rows),
        venue=_venue([draft.venue for draft in same]),
        sessions=by_date(session for draft in same for session in draft.sessions),
    )


def _venue(told: Sequence[VenueDraft]) -> VenueDraft:
    return VenueDraft(**{f.name: _first_said([getattr(venue, f.name) for venue in told]) for f in fields(VenueDraft)})


def _first_said(told: Sequence[Any]) -> Any:
    return next((value for value in told if value is not None and value != ""), told[0])


def by_date(sessions: Iterable[SessionDraft]) -> tuple[SessionDraft, ...]:
    """In order; of two at the same moment the first told."""
    at: dict[float, SessionDraft] = {}
    for session in sessions:
        at.setdefault(session.starts_at.timestamp(), session)
    return tuple(at[moment] for moment in sorted(at))
