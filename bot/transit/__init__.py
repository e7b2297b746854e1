"""An operator's timetable (GTFS, https://gtfs.org/documentation/schedule/reference/) → a Feed, row by row.

    read(file, now, zone, name)     package → days, places, trips → patterns
    packed(feed), unpacked(bytes)   packing: a few bytes a stop time

A reader of our own, of the columns that a way needs. partridge and gtfs-kit bring pandas: 150 MB on disk and 78 MB of
memory on import (measured), in a bot that lives on 64; partridge's last release is of 2023. pyraptor reads one operator
a file, knows no "arrive by", and holds pandas below 2.

A file of two million stop times takes a minute or so of computing, in the command's own process and not the bot's.
"""

from bot.transit.packing import packed, unpacked
from bot.transit.reading import Reading, read

__all__ = ["Reading", "packed", "read", "unpacked"]
