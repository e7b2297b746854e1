"""Never alone: a first outing with a volunteer, from the wish to the next small step; it is played, and must happen."""

from datetime import timedelta

from handlers.demo.cast import FIRST_TIME, PAUL, VICTOR
from handlers.demo.first_company import OUTING
from handlers.demo.house import House
from handlers.demo.player import Player, Who

TAKE = "J'accompagne cette sortie"
AN_HOUR = timedelta(hours=1)
TWO_HOURS = timedelta(hours=2)
AT_HOME = timedelta(hours=3, minutes=15)
"""After they met: the walk, and the bus."""


async def accompanied_outing(house: House, who: Who) -> None:
    """Raises StoryBroken at the first step that does not happen."""
    amina, victor, paul = who(FIRST_TIME), who(VICTOR), who(PAUL)
    await amina_wishes_for_company(amina)
    house.clock.move(AN_HOUR)
    await paul_accepts(paul, amina)
    house.clock.move(AN_HOUR)
    await victor_takes_it(victor, amina)
    await amina_plans_her_way(amina)
    await they_are_reminded(amina, victor)
    house.clock.move(TWO_HOURS)
    await they_meet(amina, victor)
    house.clock.move(AT_HOME)
    await they_are_home_again(amina, victor)
    await victor_notes_who_came(victor)
    await amina_says_how_it_was(amina)
    await they_agree_on_what_comes_next(amina, paul)
    await the_next_small_step(amina, paul)


async def amina_wishes_for_company(amina: Player) -> None:
    """It is her first outing: going with somebody is what is proposed first."""
    await amina.writes("/start")
    for label in ("Voir les sorties", "Choisir un type de sortie", "Accompagnée", OUTING):
        await amina.taps(label)
    amina.reads("À deux, c'est souvent plus simple.")
    await amina.taps("Demander à y aller avec quelqu'un")
    amina.reads("Nous cherchons qui peut venir.")


async def paul_accepts(paul: Player, amina: Player) -> None:
    """He says yes, and cannot come himself."""
    paul.reads("Amina préfère y aller avec quelqu'un.")
    await paul.taps("Accepter")
    amina.reads("Place confirmée.")


async def victor_takes_it(victor: Player, amina: Player) -> None:
    """It is his first time too: he reads how to be there before he says yes, and nobody's name for now."""
    await victor.writes("/start")
    for label in ("Sorties à accompagner", OUTING, TAKE, "Lire la suite", "J'ai lu ces conseils", TAKE):
        await victor.taps(label)
    amina.reads("Victor vient avec vous.")


async def amina_plans_her_way(amina: Player) -> None:
    """A week and three days before."""
    await amina.hears("Venez-vous toujours")
    await amina.taps("Je viens")
    await amina.hears("Préparez votre trajet")
    amina.reads("Victor vient avec vous.")
    amina.reads("arrêt Cité Bellevue : bus")


async def they_are_reminded(amina: Player, victor: Player) -> None:
    """The day before she says when she leaves; on the day both know the word."""
    await amina.hears("Nous gardons vos 2 places")
    await amina.taps("Partir à")
    await victor.hears("C'est bientôt l'heure")
    victor.reads("Amina")
    await amina.hears("l'heure de partir")


async def they_meet(amina: Player, victor: Player) -> None:
    """One tap, and nobody looks for anybody."""
    await amina.taps("Voir le rendez-vous")
    await amina.taps("Je suis là")
    victor.reads("Amina est au rendez-vous.")


async def they_are_home_again(amina: Player, victor: Player) -> None:
    """One tap, if they like."""
    await amina.taps("Je suis chez moi")
    victor.reads("Amina est de retour.")


async def victor_notes_who_came(victor: Player) -> None:
    """Three taps from home: the referent need not ask."""
    await victor.writes("/start")
    for label in ("J'accompagne", OUTING, "Amina : à noter"):
        await victor.taps(label)
    victor.reads("Amina")


async def amina_says_how_it_was(amina: Player) -> None:
    """The day after, and a sentence for herself."""
    await amina.hears("Comment était la sortie")
    await amina.taps("Bien")
    await amina.taps("Écrire une phrase pour moi")
    await amina.writes("J'ai vu le jardin. J'ai parlé avec Victor dans le bus.")
    amina.reads("Votre phrase est gardée.")


async def they_agree_on_what_comes_next(amina: Player, paul: Player) -> None:
    """In her words, because she shows them."""
    await amina.taps("Mes sorties faites")
    await amina.taps("Ce que j'aimerais essayer")
    await amina.taps("Écrire ce que j'aimerais essayer")
    await amina.writes("Sortir encore, un peu plus loin ou un peu plus longtemps.")
    await amina.taps("Montrer à Paul")
    paul.reads("Amina veut vous montrer une chose à essayer.")
    await paul.taps("Lire")
    await paul.taps("D'accord, essayons")
    amina.reads("Paul est d'accord pour essayer avec vous.")


async def the_next_small_step(amina: Player, paul: Player) -> None:
    """One is proposed; she asks for it, and he reads what is new in it."""
    amina.reads("Un petit pas : ")
    await amina.taps("Voir ce petit pas")
    await amina.taps("Demander")
    paul.reads("Pour Amina, c'est un petit pas")
    await paul.taps("Accepter")
    amina.reads("Place confirmée.")
