"""Who may change what: a rule a table, written by hand, over rows as they were before and after.

A table without a rule fails: whoever adds one writes here who may change it.
"""

from collections.abc import Callable

from tests.faults.fuzzing.changing_houses import arm, counted, day, experiment, permanence, works
from tests.faults.fuzzing.changing_people import absence, invitation, of_the_person, person, role, volunteer, yes
from tests.faults.fuzzing.changing_places import (
    calls,
    companion,
    group,
    history,
    of_their_place,
    problem,
    rehearsal,
    reservation,
    session,
    waiting,
)
from tests.faults.fuzzing.changing_traces import erasure, is_trace, tally
from tests.faults.fuzzing.changing_tries import former_start, project, start
from tests.faults.fuzzing.gesture import Before, Gesture
from tests.faults.fuzzing.ledger import Change
from tests.faults.fuzzing.standing import Standing


def unentitled(changes: list[Change], gesture: Gesture, who: Standing) -> list[Change]:
    """Which of the changes of one gesture nobody was entitled to make."""
    if gesture.silent:
        return changes
    before = Before(who, None if gesture.time else who.holder_of(gesture.account), gesture, changes)
    for table in {it.table for it in changes} - _RULES.keys():
        raise AssertionError(f"who may change {table}? There is no rule for it here")
    return [it for it in changes if not (_RULES[it.table](before, it) or is_trace(before, it))]


def _by_me(column: str) -> Callable[[Before, Change], bool]:
    """A coordinator's own: what they made stands under their name."""
    return lambda it, change: it.coordinator() and it.is_me(change.row[column])


_RULES: dict[str, Callable[[Before, Change], bool]] = {
    "people": person,
    "roles": role,
    "volunteers": volunteer,
    "stopped_stages": of_the_person,
    "starts": start,
    "former_starts": former_start,
    "step_pauses": of_the_person,
    "small_projects": project,
    "invitations": invitation,
    # Those of more than an hour ago are forgotten whenever somebody writes one.
    "wrong_codes": lambda it, change: change.new is None or bool(change.row["telegram_id"] == it.gesture.account),
    "organisations": lambda it, change: change.columns == {"smaller_first"} and it.coordinator(),
    "venues": lambda it, _: works(it),
    "permanences": permanence,
    "permanence_days": day,
    "ticks": counted,
    "experiments": experiment,
    "arms": arm,
    "offers": lambda it, _: it.coordinator(),
    "sessions": session,
    "reservations": reservation,
    "accompanied_outings": group,
    "companions": companion,
    "arrivals": lambda it, change: change.old is None and it.is_me(change.row["person_id"]),
    "problems": problem,
    "history": history,
    "letters": lambda it, _: it.gesture.time or it.me is not None or it.opened(),
    "waiting": waiting,
    "overrides": lambda it, change: (
        change.old is None and _by_me("by_id")(it, change) and it.heads(change.row["person_id"])
    ),
    "absences": absence,
    "standing_yes": yes,
    "edits": lambda it, change: it.coordinator() and (change.old is not None or it.is_me(change.row["by_id"])),
    "uploads": _by_me("by_id"),
    "agendas": lambda it, change: (
        change.new is None
        and it.coordinator()
        and bool(it.me and it.me["organisation_id"] == change.row["organisation_id"])
    ),
    "notes": _by_me("by_id"),
    "calls": calls,
    "leavings": of_their_place,
    "sentences": of_their_place,
    "small_steps": of_their_place,
    "rehearsals": rehearsal,
    "erasures": erasure,
    "tallies": lambda it, _: tally(it),
    "nights": lambda it, _: it.gesture.time,
    "timetables": lambda *_: False,
    # It only grows: a row is added with a decision, and never changed.
    "trail": lambda _, change: change.old is None,
}
