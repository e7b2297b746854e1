"""Three places are freed and ten people wait: a story that is played, and must happen (R3)."""

from datetime import timedelta

from handlers.demo.cast import FAMILY, KARINE, PAUL, WAITING
from handlers.demo.full_outing import OUTING
from handlers.demo.house import House
from handlers.demo.player import Player, StoryBroken, Who

TURN = "1 place s'est libérée pour vous."
AN_HOUR = timedelta(hours=1)


async def waiting_list(house: House, who: Who) -> None:
    """Raises StoryBroken at the first step that does not happen."""
    amina, paul, karine = who(FAMILY), who(PAUL), who(KARINE)
    bilal, chloe, driss, elif_, farid = map(who, WAITING[:5])
    await house.serve()
    amina.reads("Vous avez 3 places.")
    await everybody_sees_their_rank(bilal, elif_)
    await karine_reads_the_list(karine)
    await a_family_cancels(amina)
    three_hear_of_it_in_order([bilal, chloe, driss], but=elif_)
    await karine_looks_again(karine, ["1. Bilal, 1 place : réponse attendue", "4. Elif, 1 place"])
    await one_takes_the_place(bilal, paul)
    await one_says_no(chloe)
    elif_.reads(TURN)
    house.clock.move(AN_HOUR)
    await one_takes_the_place(elif_, paul)
    await one_lets_the_time_pass(driss)
    await one_takes_the_place(farid, paul)
    # Who said no or nothing is still where they were; the others behind moved up.
    await karine_looks_again(karine, ["1. Chloé, 1 place", "2. Driss, 1 place", "3. Gina, 1 place"])


async def everybody_sees_their_rank(first: Player, fourth: Player) -> None:
    """And the rule, in plain words."""
    await first.writes("/reservations")
    first.reads("Vous êtes la première personne sur la liste d'attente.")
    await fourth.writes("/reservations")
    await fourth.taps(OUTING)
    fourth.reads("Vous êtes 4e sur la liste d'attente.")


async def karine_reads_the_list(karine: Player) -> None:
    """The coordinator sees who waits, in order."""
    await karine.writes("/start")
    for label in ("Sorties", "Sorties publiées", OUTING, "Voir la liste d'attente"):
        await karine.taps(label)
    karine.reads("1. Bilal, 1 place")


async def a_family_cancels(amina: Player) -> None:
    """Three places at once."""
    for label in ("Annuler ma place", "Oui, j'annule"):
        await amina.taps(label)
    amina.reads("Vous avez annulé")


def three_hear_of_it_in_order(three: list[Player], but: Player) -> None:
    """Each has a place that is held, and reads until when to answer. The fourth hears nothing."""
    for it in three:
        it.reads(TURN)
        it.reads("Répondez avant")
    if but.sees("Je prends la place"):
        raise StoryBroken(f"{but.phone.name} reçoit une place avant son tour.")


async def one_takes_the_place(taker: Player, paul: Player) -> None:
    """The referent is asked as ever."""
    taker.reads(TURN)
    await taker.taps("Je prends la place")
    taker.reads("Demande envoyée.")
    paul.reads(f"{taker.phone.name} demande 1 place.")
    await paul.taps("Accepter")
    taker.reads("Place confirmée.")


async def one_says_no(chloe: Player) -> None:
    """She keeps her rank."""
    await chloe.taps("Je ne peux pas")
    chloe.reads("Vous êtes la première personne sur la liste d'attente.")


async def one_lets_the_time_pass(driss: Player) -> None:
    """The clock goes on to the last moment to answer."""
    await driss.hears("Sans réponse de vous, la place est allée à la personne suivante.")


async def karine_looks_again(karine: Player, ranks: list[str]) -> None:
    """The list as it is now."""
    for label in ("Retour à la sortie", "Voir la liste d'attente"):
        await karine.taps(label)
    for each in ranks:
        karine.reads(each)
