"""What a referent can do in a person's stead: buttons for the cards of the person and of their places."""

from bot.domain.people import Person, Role
from bot.domain.reservations import Reservation
from handlers.screens import Button, Visit, link
from handlers.text import Translator


async def of_place(it: Reservation, visit: Visit) -> list[list[Button]]:
    """For a confirmed place that is ahead, of somebody they answer for."""
    mine = it.referent_id in await visit.store.people.acts_for(visit.me.id, visit.now)
    if not mine or not it.is_coming or it.session.starts_at <= visit.now:
        return []
    t = visit.t
    return [
        [link(t("Imprimer la carte de {name}", name=it.person), "paper_card", it.id)],
        [link(t("Changer de sortie"), "outings_for", it.person_id, 1, it.id)],
        [link(t("Annuler pour {name}", name=it.person), "cancel_for", it.id)],
    ]


def of_person(it: Person, t: Translator) -> list[list[Button]]:
    """Asking for places once they are confirmed; on the way there, doing without Telegram, or shutting out whoever
    opened an invitation that was not theirs."""
    if it.is_a(Role.BENEFICIARY):
        return [[link(t("Demander pour {name}", name=it.name), "outings_for", it.id)]]
    if it.telegram_id is None:
        return [[link(t("Continuer sans Telegram"), "promise", it.id)]]
    if it.agreed_at is None:
        return [[link(t("Ce n'est pas {name}", name=it.name), "reject", it.id)]]
    return []
