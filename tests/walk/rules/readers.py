"""Who reads what: people their own, staff what is of those they answer for, in the language of that moment (D1, D2, L8)."""

from collections import Counter

from handlers.text import Translator
from locales.languages import LANGUAGES
from tests.walk import authority
from tests.walk.cast import REFERENTS
from tests.walk.picture import Row
from tests.walk.step import Step
from tests.walk.wire import Said

STAFF = (*REFERENTS, "Karine", "Odile", "Nora")
"""Their names are known to everybody."""

HOME = {language: Translator(language)("Accueil") for language in LANGUAGES}


def personal_things_stay_in_the_chat(step: Step) -> None:
    """A person's name is read by them, and by whoever answers for them now."""
    names = {row.id: row.name for row in step.after.people.values() if not row.name.startswith(STAFF)}
    for it in step.said:
        reader = reader_of(step, it)
        for person, name in names.items():
            if name in it.words and not authority.may_read_of(step.after, reader, person, step.now):
                raise AssertionError(f"{step.after.name(reader)} reads of {name}: {it.words}")


def reader_of(step: Step, it: Said) -> int:
    """Raises StopIteration when the account is nobody's."""
    return next(int(row.id) for row in step.after.people.values() if row.telegram_id == it.account)


def in_the_language_of_the_moment(step: Step) -> None:
    """L8."""
    for it in step.said:
        language = step.after.people[reader_of(step, it)].language
        homes = {button.label for row in it.view.rows for button in row if button.to == "home"}
        assert homes <= {HOME[language]}, f"{homes} for somebody who speaks {language}"


def nobody_reads_the_same_twice_at_once(step: Step) -> None:
    """Whoever answers for several is told once what they have to do for all. What is due at two moments may be said
    twice, though a line that was bad for long lets both arrive together."""
    told = Counter((_reader(row), row.kind, row.args, row.due_at) for row in step.closed if row.fate == "sent")
    assert all(n == 1 for n in told.values()), f"twice at once: {told.most_common(1)}"


def _reader(row: Row) -> int:
    """The one it is addressed to, unless it says who read it."""
    return int(row.why.removeprefix("read by ")) if row.why else int(row.to_id)


READERS = (
    personal_things_stay_in_the_chat,
    in_the_language_of_the_moment,
    nobody_reads_the_same_twice_at_once,
)
