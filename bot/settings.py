"""Settings, from the environment and a `.env` in the working folder. A missing or wrong one is a clear sentence."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

TELEGRAM = "https://api.telegram.org"
LOOPBACK = ("127.0.0.1", "localhost")
FORMATS = ("text", "json")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True)
class Webhook:
    """Where Telegram brings updates; where this process listens, a balancer may stand between; the secret of both."""

    url: str
    host: str
    port: int
    secret: str

    def __repr__(self) -> str:
        """Without the secret."""
        return f"Webhook({self.url}, {self.host}:{self.port})"


class WrongSetting(Exception):  # noqa: N818 - it is shown to the operator as a sentence
    """The message says which setting, what is wrong, and what to write."""


@dataclass(frozen=True)
class Settings:
    token: str
    telegram_url: str = TELEGRAM
    database_url: str = "sqlite:///passerelle.db"
    timezone: str = "Europe/Paris"
    language: str = "fr"
    log_level: str = "INFO"
    log_format: str = "text"
    operator: int = 0
    """A Telegram account, or 0."""
    metrics: tuple[str, int] | None = None
    """Where this process tells its figures, on this machine only."""
    feed: tuple[str, int] | None = None
    """Where `passerelle run` tells everybody of the outings."""
    agenda_hosts: frozenset[str] = frozenset()
    """Sites whose agendas may be fetched; none, unless they are named."""

    def __repr__(self) -> str:
        """Without the token, nor the database's password (D11)."""
        database = re.sub("//.*@", "//", self.database_url).partition("?")[0]
        return f"Settings({self.telegram_url}, {database}, {self.timezone}, {self.language})"


def environment() -> dict[str, str]:
    """What is set; the environment wins over `.env`."""
    from_file = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**from_file, **os.environ}


def read(values: Mapping[str, str], languages: tuple[str, ...], needs_token: bool = True) -> Settings:
    """Raises WrongSetting."""
    return Settings(
        token=_token(values, needs_token),
        telegram_url=_url(values.get("PASSERELLE_TELEGRAM_URL") or TELEGRAM),
        database_url=database_address(values.get("PASSERELLE_DATABASE_URL") or Settings.database_url),
        timezone=_zone(values.get("PASSERELLE_TIMEZONE") or Settings.timezone),
        language=_one_of("PASSERELLE_LANGUAGE", values.get("PASSERELLE_LANGUAGE") or Settings.language, languages),
        log_format=_one_of("PASSERELLE_LOG_FORMAT", values.get("PASSERELLE_LOG_FORMAT") or "text", FORMATS),
        operator=_account(values.get("PASSERELLE_OPERATOR") or "0"),
        metrics=_on_this_machine(values.get("PASSERELLE_METRICS_LISTEN", "")),
        agenda_hosts=_hosts(values.get("PASSERELLE_AGENDA_HOSTS", "")),
        feed=_listening(values.get("PASSERELLE_FEED_LISTEN", "")),
        log_level=_one_of("PASSERELLE_LOG_LEVEL", (values.get("PASSERELLE_LOG_LEVEL") or "INFO").upper(), LEVELS),
    )


def webhook(values: Mapping[str, str]) -> Webhook:
    """For `passerelle run --webhook`. Raises WrongSetting."""
    url = values.get("PASSERELLE_WEBHOOK_URL", "")
    if urlsplit(url).scheme != "https" and urlsplit(url).hostname not in LOOPBACK:
        raise WrongSetting("PASSERELLE_WEBHOOK_URL doit être l'adresse https que Telegram appellera.")
    host, colon, port = values.get("PASSERELLE_WEBHOOK_LISTEN", "").rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise WrongSetting("PASSERELLE_WEBHOOK_LISTEN doit ressembler à 127.0.0.1:8080.")
    secret = values.get("PASSERELLE_WEBHOOK_SECRET", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise WrongSetting("PASSERELLE_WEBHOOK_SECRET doit avoir de 16 à 256 lettres, chiffres, _ ou -.")
    return Webhook(url, host, int(port), secret)


def _token(values: Mapping[str, str], needed: bool) -> str:
    token = values.get("PASSERELLE_BOT_TOKEN", "").strip()
    if not token and (file := values.get("PASSERELLE_BOT_TOKEN_FILE")):
        try:
            token = Path(file).read_text(encoding="utf-8").strip()
        except OSError as ill:
            raise WrongSetting(
                f"PASSERELLE_BOT_TOKEN_FILE : ce fichier ne peut pas être lu ({ill.strerror})."
            ) from None
    if not token and needed:
        raise WrongSetting(
            "PASSERELLE_BOT_TOKEN manque : demandez un robot à @BotFather sur Telegram et donnez ici son jeton"
            " (ou dans un fichier nommé par PASSERELLE_BOT_TOKEN_FILE)."
        )
    if token and not re.fullmatch(r"\d+:[\w-]+", token):
        raise WrongSetting(
            "PASSERELLE_BOT_TOKEN n'est pas un jeton : un jeton est un nombre, deux-points, puis des lettres."
        )
    return token


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise WrongSetting("PASSERELLE_TELEGRAM_URL doit être une adresse, par exemple http://127.0.0.1:8081.")
    return value.rstrip("/")


def database_address(value: str, named: str = "PASSERELLE_DATABASE_URL") -> str:
    """The value itself is in no sentence: it may hold a password. Raises WrongSetting."""
    if not value.startswith(("sqlite:///", "postgresql://")):
        raise WrongSetting(
            f"{named} doit ressembler à sqlite:///passerelle.db, ou à postgresql://nom:motdepasse@serveur/base."
        )
    return value


def _account(value: str) -> int:
    if not value.isdecimal():
        raise WrongSetting("PASSERELLE_OPERATOR doit être le numéro d'un compte Telegram, par exemple 123456789.")
    return int(value)


def _on_this_machine(value: str) -> tuple[str, int] | None:
    if not value:
        return None
    host, _, port = value.rpartition(":")
    if host not in LOOPBACK or not port.isdecimal() or not 0 < int(port) <= 65535:
        raise WrongSetting("PASSERELLE_METRICS_LISTEN doit ressembler à 127.0.0.1:9100 : sur cette machine seulement.")
    return host, int(port)


def _listening(value: str) -> tuple[str, int] | None:
    """Anywhere: what is told there is for everybody, and a proxy may stand in another container."""
    if not value:
        return None
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) <= 65535:
        raise WrongSetting("PASSERELLE_FEED_LISTEN doit ressembler à 127.0.0.1:8090.")
    return host, int(port)


def _hosts(value: str) -> frozenset[str]:
    """Names, between commas or spaces. Each is that very name: what stands before or below it is another site."""
    names = value.lower().replace(",", " ").split()
    if wrong := [it for it in names if not re.fullmatch(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]+(:\d+)?", it)]:
        raise WrongSetting(
            f"PASSERELLE_AGENDA_HOSTS : {wrong[0]} n'est pas le nom d'un site. Écrivez par exemple openagenda.com."
        )
    return frozenset(names)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongSetting(
            f"PASSERELLE_TIMEZONE : {value} n'est pas un fuseau horaire. Écrivez par exemple Europe/Paris."
        ) from None
    return value


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise WrongSetting(f"{name} doit être l'un de : {', '.join(allowed)}.")
    return value
