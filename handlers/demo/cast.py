"""Who plays in the demo. None of them exists."""

from handlers.demo.phones import Phone

HOUSE = "CCAS de Marseille, agence Belle de Mai"

FIRST = "Pour commencer : sur le téléphone de Paul, touchez «\u00a0Inviter une personne\u00a0»."

AMINA = Phone(1001, "Amina", "cherche une sortie", FIRST)
PAUL = Phone(2002, "Paul", "son référent")
KARINE = Phone(3003, "Karine", "coordinatrice")

CAST = (AMINA, PAUL, KARINE)
