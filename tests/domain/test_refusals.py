"""What a refusal carries reaches the sentence, and the log of whoever did not expect it."""

import pytest

from bot.domain.refusals import AlreadyAnswered, BadWords, BelowTaken, NotEnoughPlaces, NotReady, TooManyPlaces


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (TooManyPlaces, "most"),
        (NotEnoughPlaces, "free"),
        (AlreadyAnswered, "reservation_id"),
        (BelowTaken, "taken"),
        (BadWords, "longest"),
    ],
)
def test_a_refusal_carries_its_number(kind: type[Exception], what: str) -> None:
    assert (vars(kind(3)), str(kind(3))) == ({what: 3}, "3")


def test_what_is_not_ready_says_what_is_missing() -> None:
    refusal = NotReady(["venue"])
    assert (refusal.missing, str(refusal)) == (["venue"], "['venue']")
