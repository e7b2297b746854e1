"""Requests together at an hour that the referent chose, and the colleague who answers when they are late."""

from dataclasses import replace

from markupsafe import Markup

from bot import absences, deciding
from bot.domain.digests import HOURS
from bot.domain.people import Role
from bot.domain.refusals import Gone, Overtaken
from handlers import requests
from handlers.pages import cut, turn
from handlers.screens import View, Visit, act, look, way_home
from handlers.text import strong
from handlers.words import lines

REFERENT = Role.REFERENT
ONE_BY_ONE = 0
ANYBODY = 0


@look("digest", *requests.ANSWERING)
async def digest(visit: Visit) -> View:
    """The letter: everything that waits, one button each. Raises Overtaken when nothing does."""
    waiting = await deciding.to_answer(visit.store, visit.me, visit.now)
    if not waiting:
        raise Overtaken("nothing waits")
    t = visit.t
    shown = await requests.requests(visit)
    count = t.plural("{n} demande attend votre réponse.", "{n} demandes attendent votre réponse.", len(waiting))
    return replace(shown, text=lines(strong(t("Votre résumé")), count, "", shown.text), private=True)


@look("digest_hours", REFERENT)
async def hours(visit: Visit) -> View:
    """How requests come, and who answers when they are late."""
    t, chosen = visit.t, visit.me.digest_hour
    said = [strong(t("Mes messages"))]
    if chosen is None:
        said.append(t("Chaque demande arrive dans un message."))
    else:
        said.append(t("Les demandes arrivent ensemble, dans un résumé à {hour} h.", hour=chosen))
        said.append(t("Une demande pour une sortie dans moins de 48 heures arrive seule."))
    said.append(await _backup_line(visit))
    rows = [[set_digest.button(t("Recevoir un résumé à {hour} h", hour=it), it)] for it in HOURS if it != chosen]
    if chosen is not None:
        rows.append([set_digest.button(t("Recevoir les messages un par un"), ONE_BY_ONE)])
    return View(lines(*said), [*rows, [backups.button(t("Choisir un remplaçant"))], [way_home(t)]])


@act("set_digest", REFERENT, back="digest_hours")
async def set_digest(visit: Visit, hour: int) -> View:
    if hour not in (*HOURS, ONE_BY_ONE):
        raise Gone
    await visit.store.people.set_digest(visit.me.id, hour or None)
    return (await hours(replace(visit, me=await visit.store.people.get(visit.me.id)))).saying(visit.t("C'est noté."))


async def _backup_line(visit: Visit) -> Markup:
    t = visit.t
    for each in await absences.colleagues(visit.store, visit.me):
        if each.id == visit.me.backup_id:
            return t("Si une réponse tarde, nous prévenons {name}.", name=each.name)
    return t("Si une réponse tarde, nous prévenons une autre personne de l'équipe.")


@look("backups", REFERENT)
async def backups(visit: Visit, page: int = 1) -> View:
    t = visit.t
    known = await absences.colleagues(visit.store, visit.me)
    shown, number, pages = cut(known, page)
    said = [await _backup_line(visit), t("Qui répond si vous tardez ?")]
    rows = [[set_backup.button(t.isolate(it.name), it.id)] for it in shown]
    last = [hours.button(t("Mes messages"))]
    if visit.me.backup_id is not None:
        last.insert(0, set_backup.button(t("Toute l'équipe"), ANYBODY))
    return View(lines(*said), [*rows, turn(backups, number, pages, t), last])


@act("set_backup", REFERENT, back="backups")
async def set_backup(visit: Visit, colleague_id: int) -> View:
    if colleague_id != ANYBODY:
        await absences.colleague(visit.store, visit.me, colleague_id)
    await visit.store.people.set_backup(visit.me.id, colleague_id or None)
    return (await hours(replace(visit, me=await visit.store.people.get(visit.me.id)))).saying(visit.t("C'est noté."))
