"""Who may speak to the loopback server: this machine, and pages that this server itself has served.

Any site open in the same browser can send requests to 127.0.0.1. The Host header stops a name of theirs that
was pointed here (DNS rebinding); Origin and Sec-Fetch-Site stop a form or a script of theirs.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
OWN_NAMES = {"127.0.0.1", "localhost"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse strangers before anything is read."""
    if request.host.rpartition(":")[0] not in OWN_NAMES and request.host not in OWN_NAMES:
        raise web.HTTPForbidden(text="This server answers to 127.0.0.1 only.")
    if _from_elsewhere(request):
        raise web.HTTPForbidden(text="This server answers its own page only.")
    return await handler(request)


def _from_elsewhere(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return True
    return request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site") and request.method != "GET"


async def dress(_: web.Request, response: web.StreamResponse) -> None:
    """Give every answer its protective headers; one that is stricter already keeps its own."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
