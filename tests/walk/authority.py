"""Who answers for whom, worked out from the tables by rules of our own: the referent; whoever stands in for them; from
the promised moment on the backup; the coordinator once asked. Nobody for themselves (D7)."""

from tests.walk.picture import Picture, Row


def colleague(it: Picture, referent: int, now: int) -> int | None:
    """In whose hands this referent is now; None when they are here."""
    gone = [row for row in it.absences.values() if row.referent_id == referent and row.from_at <= now < row.until_at]
    return gone[-1].colleague_id if gone else None


def coordinators(it: Picture, person: int) -> set[int]:
    """Of this person's house, and never the person."""
    house = it.people[person].organisation_id
    return {each for each in it.granted.get("coordinator", ()) if it.people[each].organisation_id == house} - {person}


def referents(it: Picture, person: int) -> set[int]:
    """Of this person's house, and never the person."""
    house = it.people[person].organisation_id
    return {each for each in it.granted.get("referent", ()) if it.people[each].organisation_id == house} - {person}


def answering(it: Picture, referent: int, now: int) -> set[int]:
    """The referent, the colleague, the colleague's colleague; when that one is away too, or cannot be reached, the
    coordinators."""
    chain, at = [referent], colleague(it, referent, now)
    while at is not None and at not in chain and len(chain) < 3:
        chain.append(at)
        at = colleague(it, at, now)
    nobody = at is not None or not it.people[chain[-1]].reachable
    return {each for each in chain if it.is_a("referent", each)} | (coordinators(it, referent) if nobody else set())


def for_person(it: Picture, person: int, now: int) -> set[int]:
    """Who answers for this person now: without a referent, the coordinators."""
    referent = it.people[person].referent_id
    if referent is None:
        return coordinators(it, person)
    known = answering(it, referent, now)
    at, hops = referent, 0
    while (further := colleague(it, at, now)) is not None and hops < 3:
        at, hops = further, hops + 1
    if at == person:
        known |= coordinators(it, person)
    return known - {person}


def backups(it: Picture, person: int, now: int) -> set[int]:
    """The colleague whom the referent named, or any other; and whoever stands in for them."""
    referent = it.people[person].referent_id
    others = referents(it, person) - {referent}
    named = it.people[referent].backup_id if referent else None
    chosen = others & {named} or others
    return {each for other in chosen for each in answering(it, other, now)} - {person}


def may_answer(it: Picture, by: int, asked: Row, now: int) -> bool:
    """Whether this one may decide this request now."""
    person = asked.person_id
    if by in for_person(it, person, now):
        return True
    if asked.decide_by is None or now < asked.decide_by:
        return False
    return by in backups(it, person, now) or (by in coordinators(it, person) and _was_asked(it, asked, now))


def _was_asked(it: Picture, asked: Row, now: int) -> bool:
    """The coordinators' letter is due."""
    return any(
        row.kind == "coordinator_asked" and row.args == str(asked.id) and row.due_at <= now
        for row in it.letters.values()
    )


def may_read_of(it: Picture, reader: int, person: int, now: int) -> bool:
    """Whether something about this person may be said to this reader now. A coordinator calls the roll of everybody."""
    if reader == person or reader in for_person(it, person, now):
        return True
    theirs = [row for row in it.live if row.person_id == person]
    if any(row.state == "requested" and may_answer(it, reader, row, now) for row in theirs):
        return True
    went = any(row.state == "approved" and it.sessions[row.session_id].starts_at <= now for row in theirs)
    return went and reader in coordinators(it, person)
