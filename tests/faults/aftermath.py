"""What people have in hand after an accident, and what the tables say, against what they were promised."""

from collections import Counter
from typing import Any

from bot.domain.calendar import is_quiet
from bot.domain.letters import Kind
from storage.clock import moment
from tests.faults.killing import Siege
from tests.faults.letters_killed import letters_of
from tests.faults.machine import CLOCKS, DISKS, SERVERS, Accident
from tests.faults.updates_killed import effects_of
from tests.given import PARIS, rows

TOLD = "Je ne peux rien noter pour le moment."
TOLD_TO_THE_OPERATOR = ("the database is back", "the lead is lost")
"""By whoever had something to keep, or by who leads: the first that meets it."""
REMINDED = "Votre sortie est dans "
"""So many days: six, where the clock was a day ahead."""

WRONG = (
    "lost",
    "done twice",
    "not answered",
    "silently lost",
    "of more than two copies",
    "in doubt and not told",
    "reminders at a wrong hour",
    "reminders missing",
    "reminders sent and not counted",
    "outings with places counted wrong",
    "erased and not wiped",
    "outages that nobody was told of",
    "outages that the operator was not told of",
    "processes that ended",
)


COUNTED_WRONG = """
    SELECT id FROM sessions s WHERE taken <> (
        SELECT coalesce(sum(places), 0) FROM reservations
        WHERE session_id = s.id AND state IN ('requested', 'approved', 'offered')
    )
"""
REMINDERS = "SELECT l.*, p.telegram_id FROM letters l JOIN people p ON p.id = l.to_id WHERE l.kind = ?"


def aftermath(siege: Siege, people: list[int], sessions: list[int], accident: Accident) -> Counter[str]:
    """Of the process as it was killed in the end."""
    found = effects_of(siege.url, siege.world, people, sessions) + letters_of(siege.url, siege.world, people)
    if accident in CLOCKS:
        found.update(_reminders(siege))
    found["outings with places counted wrong"] = len(rows(siege.url, COUNTED_WRONG))
    found["erased and not wiped"] = len(rows(siege.url, "SELECT * FROM erasures WHERE wiped_at IS NULL"))
    heard = any(TOLD in it.text for who in siege.world.chats for it in siege.world.transcript(who))
    found["outages that nobody was told of"] = int(accident in DISKS and not heard)
    silent = not any(it in siege.process.log for it in TOLD_TO_THE_OPERATOR)
    found["outages that the operator was not told of"] = int(accident in (*DISKS, *SERVERS) and silent)
    return Counter({what: found[what] for what in WRONG})


def _reminders(siege: Siege) -> Counter[str]:
    """Those of a week before: of everybody who had a place by then, one for each, by day, and never before they are due."""
    found = Counter[str]()
    of = [it for it in rows(siege.url, REMINDERS, Kind.REMINDER) if it["args"].endswith(":j7")]
    sent = [it for it in of if it["fate"] == "sent"]
    for account in {it["telegram_id"] for it in sent}:
        theirs = [it["attempts"] for it in sent if it["telegram_id"] == account]
        copies = sum(it.text.startswith(REMINDED) for it in siege.world.transcript(account) if it.from_bot)
        found["reminders missing"] += max(0, len(theirs) - copies)
        found["reminders sent and not counted"] += max(0, copies - sum(theirs))
    found["reminders missing"] += len(of) - len(sent) + (not of)
    found["reminders at a wrong hour"] = sum(map(_at_a_wrong_hour, sent))
    return found


def _at_a_wrong_hour(it: dict[str, Any]) -> bool:
    return not it["due_at"] <= it["closed_at"] < it["late_at"] or is_quiet(moment(it["closed_at"]), PARIS)
