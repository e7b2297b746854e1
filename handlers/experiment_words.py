"""The questions that an organisation may ask of its reminders, in plain words; shared with the page on personal data."""

from markupsafe import Markup

from bot.domain.comparing import Comparison
from bot.domain.experiments import Arm, Experiment, Question
from bot.domain.people import Person
from bot.ports import Store
from handlers.text import Translator
from handlers.words import lines


def title(it: Question, t: Translator) -> Markup:
    """Short enough for a button."""
    return {
        Question.WEEK: t("Le rappel 7 jours avant"),
        Question.COST: t("Dire ce que coûte une place vide"),
        Question.KEPT: t("Dire « gardée pour vous »"),
    }[it]


def changes(it: Question, t: Translator) -> Markup:
    return {
        Question.WEEK: t("Une sortie sur deux, au hasard, le rappel envoyé 7 jours avant ne part pas."),
        Question.COST: t("Une sortie sur deux, au hasard, le rappel de la veille ajoute : « {words} »", words=cost(t)),
        Question.KEPT: t("Une sortie sur deux, au hasard, le rappel de la veille ne dit pas : « gardée pour vous »."),
    }[it]


def cost(t: Translator) -> Markup:
    """In kind words: nobody is blamed."""
    return t("Une place vide, c'est une sortie de moins pour quelqu'un.")


def counted(t: Translator) -> Markup:
    return t("Ce qui est compté : les places utilisées ou rendues à temps, et les places perdues.")


def kept_for_all(it: Question, t: Translator) -> list[Markup]:
    """What chance never takes away."""
    said = [t("Les rappels de la veille et du jour même partent toujours.")]
    if it is Question.WEEK:
        said.append(t("Une première sortie, ou une sortie accompagnée, garde tous ses rappels."))
    return [*said, t("Qui a arrêté un rappel ne le reçoit pas.")]


def progress(it: Experiment, t: Translator) -> list[Markup]:
    return [
        _sessions(it.sessions(Arm.WITH), it.sessions(Arm.WITHOUT), t),
        t("Prévu : {n} de chaque côté. Ce n'est pas encore assez pour répondre.", n=it.planned),
    ]


def result(it: Comparison, t: Translator) -> list[Markup]:
    first, second = round(100 * it.first.of_all), round(100 * it.second.of_all)
    return [
        t("Avec : {n} places sur 100 utilisées ou rendues à temps.", n=first),
        t("Sans : {n} places sur 100 utilisées ou rendues à temps.", n=second),
        t("La différence peut être due au hasard.")
        if it.may_be_chance
        else t("La différence n'est sans doute pas due au hasard."),
        _between(it, t),
        _sessions(it.first.sessions, it.second.sessions, t),
    ]


def _sessions(first: int, second: int, t: Translator) -> Markup:
    return t("Sorties comptées : {first} avec, {second} sans.", first=first, second=second)


def _between(it: Comparison, t: Translator) -> Markup:
    """The interval, without a sign to read."""
    near, far = sorted(round(100 * abs(end)) for end in (it.low, it.high))
    if it.low > 0:
        return t("Pour 100 places, « avec » en sauve sans doute entre {low} et {high} de plus.", low=near, high=far)
    if it.high < 0:
        return t("Pour 100 places, « avec » en sauve sans doute entre {low} et {high} de moins.", low=near, high=far)
    low, high = round(-100 * it.low), round(100 * it.high)
    return t(
        "Pour 100 places, « avec » en sauve sans doute entre {low} de moins et {high} de plus.", low=low, high=high
    )


async def told(store: Store, me: Person, t: Translator) -> Markup:
    """For the page on personal data: what their organisation compares now, or could."""
    it = await store.experiments.running(me.organisation_id)
    if it is None:
        return t("Votre structure peut comparer deux façons de rappeler les sorties. Personne n'est nommé.")
    return lines(
        t("Votre structure compare deux façons de rappeler les sorties :"),
        changes(it.question, t),
        kept_for_all(it.question, t)[0],
        t("Seuls des totaux sont comptés. Personne n'est nommé."),
    )
