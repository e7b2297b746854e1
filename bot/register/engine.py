"""What the bot needs to keep its word: letters, updates, and the state of its own tables."""

from bot.register import codes
from bot.register.kinds import Erased, Kept, Purpose, Table, fact, inner, theirs

MESSAGES, ENGINE = Purpose.MESSAGES, Purpose.ENGINE

TABLES = (
    Table(
        "letters",
        "Les messages du robot",
        Kept.LETTER,
        Erased.DELETED,
        {
            "id": inner("Numéro du message.", MESSAGES),
            "to_id": inner("Numéro de la fiche de qui le reçoit.", MESSAGES),
            "kind": theirs("Quel message ; ses mots ne sont pas gardés.", MESSAGES, codes=codes.KINDS),
            "args": inner("Numéros de ce dont il parle.", MESSAGES),
            "due_at": theirs("Quand il doit partir.", MESSAGES),
            "late_at": inner("Quand il ne sert plus.", MESSAGES),
            "key": inner("Ce qui empêche de l'envoyer deux fois.", MESSAGES),
            "about": inner("Numéro de ce dont il parle, pour le retirer.", MESSAGES),
            "priority": inner("Réponse ou rappel.", MESSAGES),
            "fate": theirs("Ce qu'il est devenu.", MESSAGES, codes=codes.FATES),
            "attempts": inner("Nombre d'essais.", MESSAGES),
            "leased_until": inner("Jusqu'à quand il est en main.", MESSAGES),
            "not_before": inner("Avant quand il n'est pas repris, après un essai.", MESSAGES),
            "handed_until": inner("Jusqu'à quand il est confié à la file.", MESSAGES),
            "closed_at": theirs("Quand il est parti, ou a été retiré.", MESSAGES),
            "answered": theirs("D'un rappel : si la personne y a répondu d'un geste.", MESSAGES, codes=codes.YES_NO),
            "why": inner("Pourquoi il n'est pas parti.", MESSAGES),
        },
    ),
    Table(
        "inbox",
        "Les gestes reçus",
        Kept.UPDATE,
        Erased.DELETED,
        {
            "update_id": fact("Numéro que Telegram donne au geste, pour ne pas le faire deux fois.", ENGINE),
            "chat_id": inner("Compte Telegram ; vidé dès que le geste est fait.", ENGINE),
            "received_at": fact("Quand.", ENGINE),
            "state": inner("À faire, fait, ou l'écran à montrer.", ENGINE),
            "attempts": fact("Nombre d'essais.", ENGINE),
            "payload": inner("Le geste ou le texte, vidé dès qu'il est traité.", ENGINE),
            "leased_until": fact("Jusqu'à quand un processus le traite.", ENGINE),
            "handed_until": fact("Jusqu'à quand il est confié à la file.", ENGINE),
        },
    ),
    Table(
        "turns",
        "Le tour de parole du robot",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "lane": fact("Une file parmi un million : plusieurs comptes y passent, aucun n'y est nommé.", ENGINE),
            "free_at_ms": fact("Quand le robot peut y parler de nouveau.", ENGINE),
        },
    ),
    Table(
        "nights",
        "Les nuits faites",
        Kept.NIGHT,
        Erased.UNTOUCHED,
        {
            "day": fact("Jour dont le ménage est fait.", ENGINE),
            "at": fact("Quand.", ENGINE),
        },
    ),
    Table(
        "_yoyo_migration",
        "Les étapes du schéma",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "migration_hash": fact("Empreinte d'une étape du schéma.", ENGINE),
            "migration_id": fact("Son nom.", ENGINE),
            "applied_at_utc": fact("Quand elle a été faite.", ENGINE),
        },
    ),
    Table(
        "_yoyo_log",
        "Le journal du schéma",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro de la ligne.", ENGINE),
            "migration_hash": fact("Empreinte d'une étape du schéma.", ENGINE),
            "migration_id": fact("Son nom.", ENGINE),
            "operation": fact("Montée ou descente.", ENGINE),
            "username": fact("Compte système qui a démarré le robot.", ENGINE),
            "hostname": fact("Nom de la machine.", ENGINE),
            "comment": fact("Vide.", ENGINE),
            "created_at_utc": fact("Quand.", ENGINE),
        },
    ),
    Table(
        "_yoyo_version",
        "La version de l'outil de schéma",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "version": fact("Version de l'outil de schéma.", ENGINE),
            "installed_at_utc": fact("Quand.", ENGINE),
        },
    ),
    Table(
        "yoyo_lock",
        "Le verrou du schéma",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "locked": fact("Le schéma est en train de changer.", ENGINE),
            "ctime": fact("Depuis quand.", ENGINE),
            "pid": fact("Numéro du processus.", ENGINE),
        },
    ),
)
