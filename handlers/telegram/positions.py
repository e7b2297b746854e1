"""A position that someone shared. It is made coarse before the update is kept at all: what is not there cannot leak."""

from typing import Any

from telegram import Message

DECIMALS = 3
"""Of a degree: about a hundred metres, enough to find the nearest stop."""


def coarse(update: Any) -> Any:
    """The same update with every position in it, quoted ones too, to the nearest hundred metres and nothing beside."""
    if isinstance(update, list):
        return [coarse(it) for it in update]
    if not isinstance(update, dict):
        return update
    if "latitude" in update:
        return {name: round(float(update[name]), DECIMALS) for name in ("latitude", "longitude")}
    return {name: coarse(it) for name, it in update.items() if name != "venue"}


def shared_position(message: Message) -> tuple[float, float] | None:
    """Latitude and longitude, in degrees."""
    it = message.location
    return None if it is None else (it.latitude, it.longitude)
