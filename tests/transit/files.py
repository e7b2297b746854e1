"""Feeds for tests: tables as text, zipped as operators do."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

DATA = Path(__file__).parent / "data"

Table = Sequence[Sequence[object]]

HEADINGS = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding",
    "routes.txt": "route_id,route_short_name,route_type",
    "trips.txt": "route_id,service_id,trip_id,trip_headsign,wheelchair_accessible",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
    "calendar_dates.txt": "service_id,date,exception_type",
    "frequencies.txt": "trip_id,start_time,end_time,headway_secs,exact_times",
    "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time",
    "feed_info.txt": "feed_publisher_name,feed_end_date",
}


def zipped(folder: Path, tables: Mapping[str, Table], name: str = "feed.zip") -> Path:
    """Rows without their headings."""
    return zipped_text(folder, {it: text(it, rows) for it, rows in tables.items()}, name)


def text(name: str, rows: Table) -> bytes:
    said = io.StringIO()
    csv.writer(said).writerows(rows)
    return f"{HEADINGS[name]}\n{said.getvalue()}".encode()


def zipped_text(folder: Path, files: Mapping[str, bytes], name: str = "feed.zip") -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
        for it, content in files.items():
            package.writestr(it, content)
    return folder / name


def of_folder(folder: Path, to: Path) -> Path:
    """A feed that stands here as text."""
    return zipped_text(to, {it.name: it.read_bytes() for it in sorted(folder.glob("*.txt"))}, f"{folder.name}.zip")


def hour(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
