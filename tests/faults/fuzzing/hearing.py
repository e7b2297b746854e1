"""What is heard during a run: every message and toast, every line of the log, every refusal of Telegram."""

import logging
import re
from collections import Counter
from typing import Any

from handlers.demo.spec import Files, Json
from handlers.demo.world import World
from tests.faults.fuzzing.reading import CANARY

BLAMELESS = re.compile(
    "query is too old|message is not modified|message to edit not found|chat not found|message can't be edited"
    "|wrong file_id|can't initiate"
)
"""What Telegram may refuse here: the queries, messages, chats and files of a fuzzed update are often nobody's."""


class Overheard(World):
    """Remembers who was shown what since it was asked last."""

    def __init__(self, *known: Any, **more: Any) -> None:
        super().__init__(*known, **more)
        self.heard: list[tuple[int, str]] = []
        self.shown: dict[int, list[str]] = {}
        """Account → the data of the buttons it was shown."""

    def answer(self, method: str, params: dict[str, Any], files: Files | None = None) -> tuple[int, Json]:
        status, body = super().answer(method, params, files)
        if status == 200 and method.startswith(("send", "edit", "answer")):
            chat = (
                int(params["chat_id"]) if "chat_id" in params else self.queries[params["callback_query_id"]].account_id
            )
            said = [str(value) for value in params.values()]
            said += [content.decode("utf-8", "ignore") + name for name, content, _ in (files or {}).values()]
            self.heard.append((chat, "\n".join(said)))
            if "reply_markup" in params:
                found = re.findall(r'"callback_data": ?"([^"]+)"', str(params["reply_markup"]))
                self.shown.setdefault(chat, []).extend(found)
        return status, body


class Complaints(logging.Handler):
    """What the product itself reports: exceptions, and canaries where they never belong."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found = Counter[str]()
        self.examples: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = self.format(record)
        if record.exc_info:
            self._count("unhandled", said)
        if CANARY.search(said):
            self._count("personal data in a log", said)

    def _count(self, what: str, said: str) -> None:
        self.found[what] += 1
        if len(self.examples) < 20:
            self.examples.append(f"{what}: {said}")
