"""Who plays in the demo. None of them exists."""

from dataclasses import replace

from handlers.demo.phones import Phone

HOUSE = "CCAS de Marseille, agence Belle de Mai"

INVITE = "Pour commencer : sur le téléphone de Paul, touchez «\u00a0Inviter une personne\u00a0»."
GIVE_UP = "Pour commencer : touchez «\u00a0Annuler ma place\u00a0». Trois places se libèrent."
ASK = "Pour commencer : touchez «\u00a0Voir les sorties\u00a0», puis demandez à y aller avec quelqu'un."

AMINA = Phone(1001, "Amina", "cherche une sortie", INVITE)
PAUL = Phone(2002, "Paul", "son référent")
KARINE = Phone(3003, "Karine", "coordinatrice")

FIRST_TIME = replace(AMINA, caption="n'est jamais sortie", hint=ASK)
"""Amina who has been nowhere yet, in the scene of the accompanied outing; she reads simple French."""

VICTOR = Phone(4004, "Victor", "bénévole")

FAMILY = replace(AMINA, caption="a trois places", hint=GIVE_UP)
"""Amina with two children, in the scene of the waiting list."""

WAITING = tuple(
    Phone(1100 + rank, name, f"{'1re' if rank == 1 else f'{rank}e'} personne sur la liste")
    for rank, name in enumerate(
        ("Bilal", "Chloé", "Driss", "Elif", "Farid", "Gina", "Hugo", "Inès", "Jalil", "Lina"), 1
    )
)
"""In the order in which they came."""
