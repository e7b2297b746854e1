"""How one becomes somebody here: invited by someone, by a code that opens one record, once (D4, D5)."""

import hashlib
import logging
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import vetting
from bot.domain.letters import Kind, Letter
from bot.domain.people import TEAM, Person, Role
from bot.domain.refusals import AlreadyAnswered, BadName, Gone, OtherHouse, Silence
from bot.following import followed
from bot.ports import Store

log = logging.getLogger(__name__)

VALID = timedelta(days=7)
MOST_WRONG = 5
"""Wrong codes in an hour from one account, before silence."""

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""For typing from paper: nothing that looks like something else (no I, L, O, U, 0, 1)."""

LONGEST_NAME = 40

COMPARED = (Role.BENEFICIARY, Role.VOLUNTEER)
"""Whose account somebody of the team compares with the person, by two digits."""


@dataclass(frozen=True)
class Invitation:
    """What the inviter hands over. Neither code is kept, only their hashes."""

    person_id: int
    code: str
    """For the link: 128 random bits."""
    short: str | None
    """For typing, only where a referent confirms the account afterwards: 8 letters are some 39 bits, and five
    tries an hour with a human behind them are what makes that enough."""
    expires_at: datetime


def digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _short_form(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed).upper()


def ensure_name(typed: str) -> str:
    """A first name or an alias, of which something can be seen. Raises BadName."""
    name = " ".join(typed.split())
    visible = any(unicodedata.category(sign)[0] in "LNS" for sign in name)
    if not visible or len(name) > LONGEST_NAME or name.startswith("/"):
        raise BadName
    return name


async def invite(
    store: Store, name: str, role: Role, organisation_id: int, referent_id: int | None, now: datetime
) -> Invitation:
    """A new record, and the codes that will open it."""
    person_id = await store.people.add(ensure_name(name), organisation_id, referent_id, now)
    return await invite_again(store, person_id, role, now)


async def invite_again(store: Store, person_id: int, role: Role, now: datetime) -> Invitation:
    """New codes for a record that nobody has opened; the former ones are worth nothing."""
    code = secrets.token_urlsafe(16)
    short = "".join(secrets.choice(LETTERS) for _ in range(8)) if role is Role.BENEFICIARY else None
    expires_at = now + VALID
    await store.invitations.add(person_id, role, digest(code), short and digest(short), expires_at)
    return Invitation(person_id, code, short, expires_at)


async def open_invitation(store: Store, me: Person, code: str, now: datetime) -> Person | None:
    """The person that this account now is; None when the code opens nothing (wrong, used and expired alike).

    Raises Silence after too many wrong codes, OtherHouse when the account is already somebody elsewhere.
    """
    account = me.telegram_id
    if account is None:
        raise Gone
    if await store.invitations.wrong_in_the_hour(account, now) >= MOST_WRONG:
        raise Silence
    opened = await store.invitations.use(digest(code), now) or await store.invitations.use(
        digest(_short_form(code)), now
    )
    if opened is None:
        await _note_wrong(store, account, now)
        return None
    record = await store.people.get(opened[0])
    if me.id:
        return await _join_again(store, me, record, opened[1], now)
    return await _join(store, record, opened[1], account, now)


async def _note_wrong(store: Store, account: int, now: datetime) -> None:
    await store.invitations.note_wrong(account, now)
    if await store.invitations.wrong_in_the_hour(account, now) == MOST_WRONG:
        log.warning("five wrong joining codes in an hour from one account: it gets no answer for a while")


async def _join(store: Store, record: Person, role: Role, account: int, now: datetime) -> Person:
    number = _number() if role in COMPARED else None
    if not await store.people.link(record.id, account, number, now):
        raise OtherHouse
    await store.people.grant(record.id, role)
    return await store.people.get(record.id)


async def _join_again(store: Store, me: Person, record: Person, role: Role, now: datetime) -> Person:
    """Someone known here gets one more role; the record made for the invitation is not needed. A record that is
    somebody already (enrolled without the app) is that person's, and nobody else's."""
    if record.organisation_id != me.organisation_id or record.referent_id == me.id or role in me.granted:
        raise OtherHouse
    if record.agreed_at is not None or await store.reservations.has_any(record.id):
        raise OtherHouse
    await store.people.grant(me.id, role)
    if role is Role.BENEFICIARY and record.referent_id:
        await store.people.follow(me.id, record.referent_id, _number())
    if role is Role.VOLUNTEER:
        await store.volunteers.pass_on(record.id, me.id)
        if me.agreed_at is not None:
            await vetting.ask(store, me.id, now)
    await store.people.remove(record.id)
    return await store.people.get(me.id)


def _number() -> int:
    return 10 + secrets.randbelow(90)


async def agree(store: Store, me: Person, now: datetime) -> None:
    """The person read what is kept and said yes; the referent is asked whether it is them, the team whether it will
    have this volunteer."""
    if not await store.people.agree(me.id, now):
        return
    if Role.VOLUNTEER in me.awaits:
        await vetting.ask(store, me.id, now)
    if me.referent_id is None:
        return
    await store.letters.write(
        Letter(
            to=me.referent_id,
            kind=Kind.ACCOUNT,
            args=(me.id,),
            due_at=now,
            late_at=now + timedelta(days=30),
            key=f"account:{me.id}:{me.telegram_id}:{int(now.timestamp())}",
            about=f"person:{me.id}",
        )
    )


async def decline(store: Store, me: Person, now: datetime) -> None:
    """No, also after a yes: the account is forgotten at once, and the record waits for another day; of a volunteer,
    all of it is."""
    if Role.VOLUNTEER in me.awaits:
        await vetting.forget(store, me, now)
    if Role.BENEFICIARY in me.awaits:
        await _forget(store, me)


async def confirm(store: Store, referent: Person, person_id: int, now: datetime) -> Person:
    """« Oui, c'est bien elle » from the referent. Raises Gone, AlreadyAnswered."""
    person = await _awaiting(store, referent, person_id, now)
    if not await store.people.confirm(person_id, now):
        raise AlreadyAnswered(0)
    await store.letters.write(
        Letter(
            to=person_id,
            kind=Kind.WELCOME,
            args=(),
            due_at=now,
            late_at=now + timedelta(days=30),
            key=f"welcome:{person_id}:{int(now.timestamp())}",
            about=f"person:{person_id}",
        )
    )
    return person


async def reject(store: Store, referent: Person, person_id: int, now: datetime) -> Person:
    """« Non »: whoever opened the invitation is a stranger again, agreed or not: a lost paper keeps nobody out.
    Raises Gone, AlreadyAnswered."""
    person = await _unconfirmed(store, referent, person_id, now)
    await _forget(store, person)
    return person


async def _forget(store: Store, person: Person) -> None:
    """Who is something else here, and was invited to outings, stays so: only that invitation is forgotten."""
    if person.is_a(*TEAM):
        await store.people.let_go(person.id)
    else:
        await store.people.unlink(person.id)


async def _awaiting(store: Store, referent: Person, person_id: int, now: datetime) -> Person:
    person = await _unconfirmed(store, referent, person_id, now)
    if person.agreed_at is None:
        raise AlreadyAnswered(0)
    return person


async def _unconfirmed(store: Store, referent: Person, person_id: int, now: datetime) -> Person:
    person = await followed(store, referent, person_id, now)
    if person.telegram_id is None or person.confirmed_at is not None:
        raise AlreadyAnswered(0)
    return person
