"""A balancer as a town would put before its receivers: each connection goes to the next one that answers."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager


@asynccontextmanager
async def balancing(ports: Sequence[int]) -> AsyncIterator[int]:
    """Its own port, until the block ends."""
    turns = itertools.count()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = next(turns)
        for n in range(len(ports)):
            try:
                behind = await asyncio.open_connection("127.0.0.1", ports[(first + n) % len(ports)])
            except OSError:
                continue
            await asyncio.gather(_pour(reader, behind[1]), _pour(behind[0], writer))
            return
        writer.close()

    server = await asyncio.start_server(pass_on, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    writer.close()
