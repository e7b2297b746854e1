"""A meeting in sentences: where and by which word, and who is there, as each side may read it."""

from markupsafe import Markup

from bot.domain.accompanied_outings import AccompaniedOuting, first_name
from bot.domain.meeting import Meeting, Step
from bot.domain.people import STAFF, Person
from handlers import group_words
from handlers.text import Translator
from handlers.words import places as so_many


def appointment(it: Meeting, t: Translator) -> list[Markup]:
    """When and where, for whom, and the word that both sides know."""
    return [*group_words.labels(it.group, t), group_words.meeting(it.group, t), group_words.sign(it.group, t)]


def who(it: Meeting, me: Person, t: Translator) -> list[Markup]:
    """The other side; and beside a companion, the other companions."""
    return [*_people(it, me, t), *_others(it.group, me, t)] if it.leads else _companions(it, t)


def _companions(it: Meeting, t: Translator) -> list[Markup]:
    known = [(each.person_id, first_name(each.name)) for each in it.group.companions]
    said = [t("{name} vous accompagne.", name=name) for _, name in known]
    return [*said, *(line for number, name in known for line in _said(it, number, name, t))]


def _people(it: Meeting, me: Person, t: Translator) -> list[Markup]:
    if not it.places:
        return [t("Pour le moment, personne n'a demandé de compagnie pour cette sortie.")]
    said = [t.plural("{n} personne vient avec vous.", "{n} personnes viennent avec vous.", len(it.places))]
    for each in it.places:
        name = known_as(me, each.person)
        said.append(t("{name} : {places}", name=name, places=so_many(each.places, t)))
        said += _said(it, each.person_id, name, t)
    return said


def _others(it: AccompaniedOuting, me: Person, t: Translator) -> list[Markup]:
    """Who else of the team goes along, and who leads."""
    others = [each for each in it.companions if each.person_id != me.id]
    said = [t("{name} accompagne aussi.", name=first_name(each.name)) for each in others]
    if it.leader is not None and it.leader_id != me.id:
        said.append(t("{name} mène le groupe.", name=first_name(it.leader.name)))
    return said


def known_as(me: Person, name: str) -> str:
    """To who is not of the staff, a first name."""
    return name if me.is_a(*STAFF) else first_name(name)


def _said(it: Meeting, number: int, name: str, t: Translator) -> list[Markup]:
    """The last that they said, if they said anything."""
    if (number, Step.HOME) in it.said:
        return [told(Step.HOME, name, t)]
    return [told(Step.THERE, name, t)] if (number, Step.THERE) in it.said else []


def told(step: Step, name: str, t: Translator) -> Markup:
    if step is Step.THERE:
        return t("{name} est au rendez-vous.", name=name)
    return t("{name} est de retour.", name=name)
