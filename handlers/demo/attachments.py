"""Files that were sent, by the bot or by people: kept in memory, fetched by their path."""

import mimetypes
import secrets
import struct
from dataclasses import dataclass, field

from handlers.demo.refusals import Refused, bad_request
from handlers.demo.spec import Json, Upload

MOST_FETCHED = 20 * 1024 * 1024
MOST_SENT = 50 * 1024 * 1024
MOST_IN_PHOTO = 10 * 1024 * 1024
PICTURES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


@dataclass(frozen=True)
class Attachment:
    """One file."""

    id: str
    path: str
    name: str
    content: bytes
    mime: str

    def as_json(self) -> Json:
        """The fields that every kind of file shares."""
        return {"file_id": self.id, "file_unique_id": f"u{self.id[:12]}", "file_size": len(self.content)}


@dataclass
class Shelf:
    """All files of the world."""

    by_id: dict[str, Attachment] = field(default_factory=dict)
    by_path: dict[str, Attachment] = field(default_factory=dict)

    def keep(self, folder: str, upload: Upload | str) -> Attachment:
        """Store an upload; a string is the id of a file already here."""
        if isinstance(upload, str):
            return self.find(upload, "wrong file identifier/HTTP URL specified")
        name, content, mime = upload
        _ensure_sendable(content)
        suffix = f".{name.rpartition('.')[2]}" if "." in name else ""
        path = f"{folder}/file_{len(self.by_id)}{suffix}"
        kept = Attachment(secrets.token_urlsafe(24), path, name, content, mime or _guess(name))
        self.by_id[kept.id] = self.by_path[path] = kept
        return kept

    def find(self, file_id: str, otherwise: str = "wrong file_id or the file is temporarily unavailable") -> Attachment:
        """A file by its id."""
        if file_id not in self.by_id:
            raise bad_request(otherwise)
        return self.by_id[file_id]

    def fetchable(self, file_id: str) -> Json:
        """What getFile answers."""
        found = self.find(file_id)
        if len(found.content) > MOST_FETCHED:
            raise bad_request("file is too big")
        return {**found.as_json(), "file_path": found.path}


def _ensure_sendable(content: bytes) -> None:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > MOST_SENT:
        raise Refused(413, "Request Entity Too Large")


def _guess(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def picture_type(content: bytes) -> str | None:
    """The media type of a picture by its first bytes; None when it is no picture."""
    return next((mime for start, mime in PICTURES.items() if content.startswith(start)), None)


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG; other formats are given a plain size, which nobody reads."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return 800, 600
