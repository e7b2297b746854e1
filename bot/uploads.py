"""A file of outings that a coordinator sent: kept, compared, shown, and put in place when they say so."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot import importing, notices
from bot.changing import Plan, put_session, weigh
from bot.domain.changes import Edit, EditKind, is_told
from bot.domain.desk import Upload
from bot.domain.drafts import Reading
from bot.domain.offers import Session
from bot.domain.people import Person
from bot.domain.refusals import AlreadyAnswered, Gone, Otherwise
from bot.importing import Kept, Preview
from bot.ports import Store


@dataclass(frozen=True)
class Weighed:
    """A preview with those it concerns, and a mark that changes when either does."""

    preview: Preview
    plan: Plan

    @property
    def mark(self) -> str:
        """Travels in the buttons: what is agreed to is what was shown."""
        it, told = self.preview, self.plan.consequence
        shown = (it.rows, len(it.new), len(it.changed), len(it.same), len(it.doubtful), it.refused, it.promised)
        changes = [(one.draft.source_key, one.differences) for one in it.changed]
        return hashlib.sha256(repr((shown, changes, told)).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Done:
    kept: Kept
    edit: Edit | None = None
    """None: the file said nothing new."""


async def receive(store: Store, me: Person, filename: str, content: bytes, now: datetime) -> Upload:
    """Kept until it is dealt with. An earlier file of that name gives way to it."""
    upload = await store.uploads.add(me.id, filename, content, now)
    await store.uploads.close_older(upload, now)
    return upload


async def of_mine(store: Store, me: Person, upload_id: int) -> Upload:
    """Raises Gone unless this person sent it; where a newer file of that name came, that one."""
    upload = await store.uploads.get(upload_id)
    if upload.by_id != me.id:
        raise Gone
    newest = await store.uploads.newest(me.id, upload.filename)
    return upload if newest == upload.id else await store.uploads.get(newest)


async def weigh_file(store: Store, reading: Reading, doubtful_too: bool, now: datetime) -> Weighed:
    """Nothing is changed."""
    preview = await importing.compare(store, reading, now)
    preview = preview.with_doubtful() if doubtful_too else preview
    old: list[Session] = [it for change in preview.changed for it in change.old]
    new: list[Session] = [it for change in preview.changed for it in change.new]
    return Weighed(preview, await weigh(store, old, new, now))


async def put_in_place(
    store: Store,
    me: Person,
    upload: Upload,
    reading: Reading,
    mark: str,
    now: datetime,
    zone: str,
    doubtful_too: bool,
    publish: bool,
) -> Done:
    """Compared again in this transaction. Raises AlreadyAnswered, Otherwise when it is not what was shown."""
    it = await weigh_file(store, reading, doubtful_too, now)
    if upload.done_at is not None:
        raise AlreadyAnswered(0)
    if it.mark != mark:
        raise Otherwise
    await store.uploads.close(upload.id, now)
    kept = await importing.keep(store, it.preview, zone, now, publish)
    if not kept.sessions:
        return Done(kept)
    await _raise_revisions(store, now, it.plan)
    edit = await store.edits.add(me.id, EditKind.IMPORT, it.plan.before(kept.added), now)
    await notices.tell_change(store, edit, now)
    return Done(kept, edit)


async def _raise_revisions(store: Store, now: datetime, plan: Plan) -> None:
    """Another title, another venue: reminders are planned anew, so they need another key."""
    for was in plan.old:
        it = await store.offers.session(was.id)
        if it.revision == was.revision and is_told(was, it):
            await put_session(store, was, it, now)


async def leave(store: Store, upload: Upload, now: datetime) -> None:
    """« Abandonner »: nothing of it is kept. Raises AlreadyAnswered."""
    if not await store.uploads.close(upload.id, now):
        raise AlreadyAnswered(0)
