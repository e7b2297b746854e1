"""Letters that the fonts of every PDF reader have: those of Western Europe."""

import unicodedata

UNKNOWN, FIRST_FOREIGN = "?", 0x100

LIKE = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
    "ł": "l",
    "Ł": "L",
}
"""What stands for a sign that the plain fonts do not have."""


def latin(c: str) -> str:
    """The sign itself, what stands for it, or the letter without its accent, where the plain fonts have one."""
    if c in LIKE or ord(c) < FIRST_FOREIGN:
        return LIKE.get(c, c)
    base = unicodedata.normalize("NFKD", c)[0]
    return base if ord(base) < FIRST_FOREIGN else UNKNOWN
