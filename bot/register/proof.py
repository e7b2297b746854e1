"""What proves that the bot kept its word, without saying about whom."""

from bot.register.kinds import Erased, Kept, Purpose, Table, fact

PROOF = Purpose.PROOF

TABLES = (
    Table(
        "trail",
        "La piste des décisions",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro de la ligne.", PROOF),
            "at": fact("Quand.", PROOF),
            "kind": fact("Décision, passage, changement, effacement.", PROOF),
            "ref": fact(
                "Numéro de la décision, qui disparaît avec la personne ; ou nombre de décisions oubliées.", PROOF
            ),
            "seal": fact("Empreinte salée de la décision ; sans le sel, effacé avec elle, elle ne dit rien.", PROOF),
            "hash": fact("Empreinte de la ligne et de celle d'avant.", PROOF),
        },
    ),
    Table(
        "erasures",
        "Les fiches effacées",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "person_id": fact("Numéro d'une fiche qui n'existe plus, pour l'effacer aussi d'une sauvegarde.", PROOF),
            "at": fact("Quand.", PROOF),
            "wiped_at": fact("Quand ses dernières traces ont quitté le disque.", PROOF),
        },
    ),
)
