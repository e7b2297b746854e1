"""`passerelle check`: one line a thing, with the remedy where it is ill."""

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import aiohttp

from bot.clock import utc_now
from bot.ports import Verdict
from bot.settings import Settings

SAFE_SQLITE = (3, 51, 3)
"""A rare fault of the write-ahead log is mended from this version on."""

DRIFT = timedelta(seconds=30)


@dataclass(frozen=True)
class Finding:
    what: str
    well: bool
    sentence: str


def settings_line(found: Settings) -> Finding:
    return Finding("Réglages", True, f"fuseau {found.timezone}, langue {found.language}")


async def database_line(open_once: Callable[[], Awaitable[str]]) -> Finding:
    """`open_once` says which database it is."""
    try:
        version = await open_once()
    except Exception as ill:  # noqa: BLE001 - whatever it is, the operator reads it here
        return Finding("Base de données", False, str(ill))
    rare_fault = version.startswith("SQLite") and sqlite3.sqlite_version_info < SAFE_SQLITE
    advice = " (une version 3.51.3 ou plus est conseillée)" if rare_fault else ""
    return Finding("Base de données", True, f"à jour, {version}{advice}")


async def trail_line(verify: Callable[[], Awaitable[Verdict]]) -> Finding:
    """Nothing to say where the database itself is ill."""
    try:
        it = await verify()
    except Exception as ill:  # noqa: BLE001 - whatever it is, the operator reads it here
        return Finding("Piste des décisions", False, f"ne peut pas être lue ({type(ill).__name__})")
    if it.trouble:
        return Finding(
            "Piste des décisions", False, f"{it.trouble}. Quelqu'un a changé la base : comparez une sauvegarde."
        )
    return Finding("Piste des décisions", True, f"{it.rows} lignes, empreinte {it.last[:16] or 'vide'}")


async def clock_line(found: Settings) -> Finding:
    """Against the date in Telegram's answer: reminders leave by this clock."""
    now = utc_now()
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            async with session.get(found.telegram_url, allow_redirects=False) as answer:
                told = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return Finding("Horloge", True, f"{now:%Y-%m-%d %H:%M} UTC (non comparée : Telegram ne répond pas)")
    return _compared(now, told)


def _compared(now: datetime, told: datetime) -> Finding:
    apart = abs(now - told)
    if apart > DRIFT:
        return Finding("Horloge", False, f"elle s'écarte de {apart.total_seconds():.0f} s ; réglez-la (NTP).")
    return Finding("Horloge", True, f"{now:%Y-%m-%d %H:%M} UTC")


def zones_line(found: Settings) -> Finding:
    """Summer and winter must differ where they do: an empty zone base reads everything as UTC."""
    zone = ZoneInfo("Europe/Paris")
    offsets = {datetime(2027, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)}
    if len(offsets) != 2:
        return Finding("Fuseaux horaires", False, "données absentes ; installez tzdata.")
    return Finding("Fuseaux horaires", True, f"{found.timezone}, tzdata {version('tzdata')}")


async def telegram_line(found: Settings) -> tuple[Finding, str]:
    """Asks who the bot is; its username too. No sentence holds the token."""
    if not found.token:
        return Finding("Telegram", False, "pas de jeton : demandez un robot à @BotFather."), ""
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            async with session.get(f"{found.telegram_url}/bot{found.token}/getMe") as answer:
                told = await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return Finding("Telegram", False, "ne répond pas ; vérifiez le réseau et PASSERELLE_TELEGRAM_URL."), ""
    if not isinstance(told, dict) or not told.get("ok"):
        return Finding("Telegram", False, "refuse le jeton ; vérifiez-le auprès de @BotFather."), ""
    username = str(told["result"]["username"])
    return Finding("Telegram", True, f"@{username}"), username
