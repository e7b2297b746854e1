"""What proves that the bot kept its word, without saying about whom."""

from bot.register.kinds import Erased, Kept, Purpose, Table, fact

PROOF = Purpose.PROOF

TABLES = (
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
