"""The referents of an organisation, as a coordinator sees them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    id: int
    name: str
    people: int
    """How many they follow."""
    waiting: int
    """How many requests wait for their answer."""
