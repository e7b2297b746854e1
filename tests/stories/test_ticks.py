"""« Compter les personnes »: in open admission and at a permanence, a number, that two people may count at once; never
who came, never who counted."""

from datetime import UTC, datetime, timedelta

from bot import accompanied_outings
from bot.domain.accompanied_outings import Sign
from bot.domain.people import Role
from tests.conftest import join, phone
from tests.given import GONE, again, table, tables
from tests.phone import Phone
from tests.town import Town

TUESDAY = datetime(2027, 3, 2, 13, tzinfo=UTC)
"""14:00 in Marseille: the permanence opens."""
AT = "permanence:1:20270302"
COUNT = "Compter les personnes"
SEEN = {"inbox", "ticks"}


def counted(town: Town) -> list[int]:
    return [row["n"] for row in table(town, "SELECT n FROM ticks ORDER BY organisation_id, kind")]


def dump(town: Town) -> dict[str, list[str]]:
    """All that is remembered, but the day of the last contact and the ticks."""
    kept = "SELECT * FROM {name}"
    found = {name: table(town, kept.format(name=name)) for name in set(tables(town.url)) - SEEN}
    return {name: sorted(str(row | {"seen_at": None}) for row in rows) for name, rows in found.items()}


async def doors_open(town: Town, in_minutes: int = 60) -> int:
    return await town.publish("Portes ouvertes", town.clock.now() + timedelta(minutes=in_minutes), places=None)


async def goes_along(town: Town, victor: Phone, session: int) -> None:
    async with town.storage.writing() as store:
        me = await store.people.get(victor.person_id)
        group = await store.accompanied_outings.make(session, me.organisation_id, Sign.SUN, None)
        await accompanied_outings.add(store, group, me.id, town.clock.now())


async def test_two_phones_at_one_door_count_everybody_and_nothing_says_who(
    town: Town, tuesdays: Phone, paul: Phone
) -> None:
    town.clock.move_to(TUESDAY)
    await tuesdays.presses("permanence:1")
    await tuesdays.taps(COUNT)
    assert "0 personne comptée" in tuesdays.text
    assert "Seul le nombre est gardé, aucun nom." in tuesdays.text
    before = dump(town)
    await paul.presses(f"ticks_at:{AT}")
    for it in (tuesdays, paul, tuesdays):
        town.world.press(it.account, f"tick_more:{AT}:1")
    await town.serve()
    assert counted(town) == [3]
    await paul.taps("Compter 5 personnes")
    assert paul.toast == "8 personnes comptées"
    assert dump(town) == before
    assert set(table(town, "SELECT * FROM ticks")[0]) == {"kind", "number", "day", "organisation_id", "n"}


async def test_every_tap_counts_what_was_one_too_many_is_taken_back_and_an_update_that_comes_twice_is_one_tap(
    town: Town, tuesdays: Phone, paul: Phone
) -> None:
    town.clock.move_to(TUESDAY)
    await paul.presses(f"ticks_at:{AT}")
    for _ in range(2):
        town.world.press(paul.account, f"tick_more:{AT}:1")
    await town.fetcher.once(0)
    await town.bot.lanes.empty()
    await again(town)
    assert town.world.queue.waiting, "Telegram has both taps still, and sends them again"
    await town.serve()
    assert paul.toast == "2 personnes comptées"
    for left in ("1 personne comptée", "0 personne comptée", "0 personne comptée"):
        await paul.presses(f"tick_less:{AT}")
        assert paul.toast == left
    assert not any(label.startswith("Retirer") for label in paul.buttons)
    assert counted(town) == [0]


async def test_it_is_counted_from_two_hours_before_and_for_a_week(town: Town, tuesdays: Phone, paul: Phone) -> None:
    for at, opens in (
        (TUESDAY - timedelta(hours=2, seconds=1), False),
        (TUESDAY - timedelta(hours=2), True),
        (TUESDAY + timedelta(days=7, seconds=-1), True),
        (TUESDAY + timedelta(days=7), False),
    ):
        town.clock.move_to(at)
        await paul.presses(f"tick_more:{AT}:1")
        assert (paul.toast != GONE) is opens, at
    assert counted(town) == [2]


async def test_a_door_is_one_place_on_one_day_and_a_tap_is_one_person_or_five(
    town: Town, tuesdays: Phone, paul: Phone
) -> None:
    session = await doors_open(town, in_minutes=26 * 60)
    town.clock.move_to(TUESDAY - timedelta(hours=2))
    for never in (
        "permanence:1:20270303",
        "permanence:1:20270223",
        "permanence:9:20270302",
        f"open:{session}:20270301",
        f"open:{session}:20270303",
        "open:9:20270302",
        f"permanence:{session}:20270303",
    ):
        await paul.presses(f"tick_more:{never}:1")
        assert paul.toast == GONE, never
    for people in (0, 2, 40):
        await paul.presses(f"tick_more:{AT}:{people}")
        assert paul.toast == GONE, people
    assert counted(town) == []
    for door in (AT, f"open:{session}:20270302"):
        await paul.presses(f"tick_more:{door}:1")
    assert counted(town) == [1, 1]


async def test_where_people_have_places_or_nobody_may_come_nobody_is_counted(town: Town, karine: Phone) -> None:
    await doors_open(town)
    await town.publish("Concert", town.clock.now() + timedelta(minutes=30))
    off = await town.publish("Fête", town.clock.now() + timedelta(minutes=90), places=None)
    await karine.presses(f"call_off_yes:{off}:0")
    assert "La sortie est annulée." in karine.text
    await karine.presses("sheet:1")
    await karine.taps(COUNT)
    await karine.taps("Compter 1 personne")
    await town.pass_time(hours=5)
    await karine.sends("/start")
    for label in ("Sorties", "Noter les présences", COUNT):
        await karine.taps(label)
    assert "Portes ouvertes" in karine.text
    assert "1 personne comptée" in karine.text
    assert not {"Concert", "Fête"} & set(karine.text.splitlines())
    for number in (2, off):
        await karine.presses(f"tick_more:open:{number}:20270301:1")
        assert karine.toast == GONE
    assert counted(town) == [1]


async def test_each_house_counts_its_own_people(town: Town, tuesdays: Phone) -> None:
    town.clock.move_to(TUESDAY)
    door = f"open:{await doors_open(town)}:20270302"
    lea = await join(phone(town, 2009, "Léa"), Role.REFERENT, organisation="Autre relais")
    await tuesdays.presses(f"tick_more:{door}:5")
    await lea.presses(f"ticks_at:{door}")
    assert "0 personne comptée" in lea.text
    await lea.taps("Compter 1 personne")
    assert counted(town) == [5, 1]
    await lea.presses(f"ticks_at:{AT}")
    assert lea.toast == GONE
    await lea.presses("ticks")
    assert "Permanence" not in lea.text


async def test_a_volunteer_counts_where_they_welcome_or_go_along_in_their_days(
    town: Town, tuesdays: Phone, victor: Phone, nour: Phone
) -> None:
    assert COUNT not in victor.buttons
    await tuesdays.presses("ask_welcomer:1")
    await tuesdays.sends("Victor")
    town.clock.move_to(TUESDAY)
    session = await doors_open(town)
    await goes_along(town, victor, session)
    await victor.sends("/start")
    await victor.taps(COUNT)
    await victor.taps("Permanence")
    await victor.taps("Compter 1 personne")
    await victor.presses("ticks")
    await victor.taps("Portes ouvertes")
    await victor.taps("Compter 5 personnes")
    assert counted(town) == [5, 1]
    for door in (AT, f"open:{session}:20270302"):
        await nour.presses(f"tick_more:{door}:1")
        assert nour.toast == GONE
    await nour.sends("/start")
    assert COUNT not in nour.buttons
    town.clock.move_to(TUESDAY + timedelta(days=2))
    await victor.presses(f"tick_more:open:{session}:20270302:1")
    assert victor.toast == GONE
    await victor.presses("ticks")
    assert "Portes ouvertes" not in victor.text
    await victor.taps("Permanence")
    assert "1 personne comptée" in victor.text
