"""The one door that every screen goes through, and what a button may say: rooms built for the test, nobody else's."""

from typing import Any, cast

import pytest
from markupsafe import Markup

from bot.domain.people import Role
from bot.domain.refusals import Gone
from bot.ports import Store
from handlers import screens
from handlers.screens import MOST_BYTES, Button, Screen, Town, View, Visit, act, find, link, look
from handlers.text import Translator
from tests.given import NOW, person

PAUL, KARINE = person(1, Role.REFERENT), person(2, Role.COORDINATOR)
AMINA = person(3, Role.BENEFICIARY, confirmed_at=NOW)


async def drawn(visit: Visit, number: int, word: str = "", more: int = 0) -> View:
    """What a room shows: two buttons side by side."""
    return View(Markup("Vous y êtes."), [[Button("un", "a"), Button("deux", "b")]])


def room(*doors: Role, writes: bool = False, back: str = "", draw: Any = drawn) -> Screen:
    return Screen("room", frozenset(doors), draw, writes, back)


def visit(me: Any, language: str = "fr") -> Visit:
    return Visit(cast("Store", None), me, Translator(language), NOW, Town())


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, Screen]:
    """A house of one room."""
    house = {"room": room()}
    monkeypatch.setattr(screens, "SCREENS", house)
    return house


async def test_who_has_no_key_is_told_that_nothing_is_there_and_draws_nothing() -> None:
    opened = []

    async def draw(visit: Visit) -> View:
        opened.append(visit.me)
        return View(Markup(""))

    closed = room(Role.REFERENT, Role.COORDINATOR, draw=draw)
    with pytest.raises(Gone):
        await closed(visit(AMINA))
    with pytest.raises(Gone):
        await room(draw=draw)(visit(PAUL))
    assert opened == []
    await closed(visit(PAUL))
    await closed(visit(KARINE))
    assert opened == [PAUL, KARINE]


async def test_what_staff_reads_is_not_forwarded_and_what_a_person_reads_of_themselves_may_be() -> None:
    it = room(Role.REFERENT, Role.COORDINATOR, Role.BENEFICIARY)
    assert [(await it(visit(who), 1)).private for who in (PAUL, KARINE, AMINA)] == [True, True, False]


async def test_buttons_are_read_from_the_right_in_a_script_that_is() -> None:
    it = room(Role.BENEFICIARY)
    for language, labels in (("fr", ["un", "deux"]), ("ar", ["deux", "un"])):
        view = await it(visit(AMINA, language), 1)
        assert [button.label for button in view.rows[0]] == labels


async def test_a_view_that_another_look_drew_is_left_as_it_is() -> None:
    async def draw(visit: Visit) -> View:
        return View(Markup(""), [[Button("un", "a"), Button("deux", "b")]], at="session:7", finished=True)

    view = await room(Role.BENEFICIARY, draw=draw)(visit(AMINA, "ar"))
    assert (view.at, view.rows[0][0].label) == ("session:7", "un")


async def test_an_answer_that_was_lost_is_drawn_again_as_the_look_or_what_is_behind_the_act() -> None:
    who = Role.BENEFICIARY
    assert (await room(who)(visit(AMINA), 7, "x")).at == "room:7:x"
    assert (await room(who, writes=True, back="session")(visit(AMINA), 7, "x")).at == "session:7"
    assert (await room(who, writes=True)(visit(AMINA), 7, "x")).at == "home"


def test_a_button_fits_in_what_telegram_lets_it_say() -> None:
    just = "x" * (MOST_BYTES - len("room:7:"))
    assert room().button(Markup("Aller &amp; venir"), 7, just) == Button("Aller & venir", f"room:7:{just}")
    assert MOST_BYTES == 64
    for too_much in ((7, just + "x"), (7, "é" * 29), (7, "x", 1, 1)):
        with pytest.raises(ValueError, match="not a button"):
            room().data(*too_much)
    assert room().data(7, "x", 1) == "room:7:x:1"
    assert link(Markup("&lt;"), "session", 7) == Button("<", "session:7")


def test_a_button_that_is_pressed_has_as_many_words_as_the_screen_asks_for() -> None:
    it = room()
    assert it.parse(["7"]) == [7]
    assert it.parse(["7", "x", "1"]) == [7, "x", 1]
    for words in ([], ["7", "x", "1", "1"]):
        with pytest.raises(Gone):
            it.parse(words)


@pytest.mark.parametrize("word", ["", "x", "-1", "+1", " 1", "1_0", "٣", "²", "1.0", "1" * 16])
def test_what_is_no_plain_number_is_gone(word: str) -> None:
    with pytest.raises(Gone):
        room().parse([word])


def test_a_number_has_fifteen_digits_at_most_and_words_are_taken_as_they_are() -> None:
    assert room().parse(["9" * 15, "é" * 20]) == [10**15 - 1, "é" * 20]


def test_a_word_that_is_none_of_those_that_are_asked_for_is_gone() -> None:
    async def draw(visit: Visit, role: Role) -> View:
        return View(Markup(""))

    assert room(draw=draw).parse(["referent"]) == [Role.REFERENT]
    with pytest.raises(Gone):
        room(draw=draw).parse(["king"])


def test_two_screens_never_share_a_name(registry: dict[str, Screen]) -> None:
    with pytest.raises(ValueError, match="two screens named room"):
        look("room")(drawn)


def test_a_look_reads_and_an_act_writes(registry: dict[str, Screen]) -> None:
    seen = look("hall", Role.REFERENT)(drawn)
    done = act("door", Role.REFERENT, back="hall")(drawn)
    typed = act("bell", typed=True)(drawn)
    assert [(it.writes, it.typed, it.back) for it in (seen, done, typed)] == [
        (False, False, ""),
        (True, False, "hall"),
        (True, True, ""),
    ]
    assert seen.doors == done.doors == {Role.REFERENT}
    assert typed.doors == frozenset()
    assert find("hall:7") == (seen, [7])


def test_a_retired_name_leads_to_whoever_answers_for_it(
    registry: dict[str, Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(screens.ALIASES, "lobby", "room")
    assert find("lobby:7") == (registry["room"], [7])
    with pytest.raises(Gone):
        find("cellar:7")


def test_what_is_said_over_a_view_is_said_in_plain_letters() -> None:
    view = View(Markup("")).saying(Markup("Vous &amp; nous"))
    assert (view.toast, view.alert) == ("Vous & nous", False)
    assert View(Markup("")).saying(Markup("!"), alert=True).alert
