"""An agenda by https, from a site that the operator has named: bytes in, or why not.

Whoever gives an address must not make us ask our own network for something. So, at the first step and at each redirect:
https only, an allowed host, no password, and a name whose every address is a public one. We look the name up, judge what
it means, and connect to exactly that: a second answer of the DNS changes nothing. What comes is measured while it comes,
and after it is unpacked.
"""

import asyncio
import ipaddress
import socket
import ssl
import zlib
from collections.abc import Awaitable, Callable, Collection
from http import HTTPStatus
from pathlib import PurePosixPath

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.domain.agendas import Fetched, Unfetched, WhyNot, host_of

LARGEST = 5_000_000
"""Bytes, unpacked: an event of OpenAgenda is some 4,000, and a season of a large city near 1,000 of them."""
PATIENCE_S = 30.0
"""For everything together."""
MOST_REDIRECTS = 3
PIECE = 65_536
HTTPS = 443

_KINDS = {
    "application/json": ".json",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_LEADS_ON = {301, 302, 303, 307, 308}
_TRANSLATED = (ipaddress.ip_network("2002::/16"), ipaddress.ip_network("fec0::/10"))
"""What the library takes for public and leads to an address inside (6to4), or is one of old (site-local)."""

Fetch = Callable[[str], Awaitable[Fetched]]


class PublicOnly(AbstractResolver):
    """Looks names up, and knows none that leads into a network of somebody's own."""

    def __init__(self, dns: AbstractResolver | None = None) -> None:
        self._dns = dns or aiohttp.ThreadedResolver()

    def admits(self, address: str) -> bool:
        it = ipaddress.ip_address(address.partition("%")[0])
        inside = any(it in network for network in _TRANSLATED if network.version == it.version)
        return it.is_global and not (it.is_multicast or it.is_reserved or inside)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises Unfetched when one address is not public: who mixes them has something in mind."""
        found = await self._dns.resolve(host, port, family)
        if not all(self.admits(it["host"]) for it in found):
            raise Unfetched(WhyNot.NOT_PUBLIC, host)
        return found

    async def close(self) -> None:
        await self._dns.close()


class Fetching:
    """`hosts`: "openagenda.com", or "agenda.ville.fr:8443". The others are for tests, whose sites are on this machine."""

    def __init__(
        self,
        hosts: Collection[str],
        resolver: Callable[[], AbstractResolver] = PublicOnly,
        trust: ssl.SSLContext | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._hosts = hosts
        self._resolver = resolver
        self._trust = trust
        self._patience_s = patience_s

    async def __call__(self, url: str) -> Fetched:
        """Raises Unfetched, whatever the address and whatever answers."""
        try:
            async with asyncio.timeout(self._patience_s):
                return await self._fetched(url)
        except TimeoutError:
            raise Unfetched(WhyNot.TOO_SLOW, host_of(url)) from None
        except (aiohttp.ClientSSLError, ssl.SSLError):
            raise Unfetched(WhyNot.UNTRUSTED, host_of(url)) from None
        except (aiohttp.ClientError, OSError):
            raise Unfetched(WhyNot.AWAY, host_of(url)) from None

    def ensure_allowed(self, url: str) -> URL:
        """Read by the parser that will also ask: two would not always find the same host. Raises Unfetched."""
        try:
            it = URL(url)
            host, port = it.raw_host or "", it.port
        except ValueError:
            raise Unfetched(WhyNot.NO_ADDRESS) from None
        if not host:
            raise Unfetched(WhyNot.NO_ADDRESS)
        if it.scheme != "https":
            raise Unfetched(WhyNot.NOT_HTTPS, host)
        if it.raw_user or it.raw_password:
            raise Unfetched(WhyNot.WITH_A_PASSWORD, host)
        if _is_a_number(host) or (host if port == HTTPS else f"{host}:{port}") not in self._hosts:
            raise Unfetched(WhyNot.UNKNOWN_HOST, host)
        return it

    async def _fetched(self, url: str) -> Fetched:
        async with self._session() as session:
            for _ in range(1 + MOST_REDIRECTS):
                async with session.get(self.ensure_allowed(url), allow_redirects=False) as answer:
                    if answer.status not in _LEADS_ON:
                        return await _read(answer)
                    url = _next(answer)
        raise Unfetched(WhyNot.TOO_MANY_STEPS, host_of(url))

    def _session(self) -> aiohttp.ClientSession:
        """No cookie, no proxy, nothing of the machine's own; what is packed is unpacked by us, and measured."""
        connector = aiohttp.TCPConnector(resolver=self._resolver(), use_dns_cache=False, ssl=self._trust or True)
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            headers={"Accept-Encoding": "gzip", "User-Agent": "Passerelle"},
        )


def _is_a_number(host: str) -> bool:
    """No name is looked up for it, so nothing would judge where it leads."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _next(answer: aiohttp.ClientResponse) -> str:
    try:
        return str(answer.url.join(URL(answer.headers["Location"])))
    except (KeyError, ValueError):
        raise Unfetched(WhyNot.REFUSED, answer.url.host or "") from None


async def _read(answer: aiohttp.ClientResponse) -> Fetched:
    host = answer.url.host or ""
    if answer.status != HTTPStatus.OK:
        raise Unfetched(WhyNot.REFUSED, host)
    packed = answer.headers.get("Content-Encoding", "identity").lower()
    if packed not in ("gzip", "identity"):
        raise Unfetched(WhyNot.GARBLED, host)
    content = bytearray()
    unpack = _Unpacking() if packed == "gzip" else None
    async for piece in answer.content.iter_chunked(PIECE):
        content += unpack(piece, LARGEST + 1 - len(content)) if unpack else piece
        if len(content) > LARGEST:
            raise Unfetched(WhyNot.TOO_LARGE, host)
    if unpack and not unpack.is_whole:
        raise Unfetched(WhyNot.GARBLED, host)
    return Fetched(bytes(content), _extension(answer, bytes(content[:PIECE])))


class _Unpacking:
    """Of gzip, never further than asked for: a small bomb would fill the memory before anybody could count."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)

    def __call__(self, piece: bytes, most: int) -> bytes:
        try:
            return self._zlib.decompress(piece, most)
        except zlib.error:
            raise Unfetched(WhyNot.GARBLED) from None

    @property
    def is_whole(self) -> bool:
        return self._zlib.eof and not self._zlib.unused_data


def _extension(answer: aiohttp.ClientResponse, beginning: bytes) -> str:
    """As the address says it, or the site, or the content itself."""
    said = PurePosixPath(answer.url.path).suffix.lower()
    if said in _KINDS.values():
        return said
    if (kind := answer.content_type) in _KINDS:
        return _KINDS[kind]
    if b"BEGIN:VCALENDAR" in beginning.upper():
        return ".ics"
    return ".json" if beginning.lstrip()[:1] == b"[" else ""
