"""What an organisation asks of its reminders, and what was counted: sessions and places, about nobody."""

from bot.register.kinds import Erased, Kept, Purpose, Table, fact

LEARN = Purpose.LEARN

TABLES = (
    Table(
        "experiments",
        "Les questions posées aux rappels",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro de la question.", LEARN),
            "organisation_id": fact("Numéro de la structure.", LEARN),
            "question": fact("Ce qui est comparé : un rappel ou non, une phrase ou non.", LEARN),
            "planned": fact("Séances prévues de chaque côté, dites avant de commencer.", LEARN),
            "started_at": fact("Quand la coordination l'a posée.", LEARN),
            "course": fact("En cours, arrêtée, ou finie.", LEARN),
            "ended_at": fact("Quand elle a pris fin.", LEARN),
        },
    ),
    Table(
        "arms",
        "Ce que le hasard a choisi pour une séance",
        Kept.ALWAYS,
        Erased.UNTOUCHED,
        {
            "id": fact("Numéro du tirage.", LEARN),
            "experiment_id": fact("Numéro de la question.", LEARN),
            "session_id": fact("Numéro de la séance ; vidé dès que la question a pris fin.", LEARN),
            "arm": fact("Avec, ou sans.", LEARN),
            "places": fact("Places acceptées dont on sait ce qu'elles sont devenues.", LEARN),
            "well": fact("Parmi elles, les places utilisées ou rendues à temps.", LEARN),
        },
    ),
)
