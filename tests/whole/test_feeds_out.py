"""The feed for the city's sites: what is published, for anybody, and about nobody."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from icalendar import Calendar

from bot import calling_off, feeds
from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.drafting import drop
from bot.ports import StorageAway, Store
from handlers.feeds_out import FeedsOut
from handlers.text import Translator
from storage.store import Storage
from tests.given import IN_TEN_DAYS, NOW, a_person, a_reservation, a_session, rows, storage_at
from tests.phone import Phone
from tests.town import ZONE, Town

PAGES = ("sorties.ics", "sorties.json")
CANARIES = ("Amina", "Paul", "Karine", "1001", "2002", "3003", "CCAS", "Belle de Mai", "canari")


class Site:
    """Of the city: asks, as a browser does."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session = session
        self._at = f"http://127.0.0.1:{port}"

    async def asks(self, page: str, method: str = "GET", **headers: str) -> tuple[aiohttp.ClientResponse, bytes]:
        async with self._session.request(method, f"{self._at}/{page}", headers=headers) as answer:
            return answer, await answer.read()

    async def outings(self) -> list[dict[str, Any]]:
        _, body = await self.asks("sorties.json")
        told: list[dict[str, Any]] = json.loads(body)["outings"]
        return told

    async def events(self) -> list[Any]:
        _, body = await self.asks("sorties.ics")
        return list(Calendar.from_ical(body).walk("VEVENT"))


class Watch:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@asynccontextmanager
async def site(storage: Any, now: Any, port: int) -> AsyncIterator[Site]:
    async with FeedsOut(storage, now, Translator()).told_at("127.0.0.1", port), aiohttp.ClientSession() as session:
        yield Site(session, port)


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with storage_at(url) as storage:
        yield storage


async def call_off(store: Store, session_id: int) -> None:
    await calling_off.cancel(store, await store.people.get(await a_person(store, "Karine")), session_id, 0, NOW)


async def test_both_pages_tell_the_same_outings_at_the_same_moments(storage: Storage, unused_tcp_port: int) -> None:
    summer = datetime(2027, 7, 1, 18, 30, tzinfo=UTC)
    async with storage.writing() as store:
        winter = await a_session(store, title="Hiver")
        await a_session(store, title="Été", starts_at=summer, ends_at=summer + timedelta(hours=3), places=None)
        off = await a_session(store, title="Annulée", starts_at=summer + timedelta(days=1))
        await call_off(store, off)
        await a_session(store, title="Brouillon", draft=True)
        await drop(store, await a_session(store, title="Brouillon supprimé", draft=True), NOW)
        await a_session(store, title="Passée", starts_at=NOW - timedelta(hours=1))
        at = [(await store.offers.session(it)).starts_at for it in (winter, winter + 1, off)]
    async with site(storage, Watch(), unused_tcp_port) as city:
        told, events = await city.outings(), await city.events()
        page, _ = await city.asks("sorties.ics")
        _, body = await city.asks("sorties.ics")
    assert [it["title"] for it in told] == ["Hiver", "Été", "Annulée"]
    assert [it["places"] for it in told] == ["left", "open", "cancelled"]
    assert [datetime.fromisoformat(it["starts_at"]) for it in told] == at
    assert told[1]["starts_at"] == "2027-07-01T20:30:00+02:00"
    assert [it.decoded("dtstart") for it in events] == at
    assert events[1].decoded("dtend") == summer + timedelta(hours=3)
    assert events[1]["dtstart"].params["TZID"] == ZONE
    assert b"BEGIN:VTIMEZONE" in body
    assert [str(it["uid"]) for it in events] == [f"session-{it['id']}@passerelle" for it in told]
    assert [it["sequence"] for it in events] == [it["revision"] for it in told] == [1, 1, 2]
    assert [str(it["status"]) for it in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert page.content_type == "text/calendar"
    assert [it.title for it in feeds.read(body, "sorties.ics", NOW, ZONE).offers] == ["Hiver", "Été"]


async def test_whether_places_are_left_is_told_and_never_how_many(storage: Storage, unused_tcp_port: int) -> None:
    watch = Watch()
    async with storage.writing() as store:
        amina = await a_person(store)
        concert = await a_session(store, places=2)
    async with site(storage, watch, unused_tcp_port) as city:
        before = await city.asks("sorties.json")
        async with storage.writing() as store:
            await a_reservation(store, amina, concert)
        watch.at += timedelta(minutes=15)
        assert await city.outings() == json.loads(before[1])["outings"], "one of two was asked for"
        async with storage.writing() as store:
            assert await store.offers.take(concert, 1, watch.at)
        watch.at += timedelta(minutes=14)
        assert [it["places"] for it in await city.outings()] == ["left"], "not before the next quarter of an hour"
        watch.at += timedelta(minutes=1)
        assert [it["places"] for it in await city.outings()] == ["full"]
        assert "complet" in (await city.events())[0]["description"]


async def test_what_has_not_changed_is_not_sent_again(storage: Storage, unused_tcp_port: int) -> None:
    watch = Watch()
    async with storage.writing() as store:
        await a_session(store)
    async with site(storage, watch, unused_tcp_port) as city:
        for page in PAGES:
            first, body = await city.asks(page)
            mark, date = first.headers["ETag"], first.headers["Last-Modified"]
            assert body
            assert first.headers["Access-Control-Allow-Origin"] == "*"
            assert 0 < int(re.findall(r"max-age=(\d+)", first.headers["Cache-Control"])[0]) <= 15 * 60
            assert not first.cookies
            watch.at += timedelta(hours=1)
            for condition in ({"If-None-Match": mark}, {"If-None-Match": "*"}, {"If-Modified-Since": date}):
                again, nothing = await city.asks(page, **condition)
                assert (again.status, nothing, again.headers["ETag"]) == (304, b"", mark)
            head, nothing = await city.asks(page, "HEAD")
            assert (head.status, nothing, head.headers["Content-Length"]) == (200, b"", str(len(body)))
            for method in ("POST", "PUT", "DELETE", "OPTIONS"):
                assert (await city.asks(page, method))[0].status == 405
            stale = {"If-None-Match": 'W/"another"', "If-Modified-Since": date}
            assert (await city.asks(page, **stale))[1] == body, "the mark goes before the date"
        async with storage.writing() as store:
            await a_session(store, title="Bal")
        watch.at += timedelta(minutes=15)
        changed, _ = await city.asks("sorties.json", **{"If-None-Match": mark, "If-Modified-Since": date})
        assert (changed.status, changed.headers["ETag"] == mark) == (200, False)
        assert changed.headers["Last-Modified"] > date


class Counted:
    """A storage that counts the transactions that it opens, and may be away."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.opened = 0
        self.away = False

    def reading(self) -> Any:
        if self.away:
            raise StorageAway
        self.opened += 1
        return self._storage.reading()


async def test_a_thousand_visitors_cost_one_reading(storage: Storage, unused_tcp_port: int) -> None:
    counted = Counted(storage)
    async with site(counted, Watch(), unused_tcp_port) as city:
        pages = await asyncio.gather(*(city.asks(PAGES[n % 2]) for n in range(1000)))
    assert {it.status for it, _ in pages} == {200}
    assert counted.opened == 1


HOSTILE = "<script>alert(1)</script>\rBEGIN:VEVENT\r\nEND:VCALENDAR;,\\\"'\u202e\u2028é🙂" + "x" * 100


async def test_a_hostile_title_ends_no_line_and_no_page(storage: Storage, unused_tcp_port: int) -> None:
    venue = VenueDraft(HOSTILE, HOSTILE, "13001", "Marseille")
    session = SessionDraft(IN_TEN_DAYS, capacity=2)
    async with storage.writing() as store:
        offer = OfferDraft(
            "x", (1,), HOSTILE, venue, (session,), summary=HOSTILE * 20, organiser="canari", entry="canari"
        )
        number = await store.offers.add_session(await store.offers.keep_offer(offer), session, ZONE)
        await store.offers.publish(number)
    async with site(storage, Watch(), unused_tcp_port) as city:
        [told], [event] = await city.outings(), await city.events()
        bodies = [(await city.asks(page))[1] for page in PAGES]
    assert told["title"] == str(event["summary"])
    assert told["title"].startswith("<script>alert(1)</script> BEGIN:VEVENT END:VCALENDAR;,\\\"'")
    assert all(len(line) <= 75 for line in bodies[0].split(b"\r\n"))
    assert b"\r" not in bodies[0].replace(b"\r\n", b"")
    assert b"<" not in bodies[1]
    assert b"canari" not in b"".join(bodies)


async def test_nobody_is_in_it(town: Town, amina: Phone, paul: Phone, karine: Phone, unused_tcp_port: int) -> None:
    """The busiest outing there can be: asked for, approved, waited for, gone to with somebody."""
    await town.publish("Concert", places=1)
    await amina.presses("ask:1:1")
    await town.deliver()
    await paul.taps("Accepter")
    await town.deliver()
    async with site(town.storage, town.clock.now, unused_tcp_port) as city:
        assert [it["places"] for it in await city.outings()] == ["full"]
        bodies = [(await city.asks(page))[1].decode() for page in PAGES]
    people = rows(town.url, "SELECT name, telegram_id FROM people")
    organisations = rows(town.url, "SELECT name FROM organisations")
    kept = {str(value) for row in people + organisations for value in row.values() if value is not None}
    assert {"Amina", "Paul", "Karine"} <= kept
    for body in bodies:
        words = re.sub(r"\r\n ", "", body)
        assert [it for it in {*kept, *CANARIES} if re.search(rf"(?<!\w){re.escape(it)}(?!\w)", words)] == []


async def test_while_the_database_is_away_the_last_edition_stands(storage: Storage, unused_tcp_port: int) -> None:
    watch, counted = Watch(), Counted(storage)
    async with storage.writing() as store:
        await a_session(store)
    async with site(counted, watch, unused_tcp_port) as city:
        assert len(await city.outings()) == 1
        counted.away = True
        watch.at += timedelta(hours=1)
        assert len(await city.outings()) == 1
    async with site(counted, watch, unused_tcp_port) as city:
        assert (await city.asks("sorties.json"))[0].status == 503
