"""Where a person sets out from, and how they move. A stop, picked from a list or near a shared position; never a
position: that one is not kept."""

from markupsafe import Markup

from bot import setting_out
from bot.domain.people import Role
from bot.domain.setting_out import FormerStart, Means
from bot.domain.timetable import Stop
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import lines


@look("start_from", Role.BENEFICIARY)
async def start_from(visit: Visit, session_id: int = 0) -> View:
    """The person's own settings; `session_id` is the outing to return to."""
    t = visit.t
    mine = await visit.store.starts.of(visit.me.id)
    said: list[str] = [strong(t("Mon départ"))]
    said.append(
        t("Vous partez de l'arrêt {stop}.", stop=mine.name)
        if mine.stop
        else t("Vous n'avez pas encore choisi d'arrêt.")
    )
    former = await visit.store.starts.former(visit.me.id)
    said += ["", _who_sees_it(former, t)]
    rows = [[type_stop.button(t("Choisir mon arrêt"), session_id)]]
    for means, (yes, no) in means_to_choose(t).items():
        chosen = means in mine.means
        rows.append([move_so.button(no if chosen else yes, means, int(not chosen), session_id)])
        said += [_moving(t)[means]] if chosen else []
    rows += [[link(t("Remettre comme avant"), "undo_start")]] if former else []
    last = [forget_start.button(t("Effacer mon départ"), session_id)] if mine.stop or mine.means else []
    return View(lines(*said), [*rows, [*last, _onward(session_id, t)]], private=True)


def _who_sees_it(former: FormerStart | None, t: Translator) -> Markup:
    if former is None:
        return t("Votre départ sert à chercher vos trajets. Personne d'autre ne le voit.")
    return t("{name} a changé votre départ avec vous, et peut le voir.", name=former.by)


def _onward(session_id: int, t: Translator) -> Button:
    return link(t("Voir le trajet"), "way", session_id) if session_id else way_home(t)


def means_to_choose(t: Translator) -> dict[Means, tuple[Markup, Markup]]:
    """To choose, and to choose no more."""
    return {
        Means.ON_FOOT: (t("Aller seulement à pied"), t("Prendre aussi les transports")),
        Means.STEP_FREE: (t("Éviter les marches"), t("Accepter les marches")),
        Means.WALK_15: (t("Marcher 15 minutes au plus"), t("Marcher plus de 15 minutes")),
        Means.NO_METRO: (t("Éviter le métro"), t("Accepter le métro")),
    }


def _moving(t: Translator) -> dict[Means, Markup]:
    return {
        Means.ON_FOOT: t("Vous allez à pied."),
        Means.STEP_FREE: t("Vous évitez les marches."),
        Means.WALK_15: t("Vous marchez 15 minutes au plus."),
        Means.NO_METRO: t("Vous évitez le métro."),
    }


@act("type_stop", Role.BENEFICIARY, back="start_from")
async def type_stop(visit: Visit, session_id: int = 0) -> View:
    """The next words, or the next position, are where they start from."""
    t = visit.t
    await visit.store.people.expect(visit.me.id, typed_stop.data(session_id))
    said = lines(
        t("Écrivez le nom d'un arrêt près de chez vous."),
        t("Vous pouvez aussi envoyer votre position, avec le trombone. Nous gardons l'arrêt, jamais la position."),
    )
    return View(said, [[start_from.button(t("Retour"), session_id)]])


@act("typed_stop", Role.BENEFICIARY, back="start_from", typed=True)
async def typed_stop(visit: Visit, session_id: int = 0) -> View:
    """Up to five stops; none: the same question again."""
    t = visit.t
    if stops := await found(visit):
        rows = [[set_stop.button(t.isolate(shorten(it.name)), it.number, session_id)] for it in stops]
        return View(t("Quel est votre arrêt ?"), [*rows, [type_stop.button(t("Chercher un autre arrêt"), session_id)]])
    await visit.store.people.expect(visit.me.id, typed_stop.data(session_id))
    ended = await setting_out.ended(visit.store, visit.now, visit.town.zone)
    if ended is not None:
        said = t("Les horaires de ce jour ne sont pas connus. Ils s'arrêtent le {day}.", day=t.day(ended))
    elif visit.position is not None:
        said = t("Il n'y a pas d'arrêt près de cette position. Écrivez plutôt le nom d'un arrêt.")
    else:
        said = t("Nous ne trouvons pas cet arrêt. Écrivez un autre nom, ou seulement le début.")
    return View(said, [[start_from.button(t("Retour"), session_id)]])


async def found(visit: Visit) -> list[Stop]:
    if visit.position is not None:
        near = await setting_out.stop_near(visit.store, visit.position, visit.now, visit.town.zone)
        return [] if near is None else [near]
    return await setting_out.stops_called(visit.store, visit.text, visit.now, visit.town.zone)


@act("set_stop", Role.BENEFICIARY)
async def set_stop(visit: Visit, number: int, session_id: int = 0) -> View:
    await visit.store.starts.settle(visit.me.id)
    stop = await setting_out.start_from(visit.store, visit.me, number, visit.now, visit.town.zone)
    shown = await start_from(visit, session_id)
    return shown.saying(visit.t("Vous partez de l'arrêt {stop}.", stop=shorten(stop.name)))


@act("move_so", Role.BENEFICIARY)
async def move_so(visit: Visit, means: Means, yes: int, session_id: int = 0) -> View:
    await visit.store.starts.settle(visit.me.id)
    await setting_out.move_so(visit.store, visit.me, means, bool(yes))
    return (await start_from(visit, session_id)).saying(visit.t("C'est noté."))


@act("forget_start", Role.BENEFICIARY)
async def forget_start(visit: Visit, session_id: int = 0) -> View:
    await visit.store.starts.settle(visit.me.id)
    await visit.store.starts.forget(visit.me.id)
    return (await start_from(visit, session_id)).saying(visit.t("Votre départ est effacé."))
