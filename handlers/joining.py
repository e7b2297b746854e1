"""The door: what a stranger reads, the code, the language, what is kept, and the wait for the referent."""

from dataclasses import replace

from markupsafe import Markup

from bot import joining
from bot.domain.people import Person, Role
from handlers.screens import Rows, Screen, View, Visit, act, look, way_home
from handlers.text import Translator
from handlers.words import lines
from locales.languages import LANGUAGES

KNOWN = tuple(role for role in Role if role is not Role.STRANGER)


@look("stranger", Role.STRANGER)
async def stranger(visit: Visit, language: str = "") -> View:
    """Who this is, and how one joins; in any language, without keeping anything."""
    t = Translator.of(language, visit.t.language)
    said = lines(
        t("Bonjour. Ce service propose des sorties gratuites : théâtre, concert, musée, sport."),
        "",
        t("Pour entrer, il faut une invitation."),
        t("Votre référent social vous la donne : un lien, une image à scanner, ou un code."),
        t("Vous avez un code ? Écrivez-le ici."),
        *not_read_yet(t),
    )
    return View(said, each_language(stranger), all_at_once=True)


def each_language(screen: Screen) -> Rows:
    """Two a row and all at once, however many: people look for their own, in its own script."""
    buttons = [screen.button(Markup.escape(it.name), it.code) for it in LANGUAGES.values()]
    return [buttons[i : i + 2] for i in range(0, len(buttons), 2)]


def not_read_yet(t: Translator) -> list[Markup]:
    """Two lines under a blank one, for a language that still has drafts."""
    if not t.draft:
        return []
    return [Markup(), draft(t), t("Quelque chose n'est pas clair ? Dites-le à votre référent ou à l'équipe.")]


def draft(t: Translator) -> Markup:
    """Some words of a language wait for a reader whose language it is (`# relu` in its catalogue)."""
    return t("Ces mots n'ont pas encore été relus par une personne dont c'est la langue.")


@act("join", Role.STRANGER, *KNOWN, typed=True)
async def open_door(visit: Visit) -> View:
    """A code was typed, or a link opened: `/start CODE` or the code alone."""
    code = visit.text.strip().removeprefix("/start").strip()
    me = await joining.open_invitation(visit.store, visit.me, code, visit.now)
    if me is None:
        return await _no_such_code(visit)
    inside = Visit(visit.store, me, visit.t, visit.now, visit.town)
    if me.language is None:
        return await choose_language(inside)
    return await _next_step(inside)


async def _no_such_code(visit: Visit) -> View:
    """Wrong, used and expired read alike; someone already here simply arrives."""
    if visit.me.id:
        return await _next_step(visit)
    t = visit.t
    shown = await stranger(visit)
    sorry = t("Ce code ne fonctionne pas. Demandez une nouvelle invitation à votre référent.")
    return replace(shown, text=lines(sorry, "", shown.text), at="home")


@look("choose_language", *KNOWN)
async def choose_language(visit: Visit) -> View:
    """Asked once, each language in its own script."""
    t = visit.t
    return View(
        lines(_hello(), "", t("Choisissez votre langue."), *not_read_yet(t)), each_language(speak), all_at_once=True
    )


def _hello() -> Markup:
    """In every language at once, for whoever does not read the reader's."""
    said = dict.fromkeys(str(_good_day(Translator(language))) for language in LANGUAGES)
    return Markup(" · ").join(map(Translator().isolate, said))


def _good_day(t: Translator) -> Markup:
    return t("Bonjour")


@act("speak", *KNOWN)
async def speak(visit: Visit, language: str) -> View:
    t = Translator.of(language, visit.t.language)
    await visit.store.people.speak(visit.me.id, t.language)
    me = await visit.store.people.get(visit.me.id)
    shown = await _next_step(Visit(visit.store, me, t, visit.now, visit.town))
    return shown.saying(draft(t)) if t.draft else shown


async def _next_step(visit: Visit) -> View:
    from handlers.home import home  # home shows this door, and this door leads home

    return await step(visit) if visit.me.is_a(Role.NEWCOMER) else await home(visit)


@look("step", Role.NEWCOMER)
async def step(visit: Visit) -> View:
    """Where a newcomer stands: the language, what is kept, or the referent's word."""
    if visit.me.language is None:
        return await choose_language(visit)
    if visit.me.agreed_at is None:
        return await what_is_kept(visit)
    t = visit.t
    said = lines(*_whose_word(visit.me, t), "", t("Vous recevez un message dès que c'est fait."))
    return View(said, [[step.button(t("Où en suis-je ?"))]], private=True)


def _whose_word(me: Person, t: Translator) -> list[Markup]:
    """Who has yet to say yes, and the number that they compare."""
    if Role.BENEFICIARY in me.awaits:
        return [
            t("Merci. Votre référent doit maintenant confirmer que c'est bien vous."),
            t("Dites-lui ce nombre : {number}", number=me.number or ""),
        ]
    said = [t("Merci. Deux personnes de l'équipe disent oui à chaque bénévole. La deuxième doit encore répondre.")]
    return [*said, t("Elle vous demande ce nombre : {number}", number=me.number)] if me.number else said


def promise(t: Translator) -> Markup:
    """What is kept of people and who sees it, in plain words: the same on the way in and ever after."""
    return lines(
        t("Nous gardons : votre prénom ou surnom, votre langue, vos sorties, votre compte Telegram."),
        *who_sees(t),
        t("Nous ne demandons pas : vos papiers, votre santé, vos revenus, votre téléphone."),
        t("Nous ne gardons pas les messages que vous écrivez."),
        t("Nous effaçons tout deux ans après votre dernier message."),
        "",
        t("Telegram est une entreprise hors d'Europe. Vos messages passent par elle."),
    )


def who_sees(t: Translator) -> list[Markup]:
    """What is kept of a person; a volunteer reads the name only, and only around the day (`bot.meeting`)."""
    return [
        t("Votre référent et son équipe les voient. Les autres personnes ne les voient pas."),
        t("Si un bénévole vous accompagne, il lit votre prénom à partir de trois jours avant la sortie."),
    ]


def promise_to_volunteers(t: Translator) -> Markup:
    return lines(
        t("Vous êtes invité à accompagner des sorties, comme bénévole."),
        t("Nous gardons : votre prénom, votre langue, votre compte Telegram, les sorties que vous accompagnez."),
        t("L'équipe les voit. Les personnes que vous accompagnez lisent votre prénom."),
        t("Nous ne gardons pas les messages que vous écrivez."),
        t("Nous effaçons tout deux ans après votre dernier message."),
        "",
        t("Telegram est une entreprise hors d'Europe. Vos messages passent par elle."),
    )


@look("what_is_kept", Role.NEWCOMER)
async def what_is_kept(visit: Visit) -> View:
    t = visit.t
    said = lines(*_promised(visit.me, t), t("Êtes-vous d'accord ?"))
    rows: Rows = [[agree.button(t("Je suis d'accord"))], [decline.button(t("Je ne suis pas d'accord"))]]
    return View(said, rows)


def _promised(me: Person, t: Translator) -> list[Markup | str]:
    if Role.BENEFICIARY not in me.awaits:
        return [promise_to_volunteers(t), "", t("Vous êtes libre de dire non.")]
    free = t("Vous êtes libre de dire non. Votre référent peut tout faire avec vous, sans Telegram.")
    return [promise(t), "", free]


@act("agree", Role.NEWCOMER)
async def agree(visit: Visit) -> View:
    await joining.agree(visit.store, visit.me, visit.now)
    me = await visit.store.people.get(visit.me.id)
    return await step(Visit(visit.store, me, visit.t, visit.now, visit.town))


@act("decline", Role.NEWCOMER)
async def decline(visit: Visit) -> View:
    """No is an answer: the account is forgotten at once."""
    t = visit.t
    await joining.decline(visit.store, visit.me, visit.now)
    if me := await visit.store.people.of_account(visit.me.telegram_id or 0):
        return (await _next_step(Visit(visit.store, me, t, visit.now, visit.town))).saying(t("C'est noté."))
    said = [t("C'est noté. Votre compte Telegram est oublié.")]
    if Role.BENEFICIARY in visit.me.awaits:
        said.append(t("Parlez à votre référent. Les sorties restent possibles sans Telegram."))
    return View(lines(*said), [[way_home(t)]])


@look("welcome", Role.BENEFICIARY)
async def welcome(visit: Visit) -> View:
    """The letter that follows the referent's word."""
    t = visit.t
    shown = await _next_step(visit)
    told = t("C'est fait. Votre référent a confirmé votre compte.")
    return replace(shown, text=lines(told, "", shown.text))
