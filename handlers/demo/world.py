"""A Telegram in a box: people with telephones on one side, the Bot API on the other.

`World.answer` takes a call as it comes over the wire and gives the HTTP status and the JSON body that
Telegram would give, as strict as the true server and sometimes stricter. The gestures of people (`send_text`,
`tap`, `block` …) become updates. No input or output, no task, no clock of its own.
"""

from collections.abc import Callable
from typing import Any

from handlers.demo import editing, sending
from handlers.demo.attachments import Attachment
from handlers.demo.faults import Fault
from handlers.demo.gestures import Gestures
from handlers.demo.refusals import AnswerLost, Refused
from handlers.demo.spec import Files, Json, parameters
from handlers.demo.state import Refusal, State, Webhook

Method = Callable[[State, Json], Any]

METHODS: dict[str, Method] = {
    "getMe": lambda state, _: state.bot.as_self(),
    "getUpdates": lambda state, p: _take(state, p),
    "getFile": lambda state, p: state.files.fetchable(p["file_id"]),
    "setWebhook": lambda state, p: _set_webhook(state, p),
    "deleteWebhook": lambda state, p: _forget_webhook(state, p),
    "setMyCommands": lambda state, p: state.profile.set_commands(p),
    "deleteMyCommands": lambda state, p: state.profile.delete_commands(p),
    "setMyName": lambda state, p: state.profile.say("name", p),
    "setMyDescription": lambda state, p: state.profile.say("description", p),
    "setMyShortDescription": lambda state, p: state.profile.say("short_description", p),
    "setChatMenuButton": lambda state, p: state.profile.set_menu_button(p),
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVoice": sending.send_voice,
    "sendVenue": sending.send_venue,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": editing.delete,
    "answerCallbackQuery": editing.answer_query,
}
# Asking changes nothing: ringing after a poll would wake the poll itself.
_ASKING = {"getMe", "getUpdates", "getFile"}


class World(Gestures):
    """The box. Its parts are readable: `accounts`, `chats`, `queue`, `profile`, `refusals`, `changes`."""

    def answer(self, method: str, params: dict[str, Any], files: Files | None = None) -> tuple[int, Json]:
        """Answer one call. Raises `NotConnected` or `AnswerLost` when a fault was asked for."""
        try:
            lost = self.weather.strike(method, params)
            result = self._do(method, params, files or {})
        except Refused as refused:
            self._note(method, params, refused)
            return refused.status, refused.as_json()
        if lost:
            raise AnswerLost(method)
        return 200, {"ok": True, "result": result}

    def fail_next(self, method: str, how: str, *, times: int = 1, chat_id: int | None = None) -> None:
        """Let the next calls fail: "429:N", "500", "lost", "refused" or "blocked"; "*" is any method."""
        self.weather.fail_next(Fault(method, how, times, chat_id))

    def file(self, path: str) -> Attachment | None:
        """A stored file, by the path that getFile gave."""
        return self.files.by_path.get(path)

    def _do(self, method: str, params: dict[str, Any], files: Files) -> Any:
        checked = parameters(method, params, files)
        if method == "getUpdates" and "allowed_updates" in checked:
            self.queue.wanted = set(checked["allowed_updates"])
        result = METHODS[method](self, checked)
        if method not in _ASKING:
            self.ring()
        return result

    def _note(self, method: str, params: dict[str, Any], refused: Refused) -> None:
        if refused.status in (400, 404):
            shown = {name: str(value)[:200] for name, value in params.items()}
            self.refusals.append(Refusal(method, shown, refused.description))


def _take(state: State, params: Json) -> list[Json]:
    if state.webhook is not None:
        raise Refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        )
    return state.queue.take(params.get("offset", 0), params.get("limit", 100))


def _set_webhook(state: State, params: Json) -> bool:
    state.webhook = Webhook(params["url"], params.get("secret_token", ""))
    state.queue.wanted = set(params.get("allowed_updates", ()))
    return True


def _forget_webhook(state: State, params: Json) -> bool:
    state.webhook = None
    if params.get("drop_pending_updates"):
        state.queue.waiting.clear()
    return True
