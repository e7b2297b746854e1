"""The first outing, from the draft to the word of the day after: a story that is played, and must happen."""

from datetime import timedelta

from handlers.demo.cast import AMINA, KARINE, PAUL
from handlers.demo.house import House
from handlers.demo.player import Player, Who

OUTING = "Pierre et le loup"
EASY = (
    "Des musiciens racontent une histoire.\nC'est l'histoire de Pierre et d'un loup.\nChaque animal a son instrument."
)
"""A draft of the season, far enough away for every reminder."""

STOP = "Cité Bellevue"
"""Of the network that is invented too."""

AN_HOUR = timedelta(hours=1)


async def first_outing(house: House, who: Who) -> None:
    """Raises StoryBroken at the first step that does not happen."""
    amina, paul, karine = who(AMINA), who(PAUL), who(KARINE)
    await karine_publishes(karine)
    house.clock.move(AN_HOUR)
    await amina_joins(amina, paul)
    await amina_names_her_stop(amina)
    await amina_asks(amina)
    house.clock.move(AN_HOUR)
    await paul_accepts(paul, amina)
    await reminders_come(amina)
    await amina_says_how_it_was(amina)


async def karine_publishes(karine: Player) -> None:
    """A draft gets its places and a few easy sentences, and is there for everyone."""
    await karine.writes("/start")
    for label in ("Sorties", "Brouillons", OUTING, "Nombre de places", "4 places", "Publier"):
        await karine.taps(label)
    await karine.taps("Écrire la version facile")
    await karine.writes(EASY)
    karine.reads("Ce texte est facile à lire.")
    await karine.taps("Publier")
    karine.reads("Sortie publiée")


async def amina_joins(amina: Player, paul: Player) -> None:
    """Side by side in the office: he invites, she opens, reads and agrees, he confirms."""
    await paul.writes("/start")
    await paul.taps("Inviter une personne")
    await paul.writes(amina.phone.name)
    paul.has_got("photo")
    await amina.opens(_link_in(paul.reads("Lien : https://")))
    await amina.taps("Français")
    amina.reads("Nous gardons")
    await amina.taps("Je suis d'accord")
    number = next(word for word in amina.reads("ce nombre").split() if word.isdigit())
    paul.reads(f": {number}")
    await paul.taps("Confirmer Amina")
    amina.reads("confirmé")


async def amina_names_her_stop(amina: Player) -> None:
    """Once; every way is looked up from there."""
    for label in ("Réglages", "Mon départ", "Choisir mon arrêt"):
        await amina.taps(label)
    await amina.writes("bellevue")
    await amina.taps(STOP)
    amina.reads(STOP)
    await amina.taps("Accueil")


async def amina_asks(amina: Player) -> None:
    """She looks for something with children, and asks for two places."""
    for label in ("Voir les sorties", "Filtrer", "Avec enfants", OUTING):
        await amina.taps(label)
    amina.reads(f"Dernier retour vers {STOP}")
    await amina.taps("Demander 2 places")
    amina.reads("répond avant")


async def paul_accepts(paul: Player, amina: Player) -> None:
    """One tap, and she has all she needs."""
    paul.reads("demande 2 places")
    await paul.taps("Accepter")
    amina.reads("Place confirmée")
    amina.has_got("venue")
    amina.has_got("document")


async def reminders_come(amina: Player) -> None:
    """A week, three days, a day before; she says when she leaves, and is reminded shortly before that."""
    await amina.hears("Venez-vous toujours")
    await amina.taps("Je viens")
    await amina.hears("Préparez votre trajet")
    amina.reads("arrêt Cité Bellevue : bus")
    await amina.hears("gardées pour vous")
    amina.reads("Partez à")
    await amina.taps("Partir à")
    await amina.hears("l'heure de partir")
    amina.reads("Vous avez choisi de partir")


async def amina_says_how_it_was(amina: Player) -> None:
    """The day after."""
    await amina.hears("Comment était-ce")
    await amina.taps("Bien")
    amina.reads("Merci")


def _link_in(text: str) -> str:
    return next(word for word in text.split() if word.startswith("https://"))
