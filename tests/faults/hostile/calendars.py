"""Calendars without end, with zones of their own, components by the thousand, dates outside of time."""

import random

from tests.faults.hostile.building import Hostile, hostile

SAID = frozenset({"Concert"})


def calendar(*lines: str, events: int = 1, before: str = "") -> bytes:
    event = ["BEGIN:VEVENT", "UID:1", "SUMMARY:Concert", "LOCATION:La Criée", *lines, "END:VEVENT"]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *([before] if before else []), *event * events, "END:VCALENDAR"]
    ).encode()


START = "DTSTART:20270314T190000Z"


@hostile
def a_rule_without_end(rng: random.Random) -> Hostile:
    rule = rng.choice(("FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=7", "FREQ=HOURLY", "FREQ=DAILY", "FREQ=DAILY;COUNT=999999999",
        "FREQ=YEARLY", "FREQ=WEEKLY;UNTIL=99991231T000000Z", "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2;BYSECOND=0,1,2"))  # fmt: skip
    return Hostile("x.ics", calendar(START, f"RRULE:{rule}"), SAID)


@hostile
def a_rule_that_never_comes(rng: random.Random) -> Hostile:
    rule = rng.choice(("FREQ=MONTHLY;BYMONTHDAY=40", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0", "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=99999999", "FREQ=YEARLY;BYWEEKNO=54", "FREQ=x", "INTERVAL=1"))  # fmt: skip
    return Hostile("x.ics", calendar(START, f"RRULE:{rule}"))


@hostile
def a_series_of_long_ago(rng: random.Random) -> Hostile:
    return Hostile(
        "x.ics", calendar(f"DTSTART:{rng.choice(('00010101', '16010101', '19700101'))}T190000Z", "RRULE:FREQ=DAILY")
    )


@hostile
def dates_outside_of_time(rng: random.Random) -> Hostile:
    date = rng.choice(
        ("00000000T000000Z", "99991231T235959Z", "20270230T190000", "20270314T250000Z", "20270314", "x" * 5000, "")
    )
    return Hostile(
        "x.ics", calendar(f"DTSTART:{date}", rng.choice(("", "DTEND:99991231T235959Z", "DURATION:P999999999W"))), SAID
    )


@hostile
def many_exceptions(rng: random.Random) -> Hostile:
    name = rng.choice(("EXDATE", "RDATE"))
    dates = ",".join(["20270321T190000Z"] * rng.randrange(20_000, 60_000))
    return Hostile("x.ics", calendar(START, "RRULE:FREQ=WEEKLY", f"{name}:{dates}"), SAID)


@hostile
def many_events(rng: random.Random) -> Hostile:
    return Hostile("x.ics", calendar(START, events=rng.randrange(1_000, 30_000)), SAID)


@hostile
def events_in_events(rng: random.Random) -> Hostile:
    depth = rng.randrange(500, 100_000)
    return Hostile("x.ics", calendar(START, *["BEGIN:VEVENT"] * depth, *["END:VEVENT"] * depth), SAID)


@hostile
def a_zone_of_its_own(rng: random.Random) -> Hostile:
    name = rng.choice(("../../../etc/passwd", "/etc/localtime", "Europe/Paris\0", "x" * 9000, "Custom"))
    rule = rng.choice(("FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY"))
    zone = "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", "BEGIN:STANDARD", "DTSTART:16010101T000000", f"RRULE:{rule}",
        "TZOFFSETFROM:+9959", "TZOFFSETTO:-9959", "END:STANDARD", "END:VTIMEZONE"])  # fmt: skip
    return Hostile("x.ics", calendar(f"DTSTART;TZID={name}:20270314T190000", before=zone), SAID)


@hostile
def a_line_folded_for_ever(rng: random.Random) -> Hostile:
    folded = "DESCRIPTION:" + rng.choice(("x\r\n ", "\\n\r\n ", "\r\n\t")) * rng.randrange(100_000, 400_000)
    return Hostile("x.ics", calendar(START, folded), SAID)


@hostile
def parameters_without_end(rng: random.Random) -> Hostile:
    line = "ORGANIZER" + ";CN=x" * rng.randrange(10_000, 200_000) + ":mailto:x"
    return Hostile(
        "x.ics", calendar(START, rng.choice((line, 'ORGANIZER;CN="' + "y" * 1_000_000, ";" * 900_000))), SAID
    )


@hostile
def files_of_elsewhere(rng: random.Random) -> Hostile:
    where = rng.choice(("file:///etc/passwd", "http://127.0.0.1:9/", "secret.txt"))
    return Hostile("x.ics", calendar(START, f"ATTACH:{where}", f"URL:{where}", f'DESCRIPTION;ALTREP="{where}":x'), SAID)


@hostile
def a_calendar_that_stops(rng: random.Random) -> Hostile:
    whole = calendar(START, events=5)
    return Hostile("x.ics", whole[: rng.randrange(1, len(whole) - 3)])


@hostile
def letters_of_no_alphabet(rng: random.Random) -> Hostile:
    whole = bytearray(calendar(START, events=3))
    for _ in range(20):
        whole[rng.randrange(20, len(whole))] = rng.randrange(256)
    return Hostile("x.ics", bytes(whole), SAID)


@hostile
def lines_without_end(rng: random.Random) -> Hostile:
    """Short ones, each of which is a property."""
    line = rng.choice(("X:1", "CATEGORIES:a", "EXDATE:20270314T190000Z", "", "CATEGORIES:" + "a," * 700_000))
    return Hostile("x.ics", calendar(START, *[line] * (1_500_000 // (len(line) + 2) + 1)), SAID)
