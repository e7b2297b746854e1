"""French postal addresses on one line: « 30 quai de Rive Neuve, 13007 Marseille »."""

import re

from bot.domain.drafts import VenueDraft

_WITH_POSTCODE = re.compile(r"(?P<street>.*?)[\s,;–-]*\b(?P<postcode>\d{5})\b[\s,]*(?P<city>[^\d,;]*)(?P<rest>.*)")
_COUNTRY = re.compile(r"[\s,]+France$", re.IGNORECASE)


def split(address: str) -> tuple[str, str, str]:
    """Street, postcode, city; what is not found is empty, and without a postcode all is the street."""
    found = _WITH_POSTCODE.fullmatch(_COUNTRY.sub("", address.strip()))
    if not found or found["rest"].strip(" ,;"):
        return address.strip(), "", ""
    return found["street"].strip(" ,"), found["postcode"], found["city"].strip()


def street_only(address: str, city: str) -> str:
    """The street of an address whose postcode and city are known from elsewhere."""
    street, postcode, _ = split(address)
    without_country = _COUNTRY.sub("", street)
    if postcode or not city:
        return without_country
    return re.sub(rf"(?:^|[\s,]+){re.escape(city)}$", "", without_country, flags=re.IGNORECASE)


def place(line: str) -> VenueDraft:
    """A venue told on one line, name first: « La Criée, 30 quai de Rive Neuve, 13007 Marseille »."""
    name, _, address = line.partition(",")
    if not address.strip() or name.strip()[:1].isdigit():
        street, postcode, city = split(line)
        return VenueDraft(street or line, "" if street == line else street, postcode, city)
    street, postcode, city = split(address)
    return VenueDraft(name.strip(), street, postcode, city)
