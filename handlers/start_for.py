"""« Son départ »: the referent chooses with a person, face to face, where they start from and how they move. The person
reads it, and can put back what there was."""

from dataclasses import replace

from bot import start_for
from bot.domain.people import Role
from bot.domain.refusals import Overtaken
from bot.domain.setting_out import Means, Start
from bot.following import own
from handlers.screens import View, Visit, act, link, look
from handlers.start_point import found, means_to_choose, start_from
from handlers.text import Translator, shorten, strong
from handlers.words import lines

REFERENT = Role.REFERENT


@look("start_for", REFERENT)
async def start_of(visit: Visit, person_id: int) -> View:
    """What they have chosen together; what the person has said alone is not shown."""
    t = visit.t
    person = await own(visit.store, visit.me, person_id)
    known = await start_for.shown(visit.store, visit.me, person)
    said = [strong(t("Le départ de {name}", name=person.name)), *_known(known, t)]
    said.append(t("Choisissez ensemble, face à face."))
    if person.telegram_id is not None:
        said.append(t("{name} reçoit un message, et peut remettre son départ comme avant.", name=person.name))
    rows = [[type_stop_for.button(t("Choisir l'arrêt"), person.id)]]
    for means, (yes, no) in means_to_choose(t).items():
        chosen = known is not None and means in known.means
        rows.append([moves_so.button(no if chosen else yes, person.id, means, int(not chosen))])
    rows.append([forget_start_for.button(t("Effacer ce départ"), person.id)])
    return View(lines(*said), [*rows, [link(t("Voir {name}", name=person.name), "person", person.id)]], private=True)


def _known(it: Start | None, t: Translator) -> list[str]:
    if it is None:
        return [t("Un départ choisi sans vous n'est pas montré ici.")]
    stop = t("Arrêt de départ : {stop}", stop=it.name) if it.stop else t("Pas d'arrêt choisi.")
    return [stop, *(chosen for means, (chosen, _) in means_to_choose(t).items() if means in it.means)]


@act("type_stop_for", REFERENT, back="start_for")
async def type_stop_for(visit: Visit, person_id: int) -> View:
    t = visit.t
    person = await own(visit.store, visit.me, person_id)
    await visit.store.people.expect(visit.me.id, typed_stop_for.data(person.id))
    said = t("Écrivez le nom d'un arrêt près de chez {name}.", name=person.name)
    return View(said, [[start_of.button(t("Retour"), person.id)]])


@act("typed_stop_for", REFERENT, back="start_for", typed=True)
async def typed_stop_for(visit: Visit, person_id: int) -> View:
    """Up to five stops; none: the same question again."""
    t = visit.t
    person = await own(visit.store, visit.me, person_id)
    if stops := await found(visit):
        rows = [[set_stop_for.button(t.isolate(shorten(it.name)), person.id, it.number)] for it in stops]
        again = [type_stop_for.button(t("Chercher un autre arrêt"), person.id)]
        return View(t("Quel est l'arrêt de {name} ?", name=person.name), [*rows, again])
    shown = await type_stop_for(visit, person.id)
    none = t("Nous ne trouvons pas cet arrêt. Écrivez un autre nom, ou seulement le début.")
    return replace(shown, text=none)


@act("set_stop_for", REFERENT)
async def set_stop_for(visit: Visit, person_id: int, number: int) -> View:
    name = await start_for.set_stop(visit.store, visit.me, person_id, number, visit.now, visit.town.zone)
    return (await start_of(visit, person_id)).saying(visit.t("Arrêt de départ : {stop}", stop=shorten(name)))


@act("moves_so", REFERENT)
async def moves_so(visit: Visit, person_id: int, means: Means, yes: int) -> View:
    await start_for.move_so(visit.store, visit.me, person_id, means, bool(yes), visit.now)
    return (await start_of(visit, person_id)).saying(visit.t("C'est noté."))


@act("forget_start_for", REFERENT)
async def forget_start_for(visit: Visit, person_id: int) -> View:
    await start_for.forget(visit.store, visit.me, person_id, visit.now)
    return (await start_of(visit, person_id)).saying(visit.t("Ce départ est effacé."))


@look("start_set", Role.BENEFICIARY)
async def start_set(visit: Visit) -> View:
    """The letter to the person. Raises Overtaken when they have chosen for themselves since."""
    if await visit.store.starts.former(visit.me.id) is None:
        raise Overtaken("the start is the person's own")
    return await start_from(visit)


@act("undo_start", Role.BENEFICIARY)
async def undo_start(visit: Visit) -> View:
    await start_for.undo(visit.store, visit.me)
    return (await start_from(visit)).saying(visit.t("C'est remis comme avant."))
