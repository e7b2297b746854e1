"""What people would like to try, and the small steps there."""

from bot.register import codes
from bot.register.kinds import Erased, Kept, Purpose, Table, inner, staff, theirs

PROJECT = Purpose.PROJECT

TABLES = (
    Table(
        "small_projects",
        "Ce que les personnes aimeraient essayer",
        Kept.CONTACT,
        Erased.DELETED,
        {
            "id": inner("Numéro du petit projet.", PROJECT),
            "person_id": inner("Numéro de la fiche.", PROJECT),
            "words": theirs("Ce que la personne aimerait essayer, avec ses mots.", PROJECT),
            "by_id": inner("Numéro de la fiche de qui l'a écrit : la personne, ou le référent qui propose.", PROJECT),
            "said_at": theirs("Quand cela a été écrit.", PROJECT),
            "person_yes_at": theirs("Quand la personne a dit oui.", PROJECT),
            "referent_yes_at": theirs("Quand le référent a dit oui.", PROJECT),
            "shared_with": staff(
                "Numéro de la fiche du référent à qui la personne le montre ; vide : à personne.", PROJECT
            ),
        },
    ),
    Table(
        "small_steps",
        "Les petits pas",
        Kept.OUTING,
        Erased.DELETED,
        {
            "reservation_id": inner("Numéro de la demande.", PROJECT),
            "stride": theirs("Ce que la sortie avait de nouveau.", PROJECT, codes=codes.STRIDES),
        },
    ),
    Table(
        "step_pauses",
        "Les pauses sans petit pas proposé",
        Kept.CONTACT,
        Erased.DELETED,
        {
            "person_id": inner("Numéro de la fiche.", PROJECT),
            "until_at": theirs("Jusqu'à quand aucun petit pas n'est proposé.", PROJECT),
        },
    ),
)
