"""Requests: they follow the graph, end once, and whoever said yes was entitled to (R1, D1, D7)."""

from tests.walk import authority
from tests.walk.step import Move, Step

GRAPH = {
    None: {"requested", "offered"},
    "offered": {"requested", "approved", "declined", "lapsed", "called_off"},
    "requested": {"approved", "refused", "withdrawn", "expired", "called_off"},
    "approved": {"cancelled", "called_off"},
}
UNDONE = {"offered", "requested", "approved"}
"""Where a calling off leads back to, when it is undone."""


def states_follow_the_graph(step: Step) -> None:
    """And what is final stays so; nothing is struck from the history."""
    for move in step.moves:
        allowed = UNDONE if move.was == "called_off" and step.name == "undoes" else GRAPH.get(move.was, set())
        assert move.to in allowed, f"{move.it.id}: {move.was} → {move.to}"
    for number, row in step.before.history.items():
        assert step.after.history.get(number) == row or row.actor_id in step.erased, f"history rewritten: {row}"


def history_replays(step: Step) -> None:
    """To the state that the row says."""
    for it in step.after.reservations.values():
        told = step.after.lives[it.id]
        assert told[-1][0] == it.state, f"{it.id} is {it.state}, its history says {told}"


def one_entitled_yes(step: Step) -> None:
    """Approved: one decision, by somebody who was entitled then; and it stays theirs."""
    for move in step.moves:
        if move.to == "approved" and move.was != "called_off":
            assert move.it.id not in step.memory.approved_by, f"{move.it.id} was approved twice"
            assert move.by == move.it.decided_by is not None, f"{move.it.id}: nobody said yes"
            assert _entitled(step, move), f"{step.after.name(move.by)} was not entitled to {move.it.id}"
            step.memory.approved_by[move.it.id] = move.it.decided_by
    for it in step.after.live:
        if it.state == "approved":
            by = step.memory.approved_by[it.id]
            assert it.decided_by == by or by not in step.after.people, f"{it.id}: another yes than was said"


def a_no_is_entitled_too(step: Step) -> None:
    """R6: and it has words."""
    for move in step.moves:
        if move.to == "refused":
            assert move.by == step.who, f"{move.it.id} was refused by nobody"
            assert move.it.reason, f"{move.it.id} was refused without a word"
            assert authority.may_answer(step.before, step.who, move.it, step.now), f"{move.it.id}: not entitled"


def _entitled(step: Step, move: Move) -> bool:
    """A tap of their own, or a word that they had given ahead."""
    by = move.it.decided_by
    if by == step.who:
        known = step.before.reservations.get(move.it.id, move.it)
        return authority.may_answer(step.before, by, known, step.now)
    return _ahead(step, move) or _on_the_list(step, move)


def _ahead(step: Step, move: Move) -> bool:
    person = step.before.people[move.it.person_id]
    genre = step.before.offers[step.before.sessions[move.it.session_id].offer_id].genre
    return person.referent_id == move.by and any(
        yes.given_by == move.by and yes.person_id == person.id and yes.revoked_at is None and yes.genre in ("", genre)
        for yes in step.before.standing_yes.values()
    )


def _on_the_list(step: Step, move: Move) -> bool:
    """Their yes stood on the list, and they still answer for the person."""
    here = [row for row in step.before.line(move.it.session_id) if row.person_id == move.it.person_id]
    stood = any(row.approved_by == move.by for row in here)
    return stood and move.by in authority.for_person(step.before, move.it.person_id, step.now)


def only_one_may_be_undone(step: Step) -> None:
    """R5: a personal gesture touches one reservation, and whom the list then calls."""
    if step.who and step.name in PERSONAL:
        ended = {move.it.id for move in step.moves if move.to in ENDED_BY_HAND}
        assert len(ended) <= 1, f"{step.name} ended {sorted(ended)}"


PERSONAL = ("gives up", "answers", "leaves", "decides", "cancels for", "moves for", "asks", "takes now")
ENDED_BY_HAND = ("cancelled", "withdrawn", "refused", "declined")

STATES = (
    states_follow_the_graph,
    history_replays,
    one_entitled_yes,
    a_no_is_entitled_too,
    only_one_may_be_undone,
)
