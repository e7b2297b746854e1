"""Every letter of a year against the moment that was worked out for it; none is missing, twice, or rings in the night."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.faults.clocks.expected import Outing, is_digest, is_quiet, is_tended, missed
from tests.faults.clocks.year import Year

Row = dict[str, Any]
ROUNDED = 2
"""Seconds: moments of a clock that are counted from other moments are cut to whole ones."""
DELIVERED = ("sent", "no_account")
ASKING = {"nudge": ("first", "second"), "backup_asked": ("backup",), "coordinator_asked": ("coordinator",)}


@dataclass
class Verdict:
    year: Year
    found: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    judged: int = 0

    def pronounce(self) -> None:
        kept = self.year.kept
        self._places, self._history = kept["reservations"], list(kept["history"].values())
        self._letters = list(kept["letters"].values())
        for letter in self._letters:
            self._letter(letter)
        for place in self._places.values():
            self._place(place)
        self._silences()
        for at, made in self.year.tended.items():
            # A second before, at, a second after: only the one in the middle.
            zone = self.year.town.zone
            self._check(made is (is_tended(zone, at) and not is_tended(zone, at - 1)), "wrong hour", f"night {at}")

    def _check(self, right: bool, what: str, example: object) -> None:
        self.judged += 1
        if not right:
            self.found[what] += 1
            self.examples.append(f"{what}: {example}")

    def _letter(self, it: Row) -> None:
        moments = self._moments(it)
        if moments is not None:
            self._check(any(abs(it["due_at"] - at) <= ROUNDED for at in moments), "wrong hour", (it, moments))
        if it["fate"] in DELIVERED and moments is not None:
            self._check(it["closed_at"] == it["due_at"], "wrong hour", (it, "delivered at another moment"))
        self._check(it["fate"] not in ("late", "failed", "unknown", "waiting"), "not delivered", it)

    def _moments(self, it: Row) -> list[float] | None:
        """When it may fall due; None for what is said at once."""
        number, _, stage = it["args"].partition(":")
        match it["kind"]:
            case "reminder":
                outing = self._outing(self._places[int(number)], int(it["key"].split(":")[3]))
                return [outing.reminders()[stage]]
            case "nudge" | "backup_asked" | "coordinator_asked":
                place = self._places[int(number)]
                clock = self._outing(place, int(it["key"].split(":")[-1])).clock(place["requested_at"])
                return [clock[name] for name in ASKING[it["kind"]]]
            case "roll_call_due":
                return [outing.roll_call() for outing in self._outings(int(number))]
            case "calls_due":
                return [at for outing in self.year.outings.values() for at in outing.calls()]
            case "missed":
                return [missed(self._zone(self._places[int(number)]), self.year.ticked[int(number)])]
            case "digest":
                followed = next(place for place in self._places.values() if self._referent(place) == it["to_id"])
                return [it["due_at"]] if is_digest(self._zone(followed), it["due_at"], 9) else []
        return None

    def _outing(self, place: Row, revision: int) -> Outing:
        return self.year.outings[place["session_id"], revision]

    def _outings(self, session: int) -> list[Outing]:
        return [outing for (number, _), outing in self.year.outings.items() if number == session]

    def _zone(self, place: Row) -> str:
        return self.year.outings[place["session_id"], 1].zone

    def _referent(self, place: Row) -> int:
        return int(self.year.kept["people"][place["person_id"]]["referent_id"])

    def _place(self, it: Row) -> None:
        """Its clock; the end of it; and, where it was never moved, exactly the reminders that were left to say."""
        steps = {step["state"]: step["at"] for step in self._history if step["reservation_id"] == it["id"]}
        outings = self._outings(it["session_id"])
        if it["decide_by"] is not None and len(outings) == 1:
            clock = outings[0].clock(it["requested_at"])
            for column, name in (("decide_by", "backup"), ("expires_at", "end")):
                self._check(abs(it[column] - clock[name]) <= ROUNDED, "wrong hour", (column, it, clock))
        if "expired" in steps:
            self._check(steps["expired"] == it["expires_at"], "wrong hour", (it, steps))
        if "lapsed" in steps:
            by = [outing.answer_by(steps["offered"], approved) for outing in outings for approved in (True, False)]
            self._check(any(abs(steps["lapsed"] - at) <= ROUNDED for at in by), "wrong hour", (it, steps, by))
        if it["state"] == "approved" and len(outings) == 1:
            self._approved(it, outings[0], steps["approved"])

    def _approved(self, it: Row, outing: Outing, since: int) -> None:
        """Exactly the reminders that were left to say; the referent's mornings, and the question of who came."""
        said = Counter(each["args"].split(":")[1] for each in self._letters if self._reminds(each, it["id"]))
        left = {stage for stage, at in outing.reminders().items() if at > since}
        # Whoever was not there is not asked how it was.
        away = [known[it["id"]] for known in (self.year.ticked, self.year.excused) if it["id"] in known]
        left -= {"after"} if any(at < outing.reminders()["after"] for at in away) else set()
        self._check(said == Counter(left), "missing or twice", (it, said, left))
        told = {(each["kind"], each["due_at"]) for each in self._letters if each["to_id"] == self._referent(it)}
        wanted = {("calls_due", at) for at in outing.calls() if at > since} | {("roll_call_due", outing.roll_call())}
        self._check(wanted <= told, "missing or twice", (it, wanted - told))

    def _reminds(self, letter: Row, place: int) -> bool:
        return letter["kind"] == "reminder" and letter["args"].startswith(f"{place}:") and letter["fate"] in DELIVERED

    def _silences(self) -> None:
        """In the night nothing rings but reminders; by day everything does."""
        sent = [it for it in self._letters if it["fate"] == "sent"]
        can_wait = defaultdict(set)
        for it in sent:
            can_wait[1000 + it["to_id"], it["closed_at"]].add(it["priority"] == "1")
        for (account, at), those in can_wait.items():
            for message in self.year.town.world.transcript(account):
                if message.from_bot and int(message.sent_at.timestamp()) == at:
                    # Of two that leave in one second, nothing says which is which.
                    expected = {each and is_quiet(self.year.town.zone, at) for each in those}
                    self._check(
                        message.silent in expected, "rang in the night, or not by day", (account, at, message.text)
                    )
