"""« Ajouter une personne sans Telegram »: the first name, the promise read aloud, the person's own yes."""

from bot import enrolment
from bot.domain.people import Role
from handlers import joining
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.words import lines

REFERENT = Role.REFERENT
WHO = (Role.REFERENT, Role.COORDINATOR)
"""A coordinator too may stand in for a referent."""


@act("enrol", REFERENT, back="home")
async def enrol(visit: Visit) -> View:
    await visit.store.people.expect(visit.me.id, enrolled.data())
    t = visit.t
    said = lines(
        t("Écrivez le prénom ou le surnom de la personne."),
        t("Le prénom suffit : n'écrivez pas le nom de famille."),
        t("La personne doit être avec vous."),
    )
    return View(said, [[way_home(t)]])


@act("enrolled", REFERENT, back="people", typed=True)
async def enrolled(visit: Visit) -> View:
    person = await enrolment.add(visit.store, visit.me, visit.text, visit.now)
    return await promise_aloud(visit, person.id)


@look("promise", *WHO)
async def promise_aloud(visit: Visit, person_id: int) -> View:
    """What is kept is read to the person; nothing is booked before their yes."""
    t = visit.t
    person = await enrolment.without_account(visit.store, visit.me, person_id, visit.now)
    said = lines(
        t("Lisez ceci à voix haute à {name} :", name=person.name),
        "",
        joining.promise(t),
        "",
        t("Sans Telegram, votre référent fait tout avec vous."),
        "",
        t("Demandez ensuite à {name} : « Êtes-vous d'accord ? »", name=person.name),
    )
    yes = agreed.button(t("Noter : {name} est d'accord", name=person.name), person.id)
    no = declined.button(t("Noter : {name} n'est pas d'accord", name=person.name), person.id)
    return View(said, [[yes], [no], [way_home(t)]], private=True)


@act("enrol_agreed", *WHO, back="promise")
async def agreed(visit: Visit, person_id: int) -> View:
    from handlers.people import person as card  # the card leads here, and this leads to the card

    person = await enrolment.agree(visit.store, visit.me, person_id, visit.now)
    said = visit.t("C'est noté. Vous pouvez demander des places pour {name}.", name=person.name)
    return (await card(visit, person.id)).saying(said)


@act("enrol_declined", *WHO, back="promise")
async def declined(visit: Visit, person_id: int) -> View:
    await enrolment.decline(visit.store, visit.me, person_id, visit.now)
    t = visit.t
    said = t("C'est noté. Rien n'est gardé.")
    return View(said, [[link(t("Mes personnes"), "people"), way_home(t)]])
