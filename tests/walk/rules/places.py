"""Places: counted, held once, and never promised beyond what there is (P1 to P5, R4)."""

from collections import Counter

from bot.domain.refusals import BelowTaken, NotEnoughPlaces
from tests.walk.picture import LIVE
from tests.walk.step import Step


def places_add_up(step: Step) -> None:
    """P1, P2, P5: what lives is what is taken, and no more than there is."""
    held = Counter[int]()
    for it in (*step.after.live, *step.after.counted):
        held[it.session_id] += it.places if it.state in LIVE else 0
    for it in step.after.sessions.values():
        assert it.taken == held[it.id], f"{step.after.title(it.id)}: {it.taken} taken, {held[it.id]} held"
        assert it.open_admission or it.taken <= (it.capacity or 0), f"{step.after.title(it.id)} is oversold"


def one_live_each(step: Step) -> None:
    """P3."""
    pairs = Counter((it.person_id, it.session_id) for it in step.after.live)
    assert all(n == 1 for n in pairs.values()), f"held twice: {pairs.most_common(1)}"


def offers_can_be_honoured(step: Step) -> None:
    """R4: nothing is held for anybody past the booking, nor asked of an outing that is off."""
    for it in step.after.live:
        session = step.after.sessions[it.session_id]
        if it.state in ("offered", "requested"):
            assert session.publication == "published", f"{it.id} waits for an answer about an outing that is off"
            assert step.now < it.expires_at <= step.after.closes_at(session.id), f"{it.id} waits beyond its time"
    for move in step.moves:
        if move.was is None and move.to == "offered" == move.it.state:
            assert move.it.expires_at - step.now >= 1800, f"{move.it.id}: no time to answer"


def full_was_full(step: Step) -> None:
    """P6, P5: a no that names a number tells the truth."""
    if isinstance(step.refused, NotEnoughPlaces) and step.asked:
        where, places = step.asked
        free = step.before.free(where)
        assert step.refused.free == free < places, f"{step.refused.free} said, {free} free, {places} asked"
    if isinstance(step.refused, BelowTaken):
        assert step.refused.taken in {it.taken for it in step.before.sessions.values()}


PLACES = (places_add_up, one_live_each, offers_can_be_honoured, full_was_full)
