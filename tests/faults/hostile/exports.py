"""Exports in .json: deep, huge, of the wrong types everywhere, with markup that never closes."""

import json
import random
from typing import Any

from tests.faults.hostile.building import LONG, Hostile, hostile

EVENT = {
    "uid": "1",
    "title_fr": "Concert",
    "location_name": "La Criée",
    "timings": json.dumps([{"begin": "2027-03-14T20:00:00+01:00", "end": "2027-03-14T22:00:00+01:00"}]),
}
SAID = frozenset({"Concert"})
WRONG: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e308,
    10**300,
    float("nan"),
    [],
    {},
    [[]],
    {"id": {}},
    "[",
    "[" * 5000,
    "null",
    "\ud800",
    "\0",
)


def exported(*events: Any) -> bytes:
    return json.dumps(events).encode()


@hostile
def deep_arrays(rng: random.Random) -> Hostile:
    opening = rng.choice((b"[", b'{"a":', b'[{"a":['))
    return Hostile("x.json", opening * rng.randrange(1_000, 3_000_000))


@hostile
def deep_inside_a_field(rng: random.Random) -> Hostile:
    field = rng.choice(("timings", "status", "registration", "attendancemode"))
    return Hostile("x.json", exported(EVENT | {field: "[" * rng.randrange(1_000, 1_000_000)}), SAID)


@hostile
def endless_numbers(rng: random.Random) -> Hostile:
    number = rng.choice((b"9" * 5_000, b"9" * 4_000_000, b"1e999999", b"-" + b"0" * 10, b"0." + b"3" * 3_000_000))
    return Hostile("x.json", b'[{"uid":' + number + b',"title_fr":"Concert"}]')


@hostile
def wrong_types_everywhere(rng: random.Random) -> Hostile:
    fields = (*EVENT, "status", "attendancemode", "registration", "location_coordinates", "accessibility", "age_min",
        "description_fr", "conditions_fr", "location_city")  # fmt: skip
    events = [EVENT | {"uid": n, rng.choice(fields): rng.choice(WRONG)} for n in range(300)]
    return Hostile("x.json", exported(*events), SAID | {str(it) for it in WRONG} | {"[" * 300})


@hostile
def not_a_list(rng: random.Random) -> Hostile:
    return Hostile(
        "x.json",
        rng.choice(
            (b"{}", b"null", b'"x"', b"7", b"NaN", b"[]", b"[null]", b"[[],7,null]", b"\xef\xbb\xbf", b"{" + b"}")
        ),
    )


@hostile
def a_hundred_thousand_timings(rng: random.Random) -> Hostile:
    timing = {"begin": "2027-03-14T20:00:00+01:00"}
    return Hostile("x.json", exported(EVENT | {"timings": [timing] * rng.randrange(50_000, 150_000)}), SAID)


@hostile
def markup_that_never_closes(rng: random.Random) -> Hostile:
    opening = rng.choice(("<", "<br", "<!--", "&", "<p <p ", "&lt;", "<a href='"))
    said = opening * (1_500_000 // len(opening))
    return Hostile(
        "x.json", exported(EVENT | {rng.choice(("description_fr", "longdescription_fr", "conditions_fr")): said}), SAID
    )


@hostile
def half_letters(rng: random.Random) -> Hostile:
    body = exported(EVENT).replace(
        b"Concert", rng.choice((rb"Con\ud83dcert", rb"Con\u0000cert", b"Con\xffcert", rb"\udc00"))
    )
    return Hostile("x.json", body, frozenset({"Con cert", "Concert"}))


@hostile
def keys_said_twice(rng: random.Random) -> Hostile:
    return Hostile("x.json", b"[{" + b'"title_fr":"Concert",' * 100_000 + exported(EVENT)[2:], SAID)


@hostile
def cut_export(rng: random.Random) -> Hostile:
    whole = exported(*[EVENT] * 50)
    return Hostile("x.json", whole[: rng.randrange(1, len(whole) - 1)])


@hostile
def a_million_little_things(rng: random.Random) -> Hostile:
    """Each takes twenty times more room once it is read."""
    thing = rng.choice((b"{},", b"[],", b"0,", b'"",', b'{"a":{}},', b"[[]],", b"1.5,"))
    return Hostile("x.json", b"[" + thing * (LONG // len(thing)) + b"0]")
