"""How people get there."""

from bot.register import codes
from bot.register.kinds import Erased, Kept, Purpose, Table, fact, inner, staff, theirs

WAY = Purpose.WAY

TABLES = (
    Table(
        "timetables",
        "Les horaires des compagnies de transport",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "name": fact("Nom de la compagnie.", WAY),
            "digest": fact("Empreinte de ses horaires.", WAY),
            "first_day": fact("Premier jour connu.", WAY),
            "last_day": fact("Dernier jour connu.", WAY),
            "read_at": fact("Quand le fichier de la compagnie a été lu.", WAY),
            "content": fact("Ses arrêts et ses horaires.", WAY),
        },
    ),
    Table(
        "starts",
        "Le point de départ",
        Kept.CONTACT,
        Erased.DELETED,
        {
            "person_id": inner("Numéro de la fiche.", WAY),
            "stop": inner("Numéro de l'arrêt de départ ; jamais une position.", WAY),
            "stop_name": theirs("Nom de l'arrêt de départ.", WAY),
            "means": theirs("Comment la personne se déplace, si elle l'a dit.", WAY, codes=codes.MEANS),
        },
    ),
    Table(
        "former_starts",
        "Le point de départ d'avant",
        Kept.CONTACT,
        Erased.DELETED,
        {
            "person_id": inner("Numéro de la fiche.", WAY),
            "by_id": staff("Numéro de la fiche du référent qui en a choisi un autre avec la personne.", WAY),
            "stop": inner("Numéro de l'arrêt de départ ; jamais une position.", WAY),
            "stop_name": theirs("Nom de l'arrêt de départ.", WAY),
            "means": theirs("Comment la personne se déplaçait, si elle l'avait dit.", WAY, codes=codes.MEANS),
            "at": theirs("Quand un autre départ a été choisi.", WAY),
        },
    ),
    Table(
        "leavings",
        "L'heure de départ",
        Kept.OUTING,
        Erased.DELETED,
        {
            "reservation_id": inner("Numéro de la demande.", WAY),
            "revision": inner("De quelle date de la sortie il s'agit.", WAY),
            "leaves_at": theirs("Quand la personne a dit qu'elle partirait.", WAY),
        },
    ),
    Table(
        "rehearsals",
        "Le trajet fait une fois avant",
        Kept.OUTING,
        Erased.DELETED,
        {
            "reservation_id": inner("Numéro de la demande.", WAY),
            "answer": theirs("Si la personne veut faire le trajet une fois avant.", WAY, codes=codes.REHEARSALS),
            "at": theirs("Quand la personne l'a dit.", WAY),
            "companion_id": staff("Numéro de la fiche de qui fait le trajet avec la personne.", WAY),
        },
    ),
)
