"""A file of outings sent in the chat: what it would change, page by page, then Publier, Brouillons or Abandonner."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from markupsafe import Markup

from bot import feeds, uploads
from bot.domain.desk import LARGEST_FILE, Upload
from bot.domain.drafts import Reading
from bot.domain.people import Role
from bot.domain.refusals import TooLargeFile
from bot.ports import Store
from bot.uploads import Weighed
from handlers.changed import told
from handlers.imports import trouble_sentence
from handlers.preview import details, summary
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, clean, strong
from handlers.undoing import edit
from handlers.words import lines

COORDINATOR = Role.COORDINATOR
PAGE = 8
BIG = 20_000
"""Bytes from which reading takes long enough to say that it has begun."""

FRESH = timedelta(hours=1)
"""A reading leaves out what has passed: it is made anew after a while."""


@dataclass(frozen=True)
class SentFile:
    """A file on Telegram's side: fetched only if it may be read."""

    name: str
    size: int
    fetch: Callable[[], Awaitable[bytes]]

    async def content(self) -> bytes:
        """Raises TooLargeFile, before anything is fetched where the size is known; NotThere."""
        if self.size > LARGEST_FILE:
            raise TooLargeFile
        content = await self.fetch()
        if len(content) > LARGEST_FILE:
            raise TooLargeFile
        return content


class Readings:
    """The last few files that were read: turning a page reads nothing again. A restart forgets them, the database
    does not."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._known: dict[bytes, tuple[datetime, Reading]] = {}

    async def of(self, content: bytes, filename: str, now: datetime, zone: str) -> Reading:
        key = hashlib.sha256(content + filename.encode() + zone.encode()).digest()
        if (known := self._known.get(key)) and timedelta() <= now - known[0] < FRESH:
            return known[1]
        # Reading is a second or two of computing for a large file: nobody else waits for it.
        reading = await asyncio.to_thread(feeds.read, content, filename, now, zone)
        self._known = dict(list(self._known.items())[-self._most + 1 :]) | {key: (now, reading)}
        return reading


READINGS = Readings()


def progress(file: SentFile, t: Translator) -> View | None:
    """Said at once, when reading will take a while."""
    return View(t("Je lis votre fichier…")) if BIG < file.size <= LARGEST_FILE else None


def unreadable(reading: Reading, t: Translator) -> View:
    """A file without a single row: why, and what to do."""
    said = lines(*(trouble_sentence(it, t) for it in reading.troubles))
    return View(said, [[link(t("Toutes les sorties"), "desk"), way_home(t)]], at="desk")


async def _read(store: Store, upload: Upload, now: datetime, zone: str) -> Reading:
    return await READINGS.of(await store.uploads.content(upload.id), upload.filename, now, zone)


async def _weighed(visit: Visit, upload: Upload, also: int) -> Weighed:
    reading = await _read(visit.store, upload, visit.now, visit.town.zone)
    return await uploads.weigh_file(visit.store, reading, bool(also), visit.now)


@look("upload", COORDINATOR)
async def upload(visit: Visit, upload_id: int, also: int = 0) -> View:
    """The preview: every row is counted once, and who will be told is counted too. `also`: the doubtful ones too."""
    t = visit.t
    it = await uploads.of_mine(visit.store, visit.me, upload_id)
    name = strong(t.isolate(clean(it.filename, 80)))
    if it.done_at is not None:
        return View(lines(name, t("Ce fichier est traité.")), [[link(t("Toutes les sorties"), "desk"), way_home(t)]])
    weighed = await _weighed(visit, it, also)
    said: list[str] = [name, summary(weighed.preview, t), ""]
    if not weighed.preview.new and not weighed.preview.changed:
        said.append(t("Ce fichier n'apporte rien de nouveau."))
    newer = [t("Un fichier plus récent du même nom est arrivé. Le voici."), ""] if it.id != upload_id else []
    return View(lines(*newer, *said, told(weighed.plan.consequence, t)), _choices(it, weighed, also, t))


def _choices(it: Upload, weighed: Weighed, also: int, t: Translator) -> list[list[Button]]:
    preview = weighed.preview
    rows: list[list[Button]] = []
    if preview.new or preview.changed:
        rows.append([publish_upload.button(t("Publier"), it.id, weighed.mark, also)])
        rows.append([keep_upload.button(t("Brouillons"), it.id, weighed.mark, also)])
    if preview.new or preview.changed or preview.doubtful or preview.troubles:
        rows.append([upload_details.button(t("Voir le détail"), it.id, 1, also)])
    if preview.doubtful:
        rows.append([upload.button(t("Garder aussi les doubles"), it.id, 1)])
    if also:
        rows.append([upload.button(t("Laisser les doubles de côté"), it.id, 0)])
    return [*rows, [leave_upload.button(t("Abandonner"), it.id), way_home(t)]]


@look("upload_details", COORDINATOR)
async def upload_details(visit: Visit, upload_id: int, page: int = 1, also: int = 0) -> View:
    """A line each: new, changed (old → new), doubtful, refused."""
    t = visit.t
    it = await uploads.of_mine(visit.store, visit.me, upload_id)
    if it.done_at is not None:
        return await upload(visit, upload_id)
    every = list(details((await _weighed(visit, it, also)).preview, t))
    pages = max(1, -(-len(every) // PAGE))
    number = min(max(1, page), pages)
    shown: list[Markup | str] = [strong(t.isolate(clean(it.filename, 80)))]
    for line in every[(number - 1) * PAGE : number * PAGE]:
        shown += ["", line]
    turn = []
    if number > 1:
        turn.append(upload_details.button(t("Page précédente"), it.id, number - 1, also))
    if number < pages:
        turn.append(upload_details.button(t("Page suivante"), it.id, number + 1, also))
    if pages > 1:
        shown += ["", t("Page {page} sur {pages}", page=number, pages=pages)]
    return View(lines(*shown), [turn, [upload.button(t("Retour au résumé"), it.id, also), way_home(t)]])


@act("publish_upload", COORDINATOR, back="upload")
async def publish_upload(visit: Visit, upload_id: int, mark: str, also: int = 0) -> View:
    return await _put(visit, upload_id, mark, also, publish=True)


@act("keep_upload", COORDINATOR, back="upload")
async def keep_upload(visit: Visit, upload_id: int, mark: str, also: int = 0) -> View:
    return await _put(visit, upload_id, mark, also, publish=False)


async def _put(visit: Visit, upload_id: int, mark: str, also: int, publish: bool) -> View:
    t = visit.t
    it = await uploads.of_mine(visit.store, visit.me, upload_id)
    # After a restart the file is read here, while others wait to write: rare, and a second at most.
    reading = await _read(visit.store, it, visit.now, visit.town.zone) if it.done_at is None else Reading(0)
    done = await uploads.put_in_place(
        visit.store,
        visit.me,
        it,
        reading,
        mark,
        visit.now,
        visit.town.zone,
        doubtful_too=bool(also),
        publish=publish,
    )
    kept = t("Dates écrites : {n}. Publiées : {published}.", n=len(done.kept.sessions), published=done.kept.published)
    if done.edit is None:
        return View(kept, [[link(t("Toutes les sorties"), "desk"), way_home(t)]])
    shown = await edit(visit, done.edit.id)
    drafts = [[link(t("Brouillons"), "drafts")]] if len(done.kept.sessions) > done.kept.published else []
    return replace(shown, text=lines(shown.text, kept), rows=[*drafts, *shown.rows])


@act("leave_upload", COORDINATOR, back="upload")
async def leave_upload(visit: Visit, upload_id: int) -> View:
    it = await uploads.of_mine(visit.store, visit.me, upload_id)
    await uploads.leave(visit.store, it, visit.now)
    return (await upload(visit, upload_id)).saying(visit.t("Le fichier est oublié. Rien n'a été changé."))
