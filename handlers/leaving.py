"""« À quelle heure partez-vous ? » : two or three moments, and what the answer sets."""

from datetime import UTC, datetime

from bot import setting_out
from bot.domain.people import Role
from bot.domain.reservations import Reservation
from handlers import reservations
from handlers.screens import Button, View, Visit, act


@act("leave_at", Role.BENEFICIARY, back="place")
async def leave_at(visit: Visit, reservation_id: int, minute: int) -> View:
    """`minute` is an instant, in minutes of UTC since 1970."""
    at = datetime.fromtimestamp(minute * 60, UTC) if minute < 10**9 else datetime.max.replace(tzinfo=UTC)
    it = await setting_out.leave_at(visit.store, visit.me, reservation_id, at, visit.now)
    hour = visit.t.hour(at, it.session.zone)
    told = visit.t("C'est noté : vous partez à {hour}. Nous vous le rappellerons.", hour=hour)
    return (await reservations.place(visit, reservation_id)).saying(told)


async def moments(visit: Visit, it: Reservation) -> list[list[Button]]:
    """One button a moment."""
    t, zone = visit.t, it.session.zone
    found = await setting_out.moments(visit.store, it, visit.now)
    return [
        [leave_at.button(t("Partir à {hour}", hour=t.hour(at, zone)), it.id, int(at.timestamp()) // 60)] for at in found
    ]
