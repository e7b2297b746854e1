"""Who is known here."""

from bot.register import codes
from bot.register.kinds import Erased, Kept, Purpose, Table, fact, inner, staff, theirs

WHO, ACCOUNT, CONSENT, DOOR = Purpose.WHO, Purpose.ACCOUNT, Purpose.CONSENT, Purpose.DOOR

TABLES = (
    Table(
        "organisations",
        "Les structures",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro de la structure.", Purpose.WORK),
            "name": fact("Nom de la structure.", Purpose.WORK),
            "created_at": fact("Quand la structure a été ajoutée.", Purpose.WORK),
            "smaller_first": fact("Règle de ses listes d'attente pour les petits groupes.", Purpose.LISTS),
        },
    ),
    Table(
        "people",
        "Les fiches",
        Kept.CONTACT,
        Erased.DELETED,
        {
            "id": theirs("Numéro de la fiche.", WHO),
            "organisation_id": inner("Numéro de la structure qui accompagne.", WHO),
            "name": theirs("Prénom ou surnom, choisi avec la personne.", WHO),
            "telegram_id": theirs("Numéro du compte Telegram.", ACCOUNT),
            "language": theirs("Langue choisie.", WHO),
            "referent_id": inner("Numéro de la fiche du référent.", WHO),
            "agreed_at": theirs("Quand la personne a dit oui à ce qui est gardé.", CONSENT),
            "confirmed_at": theirs("Quand le référent a confirmé que c'est bien elle.", CONSENT),
            "number": theirs("Nombre à comparer avec le référent ; vidé dès la confirmation.", CONSENT),
            "expects": inner("Écran qui attend un texte ; vidé au geste suivant.", Purpose.ENGINE),
            "reachable": theirs("Si les messages arrivent.", ACCOUNT, codes=codes.YES_NO),
            "seen_at": theirs("Jour du dernier contact par Telegram.", CONSENT),
            "created_at": theirs("Quand la fiche a été ouverte.", WHO),
            "past_outings": theirs("Sorties faites il y a plus de deux ans : 0, 1, ou 2 pour plusieurs.", Purpose.CAME),
            "digest_hour": staff("D'un référent : heure du résumé des demandes."),
            "backup_id": staff("D'un référent : qui répond quand il est en retard."),
        },
    ),
    Table(
        "roles",
        "Ce que chacun est ici",
        Kept.CONTACT,
        Erased.DELETED,
        {
            "person_id": inner("Numéro de la fiche.", WHO),
            "role": theirs(
                "Ce que la personne est ici : accompagnée, référente, coordinatrice, bénévole.", WHO, codes=codes.ROLES
            ),
        },
    ),
    Table(
        "volunteers",
        "Les bénévoles",
        Kept.CONTACT,
        Erased.DELETED,
        {
            "person_id": inner("Numéro de la fiche.", WHO),
            "invited_by": staff("Numéro de la fiche de qui l'a invité."),
            "vetted_by": staff("Numéro de la fiche de la deuxième personne, qui a dit oui."),
            "vetted_at": theirs("Quand une deuxième personne a dit oui.", WHO),
            "briefed_at": theirs("Quand les conseils pour accompagner ont été lus.", WHO),
        },
    ),
    Table(
        "stopped_stages",
        "Les rappels arrêtés",
        Kept.CONTACT,
        Erased.DELETED,
        {
            "person_id": inner("Numéro de la fiche.", Purpose.MESSAGES),
            "stage": theirs("Rappel que la personne a arrêté.", Purpose.MESSAGES, codes=codes.STAGES),
        },
    ),
    Table(
        "standing_yes",
        "Les oui donnés d'avance",
        Kept.CONTACT,
        Erased.DELETED,
        {
            "id": inner("Numéro de l'accord.", Purpose.PLACES),
            "person_id": inner("Numéro de la fiche.", Purpose.PLACES),
            "genre": theirs(
                "Genre de sorties pour lequel le référent a dit oui d'avance ; vide : toutes.", Purpose.PLACES
            ),
            "given_by": staff("Numéro de la fiche du référent qui a dit oui d'avance.", Purpose.PLACES),
            "given_at": theirs("Quand l'accord a été donné.", Purpose.PLACES),
            "revoked_at": theirs("Quand l'accord a été repris.", Purpose.PLACES),
        },
    ),
    Table(
        "invitations",
        "Les invitations",
        Kept.INVITATION,
        Erased.DELETED,
        {
            "id": inner("Numéro de l'invitation.", DOOR),
            "person_id": inner("Numéro de la fiche qu'elle ouvre.", DOOR),
            "role": theirs("Ce que devient la personne qui l'ouvre.", DOOR, codes=codes.ROLES),
            "long_hash": inner("Empreinte du code du lien ; le code n'est pas gardé.", DOOR),
            "short_hash": inner("Empreinte du code à écrire ; le code n'est pas gardé.", DOOR),
            "expires_at": theirs("Fin de l'invitation.", DOOR),
            "used_at": theirs("Quand elle a servi.", DOOR),
        },
    ),
    Table(
        "wrong_codes",
        "Les mauvais codes",
        Kept.TRY,
        Erased.DELETED,
        {
            "telegram_id": inner("Compte Telegram qui a essayé un mauvais code.", DOOR),
            "at": inner("Quand.", DOOR),
        },
    ),
)
