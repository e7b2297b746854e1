"""« Ce qui est gardé sur vous », drawn from the register: why, and how long; and « Mes données », all of it in a file."""

from markupsafe import Markup

from bot import my_data, register
from bot.domain.people import TEAM, Person, Role
from bot.register.kinds import Kept, Purpose, Whose
from handlers import experiment_words, joining
from handlers.erasing import erase_me
from handlers.screens import Document, View, Visit, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

MEMBERS = (Role.BENEFICIARY, Role.REFERENT, Role.COORDINATOR, Role.VOLUNTEER)

TEAM_TOO = (Purpose.WHO, Purpose.ACCOUNT, Purpose.MET, Purpose.MESSAGES, Purpose.DOOR, Purpose.ENGINE)
"""What is kept about whoever works here as about anybody; the rest is about the people they accompany."""


@look("privacy", *MEMBERS)
async def privacy(visit: Visit) -> View:
    """What is kept and until when, who sees it, and this person's own record."""
    t, me = visit.t, visit.me
    said: list[str] = [strong(t("Ce qui est gardé sur vous"))]
    for purpose, kept in _kept(me).items():
        said += ["", what_for(purpose, t), until(_longest(kept), t)]
    said += [
        "",
        *_promises(me, t),
        await experiment_words.told(visit.store, me, t),
        "",
        t("Votre fiche : {name}, {organisation}.", name=me.name, organisation=me.organisation),
    ]
    said += [t("Numéro de la fiche : {number}", number=me.id), _who_corrects(me, t)]
    return View(
        lines(*said),
        [[data.button(t("Mes données"))], [erase_me.button(t("Effacer mes données"))], [way_home(t)]],
        private=True,
    )


def _who_corrects(me: Person, t: Translator) -> Markup:
    if me.is_a(Role.BENEFICIARY):
        return t("Pour corriger votre fiche, parlez à votre référent.")
    return t("Pour corriger votre fiche, parlez à la coordination.")


def _kept(me: Person) -> dict[Purpose, set[Kept]]:
    """About this person, in the order of the purposes."""
    found = register.kept_about(Whose.PERSON)
    if not me.is_a(Role.BENEFICIARY):
        found = {purpose: found[purpose] for purpose in TEAM_TOO}
    if me.is_a(*TEAM):
        found[Purpose.WORK] = set().union(*register.kept_about(Whose.STAFF).values())
    return {purpose: found[purpose] for purpose in Purpose if purpose in found}


def _longest(kept: set[Kept]) -> Kept:
    ends = [it for it in Kept if it in kept and it.span is not None]
    return max(ends, key=lambda it: it.after)


def what_for(it: Purpose, t: Translator) -> Markup:
    return {
        Purpose.WHO: t("Votre prénom ou surnom, votre langue, votre structure et votre référent."),
        Purpose.ACCOUNT: t("Votre compte Telegram, pour vous écrire."),
        Purpose.CONSENT: t("Votre accord, et le jour de votre dernier message."),
        Purpose.PLACES: t("Vos demandes, vos places et les réponses."),
        Purpose.LISTS: t("Votre rang sur les listes d'attente."),
        Purpose.CAME: t("Vos présences aux sorties, et votre mot du lendemain."),
        Purpose.WAY: t("Votre arrêt de départ, et l'heure où vous partez. Jamais votre position."),
        Purpose.MET: t("Ce que vous dites le jour de la sortie : je suis là, je suis chez moi, un problème."),
        Purpose.PROJECT: t("Ce que vous aimeriez essayer. Votre référent le lit seulement si vous le montrez."),
        Purpose.MESSAGES: t("La liste des messages envoyés. Leurs mots ne sont pas gardés."),
        Purpose.DOOR: t("Votre invitation. Son code n'est pas gardé."),
        Purpose.WORK: t("Ce que vous faites ici : réponses, appels, présences, changements."),
        Purpose.ENGINE: t("Ce que vous écrivez ou touchez, le temps de répondre."),
    }[it]


def until(it: Kept, t: Translator) -> Markup:
    return {
        Kept.CONTACT: t("Gardé deux ans après votre dernier contact."),
        Kept.OUTING: t("Gardé deux ans après la sortie."),
        Kept.PROBLEM: t("Gardé un mois après la sortie."),
        Kept.EDIT: t("Gardé un an."),
        Kept.ABSENCE: t("Gardé un an."),
        Kept.NOTE: t("Gardé six mois."),
        Kept.LETTER: t("Gardé six mois."),
        Kept.INVITATION: t("Gardé un mois après la fin de l'invitation."),
        Kept.FILE: t("Gardé un mois."),
        Kept.UPDATE: t("Gardé deux jours au plus."),
        Kept.TRY: t("Gardé un jour."),
    }[it]


def _promises(me: Person, t: Translator) -> list[Markup]:
    """In the words of the way in."""
    seen = joining.who_sees(t)
    if me.roles == {Role.VOLUNTEER}:
        seen = [t("L'équipe les voit. Les personnes que vous accompagnez lisent votre prénom.")]
    return [
        *seen,
        t("Nous ne demandons pas : vos papiers, votre santé, vos revenus, votre téléphone."),
        t("Telegram est une entreprise hors d'Europe. Vos messages passent par elle."),
    ]


@look("my_data", *MEMBERS)
async def data(visit: Visit) -> View:
    """Everything, in a file: what the law calls access."""
    t = visit.t
    chapters = await my_data.of(visit.store, visit.me, visit.town.zone)
    file = Document(
        my_data.as_text(chapters).encode(),
        "mes-donnees.txt",
        t("Tout ce qui est gardé sur vous. Le fichier est en français."),
    )
    said = lines(strong(t("Mes données")), t("Le fichier contient tout ce qui est gardé sur vous."))
    rows = [[privacy.button(t("Ce qui est gardé sur vous"))], [way_home(t)]]
    return View(said, rows, extras=(file,), private=True)
