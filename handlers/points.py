"""A page as a picture for a telephone: few colours, so that it costs few bytes."""

import io
from contextlib import closing
from threading import Lock

from pypdfium2 import PdfDocument

POINTS = 1080
"""From side to side: a phone's width."""
COLOURS = 8
"""Enough for ink, paper and what is between them at the edge of a letter."""
_ONE_AT_A_TIME = Lock()
"""What makes points of a page is not for several threads."""


def points(pdf: bytes, part: float) -> bytes:
    """A PNG of the only page, `POINTS` wide, down to this part of its height."""
    file = io.BytesIO()
    with _ONE_AT_A_TIME, closing(PdfDocument(pdf)) as drawn:
        (page,) = drawn
        below = (1 - part) * page.get_height()
        with closing(page.render(scale=POINTS / page.get_width(), crop=(0, below, 0, 0))) as bitmap:
            bitmap.to_pil().quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()
