"""« Comment y aller » : the way to an outing and the last way back, for the person who asks; else what is known."""

from markupsafe import Markup

from bot import catalogue, setting_out
from bot.domain.offers import Session
from bot.domain.people import Role
from bot.domain.setting_out import Means
from bot.setting_out import Unknown, Ways
from handlers import itinerary, permanence_words, rehearsal, reservations
from handlers.screens import Button, View, Visit, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing

READERS = (Role.BENEFICIARY, Role.REFERENT, Role.COORDINATOR, Role.VOLUNTEER)

MAP = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}"


@look("way", *READERS)
async def way_there(visit: Visit, session_id: int) -> View:
    """Where it is: the address in words, and a pin when the place is known; and how this person gets there."""
    t = visit.t
    it = await catalogue.published(visit.store, session_id)
    said: list[str] = [outing(it, t), *directions(it, t)]
    rows: list[list[Button]] = []
    if visit.me.is_a(Role.BENEFICIARY):
        known = await setting_out.ways(visit.store, visit.me.id, it, soon=True)
        said += told(known, it, t)
        rows += [*choices(known, it, t), *await rehearsal.choice(visit, it)]
        rows += [[permanence_words.button(t)]] if known.known and known.there is None else []
    rows += [*on_the_map(it, t), [_back(visit, it), way_home(t)]]
    return View(lines(*said), rows, extras=reservations.pins(it))


def _back(visit: Visit, it: Session) -> Button:
    """A volunteer has no card of the outing: they go along."""
    if visit.me.roles == {Role.VOLUNTEER}:
        return link(visit.t("J'accompagne"), "i_accompany")
    return link(visit.t("Retour à la sortie"), "session", it.id)


def directions(it: Session, t: Translator) -> list[Markup]:
    """In the coordinator's words."""
    venue = it.offer.venue
    return [t("Arrêts proches : {stops}", stops=venue.transit)] if venue.transit else []


def on_the_map(it: Session, t: Translator) -> list[list[Button]]:
    venue = it.offer.venue
    if venue.latitude is None or venue.longitude is None:
        return []
    return [[Button(t("Voir sur la carte").unescape(), MAP.format(venue.latitude, venue.longitude))]]


def told(known: Ways, it: Session, t: Translator) -> list[str]:
    """There and back, or why nobody can tell."""
    if not known.known:
        why = itinerary.why_unknown(known, t)
        return [] if why is None else ["", why]
    said: list[str] = ["", strong(t("Aller"))]
    if known.there is None:
        said.append(t("Aucun transport ne permet d'arriver à l'heure. Parlez-en avec votre référent."))
    else:
        said += itinerary.steps(known.there, it.zone, it.offer.venue.name, t)
    said += ["", strong(t("Retour"))]
    if it.ends_at is None:
        said.append(t("L'heure de fin n'est pas connue."))
    elif known.soon is not None:
        said += itinerary.steps(known.soon, it.zone, known.start.name, t)
    said.append(itinerary.last_way_back(known, it.zone, it.ends_at is not None, t))
    return [*said, "", *itinerary.only_planned(known.there, Means.STEP_FREE in known.start.means, t)]


def choices(known: Ways, it: Session, t: Translator) -> list[list[Button]]:
    if known.unknown in (Unknown.NO_TIMETABLE, Unknown.NO_PLACE):
        return []
    label = t("Choisir mon arrêt") if known.start.stop is None else t("Changer mon départ")
    return [[link(label, "start_from", it.id)]]


async def before_asking(visit: Visit, it: Session) -> list[str]:
    """On the card: until when this person can go home, or that they cannot; nothing where nobody can tell."""
    known = await setting_out.ways(visit.store, visit.me.id, it)
    if not known.known:
        return []
    return [itinerary.last_way_back(known, it.zone, it.ends_at is not None, visit.t)]
