"""Words and numbers that have broken other bots."""

import random
from datetime import datetime

TEXTS = (
    *("", " ", "\n\n\n", ".", "0", "-1", "1", "12", "4 places", "libre", "٣", "²", "１２", "9" * 30, "NaN", "None"),
    *(
        "/start",
        "/START",
        "/start@passerelle_demo_bot",
        "/start@else_bot x",
        "/start " + "A" * 64,
        "/start\n\n/start",
        "/",
    ),
    *("/sorties", "/reservations", "/aide", "/reglages", "/langue", "/confidentialite", "/pause", "/annuler", "/nope"),
    *("ABCD2345", "abcd-2345", "ABCD 2345", "A" * 22, "AAAABBBBCCCCDDDDEEEEFF", "_-" * 11),
    *("14/03/2027 20h00", "dimanche 14 mars 2027 à 20 h", "28/03/2027 02h30", "31/02/2027", "1/1/1", "99/99/9999"),
    *("2027-03-05T19:00:00+01:00", "2027-10-31T02:30", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59-12:00"),
    *(
        "demain",
        "05/03/2027",
        "20h",
        "24h00",
        "13002",
        "30 quai de Rive Neuve, 13007 Marseille",
        ",,,,",
        "13002 Marseille",
    ),
    *(
        "<b>",
        "</b></b>",
        '<a href="tg://user?id=1">x</a>',
        "&lt;&amp;&#0;",
        "<!-- ",
        "]]>",
        "{name} {0} {}",
        "%s %d %(x)s",
    ),
    *(
        "\u202e\u2066\u2067\u2068",
        "\u2069\u2069\u202c",
        "\u200b",
        "\ufeff",
        "\u2028\u2029",
        "\x85",
        "ё" * 300,
        "ﷺ" * 200,
    ),
    *("تجربة <i>«سلام»</i>", "שלום\u202eabc", "👨‍👩‍👧‍👦" * 60, "🇫🇷" * 90, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔", "\u0301" * 500, "Ａmina", "İi̇ıI"),
    *("'; DROP TABLE people; --", '" OR 1=1', "a" * 4096, "é\n" * 2000, "mot " * 1000, "\U0010ffff", "\ud7ff\ue000"),
)
"""Each could be typed on a telephone."""

NUMBERS = (
    *("0", "1", "2", "-1", "+1", "00", "01", "1.0", "1e3", "0x1", "", " 1", "1 ", "٣", "²", "NaN", "True", "x", "None"),
    *("99", "999999", "2147483647", "2147483648", "999999999999999", "9999999999999999", "9" * 30),
    *("20270302", "20270231", "00000000", "99999999", "20270308", "1805137200", "253402300800", "0a1b2c3d", "é", "all"),
)
"""What may stand in a button where a number was."""

IDS = (1, 2, 777000, 1087968824, 136817688, 2**31, 2**40 + 7, 2**52 - 1)
"""Accounts nobody has seen: the service's own, the anonymous administrator's, the largest."""

JUNK = ("", ":", "::::", "home:", ":home", "HOME", "home ", "session:1:2:3:4:5", "é" * 32, "x" * 64, "\u202e" * 21, "0")
"""Data of buttons that never were."""

WORDS_OF_DATA = ("fr", "ar", "fr@falc", "all", "weekend", "together", "j7", "j1", "after", "came", "absent", "names")
"""What some buttons carry instead of a number."""


def plausible(expected: str, now: datetime, rng: random.Random) -> str | None:
    """What somebody would type where this screen waits for words; None: anything does."""
    day = f"{now.day % 27 + 1:02}/{now.month % 12 + 1:02}/{now.year + now.month // 12}"
    return {
        "typed_places": str(rng.choice((1, 2, 4, 6, 40))),
        "typed_last_day": day,
        "typed_date": f"{day} {rng.randrange(8, 23)}h{rng.choice(('00', '30'))}",
        "typed_session": f"{day} 20h00",
        "typed_copy": f"{day} 19h30",
        "typed_address": "30 quai de Rive Neuve, 13007 Marseille",
    }.get(expected)
