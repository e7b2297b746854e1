"""A whole town in a test: the real application, a database, and Telegram in a box."""

from datetime import datetime, timedelta

from bot import joining
from bot.clock import RehearsalClock
from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.people import Role
from handlers import screens
from handlers.demo.request import WorldRequest
from handlers.demo.world import World
from handlers.telegram.bot import Passerelle, application, introduce
from handlers.telegram.http import KnownNotSent
from handlers.telegram.inbox import Fetcher
from handlers.telegram.pace import Pace
from storage.store import Storage

ZONE = "Europe/Paris"


class Town:
    """Starts and stops the bot, moves the clock, and serves what people do."""

    def __init__(self, url: str, clock: RehearsalClock, zone: str = ZONE) -> None:
        self.clock = clock
        self.operator = 0
        self.url = url
        self.zone = zone
        self.world = World(clock.now)
        self.storage: Storage
        self.bot: Passerelle
        self.fetcher: Fetcher

    async def open(self) -> None:
        self.storage = await Storage.open(self.url)
        request = WorldRequest(self.world, refused=KnownNotSent)
        app = application(self.world.token, "https://in-a-box.invalid", request, WorldRequest(self.world))
        username = await introduce(app)
        town = screens.Town(zone=self.zone, bot=username, operator=self.operator)
        # As fast as a test can: the pace has tests of its own.
        self.bot = Passerelle(app, self.storage, town, self.clock.now, Pace(a_second=1e6, a_chat=0.0))
        self.fetcher = Fetcher(app.bot, self.bot.keep)
        await self.bot.pick_up()
        await self.bot.lanes.empty()

    async def close(self) -> None:
        """As the process ends: what is under way comes to its end first, or it would open the database again."""
        await self.bot.lanes.stop(5)
        await self.bot.app.shutdown()
        await self.storage.close()

    async def serve(self) -> None:
        """Everything that people did, until nothing is left."""
        while await self.fetcher.once(0):
            await self.bot.lanes.empty()

    async def deliver(self) -> None:
        """Every letter that is due."""
        await self.bot.post.round()

    async def pass_time(self, **by: float) -> None:
        self.clock.move(timedelta(**by))
        await self.deliver()

    async def until(self, at: datetime) -> None:
        """Let time pass letter by letter, as it would."""
        while (next_at := await self.bot.post.next_at()) is not None and next_at <= at:
            self.clock.move_to(next_at)
            await self.deliver()
        self.clock.move_to(at)

    async def invite(self, role: Role, name: str, organisation: str = "CCAS Belle de Mai", referent: int = 0) -> str:
        """A joining code, as the command line makes it; of a volunteer, as the one who invites them has it."""
        async with self.storage.writing() as store:
            house = await store.people.organisation(organisation, self.clock.now())
            follows = None if role is Role.VOLUNTEER else referent or None
            made = await joining.invite(store, name, role, house, follows, self.clock.now())
            if role is Role.VOLUNTEER:
                await store.volunteers.add(made.person_id, referent or made.person_id)
            return made.code

    async def publish(
        self,
        title: str = "Concert au Silo",
        starts_at: datetime | None = None,
        places: int | None = 4,
        genre: str = "",
        **session: object,
    ) -> int:
        """A published session; its number."""
        at = starts_at or self.clock.now() + timedelta(days=10)
        venue = VenueDraft("Le Silo", "35 quai du Lazaret", "13002", "Marseille", 43.313, 5.366, "M2 Joliette")
        draft = SessionDraft(at, capacity=places, open_admission=places is None, **session)  # type: ignore[arg-type]
        offer = OfferDraft(f"test:{title}:{venue.name}", (1,), title, venue, (draft,), genre=genre)
        async with self.storage.writing() as store:
            number = await store.offers.add_session(await store.offers.keep_offer(offer), draft, ZONE)
            await store.offers.publish(number)
            return number
