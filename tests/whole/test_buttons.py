"""Every button leads somewhere: those of long ago, and all those that a curious person can reach by tapping."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot import drafting
from bot.domain.accompanied_outings import Sign
from bot.domain.people import Role
from bot.domain.refusals import Gone
from handlers import visits
from handlers.screens import ALIASES, SCREENS, find
from tests.conftest import beneficiary, join, phone, volunteer
from tests.feeds.files import CONCERT, HEADINGS, as_csv
from tests.given import GONE, Buttons, a_session, table
from tests.phone import Phone
from tests.town import Town
from tests.whole.welcome import lay_permanence

SHIPPED = [
    line
    for line in (Path(__file__).parent / "shipped_buttons.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ENOUGH = 14
"""Buttons of one screen that are pressed: one list of outings is like the next."""


def test_the_registry_is_there() -> None:
    assert visits
    assert len(SCREENS) > 50


@pytest.mark.parametrize("data", SHIPPED)
def test_a_button_of_long_ago_still_leads_to_a_screen(data: str) -> None:
    screen, _ = find(data)
    assert not screen.typed


def test_every_button_that_can_be_drawn_today_is_in_the_list_of_shipped_ones() -> None:
    drawn_today = {name for name, screen in SCREENS.items() if not screen.typed}
    assert drawn_today <= {line.partition(":")[0] for line in SHIPPED}


def test_a_retired_name_is_nobody_s_new_name() -> None:
    assert not set(ALIASES) & set(SCREENS)
    assert set(ALIASES.values()) <= set(SCREENS)


@pytest.mark.parametrize("data", ["", "nobody", "session", "session:x", "session:1:2", "stop:never", "ask:1:2:3"])
def test_what_was_never_a_button_is_gone(data: str) -> None:
    with pytest.raises(Gone):
        find(data)


def test_a_button_that_would_not_fit_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="not a button"):
        SCREENS["session"].data("é" * 30)


SPOILS = {
    "drop_yes",
    "left_group",
    "refused_volunteer",
    "removed_volunteer",
    "ended_permanence",
    "enrol_declined",
    "cancelled_for",
    "move_for",
    "erase_me_now",
    "erase_person_now",
}
"""What takes away what others, or a later press, are to see: a person, their confirmed places, a draft. Stories press it."""


async def explore(it: Phone) -> set[str]:
    """Press everything in sight until nothing new is drawn; the names of the screens that were pressed."""
    pressed, often = set[str](), Counter[str]()
    buttons = Buttons(it.world, it.account)
    await it.sends("/start")
    often.update(dict.fromkeys(SPOILS, ENOUGH))
    while fresh := [data for data in buttons.drawn if data not in pressed and often[data.partition(":")[0]] < ENOUGH]:
        data = fresh[-1]  # deep first: a question before its answer
        often[data.partition(":")[0]] += 1
        pressed.add(data)
        await it.presses(data)
        assert it.toast != GONE, f"{data} on the screen of {it.name} leads nowhere"
    buttons.ensure_alive()
    return {data.partition(":")[0] for data in pressed}


async def furnish(town: Town) -> None:
    """Two pages of outings, an open day that goes on, and a draft."""
    for n in range(7):
        await town.publish(f"Sortie {n}", town.clock.now() + timedelta(days=9, hours=n))
    async with town.storage.writing() as store:
        await a_session(store, starts_at=town.clock.now() + timedelta(days=9), title="Brouillon", draft=True)
        await drafting.begin(store, "Sans date", "Europe/Paris")
    await town.publish("Portes ouvertes", town.clock.now() - timedelta(hours=1), places=None)


async def welcome(town: Town, paul: Phone) -> None:
    """Somewhere to come and talk, and a day on which it is closed."""
    async with town.storage.writing() as store:
        await lay_permanence(store, paul.person_id, town.clock.now())


async def goes(town: Town, paul: Phone, it: Phone, session: int) -> None:
    """Asks, and has the place."""
    await it.presses(f"ask:{session}:1")
    asked = table(town, "SELECT max(id) AS id FROM reservations WHERE state = 'requested'")[0]["id"]
    await paul.presses(f"accept:{asked}")


async def wants_company(town: Town, karine: Phone) -> None:
    """A group that nobody goes along with yet."""
    async with town.storage.writing() as store:
        me = await store.people.get(karine.person_id)
        outing = await a_session(store, starts_at=town.clock.now() + timedelta(days=2), title="Marche")
        await store.accompanied_outings.make(outing, me.organisation_id, Sign.SUN, me.id)


async def follow_an_agenda(town: Town, karine: Phone) -> None:
    async with town.storage.writing() as store:
        me = await store.people.get(karine.person_id)
        await store.agendas.add(me.organisation_id, "https://agenda.test/sorties.ics", 7)


async def fetch_volunteers(town: Town, karine: Phone) -> None:
    """One who has not come, one whom Karine invited, and one for whom she may answer."""
    await town.invite(Role.VOLUNTEER, "Xenia")
    for account, inviter in ((4005, karine.person_id), (4006, 0)):
        it = await join(phone(town, account, f"Bénévole {account}"), Role.VOLUNTEER, inviter)
        await it.taps("Je suis d'accord")


async def fill(town: Town, paul: Phone, bilal: Phone, driss: Phone) -> None:
    """A full outing: one person goes, one waits."""
    full = await town.publish(f"Sortie de {bilal.account}", town.clock.now() + timedelta(days=12), places=1)
    await goes(town, paul, bilal, full)
    await driss.presses(f"wait:{full}:1")


async def test_whoever_taps_everything_is_never_told_that_a_button_is_dead(town: Town) -> None:
    """And all three together have seen every screen that has a button at all."""
    await furnish(town)
    paul = await join(phone(town, 2002, "Paul"), Role.REFERENT)
    await welcome(town, paul)
    await join(phone(town, 2004, "Henri"), Role.REFERENT)
    amina = await beneficiary(town, paul, 1001, "Amina")
    await amina.presses("ask:1:1")
    await goes(town, paul, amina, 2)
    bilal, driss, emma, farid = [
        await beneficiary(town, paul, 1100 + n, name) for n, name in enumerate(("Bilal", "Driss", "Emma", "Farid"))
    ]
    await fill(town, paul, bilal, driss)
    for n in range(6):
        await town.invite(Role.BENEFICIARY, f"Personne {n}", referent=paul.person_id)
    await town.deliver()
    seen = await explore(paul)
    await town.deliver()
    # Whoever tapped before has cancelled and answered all there was: the next one finds a town in use again.
    await goes(town, paul, amina, 3)
    seen |= await explore(amina)
    await fill(town, paul, emma, farid)
    karine = await join(phone(town, 3003, "Karine"), Role.COORDINATOR)
    await fetch_volunteers(town, karine)
    await follow_an_agenda(town, karine)
    await karine.sends_file("x.csv", as_csv([HEADINGS, CONCERT]))
    seen |= await explore(karine)
    seen |= await explore(phone(town, 5005, "Zoe"))
    await wants_company(town, karine)
    await volunteer(town, 4007, "Wanda")
    victor = await volunteer(town, 4004, "Victor", briefed=False)
    for _ in range(3):
        await victor.sends("/help")  # What was asked on the way in is out of sight.
    seen |= await explore(victor)
    assert {name for name, screen in SCREENS.items() if not screen.typed} - seen == NEVER_ON_THE_WAY


NEVER_ON_THE_WAY = {
    # Letters, which open by themselves
    "welcome", "decision", "reminder", "outcome", "help_wanted", "call_wanted", "unreached", "unsure",
    "nudge", "backup_asked", "coordinator_asked", "digest", "approved_ahead", "stand_in", "handed_over", "new_referent",
    "turn", "passed_on", "last_minute", "list_ended", "changed", "list_changed", "changes_told", "note",
    "calls_due", "roll_call_due", "read_out", "missed", "erased",
    "vetted", "companion_away", "left_alone", "swap", "swapped", "take_over",
    "company_wished", "accompanied", "companion_gone", "companion_wanted", "company_over", "company_short",
    "meeting_changed", "group_changed",
    # Of a group among women
    "join_group",
    "permanence_soon",
    "agenda_news", "agenda_away",
    "project_shown", "project_agreed", "project_proposed", "start_set",
    "arrived", "problem", "problem_taken", "on_it",
    "rehearsal_wanted", "rehearsed",
    # On the day of an outing with somebody
    "arrive",
    # Once a month with outings is over
    "bilan", "bilan_file", "bilan_words",
    # When there is somebody to call, or an outing has begun
    "called", "roll_call", "tick",
    *SPOILS,
    # Answers to a letter
    "rehearse_together",
    "coming", "help_me", "cannot", "say", "take_place", "pass_place", "take_now", "still", "leave_at",
    # Once somebody has been out
    "been_there", "write_sentence", "drop_sentence", "small_step", "take_step", "not_now",
    # Once something to try was typed
    "show_project", "hide_project", "drop_project", "accept_project", "decline_project", "agree_project",
    "forget_project",
    # After a date, a stop, some words or a message were typed
    "set_stop", "set_stop_for", "move", "move_yes", "wished", "noted", "send_note",
    # Shown by what was done: a change, a file that was sent
    "edit", "upload",
    # On the way in
    "step", "what_is_kept", "agree", "decline", "choose_language", "account", "confirm", "reject",
    # Nobody any more
    "forgotten",
    # The answer to what was not understood
    "lost",
}  # fmt: skip
