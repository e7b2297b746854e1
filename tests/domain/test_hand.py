"""A file that tells the old story again: what a coordinator wrote by hand stays, the rest of the file is heard."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.changes import Before, Edit, EditKind
from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.hand import Hand
from bot.domain.offers import Session, Venue
from tests.given import IN_TEN_DAYS, NOW, session

DAY = timedelta(days=1)
SILO = VenueDraft("Le Silo", "35 quai du Lazaret", "13002", "Marseille", 43.31, 5.36, "M2 Joliette")
DRAFT = OfferDraft(
    "ics:7", (1,), "Concert", SILO, (SessionDraft(IN_TEN_DAYS),), summary="Du jazz.", entry="Liste à l'accueil"
)
IN_PLACE = Venue(
    1, *(getattr(SILO, of) for of in ("name", "street", "postcode", "city", "latitude", "longitude", "transit"))
)


def known(**offer: object) -> Session:
    """As the file said it, until somebody writes some of it anew."""
    it = session()
    told: dict[str, object] = {
        "title": "Concert",
        "venue": IN_PLACE,
        "summary": "Du jazz.",
        "entry": "Liste à l'accueil",
    }
    return replace(it, offer=replace(it.offer, **(told | offer)))  # type: ignore[arg-type]


def edited(kind: EditKind, *was: Session) -> Edit:
    return Edit(1, 1, NOW, kind, Before(was))


@pytest.mark.parametrize(
    ("what", "anew"), [("title", "Concert de printemps"), ("summary", "Du blues."), ("entry", "Contremarque")]
)
def test_words_written_by_hand_are_not_brought_back(what: str, anew: str) -> None:
    hand = Hand.of([edited(EditKind.WORDS, known())])
    assert hand.correct(DRAFT, [known(**{what: anew})]) == replace(DRAFT, **{what: anew})  # type: ignore[arg-type]


def test_a_venue_written_by_hand_stays_with_all_that_is_known_of_it() -> None:
    elsewhere = Venue(2, "La Criée", "30 quai de Rive Neuve", "13007", "Marseille", 43.29, 5.37, "M1 Vieux-Port")
    hand = Hand.of([edited(EditKind.WORDS, known())])
    assert hand.correct(DRAFT, [known(venue=elsewhere)]).venue == VenueDraft(
        "La Criée", "30 quai de Rive Neuve", "13007", "Marseille", 43.29, 5.37, "M1 Vieux-Port"
    )


@pytest.mark.parametrize("part", [{"name": "Le Dock"}, {"street": "1 rue X"}, {"postcode": "13003"}])
def test_what_the_file_never_said_before_is_news(part: dict[str, str]) -> None:
    hand = Hand.of([edited(EditKind.WORDS, known())])
    new = replace(DRAFT, title="Bal", summary="On danse.", entry="Libre", venue=replace(SILO, **part))  # type: ignore[arg-type]
    assert hand.correct(new, [known(title="Concert de printemps")]) == new


def test_each_outing_has_its_own_hand() -> None:
    other = known()
    other = replace(other, id=2, offer=replace(other.offer, id=2))
    hand = Hand.of([edited(EditKind.WORDS, known()), edited(EditKind.MOVE, known())])
    assert hand.correct(DRAFT, [replace(other, starts_at=IN_TEN_DAYS + DAY)]) == DRAFT


def test_every_wording_that_was_left_is_remembered() -> None:
    first, second = known(title="Concert"), known(title="Concert au Silo")
    hand = Hand.of([edited(EditKind.WORDS, first), edited(EditKind.WORDS, second)])
    now = [known(title="Concert de printemps")]
    for old in ("Concert", "Concert au Silo"):
        assert hand.correct(replace(DRAFT, title=old), now).title == "Concert de printemps"


def test_a_moment_that_was_left_is_not_a_new_session() -> None:
    moved = replace(known(), starts_at=IN_TEN_DAYS + 2 * DAY)
    hand = Hand.of(
        [edited(EditKind.MOVE, known()), edited(EditKind.MOVE, replace(known(), starts_at=IN_TEN_DAYS + DAY))]
    )
    told = replace(DRAFT, sessions=tuple(SessionDraft(IN_TEN_DAYS + n * DAY) for n in range(4)))
    assert [it.starts_at for it in hand.correct(told, [moved]).sessions] == [IN_TEN_DAYS + n * DAY for n in (2, 3)]


def test_a_moment_to_which_it_came_back_is_heard_again() -> None:
    hand = Hand.of([edited(EditKind.MOVE, known())])
    assert hand.correct(DRAFT, [known()]) == DRAFT


@pytest.mark.parametrize("kind", [EditKind.PLACES, EditKind.IMPORT, EditKind.CANCEL, EditKind.WISH])
def test_other_changes_leave_the_file_its_say(kind: EditKind) -> None:
    hand = Hand.of([edited(kind, known())])
    assert hand.correct(DRAFT, [replace(known(title="Bal"), starts_at=IN_TEN_DAYS + DAY)]) == DRAFT
