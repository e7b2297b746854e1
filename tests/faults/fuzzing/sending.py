"""Updates as people could cause them: presses of every button ever shipped, texts, files, in every kind of chat."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from handlers.demo.state import Query
from handlers.demo.world import World
from tests.faults.fuzzing.crowd import CANARY, Crowd
from tests.faults.fuzzing.gesture import Gesture
from tests.faults.fuzzing.hostile import IDS, TEXTS, plausible
from tests.faults.fuzzing.ledger import Ledger
from tests.faults.fuzzing.pressing import Buttons
from tests.faults.fuzzing.shapes import TYPES, Json, Shapes
from tests.feeds.files import CONCERT, HEADINGS, as_csv

STAFF = 2000
"""Accounts from this number on."""
GROUPS = (-4001, -1001234567890)
OTHER_KINDS = ("edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result", "poll",
    "poll_answer", "chat_member", "chat_join_request", "message_reaction", "business_message", "guest_message",
    "pre_checkout_query", "purchased_paid_media", "deleted_business_messages", "business_connection")  # fmt: skip


@dataclass
class Sender:
    """Draws one update after the other, from what is true in the town at that moment."""

    rng: random.Random
    world: World
    ledger: Ledger
    crowd: Crowd
    now: Callable[[], datetime]
    first: int = 1
    drawn: dict[int, list[str]] = field(default_factory=dict)
    """Account → the data of buttons it was shown, the latest last."""
    said: set[str] = field(default_factory=set)
    """Every canary that was typed."""

    def __post_init__(self) -> None:
        self._buttons = Buttons(self.rng, self.ledger, self.drawn)
        self._shapes = Shapes(self.rng, self._anyone, self._anywhere)
        self._next_canary = 1_000_000
        files = ("saison.csv", as_csv([HEADINGS, CONCERT])), ("x.xlsx", b"PK\x03\x04")
        self._files = [self.world.files.keep("documents", (name, content, "")) for name, content in files]
        for group in GROUPS:
            self.world.group(group, "Le quartier", by=self.crowd.strangers[0])

    def next(self) -> tuple[Json, Gesture]:
        """An update, and what the test knows of it."""
        rng = self.rng
        everybody = self.crowd.accounts
        staff = [it for it in everybody if it >= STAFF]
        account = rng.choice(rng.choices((everybody, staff, self.crowd.strangers), (54, 40, 6))[0])
        kind = rng.choices(("press", "message", "came or went", "other"), (62, 32, 3, 3))[0]
        self.first += 1
        update, gesture = getattr(self, f"_{kind.replace(' ', '_')}")(account)
        return {"update_id": self.first} | update, gesture

    # Buttons

    def _press(self, account: int) -> tuple[Json, Gesture]:
        data = self._buttons.data(account)
        query: Json = {
            "id": str(self.rng.getrandbits(62)),
            "from": self._user(account),
            "chat_instance": "1",
            "data": data,
        }
        where, silent = self._where(account)
        shape = self.rng.random()
        if shape < 0.85:
            shown = self.rng.choice((0.9, 0.1)) > 0.5
            query["message"] = self._message_of_bot(where) if shown else self._gone(where)
        elif shape < 0.95:
            query["inline_message_id"], silent = "x", False
        else:
            query["message"] = self._gone(where) | {"date": 1}
        if self.rng.random() < 0.02:
            query.pop("data")
            query["game_short_name"] = "x"
        chat = query.get("message", {}).get("chat", {}).get("id", account)
        self.world.queries[query["id"]] = Query(query["id"], account, chat, self.now())
        return {"callback_query": query}, Gesture(account, silent)

    # Messages

    def _message(self, account: int) -> tuple[Json, Gesture]:
        rng, (where, silent) = self.rng, self._where(account)
        it: Json = {"message_id": rng.randrange(1, 10**6), "from": self._user(account), "chat": where}
        it["date"] = int(self.now().timestamp())
        if rng.random() < 0.78:
            it["text"] = self._text(account)
        elif rng.random() < 0.5:
            it["document"] = self._document()
        else:
            it["location"] = {"latitude": rng.choice((43.3, -90.0)), "longitude": rng.choice((5.4, 180.0))}
        if rng.random() < 0.3:
            it |= {name: value for name, value in self._shapes.few("Message").items() if name not in it}
        if where["type"] != "private" and rng.random() < 0.3:  # an anonymous administrator, or a channel
            it |= {"from": self._user(1087968824) | {"is_bot": True}, "sender_chat": where}
        return {"message": it}, Gesture(account, silent)

    def _text(self, account: int) -> str:
        rng = self.rng
        canary = CANARY.format(self._next_canary)
        self._next_canary += 1
        choice = rng.random()
        if choice < 0.1:
            return rng.choice(("/start ", "")) + rng.choice(self.crowd.codes)
        holder = next((it for it in self.ledger.tables["people"].values() if it["telegram_id"] == account), {})
        expected = str(holder.get("expects") or "").partition(":")[0]
        if choice < 0.5 and (words := plausible(expected, self.now(), rng)):
            return words
        self.said.add(canary)
        return f"{canary} {rng.choice(TEXTS)}"[:4096] if choice < 0.75 else rng.choice(TEXTS)

    def _document(self) -> Json:
        kept = self.rng.choice(self._files)
        canary = CANARY.format(self._next_canary)
        self._next_canary += 1
        self.said.add(canary)
        found: Json = {**kept.as_json(), "file_name": f"{canary} {self.rng.choice(TEXTS)[:40]}{kept.name[-5:]}"}
        if self.rng.random() < 0.3:
            found |= {"file_id": "nowhere"}
        if self.rng.random() < 0.3:
            found["file_size"] = self.rng.choice((0, 2_000_001, 2**52))
        if self.rng.random() < 0.2:
            found.pop("file_name")
        return found

    # What is not for us, or hardly

    def _came_or_went(self, account: int) -> tuple[Json, Gesture]:
        where, silent = self._where(account)
        known = {"chat": where, "from": self._user(account), "date": int(self.now().timestamp())}
        return {"my_chat_member": self._shapes.object("ChatMemberUpdated") | known}, Gesture(account, silent)

    def _other(self, account: int) -> tuple[Json, Gesture]:
        kind = self.rng.choice(OTHER_KINDS)
        about = self._shapes.value(TYPES["Update"][kind])
        if kind.endswith("message") and self.rng.random() < 0.5:
            about |= {"text": self._text(account), "chat": self._private(account), "from": self._user(account)}
        return {kind: about}, Gesture(account, silent=True)

    # Who and where

    def _where(self, account: int) -> tuple[Json, bool]:
        """A conversation, and whether it is one where nothing may happen."""
        choice = self.rng.random()
        if choice < 0.88:
            return self._private(account), False
        if choice < 0.97:
            return self._shared(self.rng.choice(GROUPS)), True
        others = [it for it in self.crowd.accounts if it != account]
        return self._private(self.rng.choice(others)), True  # somebody else's: no true server sends it

    def _private(self, account: int) -> Json:
        return {"id": account, "type": "private", "first_name": CANARY.format(9_000_000)}

    def _shared(self, group: int) -> Json:
        return {"id": group, "type": self.rng.choice(("group", "supergroup", "channel")), "title": "Le quartier"}

    def _user(self, account: int) -> Json:
        """The name of a Telegram account carries a canary that is nobody's: it is never to be seen."""
        known = {"id": account, "is_bot": False, "first_name": CANARY.format(9_000_000)}
        if self.rng.random() < 0.3:
            known |= {"language_code": self.rng.choice(("fr", "ar", "zz", "fr-FR")), "username": "qzx9000000"}
        return known

    def _anyone(self) -> Json:
        return self._user(self.rng.choice((*IDS, *self.crowd.accounts[:9], *self.crowd.strangers)))

    def _anywhere(self) -> Json:
        return self._shared(self.rng.choice(GROUPS))

    def _message_of_bot(self, where: Json) -> Json:
        chat = self.world.chats.get(where["id"])
        last = next((it for it in reversed(chat.messages) if it.from_bot and it.kind == "text"), None) if chat else None
        it = {
            "message_id": last.id if last else 1,
            "from": self.world.bot.as_json(),
            "chat": where,
            "date": 1_805_137_200,
        }
        if last is not None and last.markup is not None and self.rng.random() < 0.5:
            it |= {"text": last.text, "reply_markup": last.markup}
        return it

    def _gone(self, where: Json) -> Json:
        return {"message_id": self.rng.choice((0, 1, 2**31 - 1)), "chat": where, "date": 0}
