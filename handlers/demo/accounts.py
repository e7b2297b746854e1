"""Who has a telephone: people, and the bot itself."""

from dataclasses import dataclass

from handlers.demo.spec import Json


@dataclass
class Account:
    """A person on Telegram, and what they allow the bot."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def as_json(self) -> Json:
        """A `User`."""
        found: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            found["username"] = self.username
        if self.language_code:
            found["language_code"] = self.language_code
        return found


@dataclass(frozen=True)
class BotAccount:
    """The bot, as its own account."""

    token: str
    username: str
    first_name: str

    @property
    def id(self) -> int:
        """The number before the colon of the token."""
        return int(self.token.partition(":")[0])

    def as_json(self) -> Json:
        """A `User`, as other people see it."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }

    def as_self(self) -> Json:
        """What getMe answers."""
        can = {"can_join_groups": True, "can_read_all_group_messages": True, "supports_inline_queries": False}
        return {**self.as_json(), **can, "can_connect_to_business": False, "has_main_web_app": False}
