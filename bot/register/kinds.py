"""What the register says of a column: why, about whom, how long, and what erasing does to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum, StrEnum


class Purpose(StrEnum):
    """What it is kept for. `handlers/privacy.py` has the words that people read."""

    WHO = "Savoir à qui l'on parle"
    ACCOUNT = "Écrire au bon compte Telegram"
    CONSENT = "Garder la trace de l'accord"
    PLACES = "Demander et donner des places"
    LISTS = "Tenir les listes d'attente"
    CAME = "Savoir qui est venu, et comment c'était"
    WAY = "Chercher les trajets"
    MET = "Se retrouver le jour de la sortie, et signaler un problème"
    PROJECT = "Essayer quelque chose de nouveau, à son pas"
    MESSAGES = "Envoyer les réponses et les rappels"
    DOOR = "Inviter, et arrêter qui essaie des codes"
    WORK = "Organiser le travail de l'équipe"
    OUTINGS = "Proposer les sorties"
    LEARN = "Savoir ce qui aide à sortir"
    PROOF = "Prouver ce qui a été décidé et effacé"
    ENGINE = "Faire marcher le robot"


class Whose(StrEnum):
    """About whom."""

    PERSON = "personne accompagnée"
    STAFF = "équipe"
    NOBODY = "aucune personne"


class Erased(StrEnum):
    """What erasing a person does to it."""

    DELETED = "supprimé"
    BLANKED = "vidé"
    COUNTED = "gardé comme un nombre, sans lien avec la personne"
    UNTOUCHED = "sans objet"


class Kept(Enum):
    """How long, counted from what the sentence names. None: no end by itself."""

    CONTACT = ("deux ans après le dernier contact", timedelta(days=730))
    """CNIL, référentiel sur l'accompagnement social (délibération 2023-095)."""
    OUTING = ("deux ans après la sortie", timedelta(days=730))
    EDIT = ("un an après le changement", timedelta(days=365))
    ABSENCE = ("un an après le retour", timedelta(days=365))
    PROBLEM = ("trente jours après la sortie", timedelta(days=30))
    DAYS = ("sept jours après la sortie", timedelta(days=7))
    NOTE = ("six mois après la sortie", timedelta(days=182))
    LETTER = ("six mois après l'envoi", timedelta(days=182))
    INVITATION = ("trente jours après la fin de l'invitation", timedelta(days=30))
    FILE = ("trente jours après la réception", timedelta(days=30))
    UPDATE = ("deux jours après la réception", timedelta(hours=48))
    NIGHT = ("trente jours", timedelta(days=30))
    TRY = ("un jour après l'essai", timedelta(days=1))
    ALWAYS = ("sans limite : rien n'y désigne une personne", None)

    def __init__(self, says: str, span: timedelta | None) -> None:
        self.says = says
        self.span = span

    @property
    def after(self) -> timedelta:
        """Raises TypeError for what has no end."""
        if self.span is None:
            raise TypeError(self.name)
        return self.span


@dataclass(frozen=True)
class Column:
    """`says`: what it holds, in a French sentence."""

    says: str
    purpose: Purpose
    whose: Whose
    exported: bool = False
    """Given to the person who asks for their data."""
    erased: Erased | None = None
    kept: Kept | None = None
    """None: as its table."""
    codes: dict[str, str] = field(default_factory=dict)
    """What its values mean, where they are words of the code."""


@dataclass(frozen=True)
class Table:
    name: str
    says: str
    kept: Kept
    erased: Erased
    columns: dict[str, Column]

    def rows(self) -> Iterator[tuple[str, Column]]:
        """Its columns, each with everything said."""
        for name, it in self.columns.items():
            yield name, replace(it, kept=it.kept or self.kept, erased=it.erased or self.erased)


def theirs(says: str, purpose: Purpose, erased: Erased | None = None, codes: dict[str, str] | None = None) -> Column:
    """Of the person, and given to them."""
    return Column(says, purpose, Whose.PERSON, True, erased, codes=codes or {})


def inner(says: str, purpose: Purpose, erased: Erased | None = None) -> Column:
    """Of the person, and of no use outside of the machine: a number of a row, a hash."""
    return Column(says, purpose, Whose.PERSON, False, erased)


def staff(says: str, purpose: Purpose = Purpose.WORK, erased: Erased | None = None) -> Column:
    """Of whoever works here: a referent, a coordinator."""
    return Column(says, purpose, Whose.STAFF, False, erased)


def own_work(says: str) -> Column:
    """Of whoever goes along, and given to them: a volunteer has no other way to see it once the outing is over."""
    return Column(says, Purpose.WORK, Whose.STAFF, True)


def fact(says: str, purpose: Purpose = Purpose.OUTINGS) -> Column:
    """About nobody."""
    return Column(says, purpose, Whose.NOBODY, False, Erased.UNTOUCHED)
