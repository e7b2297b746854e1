"""A Telegram that answers whatever is asked with the bytes that it was given; they are read as the true one's are."""

from typing import Any

from handlers.telegram.http import AiohttpRequest


class Answering(AiohttpRequest):
    def __init__(self, body: bytes = b"") -> None:
        super().__init__()
        self.body = body

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        return 200, self.body
