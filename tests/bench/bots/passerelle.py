"""Passerelle whole, as `passerelle run` composes it; only the clock stands on a Monday morning, and the pace that
Telegram asks for is multiplied: a bot that waits for its turn shows nothing of its speed."""

import asyncio
import sys

from bot.clock import RehearsalClock
from handlers import screens
from handlers.telegram.bot import Passerelle, application, introduce, running, settle
from handlers.telegram.inbox import Fetcher
from handlers.telegram.pace import A_CHAT, A_SECOND, Pace
from storage.schema import upgrade
from storage.store import Storage
from tests.bench.towns import NOW


async def main(token: str, url: str, database: str, times: str) -> None:
    upgrade(database)
    storage = await Storage.open(database)
    bot = application(token, url)
    clock = RehearsalClock(NOW)
    async with running(bot):
        town = screens.Town(bot=await introduce(bot))
        settle()
        pace = Pace(A_SECOND * float(times), A_CHAT / float(times))
        hands = Passerelle(bot, storage, town, clock.now, pace)
        await hands.run(Fetcher(bot.bot, hands.keep).run)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
