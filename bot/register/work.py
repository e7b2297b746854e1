"""What the team does and settles."""

from bot.register.kinds import Erased, Kept, Purpose, Table, fact, staff

COUNTED = Erased.COUNTED

TABLES = (
    Table(
        "absences",
        "Les absences des référents",
        Kept.ABSENCE,
        Erased.DELETED,
        {
            "id": staff("Numéro de l'absence."),
            "referent_id": staff("Numéro de la fiche du référent absent."),
            "colleague_id": staff("Numéro de la fiche de qui répond à sa place."),
            "from_at": staff("Premier jour."),
            "until_at": staff("Retour."),
        },
    ),
    Table(
        "edits",
        "Les changements de sorties",
        Kept.EDIT,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro du changement.", Purpose.WORK),
            "by_id": staff("Numéro de la fiche de qui a changé la sortie.", erased=COUNTED),
            "at": fact("Quand.", Purpose.WORK),
            "kind": fact("Date, places, mots, annulation, import.", Purpose.WORK),
            "before": staff(
                "La sortie comme elle était, et les numéros des demandes prévenues ;"
                " ceux d'une personne effacée en sont retirés.",
                erased=Erased.BLANKED,
            ),
            "undone_at": fact("Quand le changement a été défait.", Purpose.WORK),
            "salt": fact("Sel du sceau de la piste des décisions.", Purpose.PROOF),
        },
    ),
    Table(
        "uploads",
        "Les fichiers de sorties",
        Kept.FILE,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro du fichier.", Purpose.WORK),
            "by_id": staff("Numéro de la fiche de qui l'a envoyé.", erased=COUNTED),
            "at": fact("Quand.", Purpose.WORK),
            "filename": staff("Nom du fichier ; vidé avec la fiche de son auteur.", erased=Erased.BLANKED),
            "content": staff(
                "Le fichier de sorties ; vidé dès qu'il est traité, ou après 7 jours.", erased=Erased.BLANKED
            ),
            "done_at": fact("Quand il a été traité.", Purpose.WORK),
        },
    ),
    Table(
        "agendas",
        "Les agendas du web que suit une structure",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro de l'agenda.", Purpose.WORK),
            "organisation_id": fact("Numéro de la structure.", Purpose.WORK),
            "url": fact("Son adresse, et la clef qu'elle peut contenir.", Purpose.WORK),
            "hour": fact("L'heure à laquelle il est lu.", Purpose.WORK),
            "day": fact("Le dernier jour où il a été lu.", Purpose.WORK),
            "read_at": fact("Quand il a été lu.", Purpose.WORK),
            "failures": fact("Nombre de jours de suite sans réussir à le lire.", Purpose.WORK),
            "why": fact("Pourquoi il n'a pas été lu.", Purpose.WORK),
            "shown": fact("Empreintes des sorties déjà proposées.", Purpose.WORK),
        },
    ),
    Table(
        "notes",
        "Les messages aux participants",
        Kept.NOTE,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro du message.", Purpose.WORK),
            "session_id": fact("Numéro de la séance.", Purpose.WORK),
            "by_id": staff("Numéro de la fiche de qui l'a écrit.", erased=COUNTED),
            "at": fact("Quand.", Purpose.WORK),
            "words": staff("Le message aux participants.", erased=Erased.UNTOUCHED),
            "sent_at": fact("Quand il est parti.", Purpose.WORK),
        },
    ),
    Table(
        "tallies",
        "Les nombres des bilans",
        Kept.ALWAYS,
        Erased.COUNTED,
        {
            "organisation_id": fact("Numéro de la structure des personnes comptées.", Purpose.WORK),
            "period": fact("Mois, trimestre ou année des sorties ; jamais leur jour.", Purpose.WORK),
            "apart": fact("Ce que la ligne distingue : genre, public, lieu, code postal, délai.", Purpose.WORK),
            "name": staff(
                "Le genre, le public, le lieu, le code postal ou le délai en heures ; ou le numéro d'un référent qui a"
                " répondu, remplacé par un nombre de demandes quand sa fiche est effacée.",
                erased=COUNTED,
            ),
            "what": fact("Ce qui est compté.", Purpose.WORK),
            "n": fact(
                "Combien, de ce dont les lignes ne sont plus gardées ou ne disent plus à qui elles sont.", Purpose.WORK
            ),
        },
    ),
)
