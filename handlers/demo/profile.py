"""What the bot says of itself: its name, its descriptions, its commands, its menu button."""

import re
from dataclasses import dataclass, field
from typing import Any

from handlers.demo.refusals import bad_request
from handlers.demo.spec import Json

MOST_COMMANDS = 100
LONGEST = {"name": 64, "description": 512, "short_description": 120}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
Scope = tuple[str, int | None]


@dataclass
class Profile:
    """Names and descriptions by language; commands by scope and language."""

    words: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in LONGEST})
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)

    def say(self, what: str, params: Json) -> bool:
        """setMyName and its two sisters; an empty text takes the words of that language away."""
        text, language = params.get(what, ""), _language(params)
        if len(text) > LONGEST[what]:
            raise bad_request(f"bot {what.replace('_', ' ')} is too long")
        self.words[what].pop(language, None)
        if text:
            self.words[what][language] = text
        return True

    def word(self, what: str, language: str | None) -> str:
        """A name or a description, in that language or in general."""
        known = self.words[what]
        return known.get((language or "")[:2]) or known.get("", "")

    def set_commands(self, params: Json) -> bool:
        """setMyCommands."""
        commands: list[Json] = params["commands"]
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            _ensure_command(command)
        self.commands[_scope(params), _language(params)] = commands
        return True

    def delete_commands(self, params: Json) -> bool:
        """deleteMyCommands."""
        self.commands.pop((_scope(params), _language(params)), None)
        return True

    def commands_for(self, chat_id: int, language: str | None) -> list[Json]:
        """What the menu of a private chat shows: the narrowest scope, then the language, then any."""
        scopes: list[Scope] = [("chat", chat_id), ("all_private_chats", None), ("default", None)]
        for scope in scopes:
            for spoken in ((language or "")[:2], ""):
                if found := self.commands.get((scope, spoken)):
                    return found
        return []

    def set_menu_button(self, params: Json) -> bool:
        """setChatMenuButton."""
        self.menu_buttons[params.get("chat_id")] = params.get("menu_button", {"type": "default"})
        return True


def _language(params: Json) -> str:
    language: Any = params.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return str(language)


def _scope(params: Json) -> Scope:
    scope = params.get("scope", {"type": "default"})
    return scope["type"], scope.get("chat_id")


def _ensure_command(command: Json) -> None:
    if not _COMMAND.fullmatch(command["command"]):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"]) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
