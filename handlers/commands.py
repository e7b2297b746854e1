"""What can be typed: commands, codes, and the answers that a screen waits for."""

import re
from typing import Any

from bot.domain.people import Person, Role
from handlers import home, joining, offers, privacy, reservations, settings
from handlers.screens import Screen, find
from handlers.text import Translator

COMMANDS: dict[str, Screen] = {
    "start": home.home,
    "sorties": offers.offers,
    "reservations": reservations.mine,
    "aide": home.help_page,
    "reglages": settings.settings,
    "langue": settings.languages,
    "confidentialite": privacy.privacy,
    "pause": settings.settings,
    "annuler": home.home,
}


def before_the_first_word(t: Translator) -> str:
    """What Telegram shows in an empty conversation (512 characters at most)."""
    return t("Des sorties gratuites : théâtre, concert, musée, sport. Il faut une invitation pour entrer.").unescape()


def in_one_line(t: Translator) -> str:
    """What Telegram shows on the bot's card (120 characters at most)."""
    return t("Des sorties gratuites, des rappels qui aident à partir.").unescape()


LOOKS_LIKE_A_CODE = re.compile(r"[A-Za-z0-9]{4}[\s-]?[A-Za-z0-9]{4}|[A-Za-z0-9_-]{22}")


def descriptions(t: Translator) -> dict[str, str]:
    """The menu of commands, in the reader's language."""
    said = {
        "start": t("Revenir à l'accueil"),
        "sorties": t("Voir les sorties"),
        "reservations": t("Mes sorties"),
        "aide": t("Aide"),
        "reglages": t("Réglages"),
        "langue": t("Changer de langue"),
        "confidentialite": t("Ce qui est gardé sur vous"),
        "pause": t("Arrêter les rappels"),
        "annuler": t("Quitter l'étape en cours"),
    }
    return {command: words.unescape() for command, words in said.items()}


def screen_for(text: str, me: Person) -> tuple[Screen, list[Any]]:
    """The screen that a typed text goes to."""
    if command := re.match(r"/(\w+)(?:@\w+)?(?:\s+(.*))?$", text, re.DOTALL):
        return _commanded(command[1].lower(), command[2], me)
    if me.expects:
        return find(me.expects)
    if me.is_a(Role.STRANGER) and LOOKS_LIKE_A_CODE.fullmatch(text.strip()):
        return joining.open_door, []
    return home.not_understood, []


def _commanded(name: str, rest: str | None, me: Person) -> tuple[Screen, list[Any]]:
    if name == "start" and rest:
        return joining.open_door, []
    screen = COMMANDS.get(name, home.not_understood)
    return (screen, []) if me.is_a(*screen.doors) else (home.home, [])
