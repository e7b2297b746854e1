"""Which parameters and types each method takes, from the published facts of the Bot API.

Stricter than Telegram, on purpose: the true server ignores a parameter it does not know, and the mistake
stays hidden. Here an unknown name, a wrong type or a missing value is a 400.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from handlers.demo.refusals import Refused, bad_request

Json = dict[str, Any]
Upload = tuple[str, bytes, str]
Files = dict[str, Upload]

FACTS: Json = json.loads((Path(__file__).parent / "bot-api.json").read_text("utf-8"))
METHODS: dict[str, dict[str, str]] = FACTS["methods"]
TYPES: dict[str, Any] = FACTS["types"]
_WHOLE = re.compile(r"-?\d{1,19}")
_PLAIN: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
}


def parameters(method: str, given: dict[str, Any], files: Files) -> Json:
    """The parameters of a call, parsed and checked; uploads replace the value that names them."""
    allowed = METHODS.get(method)
    if allowed is None:
        raise Refused(404, "Not Found")
    named = {**given, **{name: f"attach://{name}" for name in files if name in allowed}}
    _ensure_known(method, named, files)
    _ensure_complete(method, named)
    return {name: _parse(name, allowed[name], value, files) for name, value in named.items()}


def _ensure_known(method: str, named: Json, files: Files) -> None:
    attached = {value for value in named.values() if isinstance(value, str)}
    for name in [*named, *(f for f in files if f"attach://{f}" not in attached)]:
        if name not in METHODS[method]:
            raise bad_request(f'method {method} has no parameter "{name}"')


def _ensure_complete(method: str, named: Json) -> None:
    for name, wanted in METHODS[method].items():
        if wanted.startswith("required ") and named.get(name) in (None, ""):
            if name == "text":
                raise bad_request("message text is empty")
            raise bad_request(f'parameter "{name}" is required')


def _parse(name: str, wanted: str, value: Any, files: Files) -> Any:
    kinds = _kinds(wanted)
    if "InputFile" in kinds:
        return _upload(name, value, files)
    form = value if isinstance(value, str) else json.dumps(value)
    try:
        return _first(kinds, lambda kind: _from_form(kind, form))
    except ValueError as why:
        raise bad_request(f'can\'t parse parameter "{name}": {why}') from why


def _first(kinds: list[str], attempt: Callable[[str], Any]) -> Any:
    """The first type that fits; else the reason of the type that came nearest."""
    reasons = []
    for kind in kinds:
        try:
            return attempt(kind)
        except ValueError as why:
            reasons.append((str(why).startswith(f"{kind} has no field"), str(why)))
    raise ValueError(min(reasons, key=lambda reason: reason[0])[1])


def _kinds(wanted: str) -> list[str]:
    return wanted.removeprefix("required ").split(" or ")


def _upload(name: str, value: Any, files: Files) -> Upload | str:
    if isinstance(value, str) and value.startswith("attach://"):
        if found := files.get(value.removeprefix("attach://")):
            return found
        raise bad_request(f'file of parameter "{name}" is missing')
    return str(value)


def _from_form(kind: str, form: str) -> Any:
    """A form field holds text: plain for a string, JSON for the rest."""
    if kind == "String":
        return form
    if kind == "Integer" and not _WHOLE.fullmatch(form):
        raise ValueError(f"{form[:40]!r} is not an integer")
    value = json.loads(form)
    conform(kind, value)
    return value


def conform(kind: str, value: Any) -> None:
    """Say ValueError unless a JSON value has the type, down to its last field."""
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise ValueError(f"expected {kind}")
        for item in value:
            conform(kind.removeprefix("Array of "), item)
    elif kind in _PLAIN:
        if not isinstance(value, _PLAIN[kind]) or (isinstance(value, bool) and kind != "Boolean"):
            raise ValueError(f"expected {kind}, got {json.dumps(value)[:40]}")
    else:
        _conform_object(kind, value)


def _conform_object(kind: str, value: Any) -> None:
    fields = TYPES[kind]
    if isinstance(fields, str):
        return _conform_any(fields, value)
    if kind == "KeyboardButton" and isinstance(value, str):
        return None  # a button that says itself
    if not isinstance(value, dict):
        raise ValueError(f"expected {kind}")
    for name, inner in value.items():
        if name not in fields:
            raise ValueError(f'{kind} has no field "{name}"')
        _conform_any(fields[name], inner)
    for name, wanted in fields.items():
        if wanted.startswith("required ") and name not in value:
            raise ValueError(f'{kind} lacks its field "{name}"')
    return None


def _conform_any(wanted: str, value: Any) -> None:
    _first(_kinds(wanted), lambda kind: conform(kind, value))
