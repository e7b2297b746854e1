"""The pace of all workers together (L10): turns are kept in the database, by the database's clock."""

import asyncio

from bot.ports import Turn, Turns
from handlers.telegram.pace import A_CHAT, A_SECOND, NOW

PATIENCE_MS = 200
"""How far ahead a letter may reserve its turn: an answer to a tap stands behind no more than that."""


class SharedPace:
    """Answers to gestures reserve the next turn, however far; letters of one worker ask one after the other."""

    def __init__(self, turns: Turns, a_second: float = A_SECOND, a_chat: float = A_CHAT) -> None:
        self._turns = turns
        self._gap_ms = round(1000 / a_second)
        self._chat_gap_ms = round(1000 * a_chat)
        self._letters = asyncio.Lock()

    async def turn(self, chat: int | None, priority: str = NOW) -> None:
        turn = await self._ask(chat, priority)
        await asyncio.sleep(turn.wait)
        if not turn.granted:
            await self.turn(chat, priority)

    async def freeze(self, chat: int, seconds: float) -> None:
        await self._turns.freeze(chat, seconds)

    async def _ask(self, chat: int | None, priority: str) -> Turn:
        if priority == NOW:
            return await self._reserve(chat, patience_ms=60_000)
        async with self._letters:
            turn = await self._reserve(chat, PATIENCE_MS)
            if not turn.granted and not turn.of_chat:
                await asyncio.sleep(turn.wait)
            return turn

    async def _reserve(self, chat: int | None, patience_ms: int) -> Turn:
        return await self._turns.ask(chat, self._gap_ms, self._chat_gap_ms, patience_ms)
