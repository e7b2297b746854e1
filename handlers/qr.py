"""A link as a picture to scan."""

import io

import segno


def qr(address: str) -> bytes:
    """A PNG."""
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=10, border=4)
    return picture.getvalue()
