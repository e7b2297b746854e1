"""A way in words, a line a step."""

from markupsafe import Markup

from bot.domain.journeys import Journey, Ride
from bot.domain.timetable import Mode
from bot.setting_out import Unknown, Ways
from handlers.text import Translator

LEAST_WALK = 60
"""Seconds: across the pavement is no walk to speak of."""


def vehicle(it: Ride, t: Translator) -> Markup:
    return {
        Mode.BUS: t("bus {line}", line=it.line),
        Mode.TRAM: t("tram {line}", line=it.line),
        Mode.METRO: t("métro {line}", line=it.line),
        Mode.TRAIN: t("train {line}", line=it.line),
        Mode.FERRY: t("bateau {line}", line=it.line),
        Mode.CABLE: t("téléphérique {line}", line=it.line),
    }[it.mode]


def boarding(it: Ride, zone: str, t: Translator) -> Markup:
    """Where, when, what, and which side of the street."""
    said = {"stop": it.origin, "vehicle": vehicle(it, t), "heading": it.heading}
    if it.every_s:
        every = round(it.every_s / 60)
        if it.heading:
            return t("Arrêt {stop} : {vehicle}, direction {heading}, toutes les {n} minutes.", n=every, **said)
        return t("Arrêt {stop} : {vehicle}, toutes les {n} minutes.", n=every, **said)
    hour = t.hour(it.leaves_at, zone)
    if it.heading:
        return t("À {hour}, arrêt {stop} : {vehicle}, direction {heading}.", hour=hour, **said)
    return t("À {hour}, arrêt {stop} : {vehicle}.", hour=hour, **said)


def steps(way: Journey, zone: str, goal: str, t: Translator) -> list[Markup]:
    """From leaving to arriving."""
    said = [t("Partez à {hour}.", hour=t.hour(way.leaves_at, zone))]
    for walk, ride in zip(way.walks_s, way.rides, strict=False):
        if walk >= LEAST_WALK:
            said.append(_walk(walk, ride.origin, t))
        said.append(boarding(ride, zone, t))
        said.append(t("Descendez à l'arrêt {stop}, à {hour}.", stop=ride.to, hour=t.hour(ride.arrives_at, zone)))
    if way.walks_s[-1] >= LEAST_WALK:
        said.append(_walk(way.walks_s[-1], goal, t))
    said.append(t("Vous arrivez à {hour}.", hour=t.hour(way.arrives_at, zone)))
    return said


def _walk(seconds: int, to: str, t: Translator) -> Markup:
    return t.plural(
        "Marchez {n} minute jusqu'à : {place}.", "Marchez {n} minutes jusqu'à : {place}.", _minutes(seconds), place=to
    )


def _minutes(seconds: int) -> int:
    return -(-seconds // 60)


def in_short(way: Journey, zone: str, t: Translator) -> Markup:
    """When to leave, and with what."""
    hour = t.hour(way.leaves_at, zone)
    if not way.rides:
        return t.plural(
            "Partez à {hour}, à pied. C'est {n} minute de marche.",
            "Partez à {hour}, à pied. C'est {n} minutes de marche.",
            _minutes(sum(way.walks_s)),
            hour=hour,
        )
    first = way.rides[0]
    return t("Partez à {hour} : {vehicle}, arrêt {stop}.", hour=hour, vehicle=vehicle(first, t), stop=first.origin)


def last_way_back(known: Ways, zone: str, ends_known: bool, t: Translator) -> Markup:
    """One line, for a card: until when one can go home, or the warning that one cannot."""
    if known.back is None:
        if ends_known:
            return t("Attention : après la fin, aucun transport ne va vers {stop}.", stop=known.start.name)
        return t("Attention : après le début, aucun transport ne va vers {stop}.", stop=known.start.name)
    if not known.back.rides:
        return t.plural(
            "Retour à pied : {n} minute.", "Retour à pied : {n} minutes.", _minutes(sum(known.back.walks_s))
        )
    return t("Dernier retour vers {stop} : {hour}.", stop=known.start.name, hour=t.hour(known.back.leaves_at, zone))


def only_planned(way: Journey | None, step_free: bool, t: Translator) -> list[Markup]:
    """What a timetable does not promise."""
    said = [t("Ces horaires sont théoriques. Ils peuvent changer.")]
    if step_free and way is not None and any(it.step_free is None for it in way.rides):
        said.append(t("L'accès sans marche n'est pas garanti. Demandez à la compagnie de transport."))
    return said


def why_unknown(known: Ways, t: Translator) -> Markup | None:
    """Why there is no way to show; None where there are no timetables at all: nobody misses them."""
    match known.unknown:
        case Unknown.NO_PLACE:
            return t("Ce lieu n'est pas encore placé sur la carte. Le trajet ne peut pas être cherché.")
        case Unknown.NO_START:
            return t("Dites d'où vous partez. Nous chercherons votre trajet.")
        case Unknown.NOT_THAT_DAY if known.until:
            return t("Les horaires de ce jour ne sont pas connus. Ils s'arrêtent le {day}.", day=t.day(known.until))
        case Unknown.STOP_GONE:
            return t("Votre arrêt {stop} n'existe plus. Choisissez un autre arrêt.", stop=known.start.name)
    return None
