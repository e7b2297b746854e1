"""The columns of a spreadsheet of outings, under all the names that people give them."""

import functools
import re
from collections.abc import Sequence
from enum import StrEnum

from bot.feeds.values import Cell, plain, text


class Column(StrEnum):
    """What a column tells; the value is its name in our own template."""

    TITLE = "titre"
    DATE = "date"
    HOUR = "heure"
    END = "fin"
    DOORS = "ouverture des portes"
    VENUE = "lieu"
    STREET = "adresse"
    POSTCODE = "code postal"
    CITY = "ville"
    TRANSIT = "transport"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    PLACES = "places"
    PLACES_A_PERSON = "places par personne"
    DEADLINE = "date limite"
    SUMMARY = "résumé"
    EASY = "version facile"
    GENRE = "genre"
    ORGANISER = "organisateur"
    AUDIENCE = "public"
    MIN_AGE = "âge minimum"
    STEP_FREE = "sans marche"
    HEARING_LOOP = "boucle magnétique"
    FRENCH_NOT_NEEDED = "français pas nécessaire"
    FAMILIES = "famille"
    ACCOMPANIED = "accompagnée"
    ENTRY = "entrée"
    ID = "identifiant"


REQUIRED = (Column.TITLE, Column.DATE, Column.VENUE)
"""Without them there is no outing. The hour too, in its own column or beside the date."""

SYNONYMS: dict[Column, tuple[str, ...]] = {
    Column.TITLE: ("title", "intitulé", "nom", "sortie", "spectacle", "événement", "nom de la sortie"),
    Column.DATE: ("jour", "le", "starts at", "start", "date et heure", "date heure", "date de début", "date début"),
    Column.HOUR: ("horaire", "horaires", "heure de début", "heure début", "début", "time", "à"),
    Column.END: ("heure de fin", "heure fin", "ends at", "end", "fin à"),
    Column.DOORS: ("portes", "heure d ouverture", "ouverture", "doors"),
    Column.VENUE: ("venue", "salle", "nom du lieu", "théâtre", "structure d accueil"),
    Column.STREET: ("address", "rue", "adresse du lieu", "adresse postale"),
    Column.POSTCODE: ("cp", "postcode", "postal code", "zip"),
    Column.CITY: ("city", "commune"),
    Column.TRANSIT: ("transports", "arrêt", "métro", "accès", "comment venir"),
    Column.LATITUDE: ("lat",),
    Column.LONGITUDE: ("lon", "lng", "long"),
    Column.PLACES: (
        *("nombre de places", "nb places", "nb de places", "nbre de places", "quota", "contingent", "jauge"),
        *("invitations", "capacity", "seats"),
    ),
    Column.PLACES_A_PERSON: ("places personne", "places max", "maximum par personne", "max par personne"),
    Column.DEADLINE: ("date limite de réservation", "limite", "réserver avant", "avant le", "deadline"),
    Column.SUMMARY: ("description", "summary", "présentation", "texte", "en quelques mots"),
    Column.EASY: ("facile à lire", "version facile à lire", "langage clair", "falc", "en clair"),
    Column.GENRE: ("category", "catégorie", "type", "discipline"),
    Column.ORGANISER: ("organizer", "organiser", "organisatrice", "organisateur trice", "compagnie", "proposé par"),
    Column.AUDIENCE: ("pour qui", "audience", "public visé"),
    Column.MIN_AGE: ("âge", "âge min", "min age", "à partir de", "dès"),
    Column.STEP_FREE: (
        *("accessible", "pmr", "accessibilité", "accès pmr", "accessible pmr", "step free"),
        *("accessible fauteuil", "fauteuil", "plain pied"),
    ),
    Column.HEARING_LOOP: ("boucle", "boucle auditive", "hearing loop"),
    Column.FRENCH_NOT_NEEDED: ("sans français", "sans parole", "sans paroles", "french not needed"),
    Column.FAMILIES: ("familles", "enfants", "famille enfants", "famille et enfants", "families", "jeune public"),
    Column.ACCOMPANIED: ("accompagné", "sortie accompagnée", "accompagnement", "accompanied"),
    Column.ENTRY: ("entry", "comment entrer", "billet", "billets", "modalités", "retrait", "retrait des places"),
    Column.ID: ("id", "identifier", "référence", "réf", "ref", "code"),
}

MOST_COLUMNS = 200
"""Looked at in a row of headings."""

_APART = re.compile(r"[^a-z0-9]+")


def _folded(name: str) -> str:
    return _APART.sub(" ", plain(name)).strip()


@functools.cache
def _names() -> dict[str, Column]:
    """Every known name, without accents, case or punctuation → its column."""
    return {_folded(name): column for column in Column for name in (column.value, *SYNONYMS[column])}


def recognised(header: Sequence[Cell]) -> dict[Column, int]:
    """The columns of a row of headings → their rank from 0; of two alike, the first."""
    ranks: dict[Column, int] = {}
    for rank, cell in enumerate(header[:MOST_COLUMNS]):
        column = _names().get(_folded(text(cell)))
        if column:
            ranks.setdefault(column, rank)
    return ranks
