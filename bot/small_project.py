"""The small project in the chat of both: written or proposed, shown by the person's own choice, agreed by both; and what
is no longer shown is gone: the row that the referent could read is deleted, and what was still to be said of it closed."""

from datetime import datetime, timedelta

from bot import typed
from bot.domain.letters import Kind, Letter
from bot.domain.people import Person
from bot.domain.refusals import AlreadyAnswered, Gone
from bot.domain.small_project import LONGEST, SmallProject
from bot.following import own
from bot.ports import Store

USEFUL = timedelta(days=30)
LETTERS = (Kind.PROJECT_SHOWN, Kind.PROJECT_AGREED, Kind.PROJECT_PROPOSED)


async def write(store: Store, me: Person, text: str, now: datetime) -> None:
    """The person's own words, in the place of the former ones; nobody else reads them until they are shown.
    Raises BadWords."""
    words = typed.words(text, LONGEST)
    await _drop(store, await store.small_projects.of(me.id), now)
    await store.small_projects.keep(me.id, words, now)


async def mine(store: Store, me: Person, project_id: int) -> SmallProject:
    """Raises Gone."""
    it = await store.small_projects.get(project_id)
    if it.person_id != me.id:
        raise Gone
    return it


async def show(store: Store, me: Person, project_id: int, now: datetime) -> None:
    """To one's referent. Raises Gone, AlreadyAnswered."""
    it = await mine(store, me, project_id)
    if me.referent_id is None or it.person_yes_at is None:
        raise Gone
    if not await store.small_projects.show(it.id, me.referent_id):
        raise AlreadyAnswered(0)
    await _tell(store, me.referent_id, Kind.PROJECT_SHOWN, it, now)


async def hide(store: Store, me: Person, project_id: int, now: datetime) -> None:
    """The person keeps the words, for themselves: a row of its own, which no button of the referent leads to.
    Raises Gone."""
    it = await mine(store, me, project_id)
    if it.person_yes_at is None or it.shared_with is None:
        raise Gone
    await _hide(store, it, now)


async def drop(store: Store, me: Person, project_id: int, now: datetime) -> None:
    """Raises Gone."""
    it = await mine(store, me, project_id)
    if it.person_yes_at is None:
        raise Gone
    await _drop(store, it, now)


async def decline(store: Store, me: Person, project_id: int, now: datetime) -> None:
    """The no to a proposal: it is forgotten. Raises Gone."""
    it = await mine(store, me, project_id)
    if it.person_yes_at is not None:
        raise Gone
    await _drop(store, it, now)


async def accept(store: Store, me: Person, project_id: int, now: datetime) -> None:
    """The person's yes to what the referent proposes: both have agreed, and the referent reads it.
    Raises Gone, AlreadyAnswered."""
    it = await mine(store, me, project_id)
    if it.shared_with is None or it.shared_with != me.referent_id:
        raise Gone
    if it.person_yes_at is not None:
        raise AlreadyAnswered(0)
    await _drop(store, await store.small_projects.of(me.id), now)
    if not await store.small_projects.accept(it.id, now):
        raise AlreadyAnswered(0)
    await _tell(store, it.shared_with, Kind.PROJECT_SHOWN, it, now)


async def shared(store: Store, me: Person, person: Person) -> SmallProject | None:
    """The one that this person shows me."""
    it = await store.small_projects.of(person.id)
    return it if it is not None and it.may_be_read_by(me, person) else None


async def shown(store: Store, me: Person, project_id: int) -> tuple[SmallProject, Person]:
    """By its number, with whose it is. Raises Gone for what is not shown to me, or not any more."""
    it = await store.small_projects.get(project_id)
    person = await store.people.get(it.person_id)
    if it.person_yes_at is None or not it.may_be_read_by(me, person):
        raise Gone
    return it, person


async def proposed(store: Store, me: Person, person: Person) -> SmallProject | None:
    """What I have proposed, and has not been answered."""
    it = await store.small_projects.proposal(person.id)
    return it if it is not None and it.may_be_read_by(me, person) else None


async def propose(store: Store, me: Person, person_id: int, text: str, now: datetime) -> None:
    """The referent's words, in the place of the former ones. With who has no account it is done face to face: they are
    there to say yes. Raises Gone, BadWords."""
    person, words = await own(store, me, person_id), typed.words(text, LONGEST)
    await _drop(store, await store.small_projects.proposal(person.id), now)
    number = await store.small_projects.propose(person.id, words, me.id, now)
    if person.telegram_id is None:
        await _drop(store, await store.small_projects.of(person.id), now)
        await store.small_projects.accept(number, now)
    else:
        await _tell(store, person.id, Kind.PROJECT_PROPOSED, await store.small_projects.get(number), now)


async def agree(store: Store, me: Person, project_id: int, now: datetime) -> Person:
    """The referent's yes to what was shown; the person reads it. Raises Gone, AlreadyAnswered."""
    it, person = await shown(store, me, project_id)
    if not await store.small_projects.agree(it.id, me.id, now):
        raise AlreadyAnswered(0)
    await _tell(store, person.id, Kind.PROJECT_AGREED, it, now)
    return person


async def forget_together(store: Store, me: Person, project_id: int, now: datetime) -> Person:
    """At the wish of somebody without an account, who cannot do it themselves. Raises Gone."""
    it, person = await shown(store, me, project_id)
    if person.telegram_id is not None:
        raise Gone
    await _drop(store, it, now)
    return person


async def part(store: Store, person_id: int, now: datetime) -> None:
    """Another referent follows them: nothing is shown to anybody, until the person shows it anew."""
    await _drop(store, await store.small_projects.proposal(person_id), now)
    it = await store.small_projects.of(person_id)
    if it is not None and it.shared_with is not None:
        await _hide(store, it, now)


async def _hide(store: Store, it: SmallProject, now: datetime) -> None:
    await _drop(store, it, now)
    await store.small_projects.keep(it.person_id, it.words, now)


async def _drop(store: Store, it: SmallProject | None, now: datetime) -> None:
    if it is None:
        return
    await store.small_projects.drop(it.id)
    for kind in LETTERS:
        await store.letters.withdraw(_about(it), now, "the project is gone", kind)


def _about(it: SmallProject) -> str:
    """Erased with whatever is said about the person."""
    return f"person:{it.person_id}"


async def _tell(store: Store, to: int, kind: Kind, it: SmallProject, now: datetime) -> None:
    await store.letters.write(Letter(to, kind, (it.id,), now, now + USEFUL, f"{kind}:{it.id}", about=_about(it)))
