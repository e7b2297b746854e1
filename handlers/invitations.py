"""Inviting: a link, a picture to scan and a code; then, is this account that person?"""

from markupsafe import Markup

from bot import joining
from bot.domain.people import TEAM, Role
from bot.joining import Invitation
from handlers.people import followed, people, person
from handlers.qr import qr
from handlers.requests import ANSWERING
from handlers.screens import Button, Photo, View, Visit, act, link, look, way_home
from handlers.words import lines

REFERENT = Role.REFERENT


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
    it = await followed(visit, person_id)
    if it.telegram_id is not None:
        return await person(visit, person_id)
    made = await joining.invite_again(visit.store, it.id, Role.BENEFICIARY, visit.now)
    return await invitation(visit, made)


async def invitation(visit: Visit, made: Invitation) -> View:
    """To somebody whom the inviter will confirm."""
    t = visit.t
    then = [
        t("Faites-le ensemble, si possible : la personne ouvre le lien et choisit sa langue."),
        t("Ensuite, un nombre s'affiche sur son téléphone. Vous le comparez pour confirmer."),
    ]
    return await handed(visit, made, then, link(t("Mes personnes"), "people"))


async def handed(visit: Visit, made: Invitation, then: list[Markup], back: Button) -> View:
    """A link, a picture to scan, and a code to type: shown once, kept nowhere."""
    t = visit.t
    it = await visit.store.people.get(made.person_id)
    address = f"https://t.me/{visit.town.bot}?start={made.code}"
    said: list[str] = [t("Invitation pour {name}.", name=it.name), "", t("Lien : {link}", link=address)]
    if made.short:
        said.append(t("Ou code à écrire au robot : {code}", code=f"{made.short[:4]}-{made.short[4:]}"))
    said += ["", t("Elle est valable 7 jours, pour une seule personne."), *then]
    caption = t("Invitation pour {name}. À scanner avec l'appareil photo du téléphone.", name=it.name)
    return View(lines(*said), [[back, way_home(t)]], extras=(Photo(qr(address), caption),), private=True)


@look("account", *ANSWERING)
async def account(visit: Visit, person_id: int) -> View:
    """The letter: is this account that person? Nothing personal is shown to it before the answer."""
    t = visit.t
    it = await followed(visit, person_id)
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
    shown = await people(visit) if rejected.is_a(*TEAM) else await person(visit, person_id)
    return shown.saying(visit.t("Ce compte est oublié. L'invitation est à refaire."))
