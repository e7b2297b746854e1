"""What people ask for, get, wait for and say of it. Erased, a place is still counted for its outing, about nobody."""

from bot.register import codes
from bot.register.kinds import Erased, Kept, Purpose, Table, fact, inner, staff, theirs

PLACES, LISTS, CAME = Purpose.PLACES, Purpose.LISTS, Purpose.CAME
COUNTED, DELETED, BLANKED = Erased.COUNTED, Erased.DELETED, Erased.BLANKED

TABLES = (
    Table(
        "reservations",
        "Les demandes et les places",
        Kept.OUTING,
        BLANKED,
        {
            "id": inner("Numéro de la demande ; changé à l'effacement.", PLACES),
            "session_id": theirs("Numéro de la séance.", PLACES, COUNTED),
            "person_id": inner("Numéro de la fiche.", PLACES, COUNTED),
            "places": theirs("Nombre de places.", PLACES, COUNTED),
            "state": theirs("Où en est la demande.", PLACES, COUNTED, codes.STATES),
            "requested_at": theirs("Quand la demande a été faite.", PLACES),
            "expires_at": theirs("Fin de la demande sans réponse.", PLACES),
            "decide_by": theirs("Moment promis pour la réponse.", PLACES),
            "decided_at": theirs("Quand la réponse a été donnée.", PLACES),
            "decided_by": staff("Numéro de la fiche de qui a répondu.", PLACES),
            "reason": theirs("Raison d'un refus, que la personne lit.", PLACES),
            "made_by": staff("Numéro de la fiche de qui a demandé pour la personne.", PLACES),
            "wish": theirs("Comment la personne préfère y aller.", PLACES, codes=codes.WISHES),
            "companion_id": staff("Numéro de la fiche de qui l'accompagne.", PLACES),
            "company_turn": inner("Combien de fois cela a changé, pour ne rien dire deux fois.", PLACES),
            "freed_at": inner("Tour de la liste d'attente dont vient la place.", LISTS),
            "coming_at": theirs("Quand la personne a dit « Je viens ».", CAME),
            "attendance": theirs("Présence, excuse ou absence.", CAME, COUNTED, codes.ATTENDANCES),
            "attended_at": theirs("Quand la présence a été notée.", CAME),
            "attended_by": staff("Numéro de la fiche de qui a noté la présence.", CAME),
            "word": theirs("Le mot du lendemain, en un geste.", CAME, COUNTED, codes.WORDS),
        },
    ),
    Table(
        "history",
        "Les étapes de chaque demande",
        Kept.OUTING,
        DELETED,
        {
            "id": inner("Numéro de l'étape.", PLACES),
            "reservation_id": inner("Numéro de la demande.", PLACES),
            "at": theirs("Quand la demande a changé.", PLACES),
            "actor_id": staff("Numéro de la fiche de qui l'a changée.", PLACES),
            "salt": fact("Sel du sceau de la piste des décisions.", Purpose.PROOF),
            "state": theirs("Où en était la demande.", PLACES, codes=codes.STATES),
        },
    ),
    Table(
        "calls",
        "Les appels du référent",
        Kept.OUTING,
        DELETED,
        {
            "reservation_id": inner("Numéro de la demande.", Purpose.MESSAGES),
            "by_id": staff("Numéro de la fiche de qui a appelé.", Purpose.MESSAGES),
            "at": theirs("Quand le référent a appelé pour cette sortie.", Purpose.MESSAGES),
        },
    ),
    Table(
        "sentences",
        "Les phrases gardées pour soi",
        Kept.OUTING,
        DELETED,
        {
            "reservation_id": inner("Numéro de la demande.", CAME),
            "words": theirs("Ce que la personne a écrit de la sortie, pour elle seule.", CAME),
            "at": theirs("Quand elle l'a écrit.", CAME),
        },
    ),
    Table(
        "waiting",
        "Les listes d'attente",
        Kept.OUTING,
        BLANKED,
        {
            "id": inner("Numéro du rang ; changé à l'effacement.", LISTS),
            "session_id": theirs("Numéro de la séance.", LISTS, COUNTED),
            "person_id": inner("Numéro de la fiche.", LISTS, COUNTED),
            "places": theirs("Nombre de places attendues.", LISTS, COUNTED),
            "ranked_at": theirs("Depuis quand la personne attend.", LISTS),
            "last_minute": theirs("Si elle veut être prévenue au dernier moment.", LISTS, codes=codes.YES_NO),
            "approved_by": staff("Numéro de la fiche du référent qui a dit oui d'avance.", LISTS),
            "left_at": theirs("Quand l'attente s'est terminée.", LISTS),
            "why": theirs("Comment elle s'est terminée.", LISTS, COUNTED, codes.WHYS),
        },
    ),
    Table(
        "overrides",
        "Les passages avant son tour",
        Kept.OUTING,
        DELETED,
        {
            "id": inner("Numéro du passage.", LISTS),
            "session_id": theirs("Numéro de la séance.", LISTS),
            "person_id": inner("Numéro de la fiche de qui est passé avant son tour.", LISTS),
            "by_id": staff("Numéro de la fiche de qui l'a décidé.", LISTS),
            "salt": fact("Sel du sceau de la piste des décisions.", Purpose.PROOF),
            "at": theirs("Quand.", LISTS),
            "reason": theirs("Pourquoi, en quelques mots que l'équipe peut lire.", LISTS),
        },
    ),
)
