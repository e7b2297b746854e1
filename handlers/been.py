"""« Mes sorties faites »: a person's own tally, and a sentence on each outing that they keep for themselves."""

from dataclasses import replace

from markupsafe import Markup

from bot import been as done
from bot.been import LONGEST_SENTENCE, Been
from bot.domain.people import Role
from bot.domain.reservations import Word
from handlers import company_words, small_project, small_step
from handlers.pages import cut, turn
from handlers.screens import View, Visit, act, look, way_home
from handlers.text import Translator, clean, shorten, strong
from handlers.words import lines, outing


@look("been", Role.BENEFICIARY)
async def been(visit: Visit, page: int = 1) -> View:
    """The latest first. Nothing is compared, and nobody else is shown it."""
    t = visit.t
    found = await done.outings(visit.store, visit.me, visit.now)
    shown, number, pages = cut(found, page)
    said: list[str] = [strong(t("Mes sorties faites")), _tally(len(found), t), *(_told(it, t) for it in shown)]
    if (project := await visit.store.small_projects.of(visit.me.id)) is not None:
        said += ["", strong(t("Ce que j'aimerais essayer")), small_project.quoted(project, t)]
    rows = [
        [been_there.button(t.isolate(shorten(it.reservation.session.offer.title)), it.reservation.id)] for it in shown
    ]
    turning = turn(been, number, pages, t)
    last = [small_project.project.button(t("Ce que j'aimerais essayer"))] if len(turning) < 2 else []
    return View(lines(*said), [*rows, *([turning] if turning else []), [*last, way_home(t)]], private=True)


def _tally(outings: int, t: Translator) -> Markup:
    if not outings:
        return t("Après une sortie, vous la retrouverez ici.")
    return t.plural("Vous avez fait {n} sortie.", "Vous avez fait {n} sorties.", outings)


def _told(it: Been, t: Translator) -> Markup:
    session = it.reservation.session
    said = [Markup(""), strong(t.isolate(session.offer.title)), t.day(session.starts_at, session.zone)]
    return lines(*said, *_theirs(it, t))


def _theirs(it: Been, t: Translator) -> list[Markup]:
    """The face they tapped, and their sentence."""
    word = [face(it.reservation.word, t)] if it.reservation.word else []
    new = [small_step.news(it.stride, t)] if it.stride else []
    return [
        *new,
        *word,
        *([t("Votre phrase : {sentence}", sentence=clean(it.sentence, LONGEST_SENTENCE))] if it.sentence else []),
    ]


def face(word: Word, t: Translator) -> Markup:
    return {Word.GLAD: t("Bien 🙂"), Word.FAIR: t("Moyen 😐"), Word.SAD: t("Pas bien 🙁")}[word]


@look("been_there", Role.BENEFICIARY)
async def been_there(visit: Visit, reservation_id: int) -> View:
    """One of them, with what can be done of its sentence."""
    t = visit.t
    it = await done.outing(visit.store, visit.me, reservation_id, visit.now)
    write = t("Changer ma phrase") if it.sentence else t("Écrire une phrase pour moi")
    drop = [[drop_sentence.button(t("Effacer ma phrase"), reservation_id)]] if it.sentence else []
    met = company_words.to_meeting(it.reservation, visit.now, t)
    rows = [
        *met,
        [write_sentence.button(write, reservation_id)],
        *drop,
        [been.button(t("Mes sorties faites")), way_home(t)],
    ]
    return View(lines(outing(it.reservation.session, t), *_theirs(it, t)), rows, private=True)


@act("write_sentence", Role.BENEFICIARY, back="been_there")
async def write_sentence(visit: Visit, reservation_id: int) -> View:
    t = visit.t
    await done.outing(visit.store, visit.me, reservation_id, visit.now)
    await visit.store.people.expect(visit.me.id, typed_sentence.data(reservation_id))
    said = lines(
        t("Écrivez une phrase sur cette sortie, pour vous en souvenir."),
        t("Nous ne la montrons à personne d'autre. Vous pourrez l'effacer."),
    )
    return View(said, [[been_there.button(t("Retour"), reservation_id)]])


@act("typed_sentence", Role.BENEFICIARY, back="been_there", typed=True)
async def typed_sentence(visit: Visit, reservation_id: int) -> View:
    await done.keep_sentence(visit.store, visit.me, reservation_id, visit.text, visit.now)
    shown = await been_there(visit, reservation_id)
    return replace(shown, text=lines(visit.t("Votre phrase est gardée."), "", shown.text))


@act("drop_sentence", Role.BENEFICIARY, back="been_there")
async def drop_sentence(visit: Visit, reservation_id: int) -> View:
    await done.drop_sentence(visit.store, visit.me, reservation_id, visit.now)
    return (await been_there(visit, reservation_id)).saying(visit.t("Votre phrase est effacée."))
