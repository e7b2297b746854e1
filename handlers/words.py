"""Sentences that screens share: an outing's lines, how a request stands, and what to say when the answer is no."""

from collections.abc import Iterable
from datetime import datetime

from markupsafe import Markup

from bot.domain import refusals
from bot.domain.offers import Missing, Session, Venue
from bot.domain.refusals import Refusal
from bot.domain.reminders import Stage
from bot.domain.reservations import AHEAD, Reservation, State
from handlers.screens import Visit
from handlers.text import Translator, strong


def lines(*said: str | None) -> Markup:
    """One a line; what is empty is left out, and "" makes a blank line."""
    return Markup("\n").join(line for line in said if line is not None)


def when(it: Session, t: Translator) -> Markup:
    if not it.has_date:
        return t("Date à compléter")
    return t.moment(it.starts_at, it.zone)


def where(it: Session, t: Translator) -> Markup:
    return located(it.offer.venue, t)


def located(venue: Venue, t: Translator) -> Markup:
    if not venue.name.strip():
        return t("Lieu à compléter")
    if not venue.address:
        return t("Lieu : {venue}", venue=venue.name)
    return t("Lieu : {venue}, {address}", venue=venue.name, address=venue.address)


def outing(it: Session, t: Translator) -> Markup:
    """What, when, where: every message about an outing stands alone."""
    return lines(strong(t.isolate(it.offer.title)), when(it, t), where(it, t))


def places(n: int, t: Translator) -> Markup:
    return t.plural("{n} place", "{n} places", n)


def places_left(it: Session, t: Translator) -> Markup:
    if it.open_admission:
        return t("Entrée libre")
    if it.free == 0:
        return t("Complet")
    return t.plural("Il reste {n} place.", "Il reste {n} places.", it.free)


def how_to_get_in(it: Session, t: Translator) -> Markup:
    if it.offer.entry:
        return t("Pour entrer : {how}", how=it.offer.entry)
    if it.open_admission:
        return t("Pour entrer : l'entrée est libre. Vous n'avez rien à montrer.")
    return t("Pour entrer : dites à l'accueil que votre nom est sur la liste des invités.")


def status(it: Reservation, t: Translator, now: datetime | None = None) -> Markup:
    """How a request stands, for the person. The states are never mixed up. With `now`, an answer that is late is
    said to be late."""
    if it.state is State.REQUESTED:
        return _asked(it, t, _is_late(it, now))
    if it.state is State.APPROVED:
        return t("Place confirmée.")
    if it.state is State.OFFERED:
        return t("Une place est gardée pour vous. Répondez avant {moment}.", moment=_end(it, t))
    return {
        State.REFUSED: t("Demande refusée."),
        State.WITHDRAWN: t("Vous avez annulé votre demande."),
        State.EXPIRED: t("Votre demande est restée sans réponse. Elle est terminée."),
        State.CANCELLED: _cancelled(it, t),
        State.DECLINED: t("Vous avez laissé passer la place libérée. Vous gardez votre rang."),
        State.LAPSED: t("Sans réponse de vous, la place est allée à la personne suivante. Vous gardez votre rang."),
        State.CALLED_OFF: t("L'organisateur a annulé cette sortie."),
    }[it.state]


def _asked(it: Reservation, t: Translator, late: bool) -> Markup:
    """Who answers, and until when."""
    if it.referent_id is None:
        if late:
            return t("Demande envoyée. L'équipe répond au plus tard {moment}.", moment=_end(it, t))
        return t("Demande envoyée. L'équipe répond avant {moment}.", moment=_promised(it, t))
    if late:
        return t(
            "Demande envoyée. Votre référent n'a pas encore répondu. Son équipe est prévenue."
            " Réponse au plus tard {moment}.",
            moment=_end(it, t),
        )
    return t("Demande envoyée. Votre référent répond avant {moment}.", moment=_promised(it, t))


def status_for_referent(it: Reservation, t: Translator, now: datetime | None = None) -> Markup:
    """The same, for who answers; both sides read who decided."""
    if it.state is State.REQUESTED:
        if _is_late(it, now):
            return t("La réponse est en retard. Sans réponse, la demande se termine {moment}.", moment=_end(it, t))
        return t("Votre réponse est attendue avant {moment}.", moment=_promised(it, t))
    if it.state is State.APPROVED:
        if it.reason == AHEAD:
            return answered(it, t)
        return t("Demande acceptée par {name}.", name=it.decider)
    if it.state is State.OFFERED:
        return t(
            "Une place libérée est gardée pour {name}. Sa réponse est attendue avant {moment}.",
            name=it.person,
            moment=_end(it, t),
        )
    return {
        State.REFUSED: t("Demande refusée par {name}.", name=it.decider),
        State.WITHDRAWN: t("{name} a annulé sa demande.", name=it.person),
        State.EXPIRED: t("La demande est restée sans réponse. Elle est terminée."),
        State.CANCELLED: _cancelled_by(it, t),
        State.DECLINED: t("{name} a laissé passer la place libérée.", name=it.person),
        State.LAPSED: t("{name} n'a pas répondu pour la place libérée.", name=it.person),
        State.CALLED_OFF: t("L'organisateur a annulé cette sortie."),
    }[it.state]


def answered(it: Reservation, t: Translator) -> Markup:
    """Who decided."""
    if it.reason == AHEAD:
        return t("Accord donné d'avance par {name}.", name=it.decider)
    return t("Réponse donnée par {name}.", name=it.decider)


def _is_late(it: Reservation, now: datetime | None) -> bool:
    return now is not None and it.decide_by is not None and it.decide_by <= now


def _promised(it: Reservation, t: Translator) -> Markup:
    return t.moment(it.decide_by or it.session.closes_at, it.session.zone)


def _end(it: Reservation, t: Translator) -> Markup:
    return t.moment(it.expires_at or it.session.closes_at, it.session.zone)


def _cancelled(it: Reservation, t: Translator) -> Markup:
    if it.moved_for_them:
        return t("{name} a annulé votre place pour vous.", name=it.mover)
    return t("Vous avez annulé votre place.")


def _cancelled_by(it: Reservation, t: Translator) -> Markup:
    if it.moved_for_them:
        return t("{name} a annulé la place de {person}.", name=it.mover, person=it.person)
    return t("{name} a annulé sa place.", name=it.person)


def trace(it: Reservation, t: Translator) -> Markup | None:
    """Who asked in the person's stead, for the person; None when they did."""
    return t("Demande faite par {name} pour vous.", name=it.maker) if it.made_by else None


def trace_for_referent(it: Reservation, t: Translator) -> Markup | None:
    """The same, for those who follow them."""
    if not it.made_by:
        return None
    return t("Demande faite par {name} pour {person}.", name=it.maker, person=it.person)


def deadline(it: Session, t: Translator) -> Markup:
    return t.moment(it.closes_at, it.zone)


def reason(it: Reservation, t: Translator) -> Markup:
    """Why the answer was no, in words that the person can read (R6)."""
    known = reasons(t).get(it.reason)
    return known if known is not None else t("Raison : {words}", words=it.reason)


def reasons(t: Translator) -> dict[str, Markup]:
    """The reasons of one tap; their keys are in buttons and in the database."""
    return {
        "talk": t("Raison : parlons-en d'abord ensemble."),
        "date": t("Raison : la date pose un problème."),
        "taken": t("Raison : d'autres sorties sont déjà prévues."),
        "full": t("Raison : le lieu n'a plus assez de places."),
    }


def stage(which: Stage, t: Translator) -> Markup:
    return {
        Stage.WEEK: t("7 jours avant, le matin"),
        Stage.THREE_DAYS: t("3 jours avant, le matin"),
        Stage.EVE: t("La veille, le soir"),
        Stage.HOURS: t("Le jour même, 3 heures avant"),
        Stage.AFTER: t("Le lendemain, pour dire un mot"),
    }[which]


def lacking(it: Iterable[str], t: Translator) -> Markup:
    """What a draft still needs, one a line."""
    sentences = {
        Missing.DATE: t("La date ou la date limite est passée."),
        Missing.VENUE: t("Il manque le lieu."),
        Missing.PLACES: t("Il manque le nombre de places, ou « entrée libre »."),
    }
    return lines(*(sentences[Missing(what)] for what in it))


async def refusal(no: Refusal, visit: Visit) -> Markup:
    """The sentence for a no: what is true now."""
    t = visit.t
    match no:
        case refusals.AlreadyAnswered(reservation_id=number) if number:
            return await _already(number, visit)
        case refusals.NotEnoughPlaces(free=0):
            return t("C'est complet. Vous pouvez choisir une autre sortie.")
        case refusals.NotEnoughPlaces(free=free):
            return t.plural("Il ne reste que {n} place.", "Il ne reste que {n} places.", free)
        case refusals.TooManyPlaces(most=most):
            return t.plural(
                "Pour cette sortie, vous pouvez demander {n} place au plus.",
                "Pour cette sortie, vous pouvez demander {n} places au plus.",
                most,
            )
        case refusals.BelowTaken(taken=taken):
            return t.plural(
                "{n} place est déjà promise. Le nombre de places ne peut pas être plus petit.",
                "{n} places sont déjà promises. Le nombre de places ne peut pas être plus petit.",
                taken,
            )
        case refusals.BadWords(longest=longest):
            return t("Écrivez un texte de {n} lettres au plus.", n=longest)
        case refusals.NotReady(missing=missing):
            return lines(t("Cette sortie ne peut pas encore être publiée."), lacking(missing, t))
    return _plain(no, t)


def _plain(no: Refusal, t: Translator) -> Markup:
    sentences: dict[type[Refusal], Markup] = {
        refusals.BookingClosed: t("Les demandes sont closes pour cette sortie."),
        refusals.TooLate: t("Trop tard. La demande est restée sans réponse. Elle est terminée."),
        refusals.AlreadyAsked: t("Vous avez déjà fait une demande pour cette sortie."),
        refusals.AlreadyAnswered: t("C'est déjà fait."),
        refusals.NoCompanyNeeded: t("Cette personne n'a plus besoin de quelqu'un pour y aller."),
        refusals.EnoughCompanions: t("Cette sortie ne cherche plus personne pour l'accompagner. Merci."),
        refusals.NobodyToTell: t("Nous n'avons trouvé personne à prévenir. En cas de danger, appelez le 112."),
        refusals.TakenOver: t("Quelqu'un d'autre accompagne déjà cette sortie. Merci d'avoir répondu."),
        refusals.NobodyElse: t("Aucun autre bénévole ne peut accompagner cette sortie. Rien n'a été changé."),
        refusals.NotBriefed: t("Lisez d'abord les conseils. C'est court."),
        refusals.BadNumber: t("Écrivez un nombre de places, par exemple 4."),
        refusals.BadName: t("Écrivez un prénom ou un surnom, de 40 lettres au plus."),
        refusals.BadReturn: t("Écrivez un jour à venir, dans l'année, par exemple 14/03/2027."),
        refusals.QueueFirst: t("Des personnes attendent déjà cette place. Vous pouvez rejoindre la liste d'attente."),
        refusals.PlacesFree: t("Il reste des places. Vous pouvez demander une place tout de suite."),
        refusals.AlreadyTaken: t("La place est déjà prise. Vous gardez votre rang."),
        refusals.PassedOn: t("Il est trop tard pour cette place. La place est allée à une autre personne."),
        refusals.NoReason: t("Écrivez la raison, en quelques mots."),
        refusals.StillFollows: t("Vous suivez encore des personnes. La coordination les confie d'abord à un collègue."),
        refusals.OtherHouse: t("Ce compte est déjà utilisé. Parlez-en à la personne qui vous a invité."),
    }
    sentences |= _at_the_desk(t)
    return sentences.get(type(no), t("Ce bouton ne sert plus. Voici où vous en êtes."))


def _at_the_desk(t: Translator) -> dict[type[Refusal], Markup]:
    """What an organiser's change meets."""
    return {
        refusals.CalledOff: t("Cette sortie est annulée. Rien n'a été changé."),
        refusals.Begun: t("Cette sortie a déjà commencé. Rien n'a été changé."),
        refusals.InThePast: t("Cette date est passée. Écrivez une date à venir."),
        refusals.DeadlineWouldPass: t(
            "À cette date, il serait trop tard pour demander une place. Rien n'a été changé."
        ),
        refusals.SameMoment: t("Cette sortie a déjà une date à ce moment. Écrivez une autre date."),
        refusals.BadDate: t("Je ne comprends pas cette date. Écrivez par exemple 14/03/2027 20h00."),
        refusals.BadHours: t("Je ne comprends pas ces heures. Écrivez par exemple 14h-17h, ou mardi 14h-17h."),
        refusals.Otherwise: t("Quelque chose a changé depuis. Rien n'est fait. Voici où vous en êtes."),
        refusals.TooLateToUndo: t("Il est trop tard pour défaire ce changement."),
        refusals.OneAtATime: t("Une autre question est en cours. Attendez sa fin, ou arrêtez-la d'abord."),
        refusals.NobodyThere: t("Personne n'a de place pour cette sortie. Il n'y a personne à qui écrire."),
        refusals.TooLargeFile: t("Ce fichier est trop gros : 2 Mo au plus. Envoyez-le en plusieurs fichiers."),
        refusals.NotThere: t("Ce fichier n'est pas arrivé. Envoyez-le de nouveau."),
    }


async def _already(reservation_id: int, visit: Visit) -> Markup:
    it = await visit.store.reservations.get(reservation_id)
    if it.person_id == visit.me.id:
        return visit.t("C'est déjà fait. {status}", status=status(it, visit.t, visit.now))
    return visit.t("C'est déjà fait. {status}", status=status_for_referent(it, visit.t, visit.now))
