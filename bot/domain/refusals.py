"""What the core says no to: typed facts without words; `handlers/words.py` finds the sentence."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The gesture cannot be done now. Nothing was changed."""


class Gone(Refusal):
    """Not there, or not yours: the two read alike (D2)."""


class Overtaken(Refusal):
    """A letter that has lost its meaning: it stays in its envelope, with this reason."""


class BookingClosed(Refusal):
    """Past the deadline, begun, or cancelled."""


class TooManyPlaces(Refusal):
    """More than one person may ask for; carries the most."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NotEnoughPlaces(Refusal):
    """Full, or not so many left; carries what was free at that moment (P6)."""

    def __init__(self, free: int) -> None:
        super().__init__(free)
        self.free = free


class AlreadyAsked(Refusal):
    """One live reservation a person and session (P3)."""


class AlreadyAnswered(Refusal):
    """The state moved meanwhile; carries the reservation's number, so that the answer can say what is true now."""

    def __init__(self, reservation_id: int) -> None:
        super().__init__(reservation_id)
        self.reservation_id = reservation_id


class QueueFirst(Refusal):
    """People on the waiting list come first for what is free (R3)."""


class PlacesFree(Refusal):
    """Nobody needs to wait: there are places to ask for."""


class AlreadyTaken(Refusal):
    """A last-minute place that somebody else said yes to first."""


class NoCompanyNeeded(Refusal):
    """Somebody else goes with this person already, or they wish otherwise now."""


class EnoughCompanions(Refusal):
    """Somebody else goes along to this outing already, or nobody needs it any more."""


class TakenOver(Refusal):
    """Somebody else goes along in their place already, or nobody asks for it any more."""


class NobodyElse(Refusal):
    """No other volunteer could take over."""


class NotBriefed(Refusal):
    """A volunteer who has not yet read how to be there."""


class TooLate(Refusal):
    """An answer after the end of the request's clock."""


class PassedOn(Refusal):
    """A held offer that was not answered in time: it went to the next person."""


class NoReason(Refusal):
    """Something that must be explained was not."""


class NotReady(Refusal):
    """A draft that cannot be honoured yet; carries what is missing."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(missing)
        self.missing = missing


class BelowTaken(Refusal):
    """Fewer places than are already promised (P5); carries how many are."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


class CalledOff(Refusal):
    """The outing was cancelled: it cannot be changed any more."""


class Begun(Refusal):
    """The outing has begun: it cannot be changed any more."""


class InThePast(Refusal):
    """An outing cannot be moved to a moment that has passed."""


class DeadlineWouldPass(Refusal):
    """Moved there, nobody could ask for a place any more."""


class SameMoment(Refusal):
    """This outing already has a session at that moment."""


class BadDate(Refusal):
    """What was typed is not a date with its hour."""


class BadHours(Refusal):
    """What was typed is no weekday with its hours, or no hours of one day."""


class BadWords(Refusal):
    """What was typed is empty or too long; carries the most letters."""

    def __init__(self, longest: int) -> None:
        super().__init__(longest)
        self.longest = longest


class Otherwise(Refusal):
    """What was shown and agreed to is no longer so: look again, nothing was done."""


class TooLateToUndo(Refusal):
    """Somebody has read the consequence, or the hour is over, or something else was changed since."""


class StillFollows(Refusal):
    """Somebody of the team whose people would be left without a referent: hand them over first."""


class NobodyThere(Refusal):
    """A message for the participants of an outing that has none."""


class NobodyToTell(Refusal):
    """A problem, in a house without a coordinator, of people without a referent."""


class TooLargeFile(Refusal):
    """More bytes than a file of outings may have (D9)."""


class NotThere(Refusal):
    """A file that could not be fetched: send it again."""


class BadNumber(Refusal):
    """What was typed is not a number of places."""


class BadName(Refusal):
    """What was typed cannot be a first name: empty, or too long."""


class BadReturn(Refusal):
    """What was typed is not a day, or no day to come back on."""


class OtherHouse(Refusal):
    """This account already belongs to another organisation, or already is this person."""


class OneAtATime(Refusal):
    """An organisation asks one question of its reminders; another waits until it is over."""


class Silence(Refusal):
    """Too many wrong codes from one account: no answer at all for a while (D4)."""
