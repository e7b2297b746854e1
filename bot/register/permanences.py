"""Where and when one can come and talk, and how many came: about nobody, but for who welcomes."""

from bot.register.kinds import Erased, Kept, Purpose, Table, fact, staff

TABLES = (
    Table(
        "permanences",
        "Les permanences",
        Kept.EDIT,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro de la permanence.", Purpose.WORK),
            "organisation_id": fact("Numéro de la structure.", Purpose.WORK),
            "venue_id": fact("Numéro du lieu.", Purpose.WORK),
            "welcomer_id": staff("Numéro de la fiche de qui accueille.", erased=Erased.BLANKED),
            "welcomer": staff("Prénom de qui accueille, sans fiche ici.", erased=Erased.UNTOUCHED),
            "weekday": fact("Jour de la semaine.", Purpose.WORK),
            "opens": fact("Heure du début.", Purpose.WORK),
            "closes": fact("Heure de la fin.", Purpose.WORK),
            "rhythm": fact("Chaque semaine, une sur deux, ou un jour du mois.", Purpose.WORK),
            "first_day": fact("Jour depuis lequel une semaine sur deux est comptée.", Purpose.WORK),
            "zone": fact("Fuseau horaire du lieu.", Purpose.WORK),
            "ended_at": fact("Quand elle a été supprimée.", Purpose.WORK),
        },
    ),
    Table(
        "permanence_days",
        "Les jours où une permanence change",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "permanence_id": fact("Numéro de la permanence.", Purpose.WORK),
            "day": fact("Le jour.", Purpose.WORK),
            "opens": fact("Heure du début ; vide : fermé.", Purpose.WORK),
            "closes": fact("Heure de la fin.", Purpose.WORK),
        },
    ),
    Table(
        "ticks",
        "Les personnes comptées sans nom, en entrée libre et aux permanences",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "kind": fact("Entrée libre ou permanence.", Purpose.WORK),
            "number": fact("Numéro de la séance ou de la permanence.", Purpose.WORK),
            "day": fact("Le jour.", Purpose.WORK),
            "organisation_id": fact("Numéro de la structure qui a compté.", Purpose.WORK),
            "n": fact("Combien de personnes ; ni qui est venu, ni qui a compté.", Purpose.WORK),
        },
    ),
)
