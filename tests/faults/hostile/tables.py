"""Tables in .csv that are endless, wide, in no alphabet, full of formulas or of nothing."""

import random

from tests.faults.hostile.building import TITLE, Hostile, hostile
from tests.feeds.files import CONCERT, HEADINGS, as_csv

TABLE = [HEADINGS, CONCERT]


@hostile
def a_line_of_ten_megabytes(rng: random.Random) -> Hostile:
    filler = rng.choice((b"a", b";", b'"', b'";"', b"\xc3\xa9", b"=1+"))
    return Hostile("x.csv", as_csv(TABLE) + filler * (10_000_000 // len(filler)) + b"\n", frozenset({TITLE}))


@hostile
def a_quote_that_never_ends(rng: random.Random) -> Hostile:
    return Hostile("x.csv", as_csv(TABLE) + b'"' + b"x;y\n" * rng.randrange(1_000_000, 2_000_000), frozenset({TITLE}))


@hostile
def a_million_columns(rng: random.Random) -> Hostile:
    return Hostile(
        "x.csv", rng.choice((b";", b",", b"titre;")) * rng.randrange(1_000_000, 3_000_000) + b"\n" + as_csv(TABLE)
    )


@hostile
def a_million_rows(rng: random.Random) -> Hostile:
    return Hostile(
        "x.csv", as_csv(TABLE) + rng.choice((b"\n", b"x\n", b";\n", b"\r")) * rng.randrange(1_000_000, 4_000_000)
    )


@hostile
def nul_bytes(rng: random.Random) -> Hostile:
    whole = bytearray(as_csv(TABLE))
    for _ in range(rng.randrange(1, 9)):
        whole.insert(rng.randrange(len(whole)), 0)
    return Hostile("x.csv", bytes(whole))


@hostile
def other_letters(rng: random.Random) -> Hostile:
    encoding = rng.choice(("utf-16-le", "utf-16-be", "utf-32", "cp037", "utf-7", "shift-jis", "iso2022_jp"))
    return Hostile("x.csv", as_csv(TABLE).decode().encode(encoding, "replace"), frozenset({TITLE}))


@hostile
def bytes_of_nothing(rng: random.Random) -> Hostile:
    return Hostile("x.csv", rng.randbytes(rng.choice((1, 50, 5_000, 2_000_000))))


@hostile
def something_else_as_a_table(rng: random.Random) -> Hostile:
    what = rng.choice((b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"GIF89a", b"MZ", b"\x7fELF"))
    return Hostile("x.csv", what + as_csv(TABLE))


@hostile
def formulas_in_cells(rng: random.Random) -> Hostile:
    """Kept as the words they are; what leaves this town again is made harmless where it is written."""
    said = rng.choice(("=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1", "-2+3", '=HYPERLINK("http://x")', "\t=1"))
    return Hostile("x.csv", as_csv([HEADINGS, (said, *CONCERT[1:])]), frozenset({said.strip()}))


@hostile
def overrides_of_direction(rng: random.Random) -> Hostile:
    said = rng.choice(("\u202eConcert", "Con\u2066cert", "\u200fConcert\u202e\u202e"))
    return Hostile("x.csv", as_csv([HEADINGS, (said, *CONCERT[1:])]), frozenset({said, TITLE}))


@hostile
def headings_on_headings(rng: random.Random) -> Hostile:
    many = [HEADINGS] * rng.randrange(2, 15_000)
    return Hostile("x.csv", as_csv(many), frozenset({HEADINGS[0]}))


@hostile
def wild_values(rng: random.Random) -> Hostile:
    """Each is in a column where something else should be."""
    wild = (
        "9" * 5_000,
        "\u00b2",
        "1e999",
        "-1",
        "٣",
        "31/02/2027",
        "29/02/2027",
        "99/99/9999",
        "24h00",
        "25:61",
        "é" * 400,
        "0x10",
    )
    row = [rng.choice((cell, rng.choice(wild))) for cell in CONCERT]
    return Hostile("x.csv", as_csv([HEADINGS, row]), frozenset({row[0]}))


@hostile
def only_delimiters(rng: random.Random) -> Hostile:
    return Hostile("x.csv", rng.choice((b";", b"\t", b",", b"\r\n", b" ", b'""')) * rng.randrange(1, 2_000_000))
