"""Permanences in sentences and buttons that several screens share."""

from datetime import time

from markupsafe import Markup

from bot.domain.calendar import instant
from bot.domain.permanences import Closed, Hours, Moment, Permanence, Rhythm
from handlers.screens import Button, link
from handlers.text import Translator, strong
from handlers.words import located, where


def button(t: Translator) -> Button:
    """Wherever a way ends: somebody to talk to."""
    return link(t("Où et quand venir parler ?"), "permanences")


def rhythm(it: Permanence, t: Translator) -> Markup:
    """Its usual days and hours."""
    said = {"weekday": t.weekday(it.weekday), "hours": hours(it.hours, it, t)}
    return {
        Rhythm.WEEKLY: t("Chaque {weekday}, {hours}", **said),
        Rhythm.FORTNIGHT: t("Une semaine sur deux, le {weekday}, {hours}", **said),
        Rhythm.FIRST: t("Le premier {weekday} du mois, {hours}", **said),
        Rhythm.SECOND: t("Le deuxième {weekday} du mois, {hours}", **said),
        Rhythm.THIRD: t("Le troisième {weekday} du mois, {hours}", **said),
        Rhythm.FOURTH: t("Le quatrième {weekday} du mois, {hours}", **said),
        Rhythm.LAST: t("Le dernier {weekday} du mois, {hours}", **said),
    }[it.rhythm]


def hours(of_a_day: Hours, it: Permanence, t: Translator) -> Markup:
    """« de 14 h 00 à 17 h 00 »: an hour of the wall, said as hours of moments are."""

    def said(at: time) -> str:
        return t.hour(instant(it.first_day, at, it.zone), it.zone)

    return t("de {opens} à {closes}", opens=said(of_a_day.opens), closes=said(of_a_day.closes))


def when(it: Moment, t: Translator) -> Markup:
    zone = it.permanence.zone
    span = t("de {opens} à {closes}", opens=t.hour(it.opens_at, zone), closes=t.hour(it.closes_at, zone))
    return t("{day}, {hours}", day=t.day(it.day), hours=span)


def moment(it: Moment, t: Translator) -> list[Markup]:
    """When, where, and who is there."""
    return [strong(when(it, t)), where(it.as_outing(), t), welcome(it.permanence, t)]


def place(it: Permanence, t: Translator) -> list[Markup]:
    """For the team: where, and who welcomes; or that people do not see it yet."""
    if it.venue is None:
        return [t("Il manque le lieu. Les personnes ne voient pas encore cette permanence.")]
    there = [] if it.venue.latitude is not None else [t("Ce lieu n'est pas encore sur la carte.")]
    who = t("{name} accueille.", name=it.welcomer) if it.welcomer else t("L'équipe accueille.")
    return [located(it.venue, t), *there, who]


def welcome(it: Permanence, t: Translator) -> Markup:
    return t("{name} vous accueille.", name=it.welcomer) if it.welcomer else t("L'équipe vous accueille.")


def closed(it: Closed, t: Translator) -> Markup:
    if it.holiday:
        return t("Pas de permanence {day} : c'est un jour férié.", day=t.day(it.day))
    return t("Pas de permanence {day}.", day=t.day(it.day))
