"""Joining codes: right once, for seven days, for one person; every wrong one reads alike (D4)."""

from datetime import timedelta

import pytest

from bot.domain.people import Role
from tests.conftest import phone
from tests.phone import Phone
from tests.town import Town

NO_SUCH_CODE = "Ce code ne fonctionne pas."


@pytest.fixture
def zoe(town: Town) -> Phone:
    """Nobody invited her."""
    return phone(town, 5005, "Zoe")


async def test_five_wrong_codes_in_an_hour_then_silence_even_for_the_right_one(
    town: Town, zoe: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    right = await town.invite(Role.COORDINATOR, "Zoe")
    for n in range(5):
        await zoe.sends(f"AAAA-222{n}")
        assert zoe.text.startswith(NO_SUCH_CODE)
    assert "five wrong joining codes" in caplog.text
    heard = len(zoe.from_bot)
    await zoe.sends("AAAA-2229")
    await zoe.sends(f"/start {right}")
    assert len(zoe.from_bot) == heard
    await town.pass_time(minutes=61)
    await zoe.sends(f"/start {right}")
    assert "Choisissez votre langue." in zoe.text


async def test_wrong_used_and_expired_codes_answer_alike(town: Town, zoe: Phone) -> None:
    code = await town.invite(Role.COORDINATOR, "Karine")
    karine = phone(town, 3003, "Karine")
    await karine.sends(f"/start {code}")
    heard = []
    await zoe.sends(f"/start {code}")
    heard.append(zoe.text)
    await zoe.sends("/start AAAABBBBCCCCDDDDEEEE22")
    heard.append(zoe.text)
    late = await town.invite(Role.COORDINATOR, "Zoe")
    await town.pass_time(days=7)
    await zoe.sends(f"/start {late}")
    heard.append(zoe.text)
    assert set(heard) == {heard[0]}
    assert heard[0].startswith(NO_SUCH_CODE)


async def test_a_code_from_paper_is_read_as_it_was_copied(town: Town, paul: Phone) -> None:
    await paul.sends("/start")
    await paul.taps("Inviter une personne")
    await paul.sends("Amina")
    short = paul.text.partition("code à écrire au robot : ")[2][:9]
    amina = phone(town, 1001, "Amina")
    await amina.sends(short.replace("-", " ").lower())
    assert "Choisissez votre langue." in amina.text


async def test_an_old_invitation_dies_when_a_new_one_is_given(town: Town, paul: Phone, zoe: Phone) -> None:
    old = await town.invite(Role.BENEFICIARY, "Amina", referent=paul.person_id)
    await paul.presses("people")
    await paul.taps("Amina")
    await paul.taps("Donner une nouvelle invitation")
    await zoe.sends(f"/start {old}")
    assert zoe.text.startswith(NO_SUCH_CODE)


async def test_an_invitation_is_good_for_seven_days(town: Town, zoe: Phone) -> None:
    code = await town.invite(Role.COORDINATOR, "Zoe")
    town.clock.move(timedelta(days=7) - timedelta(seconds=1))
    await zoe.sends(f"/start {code}")
    assert "Choisissez votre langue." in zoe.text
