"""What lies on a coordinator's desk: a file, an edit, a wish, a message that was sent and one that was not."""

from dataclasses import dataclass
from datetime import datetime

from bot import calling_off, changing, feeds, noting, uploads
from bot.domain.agendas import WhyNot
from bot.domain.changes import Words
from bot.domain.people import Person
from bot.ports import Store
from tests.feeds.files import CONCERT, HEADINGS, as_csv


@dataclass(frozen=True)
class Laid:
    """The numbers of what lies there."""

    told: int
    """An edit of which the people of `coming` are told."""
    edit: int
    """An edit of which nobody is told."""
    wish: int
    wish_concerns: int
    draft_note: int
    note_reaches: int
    note: int
    upload: int
    agenda: int
    """One that cannot be read."""
    venue: int
    later: int
    """A moment to which `asked` can be moved."""
    mark: str
    """Of the preview of that file."""


async def concerned(store: Store, karine: Person, wish_id: int, now: datetime) -> int:
    """How many people she is told that the wish concerns."""
    return (await changing.weigh_wish(store, karine, wish_id, now))[1].consequence.people


async def lay(
    store: Store,
    karine: Person,
    asked: int,
    coming: int,
    spare: int,
    called_off: int,
    now: datetime,
    title: str = "Ballet caché, de nuit",
) -> Laid:
    """`asked` and `coming` are sessions that people asked for; nobody asked for the others."""
    await calling_off.cancel(store, karine, called_off, 0, now)
    wish = await changing.wish(store, karine, coming, Words.TITLE, title, now)
    told = await changing.grant(store, karine, wish.id, await concerned(store, karine, wish.id, now), now)
    edit = await changing.set_places(store, karine, spare, 5, now)
    sent = await noting.write(store, karine, coming, "Bonsoir\n<b>à tous</b>", now)
    await noting.send(store, karine, sent.id, len(await store.changes.live(coming)), now)
    assert edit is not None
    file = as_csv([HEADINGS, CONCERT])
    another = await changing.wish(store, karine, asked, Words.ENTRY, "Par la cour", now)
    weighed = await uploads.weigh_file(store, feeds.read(file, "x.csv", now, "Europe/Paris"), False, now)
    agenda = await store.agendas.add(karine.organisation_id, "https://agenda.test/sorties.ics?key=clef", 7)
    await store.agendas.failed(agenda, WhyNot.REFUSED)
    return Laid(
        told=told.id,
        agenda=agenda,
        edit=edit.id,
        wish=another.id,
        wish_concerns=await concerned(store, karine, another.id, now),
        draft_note=(await noting.write(store, karine, asked, "Bonjour", now)).id,
        note_reaches=len(await store.changes.live(asked)),
        note=sent.id,
        upload=(await uploads.receive(store, karine, "x.csv", file, now)).id,
        venue=(await store.drafting.venues(0, 1))[0].id,
        later=int((await store.offers.session(asked)).starts_at.timestamp()) + 3600,
        mark=weighed.mark,
    )
