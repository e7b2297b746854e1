"""An agenda by https: what is refused before anything is asked, what is refused while it comes, and what is read."""

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiohttp import web

from bot import feeds, fetching
from bot.domain.agendas import Unfetched, WhyNot
from bot.fetching import LARGEST, Fetching, PublicOnly
from tests import canary
from tests.feeds.files import DATA
from tests.given import NOW
from tests.sites import HERE, NAME, OTHER, Dns, Site, site

ICS = (DATA / "sorties.ics").read_bytes()
KEY = "clef-tres-secrete"


@pytest.fixture
async def town_hall(unused_tcp_port: int) -> AsyncIterator[Site]:
    canary.typed(KEY)
    async with site(unused_tcp_port) as it:
        yield it


async def refused(fetch: Fetching, url: str) -> WhyNot:
    with pytest.raises(Unfetched) as no:
        await fetch(url)
    assert KEY not in f"{no.value}{no.value.host}{no.value.__cause__}"
    return no.value.why


@pytest.mark.parametrize(
    ("path", "kind", "file"),
    [
        ("sorties.ics", "text/plain", "sorties.ics"),
        ("agenda", "text/calendar", "sorties.ics"),
        ("agenda.php", "application/octet-stream", "sorties.ics"),
        ("exports/json", "application/json", "openagenda.json"),
        ("exports/x", "text/plain", "openagenda.json"),
        ("exports/csv", "text/csv", "marseille.csv"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
async def test_what_a_site_gives_is_what_the_file_says(
    town_hall: Site, path: str, kind: str, file: str, packed: bool
) -> None:
    content = (DATA / file).read_bytes()
    how = "gzip" if packed else "identity"
    url = town_hall.gives(path, gzip.compress(content) if packed else content, Content_Type=kind, Content_Encoding=how)
    it = await town_hall.fetching()(f"{url}?key={KEY}")
    assert it.content == content
    read = feeds.read(it.content, f"agenda{it.extension}", NOW, "Europe/Paris")
    assert read == feeds.read(content, file, NOW, "Europe/Paris")
    assert read.rows


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://agenda.test/x.ics", WhyNot.NOT_HTTPS),
        ("ftp://agenda.test/x.ics", WhyNot.NOT_HTTPS),
        ("file:///etc/passwd", WhyNot.NO_ADDRESS),
        ("https:///x.ics", WhyNot.NO_ADDRESS),
        ("https://[::1/x.ics", WhyNot.NO_ADDRESS),
        ("https://agenda.test:99999/x.ics", WhyNot.NO_ADDRESS),
        (f"https://paul:{KEY}@agenda.test/x.ics", WhyNot.WITH_A_PASSWORD),
        (f"https://{KEY}@agenda.test/x.ics", WhyNot.WITH_A_PASSWORD),
        (f"https://ailleurs.test/x.ics?key={KEY}", WhyNot.UNKNOWN_HOST),
        ("https://sous.agenda.test/x.ics", WhyNot.UNKNOWN_HOST),
        ("https://agenda.test.ailleurs.test/x.ics", WhyNot.UNKNOWN_HOST),
        ("https://agenda.test./x.ics", WhyNot.UNKNOWN_HOST),
        ("https://agenda.test:8443/x.ics", WhyNot.UNKNOWN_HOST),
        ("https://ailleurs.test#@agenda.test/x.ics", WhyNot.UNKNOWN_HOST),
        ("https://ailleurs.test\\@agenda.test/x.ics", None),
        ("https://127.0.0.1/x.ics", WhyNot.UNKNOWN_HOST),
        ("https://[::1]/x.ics", WhyNot.UNKNOWN_HOST),
    ],
)
async def test_a_wrong_address_is_refused_before_any_name_is_looked_up(url: str, why: WhyNot | None) -> None:
    dns = Dns(agenda_test=[[HERE]])
    assert await refused(Fetching({NAME, HERE, "::1"}, lambda: PublicOnly(dns)), url) == why or why is None
    assert dns.asked == []


INSIDE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1"),
    *("::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2001:0:7f00:1::1", "2001:db8::1"),
]


@pytest.mark.parametrize("address", INSIDE)
async def test_a_name_that_leads_inside_is_not_followed(address: str) -> None:
    for answer in ([address], ["93.184.215.14", address]):
        dns = Dns(agenda_test=[answer])
        assert await refused(Fetching({NAME}, lambda: PublicOnly(dns)), f"https://{NAME}/x.ics") == WhyNot.NOT_PUBLIC  # noqa: B023


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111"])
def test_an_address_of_the_web_is_one(address: str) -> None:
    assert PublicOnly(Dns()).admits(address)


async def test_this_machine_is_inside_whatever_answers_there(town_hall: Site) -> None:
    """As the product stands: nothing is asked of a server that is really there."""
    town_hall.gives("x.ics", ICS)
    hosts = {f"{NAME}:{town_hall.port}"}
    dns = Dns(agenda_test=[[HERE]])
    assert (
        await refused(Fetching(hosts, lambda: PublicOnly(dns), town_hall.trust), town_hall.url("x.ics"))
        == WhyNot.NOT_PUBLIC
    )
    assert town_hall.heard == []


async def test_we_connect_to_the_very_address_that_was_judged(town_hall: Site) -> None:
    """A name that means something else the second time is asked only once."""
    town_hall.gives("x.ics", ICS)
    dns = Dns(agenda_test=[[HERE], ["10.0.0.1"]])
    assert (await town_hall.fetching(dns)(town_hall.url("x.ics"))).content == ICS
    assert dns.asked == [NAME]


async def test_each_redirect_is_judged_anew(town_hall: Site) -> None:
    url = town_hall.gives("there.ics", ICS)
    inside = Dns(agenda_test=[[HERE]], autre_test=[["10.0.0.1"]])
    both = (NAME, OTHER)
    cases: list[tuple[str, Fetching, WhyNot]] = [
        (url.replace("https", "http"), town_hall.fetching(), WhyNot.NOT_HTTPS),
        (town_hall.url("there.ics", OTHER), town_hall.fetching(), WhyNot.UNKNOWN_HOST),
        (town_hall.url("there.ics", OTHER), town_hall.fetching(inside, 30, *both), WhyNot.NOT_PUBLIC),
        (f"https://{HERE}:{town_hall.port}/there.ics", town_hall.fetching(None, 30, HERE, NAME), WhyNot.UNKNOWN_HOST),
        (f"https://x:{KEY}@{NAME}:{town_hall.port}/there.ics", town_hall.fetching(), WhyNot.WITH_A_PASSWORD),
        ("https://[", town_hall.fetching(), WhyNot.REFUSED),
    ]
    for to, fetch, why in cases:
        assert await refused(fetch, town_hall.gives("here", b"", 302, Location=to)) == why
    assert {it.path for it in town_hall.heard} == {"/here"}
    assert (await town_hall.fetching()(town_hall.gives("here", b"", 307, Location="/there.ics"))).content == ICS
    home = town_hall.fetching(None, 30, *both)
    assert (await home(town_hall.gives("here", b"", 301, Location=town_hall.url("there.ics", OTHER)))).content == ICS
    again = town_hall.gives("here", b"", 302, Location="/here", Set_Cookie="a=b")
    asked = len(town_hall.heard)
    assert await refused(town_hall.fetching(), again) == WhyNot.TOO_MANY_STEPS
    assert len(town_hall.heard) - asked == 1 + fetching.MOST_REDIRECTS
    assert not any({"Cookie", "Referer", "Authorization"} & set(it.headers) for it in town_hall.heard)


async def test_what_has_no_end_is_left(town_hall: Site) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while True:
                await answer.write(b"x" * 100_000)
        return answer

    async def dripping(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while True:
                await answer.write(b"x")
                await asyncio.sleep(0.02)
        return answer

    town_hall.pages |= {"endless": endless, "dripping": dripping}
    assert await refused(town_hall.fetching(), town_hall.url("endless")) == WhyNot.TOO_LARGE
    async with asyncio.timeout(10):
        assert await refused(town_hall.fetching(None, 0.3), town_hall.url("dripping")) == WhyNot.TOO_SLOW
    assert await refused(town_hall.fetching(), town_hall.gives("x", b"x" * (LARGEST + 1))) == WhyNot.TOO_LARGE
    assert len((await town_hall.fetching()(town_hall.gives("x", b"x" * LARGEST))).content) == LARGEST


async def test_a_small_bomb_does_not_fill_the_memory(town_hall: Site) -> None:
    packing = zlib.compressobj(1, wbits=16 + zlib.MAX_WBITS)
    nothing = bytes(1_000_000)
    bomb = b"".join(packing.compress(nothing) for _ in range(100)) + packing.flush()
    url = town_hall.gives("x.csv", bomb, Content_Encoding="gzip")
    tracemalloc.start()
    assert await refused(town_hall.fetching(), url) == WhyNot.TOO_LARGE
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * LARGEST


async def test_what_does_not_hold_together_is_garbled_or_refused(town_hall: Site) -> None:
    packed = gzip.compress(ICS)
    for body, how in (
        (packed[:-20], "gzip"),
        (packed + packed, "gzip"),
        (ICS, "gzip"),
        (ICS, "br"),
        (packed, "gzip, gzip"),
    ):
        assert (
            await refused(town_hall.fetching(), town_hall.gives("x.ics", body, Content_Encoding=how)) == WhyNot.GARBLED
        )
    for status in (201, 204, 300, 401, 403, 404, 500, 503):
        assert await refused(town_hall.fetching(), town_hall.gives("x.ics", b"", status)) == WhyNot.REFUSED

    async def cut(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(b"x")
        assert request.transport is not None
        request.transport.close()
        return answer

    town_hall.pages["cut"] = cut
    assert await refused(town_hall.fetching(), town_hall.url("cut")) == WhyNot.AWAY


async def test_a_certificate_of_another_name_or_of_nobody_is_not_believed(unused_tcp_port: int) -> None:
    async with site(unused_tcp_port, OTHER) as it:
        url = it.gives("x.ics", ICS)
        assert await refused(it.fetching(), url) == WhyNot.UNTRUSTED
        it.trust = None  # type: ignore[assignment]
        assert await refused(it.fetching(None, 30, OTHER), it.url("x.ics", OTHER)) == WhyNot.UNTRUSTED
        assert it.heard == []
    assert await refused(it.fetching(), url) == WhyNot.AWAY
