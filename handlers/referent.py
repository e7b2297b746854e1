"""The referent: one tap decides. Requests, people, invitations, and the letters that ask or tell."""

from markupsafe import Markup

from bot import deciding, following, joining
from bot import reservations as places
from bot.domain.people import STAFF, Person, Role
from bot.domain.refusals import Gone, Overtaken
from bot.domain.reservations import Reservation, State
from bot.erasing import may_be_erased_by_referent
from bot.following import Followed
from bot.joining import Invitation
from handlers import roll_call, stead
from handlers.qr import qr
from handlers.screens import Photo, Rows, View, Visit, act, link, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import lines, outing, reason, reasons, status_for_referent, trace_for_referent, when

REFERENT = Role.REFERENT
ANSWERING = (Role.REFERENT, Role.COORDINATOR)
"""A coordinator answers too, when nobody else has: the use cases say when."""
PAGE = 5


# Requests


@look("requests", *ANSWERING)
async def requests(visit: Visit) -> View:
    """« Demandes à traiter », most urgent first."""
    t = visit.t
    waiting = await deciding.to_answer(visit.store, visit.me, visit.now)
    said: list[str] = [strong(t("Demandes à traiter"))]
    if not waiting:
        said += ["", t("Aucune demande n'attend votre réponse.")]
    for it in waiting[:PAGE]:
        said += ["", _asks(it, t), strong(t.isolate(it.session.offer.title)), when(it.session, t)]
    if len(waiting) > PAGE:
        said += ["", t("Et d'autres ensuite : {n}.", n=len(waiting) - PAGE)]
    rows = [[request.button(_who_and_what(it, t), it.id)] for it in waiting[:PAGE]]
    return View(lines(*said), [*rows, [link(t("Ma journée"), "today"), way_home(t)]])


def _who_and_what(it: Reservation, t: Translator) -> Markup:
    return t("{name} : {title}", name=it.person, title=shorten(it.session.offer.title))


def _asks(it: Reservation, t: Translator) -> Markup:
    return t.plural("{name} demande {n} place.", "{name} demande {n} places.", it.places, name=it.person)


@look("request", *ANSWERING)
async def request(visit: Visit, reservation_id: int) -> View:
    """One request: the letter, and the same card later."""
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    t = visit.t
    said: list[str] = [_asks(it, t), "", outing(it.session, t), "", status_for_referent(it, t, visit.now)]
    if it.state is State.REFUSED:
        said.append(reason(it, t))
    if it.state is State.REQUESTED and it.referent_id not in (None, visit.me.id):
        said.append(t("Vous répondez à la place de {name}.", name=await _name(visit, it.referent_id)))
    rows: Rows = [[requests.button(t("Demandes à traiter")), way_home(t)]]
    if it.state is State.REQUESTED:
        rows = [[accept.button(t("Accepter"), it.id), refuse.button(t("Refuser"), it.id)], *rows]
    return View(lines(*said, trace_for_referent(it, t)), [*await stead.of_place(it, visit), *rows], private=True)


async def _name(visit: Visit, person_id: int | None) -> str:
    return (await visit.store.people.get(person_id or 0)).name


@act("accept", *ANSWERING, back="request")
async def accept(visit: Visit, reservation_id: int) -> View:
    it = await places.accept(visit.store, visit.me, reservation_id, visit.now)
    return (await request(visit, reservation_id)).saying(
        visit.t("Demande acceptée. {name} reçoit la réponse.", name=it.person)
    )


@look("refuse", *ANSWERING)
async def refuse(visit: Visit, reservation_id: int) -> View:
    """A no has words that the person can read: chosen, or typed."""
    t = visit.t
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    if it.state is not State.REQUESTED:
        return await request(visit, reservation_id)
    rows = [[refused.button(words, it.id, key)] for key, words in reasons(t).items()]
    own = [write_reason.button(t("Écrire la raison"), it.id)]
    back = [request.button(t("Retour à la demande"), it.id)]
    return View(
        lines(_asks(it, t), "", t("Pourquoi refuser ? {name} lira la raison.", name=it.person)), [*rows, own, back]
    )


@act("refused", *ANSWERING, back="request")
async def refused(visit: Visit, reservation_id: int, why: str) -> View:
    if why not in reasons(visit.t):
        raise Gone
    return await _refuse(visit, reservation_id, why)


async def _refuse(visit: Visit, reservation_id: int, why: str) -> View:
    it = await places.refuse(visit.store, visit.me, reservation_id, why, visit.now)
    return (await request(visit, reservation_id)).saying(
        visit.t("Demande refusée. {name} reçoit la réponse.", name=it.person)
    )


@act("write_reason", *ANSWERING, back="request")
async def write_reason(visit: Visit, reservation_id: int) -> View:
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    if it.state is not State.REQUESTED:
        return await request(visit, reservation_id)
    await visit.store.people.expect(visit.me.id, refused_because.data(it.id))
    t = visit.t
    said = t("Écrivez la raison dans un message. {name} la lira telle quelle.", name=it.person)
    return View(said, [[request.button(t("Retour à la demande"), it.id)]])


@act("refused_because", *ANSWERING, back="request", typed=True)
async def refused_because(visit: Visit, reservation_id: int) -> View:
    return await _refuse(visit, reservation_id, visit.text)


@look("outcome", *ANSWERING)
async def outcome(visit: Visit, reservation_id: int) -> View:
    """The letter: a request ended without the referent, or places were given back."""
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    t = visit.t
    said = [status_for_referent(it, t), "", outing(it.session, t)]
    if it.state in (State.APPROVED, State.REFUSED, State.EXPIRED):
        said.insert(0, _asks(it, t))
    return View(
        lines(*said),
        [[person.button(t("Voir {name}", name=it.person), it.person_id)], [way_home(t)]],
        private=True,
    )


@look("help_wanted", *ANSWERING)
async def help_wanted(visit: Visit, reservation_id: int) -> View:
    """The letter: « J'ai besoin d'aide »."""
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    if not it.is_coming or it.session.starts_at <= visit.now:
        raise Overtaken(f"the reservation is {it.state}")
    t = visit.t
    said = lines(t("{name} a besoin d'aide pour cette sortie.", name=it.person), "", outing(it.session, t))
    return View(said, [[person.button(t("Voir {name}", name=it.person), it.person_id)], [way_home(t)]], private=True)


# People


@look("people", *ANSWERING)
async def people(visit: Visit, page: int = 1) -> View:
    """« Mes personnes », in the order of the alphabet."""
    t = visit.t
    mine = await following.people(visit.store, visit.me, visit.now)
    pages = max(1, -(-len(mine) // PAGE))
    number = min(max(1, page), pages)
    shown = mine[(number - 1) * PAGE : number * PAGE]
    said: list[str] = [strong(t("Mes personnes"))]
    said += [_in_the_list(it, t) for it in shown]
    if not mine:
        said += ["", _nobody(visit)]
    if pages > 1:
        said += ["", t("Page {page} sur {pages}", page=number, pages=pages)]
    rows = [[person.button(t.isolate(it.person.name), it.person.id)] for it in shown]
    turn = []
    if number > 1:
        turn.append(people.button(t("Page précédente"), number - 1))
    if number < pages:
        turn.append(people.button(t("Page suivante"), number + 1))
    last = [way_home(t)]
    if len(turn) < 2 and visit.me.is_a(REFERENT):
        last.insert(0, invite.button(t("Inviter une personne")))
    return View(lines(*said), [*rows, turn, last], private=True)


def _nobody(visit: Visit) -> Markup:
    if visit.me.is_a(REFERENT):
        return visit.t("Vous ne suivez encore personne. Invitez une première personne.")
    return visit.t("Vous ne suivez personne pour le moment.")


def _in_the_list(it: Followed, t: Translator) -> Markup:
    if it.on_behalf_of:
        return t(
            "{name}, pour {colleague} : {standing}",
            name=it.person.name,
            colleague=it.on_behalf_of,
            standing=standing(it.person, t),
        )
    return t("{name} : {standing}", name=it.person.name, standing=standing(it.person, t))


def standing(it: Person, t: Translator) -> Markup:
    if it.telegram_id is None:
        return t("sans Telegram") if it.confirmed_at else t("invitation à ouvrir")
    if it.confirmed_at is None:
        return t("à confirmer") if it.agreed_at else t("lit les informations")
    return t("compte confirmé") if it.reachable else t("ne reçoit plus les messages")


@look("person", *ANSWERING)
async def person(visit: Visit, person_id: int) -> View:
    t = visit.t
    it = await _followed(visit, person_id)
    coming = await visit.store.reservations.coming_up(it.id, visit.now)
    said: list[str] = [strong(t.isolate(it.name)), standing(it, t), t("Numéro de la fiche : {number}", number=it.id)]
    for each in coming:
        said += ["", outing(each.session, t), status_for_referent(each, t, visit.now)]
    said += await roll_call.lately(visit, it.id)
    erasable = may_be_erased_by_referent(it)
    shown = coming[: 2 if erasable else 3]
    rows = [[request.button(t.isolate(shorten(each.session.offer.title)), each.id)] for each in shown]
    rows = [*stead.of_person(it, t), *rows]
    if it.telegram_id is None:
        rows.insert(0, [invite_again.button(t("Donner une nouvelle invitation"), it.id)])
    elif it.confirmed_at is None and it.agreed_at is not None:
        rows.insert(0, [account.button(t("Confirmer le compte"), it.id)])
    if visit.me.follows(it):
        rows.append([link(t("Donner un oui d'avance"), "standing", it.id)])
    if await visit.store.waiting.of_person(it.id, visit.now):
        rows = [*rows[: 4 if erasable else 5], [link(t("Voir ses listes d'attente"), "person_waits", it.id)]]
    if erasable:
        rows.append([link(t("Effacer la fiche de {name}", name=it.name), "erase_person", it.id)])
    return View(lines(*said), [*rows, [people.button(t("Mes personnes")), way_home(t)]], private=True)


async def _followed(visit: Visit, person_id: int) -> Person:
    """Raises Gone unless this one answers for them now."""
    return await following.followed(visit.store, visit.me, person_id, visit.now)


@look("call_wanted", *ANSWERING)
async def call_wanted(visit: Visit, person_id: int) -> View:
    """The letter: « Demander à lui parler »."""
    it = await _followed(visit, person_id)
    t = visit.t
    said = t("{name} souhaite vous parler. Merci de prendre contact.", name=it.name)
    return View(said, [[person.button(t("Voir {name}", name=it.name), it.id)], [way_home(t)]], private=True)


@look("unreached", *ANSWERING)
async def unreached(visit: Visit, person_id: int) -> View:
    """The letter: messages do not arrive; the outings to call about (L7)."""
    it = await _followed(visit, person_id)
    if it.reachable:
        raise Overtaken("the person is back")
    t = visit.t
    said: list[str] = [t("{name} ne reçoit plus les messages. Merci de l'appeler pour ces sorties.", name=it.name)]
    for each in await visit.store.reservations.coming_up(it.id, visit.now):
        said += ["", outing(each.session, t)]
    return View(lines(*said), [[person.button(t("Voir {name}", name=it.name), it.id)], [way_home(t)]], private=True)


@look("unsure", *ANSWERING)
async def unsure(visit: Visit, person_id: int) -> View:
    """The letter: nobody knows whether a message arrived (L3)."""
    it = await following.concerned(visit.store, visit.me, person_id, visit.now)
    t = visit.t
    said = t("Un message pour {name} n'est peut-être pas arrivé. Merci de vérifier avec cette personne.", name=it.name)
    seen = [] if it.referent_id is None else [[person.button(t("Voir {name}", name=it.name), it.id)]]
    return View(said, [*seen, [way_home(t)]], private=True)


# Invitations


@act("invite", REFERENT, back="people")
async def invite(visit: Visit) -> View:
    await visit.store.people.expect(visit.me.id, invited.data())
    t = visit.t
    said = lines(
        t("Écrivez le prénom ou le surnom de la personne."),
        t("Le prénom suffit : n'écrivez pas le nom de famille."),
    )
    return View(said, [[link(t("Ajouter une personne sans Telegram"), "enrol")], [way_home(t)]])


@act("invited", REFERENT, back="people", typed=True)
async def invited(visit: Visit) -> View:
    me = visit.me
    made = await joining.invite(
        visit.store, visit.text, Role.BENEFICIARY, me.organisation_id, referent_id=me.id, now=visit.now
    )
    return await invitation(visit, made)


@act("invite_again", REFERENT, back="person")
async def invite_again(visit: Visit, person_id: int) -> View:
    it = await _followed(visit, person_id)
    if it.telegram_id is not None:
        return await person(visit, person_id)
    made = await joining.invite_again(visit.store, it.id, Role.BENEFICIARY, visit.now)
    return await invitation(visit, made)


async def invitation(visit: Visit, made: Invitation) -> View:
    """A link, a picture to scan, and a code to type: shown once, kept nowhere."""
    t = visit.t
    it = await visit.store.people.get(made.person_id)
    address = f"https://t.me/{visit.town.bot}?start={made.code}"
    said: list[str] = [t("Invitation pour {name}.", name=it.name), "", t("Lien : {link}", link=address)]
    if made.short:
        said.append(t("Ou code à écrire au robot : {code}", code=f"{made.short[:4]}-{made.short[4:]}"))
    said += [
        "",
        t("Elle est valable 7 jours, pour une seule personne."),
        t("Faites-le ensemble, si possible : la personne ouvre le lien et choisit sa langue."),
        t("Ensuite, un nombre s'affiche sur son téléphone. Vous le comparez pour confirmer."),
    ]
    caption = t("Invitation pour {name}. À scanner avec l'appareil photo du téléphone.", name=it.name)
    rows = [[link(t("Mes personnes"), "people"), way_home(t)]]
    return View(lines(*said), rows, extras=(Photo(qr(address), caption),), private=True)


@look("account", *ANSWERING)
async def account(visit: Visit, person_id: int) -> View:
    """The letter: is this account that person? Nothing personal is shown to it before the answer."""
    t = visit.t
    it = await _followed(visit, person_id)
    if it.agreed_at is None or it.confirmed_at is not None:
        return await person(visit, person_id)
    said = lines(
        t("Quelqu'un a ouvert l'invitation pour {name} et a dit oui.", name=it.name),
        t("Nombre affiché sur son téléphone : {number}", number=it.number or ""),
        "",
        t("Ce téléphone est-il bien à {name} ? Vérifiez le nombre avec cette personne.", name=it.name),
    )
    yes = confirm.button(t("Confirmer {name}", name=it.name), it.id)
    no = reject.button(t("Ce n'est pas {name}", name=it.name), it.id)
    return View(said, [[yes], [no]], private=True)


@act("confirm", *ANSWERING, back="person")
async def confirm(visit: Visit, person_id: int) -> View:
    it = await joining.confirm(visit.store, visit.me, person_id, visit.now)
    return (await person(visit, person_id)).saying(visit.t("{name} peut maintenant choisir des sorties.", name=it.name))


@act("reject", *ANSWERING, back="person")
async def reject(visit: Visit, person_id: int) -> View:
    rejected = await joining.reject(visit.store, visit.me, person_id, visit.now)
    shown = await people(visit) if rejected.is_a(*STAFF) else await person(visit, person_id)
    return shown.saying(visit.t("Ce compte est oublié. L'invitation est à refaire."))
