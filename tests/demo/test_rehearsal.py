"""The demo without a browser: the season fits any day, the story is told to its end, the house opens and closes."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.clock import RehearsalClock
from bot.domain.calendar import instant, wall
from bot.ports import Storage
from handlers.demo import first_outing, rehearsal, season, stories
from handlers.demo.columns import WIDE, breadth, wrapped
from handlers.demo.house import ZONE, HouseClock, Play, opened
from handlers.demo.rows import rows
from handlers.demo.scenes import FIRST_OUTING
from handlers.demo.telling import news
from handlers.demo.world import World

MONDAY = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
HOURS = (time(0, 5), time(12), time(23, 55))
SORTIE, ATTENTE, ACCOMPAGNEE = stories.STORIES


@pytest.fixture
async def storage(empty: rehearsal.Empty) -> AsyncIterator[Storage]:
    async with empty(FIRST_OUTING) as storage:
        yield storage


def cells(lines: list[str], column: int) -> str:
    """What stands in one column, on one line."""
    rows = (line.split("│") for line in lines)
    return " ".join(" ".join(row[column] for row in rows if len(row) > column).split())


async def test_the_first_outing_is_told_to_its_end(storage: Storage) -> None:
    lines: list[str] = []
    await rehearsal.play(SORTIE, storage, lines.append, MONDAY)
    amina, paul, karine = (cells(lines, column) for column in (1, 2, 3))
    assert "▸ Publier (La sortie est publiée.) Sortie publiée" in karine
    assert "▸ écrit « Amina » Invitation pour Amina." in paul
    assert "▸ Je suis d'accord Merci." in amina
    assert "▸ Demander 2 places (Demande envoyée.)" in amina
    assert "Amina demande 2 places." in paul
    assert "Votre réponse est attendue avant mardi 9 mars 2027 à 15 h 00. [Accepter] [Refuser]" in paul
    assert "Place confirmée. Pierre et le loup samedi 20 mars 2027 à 11 h 00" in amina
    assert "(carte) Cité de la Musique (fichier) sortie.ics" in amina
    assert "▸ Bien 🙂 Merci. Cela fait plaisir." in amina
    assert [line.split(" ─")[0] for line in lines if line.startswith("── ")] == [
        "── lundi 8 mars 2027",
        "── samedi 13 mars 2027",
        "── mercredi 17 mars 2027",
        "── vendredi 19 mars 2027",
        "── samedi 20 mars 2027",
        "── dimanche 21 mars 2027",
    ]
    assert max(map(breadth, lines)) <= 110


async def test_the_waiting_list_is_told_to_its_end(storage: Storage) -> None:
    lines: list[str] = []
    await rehearsal.play(ATTENTE, storage, lines.append, MONDAY)
    people, paul, karine = (cells(lines, column) for column in (1, 2, 3))
    turns = re.findall(r"(\S+)(?:, \de personne sur la liste)? : 1 place s'est libérée pour vous", people)
    assert turns == ["Bilal", "Chloé", "Driss", "Elif", "Farid"]
    assert people.count("Répondez avant lundi 8 mars 2027 à ") == 4
    assert "▸ Je ne peux pas (C'est noté. Vous gardez votre rang.)" in people
    assert "Driss : Sans réponse de vous, la place est allée à la personne suivante." in people
    assert paul.count("▸ Accepter") == 3
    assert "1. Bilal, 1 place 2. Chloé, 1 place 3. Driss, 1 place 4. Elif, 1 place 5. Farid, 1 place" in karine
    assert "1. Bilal, 1 place : réponse attendue 2. Chloé, 1 place : réponse attendue" in karine
    assert "1. Chloé, 1 place 2. Driss, 1 place 3. Gina, 1 place" in karine
    assert max(map(breadth, lines)) <= 110


async def test_the_accompanied_outing_is_told_to_its_end(storage: Storage) -> None:
    lines: list[str] = []
    await rehearsal.play(ACCOMPAGNEE, storage, lines.append, MONDAY)
    amina, victor, paul = (cells(lines, column) for column in (1, 2, 3))
    assert "Vous voulez quelqu'un avec vous. Nous cherchons qui peut venir." in amina, "she reads simple French"
    assert "Amina" not in victor.partition("Rappel :")[0], "no name before three days before"
    (word,) = {it for column in (amina, victor) for it in re.findall(r"Le mot pour vous reconnaître : (\w+)", column)}
    assert amina.count(word) > 1
    assert "Amina : 2 places" in victor
    assert "▸ Je suis là (C'est noté. Bonne sortie.)" in amina
    assert "Amina est au rendez-vous." in victor
    assert "▸ Je suis chez moi (C'est noté. Merci de l'avoir dit.)" in amina
    assert "Amina est de retour." in victor
    assert "▸ Bien 🙂 Merci. Cela fait plaisir." in amina
    assert "J'ai vu le jardin." not in paul + victor, "that sentence is hers alone"
    assert "Paul est d'accord pour essayer avec vous." in amina
    assert "Pour Amina, c'est un petit pas" in paul
    assert max(map(breadth, lines)) <= 110


@pytest.mark.parametrize("story", stories.STORIES, ids=lambda story: story.scene.name)
@pytest.mark.parametrize("day", range(1, 7))
async def test_the_story_holds_on_every_day_of_the_week(storage: Storage, story: stories.Story, day: int) -> None:
    """March 2027: the clocks change on the 28th, and the later starts reach it."""
    await rehearsal.play(story, storage, lambda _: None, datetime(2027, 3, 15 + day, 20, 0, tzinfo=UTC))


async def test_a_step_that_does_not_happen_is_said_in_a_sentence(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_outing, "OUTING", "Nulle part")
    with pytest.raises(rehearsal.StoryBroken, match="Karine ne voit pas le bouton « Nulle part »"):
        await rehearsal.play(SORTIE, storage, lambda _: None, MONDAY)


async def test_a_refusal_of_telegram_breaks_the_story(storage: Storage) -> None:
    clock = HouseClock(RehearsalClock(MONDAY, stopped=True))
    async with opened([Play(FIRST_OUTING, storage, World(clock.now), clock)]) as (house,):
        stories.ensure_nothing_was_refused(house)
        house.world.answer("sendMessage", {"chat_id": 1001, "text": ""})
        with pytest.raises(rehearsal.StoryBroken, match="Telegram a refusé sendMessage"):
            stories.ensure_nothing_was_refused(house)


async def test_the_season_leaves_something_to_complete_and_something_full(storage: Storage) -> None:
    async with storage.writing() as store:
        await season.stage(store, MONDAY, ZONE)
        for number in range(1, len(rows("season.csv")) + 1):
            it = await store.offers.session(number)
            assert it.offer.venue.latitude is not None
            assert it.open_admission or it.capacity is None or 1 <= it.capacity <= 10
        drafts = [row for row in rows("season.csv") if not row["places"]]
        assert len(drafts) == 4
        full = [row for row in rows("season.csv") if row["taken"] and row["taken"] == row["places"]]
        assert len(full) == 1


def test_every_outing_is_ahead_and_on_its_own_day_all_year_round() -> None:
    for days in range(366):
        for hour in HOURS:
            now = instant((MONDAY + timedelta(days=days)).date(), hour, ZONE)
            for row in rows("season.csv"):
                it = season.session_of(row, now, ZONE)
                assert it.booking_deadline_at
                assert now < it.booking_deadline_at < it.starts_at
                on = wall(it.starts_at, ZONE)
                assert row["weekday"] in ("", season.WEEKDAYS[on.weekday()])
                assert f"{on:%H:%M}" == row["hour"]


def test_a_story_begins_when_an_agency_is_open() -> None:
    friday_noon = datetime(2027, 3, 5, 11, 0, tzinfo=UTC)
    assert rehearsal.next_opening(friday_noon) == datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
    assert rehearsal.next_opening(MONDAY) == MONDAY


async def test_the_demo_opens_says_where_and_closes(empty: rehearsal.Empty) -> None:
    said: asyncio.Queue[str] = asyncio.Queue()
    demo = asyncio.create_task(rehearsal.show(empty, 0, said.put_nowait))
    line = await asyncio.wait_for(said.get(), 10)
    assert line.startswith("Démonstration prête : http://127.0.0.1:")
    demo.cancel()
    async with asyncio.timeout(5):
        with pytest.raises(asyncio.CancelledError):
            await demo
    assert said.empty()


async def test_a_port_in_use_is_said_in_one_line(empty: rehearsal.Empty) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(rehearsal.PortTaken, match=f"^le port {port} est déjà pris") as raised:
            await rehearsal.show(empty, port, lambda _: None)
    assert raised.value.strerror is None


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("vendredi 25 décembre 2026 à 20 h 00", ["vendredi 25 décembre 2026 à", "20 h 00"]),
        ("a" * (WIDE + 1), ["a" * WIDE, "a"]),
        ("", [""]),
    ],
)
def test_a_line_is_cut_where_french_allows(line: str, pieces: list[str]) -> None:
    assert list(wrapped(line)) == pieces


def test_what_stays_on_a_screen_is_not_told_again() -> None:
    before = ["titre", "date", "lieu", "0 sur 4", "[Retour]"]
    assert list(news([before], ["titre", "date", "lieu", "2 sur 4", "[Retour]"])) == ["…", "2 sur 4", "[Retour]"]
    assert list(news([before], ["titre", "tout", "autre", "chose"])) == ["titre", "tout", "autre", "chose"]


def test_a_face_takes_two_columns_and_an_isolate_none() -> None:
    assert (breadth("🙂"), breadth("\u2068é\u2069")) == (2, 1)
