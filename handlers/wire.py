"""What a messenger must do for the letters, and how a sending can end; handlers/telegram complies."""

from datetime import timedelta
from typing import Protocol

from handlers.screens import View


class NotSent(Exception):  # noqa: N818 - an outcome
    """It is known that nothing left; may be repeated freely after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


class Unknown(Exception):  # noqa: N818 - an outcome
    """It may have arrived."""


class Blocked(Exception):  # noqa: N818 - an outcome
    """This account does not receive messages any more."""


class Rejected(Exception):  # noqa: N818 - an outcome
    """Telegram refuses this message whatever we do; carries its reason."""


class Wire(Protocol):
    async def send(self, account: int, view: View, priority: str, silent: bool) -> None:
        """A new message. Raises NotSent, Unknown, Blocked or Rejected."""
