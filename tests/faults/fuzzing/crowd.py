"""A populated town: three houses, every role, requests in every state, lists, absences. Each name carries a canary."""

import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from bot import (
    changing,
    joining,
    noting,
    on_behalf,
    overrides,
    permanences,
    reservations,
    small_project,
    uploads,
    waiting,
)
from bot.domain.attendance import Attendance
from bot.domain.changes import Words
from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.experiments import PLANNED, Question
from bot.domain.people import Person, Role
from bot.domain.refusals import Refusal
from bot.ports import Store
from locales.languages import LANGUAGES
from tests.feeds.files import CONCERT, HEADINGS, as_csv
from tests.whole.welcome import lay_permanence

CANARY = "qzx{:06}"
"""What stands in every name and in all that is typed: whoever reads one has read that."""

HOURS_AHEAD = (20, 28, 30, 54, 80, 100, 130, 150, 170, 200, 240, 241, 260, 290, 300, 340, 400, 480)
PLACES = (1, 1, 2, 2, 3, 4, 4, 6, 10, 40, None)
ZONES = ("Europe/Paris", "Europe/Paris", "Europe/Paris", "Indian/Reunion", "Pacific/Marquesas")
GENRES = ("", "théâtre", "danse")


@dataclass
class Crowd:
    """Who is there, and what was said before the run."""

    accounts: list[int] = field(default_factory=list)
    strangers: tuple[int, ...] = (5001, 5002, 5003, 5004)
    codes: list[str] = field(default_factory=list)
    """Of invitations that nobody has opened."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Canary → the screen that it was typed for."""


class Gathering:
    """Brings the crowd together in an empty store."""

    def __init__(self, store: Store, rng: random.Random, now: datetime) -> None:
        self._store, self._rng, self._now = store, rng, now
        self._numbers = count(1)
        self._told = count(900_001)
        self.crowd = Crowd()
        self._people: list[int] = []
        self._sessions: list[int] = []

    async def gather(self) -> Crowd:
        now, houses = self._now, []
        for name, referents, people in (("CCAS Belle de Mai", 3, 4), ("Autre relais", 2, 3), ("Petit relais", 1, 2)):
            houses.append(await self._house(name, referents, people, coordinator=name != "Petit relais"))
        for house in houses[:2]:
            await self._welcomes(await self._store.people.get(house[0]))
        await self._outings()
        staff = [await self._store.people.get(it) for house in houses for it in house]
        for hours in (130, 100, 60, 20, 2):
            for _ in range(60):
                await self._something_happens(staff, now - timedelta(hours=hours))
        for it in (await self._store.roll.of_session(self._sessions[1]))[::2]:
            await self._store.roll.tick(it.id, self._rng.choice(list(Attendance)), staff[0].id, now)
        await self._away(houses)
        for number in self._people[::2]:
            await self._would_try(await self._store.people.get(number))
        await self._desks([it for it in staff if it.is_a(Role.COORDINATOR)])
        return self.crowd

    async def _welcomes(self, it: Person) -> None:
        number = await lay_permanence(self._store, it.id, self._now)
        await permanences.set_welcomer(self._store, it, number, it.name, self._now)

    async def _house(self, name: str, referents: int, people: int, coordinator: bool) -> list[int]:
        house = await self._store.people.organisation(name, self._now)
        staff = [await self._add(Role.REFERENT, house, 2000) for _ in range(referents)]
        for referent in staff:
            for _ in range(people):
                self._people.append(await self._add(Role.BENEFICIARY, house, 1000, referent))
            await self._newcomers(house, referent)
        # A referent who goes out too, followed by a colleague; nobody follows themselves.
        if referents > 1:
            await self._store.people.grant(staff[0], Role.BENEFICIARY)
            await self._store.people.follow(staff[0], staff[1], 55)
            await self._store.people.agree(staff[0], self._now)
            await self._store.people.confirm(staff[0], self._now)
            self._people.append(staff[0])
            await self._store.people.set_digest(staff[1], 9)
            await self._store.people.set_backup(staff[1], staff[0])
        if coordinator:
            staff.append(await self._add(Role.COORDINATOR, house, 3000))
            await self._volunteers(house, staff)
            await self._store.experiments.start(house, Question.WEEK, PLANNED, self._now)
        return staff

    async def _volunteers(self, house: int, staff: list[int]) -> None:
        """One to whom somebody has said yes, and one to whom nobody has."""
        for step in range(2):
            number = await self._add(Role.VOLUNTEER, house, 4000)
            await self._store.volunteers.add(number, staff[-1])
            await self._store.people.agree(number, self._now)
            if step:
                await self._store.volunteers.vet(number, staff[0], self._now)

    async def _add(self, role: Role, house: int, accounts: int, referent: int | None = None) -> int:
        store, now = self._store, self._now - timedelta(days=9)
        number = next(self._numbers)
        person = await store.people.add(self._name(number), house, referent, now)
        await store.people.link(person, accounts + number, None, now)
        self.crowd.accounts.append(accounts + number)
        await store.people.grant(person, role)
        await store.people.speak(person, self._rng.choice(("fr", *LANGUAGES)))
        if referent is not None:
            await store.people.agree(person, now)
            await store.people.confirm(person, now)
        return person

    def _name(self, number: int) -> str:
        return f"{CANARY.format(number)} {self._rng.choice(('Amina', '<b>Zoé', 'أمينة', 'Jean-Paul'))}"

    async def _newcomers(self, house: int, referent: int) -> None:
        """Opened but not agreed, agreed but not confirmed, not opened, without the app, out of reach."""
        store, now = self._store, self._now
        for step in range(2):
            number = next(self._numbers)
            person = await store.people.add(self._name(number), house, referent, now)
            await store.people.link(person, 1000 + number, 42, now)
            await store.people.grant(person, Role.BENEFICIARY)
            self.crowd.accounts.append(1000 + number)
            if step:
                await joining.agree(store, await store.people.get(person), now)
        for _ in range(2):
            name = self._name(next(self._numbers))
            made = await joining.invite(store, name, Role.BENEFICIARY, house, referent, now)
            self.crowd.codes += [made.code, made.short or ""]
        rosa = await store.people.add(self._name(next(self._numbers)), house, referent, now)
        await store.people.enrol(rosa, now)
        await store.people.grant(rosa, Role.BENEFICIARY)
        await store.people.add(self._name(next(self._numbers)), house, referent, now)
        lost = await self._add(Role.BENEFICIARY, house, 1000, referent)
        await store.people.set_reachable(lost, reachable=False)
        self._people += [rosa, lost]

    async def _outings(self) -> None:
        for rank, hours in enumerate((-70, -1, *HOURS_AHEAD)):
            places = PLACES[rank % len(PLACES)] if hours > 0 else 40
            await self._outing(f"Sortie {rank}", hours, places, publish=True)
        await self._outing("Portes ouvertes", -1, None, publish=True)
        for rank in range(3):
            await self._outing(f"Brouillon {rank}", 200 + rank, 4, publish=False)

    async def _outing(self, title: str, hours: int, places: int | None, publish: bool) -> None:
        starts_at = self._now + timedelta(hours=hours)
        draft = SessionDraft(starts_at, capacity=places, open_admission=places is None)
        venue = VenueDraft(f"Lieu {title}", "35 quai du Lazaret", "13002", "Marseille", 43.3, 5.4, "M2 Joliette")
        offer = OfferDraft(f"crowd:{title}", (1,), title, venue, (draft,), genre=self._rng.choice(GENRES))
        kept = await self._store.offers.keep_offer(offer)
        session = await self._store.offers.add_session(kept, draft, self._rng.choice(ZONES))
        if publish:
            await self._store.offers.publish(session)
            self._sessions.append(session)

    async def _something_happens(self, staff: list[Person], at: datetime) -> None:
        """Whatever is refused does not happen: that is the product's own word."""
        store, rng = self._store, self._rng
        person, session = await store.people.get(rng.choice(self._people)), rng.choice(self._sessions)
        referent = rng.choice([it for it in staff if it.is_a(Role.REFERENT)])
        with suppress(Refusal):
            match rng.choice(("ask", "ask", "ask", "wait", "wait", "answer", "refuse", "give up", "ahead", "for them")):
                case "ask":
                    await reservations.request(store, person, session, rng.choice((1, 1, 2)), at)
                case "wait":
                    await waiting.join(store, person, session, 1, at)
                    await waiting.consent(store, person, session, yes=rng.random() < 0.5)
                case "ahead" if rng.random() < 0.2:
                    await store.standing.give(person.id, rng.choice(GENRES[1:]), person.referent_id or 0, at)
                case "for them":
                    await on_behalf.ask(store, referent, person.id, session, 1, at)
                case "give up":
                    for it in (await store.reservations.coming_up(person.id, at))[:1]:
                        await reservations.give_up(store, person, it.id, at)
                case "answer":
                    for it in (await store.reservations.to_answer(referent.id))[:2]:
                        await reservations.accept(store, referent, it.id, at)
                case "refuse":
                    for it in (await store.reservations.to_answer(referent.id))[-1:]:
                        await reservations.refuse(store, referent, it.id, self._reason(it.id), at)

    async def _would_try(self, it: Person) -> None:
        """Some have written what; some show it, and some are proposed something else."""
        store, now = self._store, self._now
        referent = await store.people.get(it.referent_id or 0)
        with suppress(Refusal):
            await small_project.write(store, it, self._wish_to_try("typed_project"), now)
            mine = await store.small_projects.of(it.id)
            if mine is not None and self._rng.random() < 0.6:
                await small_project.show(store, it, mine.id, now)
            if self._rng.random() < 0.5:
                await small_project.propose(store, referent, it.id, self._wish_to_try("proposed_project"), now)

    def _wish_to_try(self, screen: str) -> str:
        said = CANARY.format(next(self._told))
        self.crowd.reasons[said] = screen
        return f"{said} Aller au théâtre"

    def _reason(self, reservation: int) -> str:
        said = CANARY.format(next(self._told))
        self.crowd.reasons[said] = f"refused_because:{reservation}"
        return f"{said} Parlons-en"

    async def _away(self, houses: list[list[int]]) -> None:
        """One referent of the first house is away; in the second, two stand in for each other."""
        now, week = self._now, timedelta(days=7)
        (_, second, third, *_), (fourth, fifth, *_), _ = houses
        await self._store.absences.add(third, second, now - week, now + week)
        await self._store.absences.add(fourth, fifth, now - week, now + week)
        await self._store.absences.add(fifth, fourth, now - week, now + week)

    async def _desks(self, coordinators: list[Person]) -> None:
        store, now, rng = self._store, self._now, self._rng
        for karine in coordinators:
            for _ in range(4):
                with suppress(Refusal):
                    session = rng.choice(self._sessions)
                    await changing.wish(store, karine, session, Words.SUMMARY, "Un autre résumé", now)
                    await changing.set_places(store, karine, session, 50, now)
                    note = await noting.write(store, karine, session, "Bonsoir à tous", now)
                    if rng.random() < 0.5:
                        await noting.send(store, karine, note.id, len(await noting.readers(store, session)), now)
                    for entry in (await store.waiting.line(session))[:1]:
                        await overrides.let_pass(store, karine, entry.id, "Déjà venue pour rien", now)
            await uploads.receive(store, karine, "saison.csv", as_csv([HEADINGS, CONCERT]), now)
            await store.agendas.add(karine.organisation_id, "https://agenda.test/sorties.ics", 7)
