"""The scenes of the demo: who is in each, what has happened before it begins."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.ports import Store
from handlers.demo import first_company, full_outing, season
from handlers.demo.cast import AMINA, FAMILY, FIRST_TIME, KARINE, PAUL, VICTOR, WAITING
from handlers.demo.phones import Phone


@dataclass(frozen=True)
class Scene:
    """A town of its own: its telephones, its clock, its bot, at its own address."""

    name: str
    """In the address of its page, and on the command line."""
    title: str
    cast: tuple[Phone, ...]
    """Everyone who has a telephone."""
    shown: tuple[Phone, ...]
    """Whose telephones are on the page."""
    openings: tuple[tuple[Phone, str], ...]
    """What is written on some of them before the page is looked at."""
    stage: Callable[[Store, datetime, str], Awaitable[object]]
    newcomers: tuple[Phone, ...] = ()
    """Who has never written to the bot: it may not write to them either."""


FIRST_OUTING = Scene(
    name="sortie",
    title="Une première sortie",
    cast=(AMINA, PAUL, KARINE),
    shown=(AMINA, PAUL, KARINE),
    openings=((PAUL, "/start"), (KARINE, "/start")),
    stage=season.stage,
    newcomers=(AMINA,),
)

WAITING_LIST = Scene(
    name="attente",
    title="Une liste d’attente",
    cast=(FAMILY, *WAITING, PAUL, KARINE),
    shown=(FAMILY, WAITING[0], WAITING[1], WAITING[3], PAUL, KARINE),
    openings=((PAUL, "/start"), (KARINE, "/start"), *((who, "/reservations") for who in WAITING)),
    stage=full_outing.stage,
)

ACCOMPANIED_OUTING = Scene(
    name="accompagnee",
    title="Une sortie accompagnée",
    cast=(FIRST_TIME, VICTOR, PAUL, KARINE),
    shown=(FIRST_TIME, VICTOR, PAUL, KARINE),
    openings=tuple((who, "/start") for who in (FIRST_TIME, VICTOR, PAUL, KARINE)),
    stage=first_company.stage,
)

SCENES = (FIRST_OUTING, WAITING_LIST, ACCOMPANIED_OUTING)
