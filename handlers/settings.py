"""What a person settles for themselves: language, reminders; who their referent is."""

from datetime import timedelta

from bot.domain.letters import Kind, Letter
from bot.domain.people import STAFF, Role
from bot.domain.reminders import Stage
from handlers import absences, digests, joining, permanence_desk, permanence_words, small_project, standing, start_point
from handlers.privacy import MEMBERS, privacy
from handlers.screens import View, Visit, act, look, way_home
from handlers.text import strong
from handlers.words import lines, stage


@look("settings", *MEMBERS)
async def settings(visit: Visit) -> View:
    t = visit.t
    rows = [[languages.button(t("Changer de langue"))], [privacy.button(t("Ce qui est gardé sur vous"))]]
    if visit.me.is_a(Role.REFERENT):
        rows.insert(0, [absences.away.button(t("Je m'absente")), digests.hours.button(t("Mes messages"))])
    if visit.me.is_a(*STAFF):
        rows.append([permanence_desk.ours.button(t("Nos permanences"))])
    if visit.me.is_a(Role.BENEFICIARY):
        rows.insert(0, [stages.button(t("Choisir mes rappels"))])
        rows.insert(1, [start_point.start_from.button(t("Mon départ"))])
    return View(strong(t("Réglages")), [*rows, [way_home(t)]])


@look("languages", *joining.KNOWN)
async def languages(visit: Visit) -> View:
    t = visit.t
    said = lines(t("Choisissez votre langue."), *joining.not_read_yet(t))
    return View(said, [*joining.each_language(joining.speak), [way_home(t)]], all_at_once=True)


@look("stages", Role.BENEFICIARY)
async def stages(visit: Visit) -> View:
    """Each reminder can be stopped, one by one."""
    t = visit.t
    stopped = await visit.store.people.stopped(visit.me.id)
    said, rows = [strong(t("Mes rappels"))], []
    for each in Stage:
        name = stage(each, t)
        if each in stopped:
            said.append(t("{reminder} : arrêté", reminder=name))
            rows.append([resume.button(t("Reprendre : {reminder}", reminder=name), each)])
        else:
            said.append(t("{reminder} : activé", reminder=name))
            rows.append([stop.button(t("Arrêter : {reminder}", reminder=name), each)])
    return View(lines(*said), [*rows, [way_home(t)]])


@act("stop", Role.BENEFICIARY, back="settings")
async def stop(visit: Visit, which: Stage) -> View:
    await visit.store.people.stop(visit.me.id, which)
    return (await stages(visit)).saying(visit.t("Ce rappel est arrêté."))


@act("resume", Role.BENEFICIARY, back="settings")
async def resume(visit: Visit, which: Stage) -> View:
    await visit.store.people.resume(visit.me.id, which)
    return (await stages(visit)).saying(visit.t("Ce rappel est activé."))


@look("my_referent", Role.BENEFICIARY)
async def my_referent(visit: Visit) -> View:
    t, me = visit.t, visit.me
    if me.referent_id is None:
        return View(t("Vous n'avez pas de référent pour le moment."), [[permanence_words.button(t)], [way_home(t)]])
    referent = await visit.store.people.get(me.referent_id)
    said = lines(
        t("Votre référent est {name}, {organisation}.", name=referent.name, organisation=referent.organisation),
        *await absences.replaced(visit, referent),
        *await standing.told(visit, me),
    )
    try_it = small_project.project.button(t("Ce que j'aimerais essayer"))
    talk = [[call_me.button(t("Demander à lui parler"))], [permanence_words.button(t)]]
    return View(said, [*talk, [try_it], [way_home(t)]])


@act("call_me", Role.BENEFICIARY, back="my_referent")
async def call_me(visit: Visit) -> View:
    """Told once a day at most, however often it is tapped."""
    me = visit.me
    if me.referent_id is not None:
        letter = Letter(
            to=me.referent_id,
            kind=Kind.CALL,
            args=(me.id,),
            due_at=visit.now,
            late_at=visit.now + timedelta(days=7),
            key=f"call:{me.id}:{visit.now.date().isoformat()}",
            about=f"person:{me.id}",
        )
        await visit.store.letters.write(letter)
    return (await my_referent(visit)).saying(visit.t("Votre référent est prévenu."))
