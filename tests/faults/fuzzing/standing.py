"""Who answers for whom: the rules of the house written a second time, by hand, over plain rows.

Sources: guarantees D1, D6, D7, R2; a referent who is away is answered for by a colleague, by that colleague's colleague
when both are away, and further on by a coordinator of the house.
"""

from tests.faults.fuzzing.ledger import Ledger, Row

LIVE = {"offered", "requested", "approved"}


class Standing:
    """Asked at a moment, in seconds of UTC."""

    def __init__(self, ledger: Ledger) -> None:
        self._tables = ledger.tables
        self.now = 0

    def person(self, number: object) -> Row | None:
        return self._tables["people"].get(number)

    def holder_of(self, account: int) -> Row | None:
        """Who has this telephone."""
        return next((it for it in self._tables["people"].values() if it["telegram_id"] == account), None)

    def has(self, who: Row | None, role: str) -> bool:
        """The role counts once the account is confirmed, for a beneficiary."""
        if who is None or (who["id"], role) not in self._tables["roles"]:
            return False
        return role != "beneficiary" or who["confirmed_at"] is not None

    def same_house(self, who: Row | None, other: Row | None) -> bool:
        return who is not None and other is not None and who["organisation_id"] == other["organisation_id"]

    def is_house_coordinator(self, who: Row | None, of: Row | None) -> bool:
        return self.has(who, "coordinator") and self.same_house(who, of)

    def answers_for(self, who: Row | None, person: Row | None) -> bool:
        """As the referent of this person, or in the referent's place. Never for oneself."""
        if who is None or person is None or who["id"] == person["id"] or person["referent_id"] is None:
            return False
        return self.acts_as(who, person["referent_id"])

    def acts_as(self, who: Row, referent: int) -> bool:
        if who["id"] == referent:
            return self.has(who, "referent")
        colleagues = self._stands_in(referent)
        further = {it for colleague in colleagues for it in self._stands_in(colleague)}
        if who["id"] in colleagues | further and self.has(who, "referent"):
            return True
        lost = any(it == referent or self._stands_in(it) for it in further)
        return lost and self.is_house_coordinator(who, self.person(referent))

    def _stands_in(self, referent: int) -> set[int]:
        return {
            it["colleague_id"]
            for it in self._tables["absences"].values()
            if it["referent_id"] == referent and it["from_at"] <= self.now < it["until_at"]
        }

    def may_answer(self, who: Row | None, asked: Row) -> bool:
        """For this request: its referent and who stands in; once it is late, the backup, later a coordinator."""
        person = self.person(asked["person_id"])
        if who is None or person is None or who["id"] == person["id"]:
            return False
        if person["referent_id"] is None and self.is_house_coordinator(who, person):
            return True
        return self.answers_for(who, person) or self._only_left(who, person) or self._late(who, person, asked)

    def _only_left(self, who: Row, person: Row) -> bool:
        """Where the person herself stands in for her referent, or messages do not reach the one who is to answer, a
        coordinator does."""
        referent = person["referent_id"] or 0
        colleagues = self._stands_in(referent)
        further = {it for colleague in colleagues for it in self._stands_in(colleague)}
        to_answer = [self.person(it) for it in further or colleagues or {referent}]
        lost = any(it is not None and not it["reachable"] for it in to_answer)
        return (lost or person["id"] in colleagues | further) and self.is_house_coordinator(who, person)

    def _late(self, who: Row, person: Row, asked: Row) -> bool:
        until = asked["decided_at"] or self.now
        if asked["decide_by"] is None or until < asked["decide_by"]:
            return False
        if self.is_house_coordinator(who, person):
            # Halfway between the promise and the end, in waking hours: never before the promise.
            return True
        return any(self.acts_as(who, backup) for backup in self._backups(person))

    def _backups(self, person: Row) -> set[int]:
        referents = {number for number, role in self._tables["roles"] if role == "referent"}
        others = {
            it for it in referents - {person["id"], person["referent_id"]} if self.same_house(self.person(it), person)
        }
        named: int = (self.person(person["referent_id"]) or {}).get("backup_id") or 0
        return {named} & others or others

    def reservations_of(self, person: int) -> list[Row]:
        return [it for it in self._tables["reservations"].values() if it["person_id"] == person]

    def row(self, table: str, number: object) -> Row | None:
        return self._tables[table].get(number)

    def rows(self, table: str) -> list[Row]:
        return list(self._tables[table].values())
