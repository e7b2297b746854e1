"""A site on this machine that looks like one of the web: real connections, real certificates, names of its own."""

import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import trustme
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.fetching import PATIENCE_S, Fetching, PublicOnly

HERE = "127.0.0.1"
NAME = "agenda.test"
OTHER = "autre.test"
Page = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Dns(AbstractResolver):
    """Knows what it is told; each time it is asked, its next answer, and the last one from then on."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self._answers = {name.replace("_", "."): its for name, its in answers.items()}
        self.asked: list[str] = []

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - it knows both
    ) -> list[ResolveResult]:
        self.asked.append(host)
        its = self._answers[host]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=_family(address), proto=0, flags=0)
            for address in (its.pop(0) if len(its) > 1 else its[0])
        ]

    async def close(self) -> None:
        """It holds nothing."""


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


class Loopback(PublicOnly):
    """Every other guard stands; only this machine counts as public, where the sites of tests are."""

    def admits(self, address: str) -> bool:
        return address == HERE or super().admits(address)


@dataclass
class Site:
    """`pages`: path → what answers there. `heard`: what it was asked."""

    port: int
    trust: ssl.SSLContext
    pages: dict[str, Page] = field(default_factory=dict)
    heard: list[web.Request] = field(default_factory=list)

    def url(self, path: str, name: str = NAME) -> str:
        return f"https://{name}:{self.port}/{path}"

    def gives(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        """Its address."""

        async def page(_: web.Request) -> web.StreamResponse:
            content = body.encode() if isinstance(body, str) else body
            return web.Response(
                body=content, status=status, headers={k.replace("_", "-"): v for k, v in headers.items()}
            )

        self.pages[path] = page
        return self.url(path)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.heard.append(request)
        return await self.pages[request.path.removeprefix("/")](request)

    def fetching(self, dns: Dns | None = None, patience_s: float = PATIENCE_S, *names: str) -> Fetching:
        """As the product fetches; the hosts are this site's."""
        known = dns or Dns(agenda_test=[[HERE]], autre_test=[[HERE]])
        hosts = {f"{name}:{self.port}" for name in names or (NAME,)}
        return Fetching(hosts, lambda: Loopback(known), self.trust, patience_s)


@asynccontextmanager
async def site(port: int, *names: str) -> AsyncIterator[Site]:
    """Its certificate says these names."""
    authority = trustme.CA()
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*(names or (NAME, OTHER))).configure_cert(server)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    it = Site(port, trust)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", it.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HERE, port, ssl_context=server).start()
        yield it
    finally:
        await runner.cleanup()
