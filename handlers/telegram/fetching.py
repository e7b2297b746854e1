"""A document that someone sent: what is known of it, and how to fetch it through the bot's own connection."""

from telegram import Document, Message
from telegram.error import TelegramError

from bot.domain.desk import LARGEST_FILE
from bot.domain.refusals import NotThere, TooLargeFile
from handlers.telegram.reading import words
from handlers.uploads import SentFile


def sent_file(message: Message) -> SentFile | None:
    """None for a message without a document, or one that another bot wrote. A forwarded one is as good as any: what
    is in it is shown, and asked about, before anything is done."""
    document = message.document
    if document is None or message.via_bot is not None:
        return None
    return SentFile(words(document.file_name or ""), document.file_size or 0, lambda: _fetch(document))


async def _fetch(document: Document) -> bytes:
    """Raises NotThere; TooLargeFile where only the second answer says so."""
    try:
        file = await document.get_file()
        if (file.file_size or 0) > LARGEST_FILE:
            raise TooLargeFile
        return bytes(await file.download_as_bytearray())
    except TelegramError:
        raise NotThere from None
