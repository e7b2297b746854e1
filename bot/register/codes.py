"""What the words of the code mean, for whoever reads their own data."""

from itertools import combinations

from bot.domain.attendance import Attendance
from bot.domain.company import Wish
from bot.domain.letters import Fate, Kind
from bot.domain.meeting import Concern, Step
from bot.domain.next_step import Stride
from bot.domain.people import Role
from bot.domain.rehearsals import Answer
from bot.domain.reminders import Stage
from bot.domain.reservations import State, Word
from bot.domain.setting_out import Means
from bot.domain.waiting import Why

YES_NO: dict[str, str] = {"0": "non", "1": "oui"}

ROLES: dict[str, str] = {
    Role.BENEFICIARY: "personne accompagnée",
    Role.REFERENT: "référent",
    Role.COORDINATOR: "coordination",
    Role.VOLUNTEER: "bénévole",
}

STAGES: dict[str, str] = {
    Stage.WEEK: "7 jours avant",
    Stage.THREE_DAYS: "3 jours avant",
    Stage.EVE: "la veille",
    Stage.HOURS: "3 heures avant",
    Stage.AFTER: "le lendemain",
}

STATES: dict[str, str] = {
    State.REQUESTED: "demandée",
    State.APPROVED: "acceptée",
    State.REFUSED: "refusée",
    State.WITHDRAWN: "retirée par la personne",
    State.EXPIRED: "sans réponse, terminée",
    State.CANCELLED: "annulée après le oui",
    State.CALLED_OFF: "sortie annulée par l'organisateur",
    State.OFFERED: "place libérée, proposée",
    State.DECLINED: "place libérée, laissée",
    State.LAPSED: "place libérée, sans réponse",
}

ATTENDANCES: dict[str, str] = {
    Attendance.CAME: "présence",
    Attendance.EXCUSED: "excuse",
    Attendance.ABSENT: "absence",
}

WISHES: dict[str, str] = {
    Wish.ALONE: "sans compagnie",
    Wish.GUEST: "avec un proche",
    Wish.COMPANY: "avec quelqu'un de l'équipe",
}

STEPS: dict[str, str] = {Step.THERE: "arrivé·e au rendez-vous", Step.HOME: "de retour chez soi"}

CONCERNS: dict[str, str] = {
    Concern.LATE: "en retard",
    Concern.LOST: "lieu introuvable",
    Concern.NOBODY: "quelqu'un manque",
    Concern.UNWELL: "quelqu'un ne va pas bien",
    Concern.UNSAFE: "ne se sent pas en sécurité",
    Concern.OTHER: "autre chose",
}

STRIDES: dict[str, str] = {
    Stride.FURTHER: "un lieu un peu plus loin",
    Stride.LONGER: "une sortie un peu plus longue",
    Stride.ALONE: "un lieu connu, cette fois sans compagnie",
}

REHEARSALS: dict[str, str] = {
    Answer.COMPANY: "oui, avec quelqu'un",
    Answer.PERMANENCE: "oui, à la permanence",
    Answer.NO: "non",
}

WORDS: dict[str, str] = {Word.GLAD: "bien", Word.FAIR: "moyen", Word.SAD: "pas bien"}

WHYS: dict[str, str] = {
    Why.LEFT: "la personne est partie de la liste",
    Why.TOOK: "une place s'est libérée",
    Why.ASKED: "la personne a demandé directement",
    Why.OVER: "les demandes sont closes",
    Why.CALLED_OFF: "sortie annulée par l'organisateur",
}

KINDS: dict[str, str] = {
    Kind.WELCOME: "compte confirmé",
    Kind.DECISION: "réponse à une demande",
    Kind.REMINDER: "rappel",
    Kind.NEW_REFERENT: "nouveau référent",
    Kind.TURN: "place libérée",
    Kind.LAST_MINUTE: "place de dernière minute",
    Kind.PASSED_ON: "place passée à la personne suivante",
    Kind.LIST_ENDED: "fin d'une liste d'attente",
    Kind.CHANGED: "sortie changée",
    Kind.LIST_CHANGED: "sortie changée, sur une liste d'attente",
    Kind.NOTE: "message de l'organisation",
    Kind.MEETING_CHANGED: "rendez-vous changé",
    Kind.MISSED: "mot après une absence",
    Kind.ACCOMPANIED: "qui vient à la sortie",
    Kind.COMPANION_GONE: "qui devait venir ne peut plus",
    Kind.COMPANION_AWAY: "qui accompagnait n'est plus là",
    Kind.PERMANENCE: "permanence du lendemain",
    Kind.START_SET: "départ choisi avec le référent",
    Kind.PROJECT_AGREED: "accord sur ce que vous aimeriez essayer",
    Kind.PROJECT_PROPOSED: "proposition d'essayer quelque chose",
    Kind.ARRIVED: "quelqu'un est là, ou de retour",
    Kind.PROBLEM_TAKEN: "quelqu'un s'occupe d'un problème",
    Kind.REHEARSED: "qui fait le trajet une fois avant",
}
"""Those that a person gets; the team's keep their code."""

FATES: dict[str, str] = {
    Fate.WAITING: "à envoyer",
    Fate.SENT: "envoyé",
    Fate.OVERTAKEN: "retiré : il n'avait plus de sens",
    Fate.LATE: "retiré : trop tard",
    Fate.UNKNOWN: "peut-être pas arrivé",
    Fate.UNREACHABLE: "compte qui ne reçoit plus",
    Fate.NO_ACCOUNT: "sans Telegram : dit par le référent",
    Fate.FAILED: "refusé par Telegram",
}

_MOVING: dict[str, str] = {
    Means.ON_FOOT: "seulement à pied",
    Means.STEP_FREE: "sans marches",
    Means.WALK_15: "15 minutes à pied au plus",
    Means.NO_METRO: "sans métro",
}

MEANS: dict[str, str] = {
    " ".join(together): ", ".join(_MOVING[it] for it in together)
    for count in range(1, len(_MOVING) + 1)
    for together in combinations(sorted(_MOVING), count)
}
