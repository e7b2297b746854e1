"""A yes given ahead answers for whom it was given, for what, and only in its author's name."""

from dataclasses import replace

import pytest

from bot.domain.offers import Offer, Venue
from bot.domain.reservations import Reservation, State
from bot.domain.standing import StandingYes
from tests.given import NOW, session

PAUL, CLAIRE, AMINA = 1, 2, 3
CONCERT = session(offer=Offer(1, "Concert", Venue(1, "Le Silo"), genre="musique"))
ASKED = Reservation(1, CONCERT, AMINA, "Amina", 1, State.REQUESTED, NOW, referent_id=PAUL)
YES = StandingYes(1, AMINA, PAUL, "Paul", NOW)


@pytest.mark.parametrize(("genre", "answers"), [("", True), ("musique", True), ("sport", False), ("Musique", False)])
def test_for_everything_or_for_one_genre(genre: str, answers: bool) -> None:
    assert replace(YES, genre=genre).answers(ASKED) is answers


def test_an_outing_without_a_genre_is_only_of_everything() -> None:
    asked = replace(ASKED, session=session())
    assert YES.answers(asked)
    assert not replace(YES, genre="musique").answers(asked)


def test_only_while_its_author_is_the_referent() -> None:
    assert not YES.answers(replace(ASKED, referent_id=CLAIRE))
    assert not YES.answers(replace(ASKED, referent_id=None))


def test_nobody_answers_for_themselves() -> None:
    assert not YES.answers(replace(ASKED, person_id=PAUL))
