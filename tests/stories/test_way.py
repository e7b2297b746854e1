"""The way there and back: Amina names her stop once, sees her way on the card and in reminders, and says when she leaves."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot import timetables
from bot.domain.accompanied_outings import Sign
from bot.domain.calendar import instant
from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.letters import Kind
from tests.given import fates, rows, table, tables
from tests.phone import Phone
from tests.town import ZONE, Town
from tests.transit.files import DATA, of_folder
from tests.transit.harbour import CITY, FIRST_OF_MAY, ISLAND, SATURDAY, SUNDAY, at

THERE = "Partez à 18 h 15."
HOURS_LETTER = "SELECT due_at, fate FROM letters WHERE kind = 'reminder' AND args LIKE '%:h3'"


@pytest.fixture
async def harbour(town: Town, tmp_path: Path) -> None:
    """The timetable of the harbour town is kept."""
    reading = timetables.read(of_folder(DATA / "harbour", tmp_path), town.clock.now(), ZONE)
    async with town.storage.writing() as store:
        await timetables.keep(store, reading, town.clock.now())


async def outing(
    town: Town, starts_at: datetime, place: tuple[float, float] | None = CITY, ends_at: datetime | None = None
) -> int:
    where = place or (None, None)
    venue = VenueDraft("Théâtre du Quai", "1 quai Vieux", "13002", "Marseille", where[0], where[1], "Arrêt Vieux Quai")
    draft = SessionDraft(starts_at, ends_at=ends_at, doors_at=starts_at - timedelta(minutes=30), capacity=4)
    offer = OfferDraft(f"test:{starts_at}:{place}", (1,), "Pierre et le loup", venue, (draft,))
    async with town.storage.writing() as store:
        number = await store.offers.add_session(await store.offers.keep_offer(offer), draft, ZONE)
        await store.offers.publish(number)
    return number


def evening(day: object = SATURDAY) -> datetime:
    return at(day, 20)  # type: ignore[arg-type]


async def names_her_stop(amina: Phone, words: str = "cite des PINS", stop: str = "Cité des Pins") -> None:
    await amina.sends("/reglages")
    await amina.taps("Mon départ")
    await amina.taps("Choisir mon arrêt")
    await amina.sends(words)
    await amina.taps(stop)
    assert amina.toast == f"Vous partez de l'arrêt {stop}."


async def goes(town: Town, amina: Phone, paul: Phone, session: int) -> None:
    await amina.presses(f"ask:{session}:1")
    await town.deliver()
    await paul.taps("Accepter")
    await town.deliver()


@pytest.mark.usefixtures("harbour")
async def test_the_way_there_and_back_is_on_the_card(town: Town, amina: Phone) -> None:
    concert = await outing(town, evening(), ends_at=at(SATURDAY, 22))
    await amina.presses(f"way:{concert}")
    assert "Dites d'où vous partez." in amina.text
    await amina.taps("Choisir mon arrêt")
    await amina.taps("Choisir mon arrêt")
    await amina.sends("pins")
    await amina.taps("Cité des Pins")
    await amina.taps("Voir le trajet")
    for line in (
        THERE,
        "À 18 h 20, arrêt Cité des Pins : bus 31, direction Gare.",
        "Descendez à l'arrêt Gare Saint-Éloi, à 18 h 45.",
        "Arrêt Gare Saint-Éloi : métro M, direction Vieux Quai, toutes les 8 minutes.",
        "Vous arrivez à 19 h 10.",
        "Partez à 23 h 22.",
        "À 23 h 50, arrêt Gare Saint-Éloi : bus N5, direction Cité des Pins.",
        "Dernier retour vers Cité des Pins : 0 h 50.",
        "Ces horaires sont théoriques.",
    ):
        assert line in amina.text


@pytest.mark.usefixtures("harbour")
async def test_before_asking_one_reads_that_there_is_no_way_back(town: Town, amina: Phone) -> None:
    await names_her_stop(amina, "vieux quai", "Vieux Quai")
    late = await outing(town, at(SATURDAY, 22), ISLAND, at(SATURDAY, 24, 30))
    await amina.presses(f"session:{late}")
    warning = "Attention : après la fin, aucun transport ne va vers Vieux Quai."
    assert warning in amina.text
    assert amina.text.index(warning) < amina.text.index("Il reste 4 places.")
    assert "Demander une place" in amina.buttons
    early = await outing(town, at(SATURDAY, 20), ISLAND, at(SATURDAY, 22))
    await amina.presses(f"session:{early}")
    assert "Dernier retour vers Vieux Quai : 0 h 14." in amina.text


@pytest.mark.usefixtures("harbour")
async def test_no_bus_on_a_sunday_is_said(town: Town, amina: Phone) -> None:
    await names_her_stop(amina)
    await amina.presses(f"way:{await outing(town, evening(SUNDAY))}")
    assert "Aucun transport ne permet d'arriver à l'heure." in amina.text
    assert "L'heure de fin n'est pas connue." in amina.text


@pytest.mark.usefixtures("harbour")
async def test_how_one_moves_changes_the_way(town: Town, amina: Phone) -> None:
    await names_her_stop(amina)
    concert = await outing(town, evening())
    await amina.presses(f"start_from:{concert}")
    await amina.taps("Éviter les marches")
    assert amina.toast == "C'est noté."
    assert "Vous évitez les marches." in amina.text
    await amina.taps("Voir le trajet")
    assert "À 17 h 50, arrêt Cité des Pins" in amina.text
    await amina.presses(f"start_from:{concert}")
    await amina.taps("Effacer mon départ")
    assert "Vous n'avez pas encore choisi d'arrêt." in amina.text
    assert table(town, "SELECT * FROM starts") == []


@pytest.mark.usefixtures("harbour")
async def test_a_shared_position_becomes_the_nearest_stop_and_is_never_kept(town: Town, amina: Phone) -> None:
    await amina.presses("type_stop")
    town.world.send_location(amina.account, 43.3252468, 5.4003579)
    assert await town.fetcher.once(0)
    kept = str(table(town, "SELECT payload FROM inbox"))
    assert "43.325" in kept
    assert "43.3252" not in kept
    await town.bot.lanes.empty()
    await amina.taps("Cité des Pins")
    assert table(town, "SELECT stop_name FROM starts") == [{"stop_name": "Cité des Pins"}]
    assert "43.325" not in str([rows(town.url, f"SELECT * FROM {name}") for name in tables(town.url)])  # noqa: S608


@pytest.mark.usefixtures("harbour")
async def test_a_position_at_sea_is_a_sentence_and_the_question_stays(town: Town, amina: Phone) -> None:
    await amina.presses("type_stop")
    town.world.send_location(amina.account, 42.5, 4.0)
    await town.serve()
    assert "Il n'y a pas d'arrêt près de cette position." in amina.text
    await amina.sends("Nulle Part")
    assert "Nous ne trouvons pas cet arrêt." in amina.text
    await amina.sends("BELVEDERE")
    await amina.taps("Belvédère")
    assert amina.toast == "Vous partez de l'arrêt Belvédère."


@pytest.mark.usefixtures("harbour")
async def test_a_timetable_that_ended_says_so_where_a_stop_is_named(town: Town, amina: Phone) -> None:
    await town.until(at(date(2028, 1, 8), 10))
    await amina.presses("type_stop")
    await amina.sends("pins")
    assert "Les horaires de ce jour ne sont pas connus. Ils s'arrêtent le vendredi 31 décembre 2027." in amina.text
    assert amina.buttons == ["Retour"]


@pytest.mark.usefixtures("harbour")
async def test_a_position_that_nobody_asked_for_is_not_understood(town: Town, amina: Phone) -> None:
    town.world.send_location(amina.account, 43.3252468, 5.4003579)
    await town.serve()
    assert table(town, "SELECT * FROM starts") == []


@pytest.mark.usefixtures("harbour")
async def test_a_stop_that_no_longer_exists_and_a_day_that_is_not_known(town: Town, amina: Phone) -> None:
    await names_her_stop(amina)
    await amina.presses(f"way:{await outing(town, datetime(2028, 1, 8, 19, tzinfo=town.clock.now().tzinfo))}")
    assert "Les horaires de ce jour ne sont pas connus. Ils s'arrêtent le vendredi 31 décembre 2027." in amina.text
    async with town.storage.writing() as store:
        start = await store.starts.of(amina.person_id)
        await store.starts.put(amina.person_id, type(start)(12345, start.name, start.means))
    concert = await outing(town, evening())
    await amina.presses(f"way:{concert}")
    assert "Votre arrêt Cité des Pins n'existe plus." in amina.text
    await amina.presses(f"session:{concert}")
    assert "Attention" not in amina.text


@pytest.mark.usefixtures("harbour")
async def test_a_venue_that_is_not_on_the_map_is_said(town: Town, amina: Phone) -> None:
    await names_her_stop(amina)
    await amina.presses(f"way:{await outing(town, evening(), None)}")
    assert "Ce lieu n'est pas encore placé sur la carte." in amina.text
    assert "1 quai Vieux" in amina.text
    assert "Voir sur la carte" not in amina.buttons


async def test_without_a_timetable_there_are_the_directions_and_the_map_and_nothing_invented(
    town: Town, amina: Phone
) -> None:
    await amina.presses(f"way:{await outing(town, evening(), ends_at=at(SATURDAY, 22))}")
    assert "Arrêts proches : Arrêt Vieux Quai" in amina.text
    assert "Voir sur la carte" in amina.buttons
    for word in ("Partez", "retour vers", "théoriques", "Dites d'où"):
        assert word not in amina.text


@pytest.mark.usefixtures("harbour")
async def test_reminders_carry_the_way_and_the_answer_sets_the_last_one(town: Town, amina: Phone, paul: Phone) -> None:
    await names_her_stop(amina)
    await goes(town, amina, paul, await outing(town, evening(), ends_at=at(SATURDAY, 22)))
    await town.until(instant(SATURDAY - timedelta(days=3), at(SATURDAY, 11).time(), ZONE))
    assert "Préparez votre trajet." in amina.text
    assert "À 18 h 20, arrêt Cité des Pins : bus 31, direction Gare." in amina.text
    await town.until(at(SATURDAY - timedelta(days=1), 18, 30))
    assert "Partez à 18 h 15 : bus 31, arrêt Cité des Pins." in amina.text
    assert "À quelle heure partez-vous ?" in amina.text
    (before,) = table(town, HOURS_LETTER)
    assert before["due_at"] == at(SATURDAY, 17).timestamp()
    assert [it for it in amina.buttons if it.startswith("Partir")] == ["Partir à 17 h 45", "Partir à 18 h 15"]
    await amina.taps("Partir à 17 h 45")
    assert amina.toast == "C'est noté : vous partez à 17 h 45. Nous vous le rappellerons."
    assert [it["args"] for it in table(town, "SELECT args FROM letters WHERE answered = 1")] == ["1:j1"]
    (after,) = table(town, HOURS_LETTER)
    assert (after["due_at"], after["fate"]) == (at(SATURDAY, 17, 15).timestamp(), "waiting")
    await town.until(at(SATURDAY, 17, 10))
    assert "Vous avez choisi" not in amina.text
    await town.until(at(SATURDAY, 17, 15))
    assert "Vous avez choisi de partir à 17 h 45." in amina.text
    assert "Partez à 17 h 45 : bus 31, arrêt Cité des Pins." in amina.text
    assert fates(town, Kind.REMINDER).count("sent") == 4


@pytest.mark.usefixtures("harbour")
async def test_a_plan_of_before_the_outing_was_moved_counts_no_more(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await names_her_stop(amina)
    concert = await outing(town, evening())
    await goes(town, amina, paul, concert)
    await town.until(at(SATURDAY - timedelta(days=1), 18, 30))
    old = int(at(SATURDAY, 17, 45).timestamp()) // 60
    await amina.taps("Partir à 17 h 45")
    later = at(FIRST_OF_MAY, 20)
    await karine.presses(f"move_yes:{concert}:{int(later.timestamp())}:1")
    await town.deliver()
    waiting = [it for it in table(town, HOURS_LETTER) if it["fate"] == "waiting"]
    assert [it["due_at"] for it in waiting] == [at(FIRST_OF_MAY, 17).timestamp()]
    reservation = table(town, "SELECT id FROM reservations")[0]["id"]
    await amina.presses(f"leave_at:{reservation}:{old}")
    assert [it["due_at"] for it in table(town, HOURS_LETTER) if it["fate"] == "waiting"] == [
        at(FIRST_OF_MAY, 17).timestamp()
    ]


@pytest.mark.usefixtures("harbour")
async def test_who_goes_with_somebody_or_with_a_group_is_there_when_they_meet(
    town: Town, amina: Phone, paul: Phone
) -> None:
    await names_her_stop(amina)
    concert = await outing(town, evening())
    await amina.presses(f"ask_company:{concert}")
    await town.deliver()
    await amina.presses(f"way:{concert}")
    assert THERE in amina.text
    await paul.taps("Accepter et accompagner Amina")
    await amina.presses(f"meeting:{concert}")
    assert "Rendez-vous : samedi 13 mars 2027 à 19 h 10, devant le lieu." in amina.text
    await amina.presses(f"way:{concert}")
    assert "À 17 h 50, arrêt Cité des Pins" in amina.text
    async with town.storage.writing() as store:
        house = (await store.people.get(paul.person_id)).organisation_id
        group = await store.accompanied_outings.make(concert, house, Sign.SUN, None)
        await store.accompanied_outings.join(group.id, paul.person_id, town.clock.now())
        await store.accompanied_outings.lead(group.id, None, paul.person_id)
    for minutes, leaves in ((15, THERE), (60, "À 17 h 50, arrêt Cité des Pins")):
        async with town.storage.writing() as store:
            await store.accompanied_outings.settle(replace(group, minutes_before=minutes))
        await amina.presses(f"way:{concert}")
        assert leaves in amina.text


async def test_without_a_timetable_the_plan_is_still_hers(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul, await outing(town, evening()))
    await town.until(at(SATURDAY - timedelta(days=1), 18, 30))
    assert [it for it in amina.buttons if it.startswith("Partir")] == [
        f"Partir à {it}" for it in ("18 h 00", "18 h 30", "19 h 00")
    ]
    await amina.taps("Partir à 19 h 00")
    assert [it["due_at"] for it in table(town, HOURS_LETTER)] == [at(SATURDAY, 18, 30).timestamp()]
    await town.until(at(SATURDAY, 18, 30))
    assert "Vous avez choisi de partir à 19 h 00." in amina.text
    assert "théoriques" not in amina.text


@pytest.mark.usefixtures("harbour")
async def test_whoever_is_erased_leaves_no_stop_and_no_hour_behind(town: Town, amina: Phone, paul: Phone) -> None:
    await names_her_stop(amina)
    await goes(town, amina, paul, await outing(town, evening()))
    await town.until(at(SATURDAY - timedelta(days=1), 18, 30))
    await amina.taps("Partir à 17 h 45")
    assert [len(table(town, f"SELECT * FROM {name}")) for name in ("starts", "leavings")] == [1, 1]  # noqa: S608
    await amina.presses("erase_me_now")
    assert [len(table(town, f"SELECT * FROM {name}")) for name in ("starts", "leavings")] == [0, 0]  # noqa: S608
