"""A town with something to hide: Amina's requests, and everybody who has no business with them."""

from dataclasses import asdict, dataclass, field
from datetime import time, timedelta

from bot import accompanied_outings
from bot.domain.accompanied_outings import Sign
from bot.domain.experiments import Question
from bot.domain.people import Role
from bot.domain.rehearsals import Answer
from tests.conftest import beneficiary, invited, join, phone, volunteer
from tests.given import a_session, table, tables
from tests.phone import Phone
from tests.town import Town
from tests.whole.desk import lay
from tests.whole.ground import lay_ground
from tests.whole.meetings import lay_meeting
from tests.whole.travel import HOME, home, lay_timetable
from tests.whole.welcome import ON, lay_permanence

PRIVATE = (
    "Amina",
    "Yasmine",
    "Fatou",
    "Omar",
    "Rosa",
    "Concert caché",
    "Ballet caché",
    "Opéra caché",
    "Récital caché",
    "Brouillon caché",
    "Jardin caché",
    "Arrêt caché",
    "Envie cachée",
    "Idée cachée",
)
FORGOTTEN = {"inbox"}
"""Tables that every tap may touch."""


@dataclass
class Scene:
    town: Town
    people: dict[str, Phone] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    async def answer(self, who: str, data: str) -> tuple[str, bool, str, list[str]]:
        """What pressing this shows: the toast, whether it is a window, the text and its buttons."""
        it = self.people[who]
        await it.presses(data.format(**self.ids))
        toasts = self.town.world.toasts(it.account)
        toast = toasts[-1] if toasts else None
        return (toast.text if toast else "", bool(toast and toast.alert), it.text, it.buttons)

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything that is remembered, but the day of the last contact."""
        kept = {}
        for name in set(tables(self.town.url)) - FORGOTTEN:
            found = table(self.town, f"SELECT * FROM {name}")  # noqa: S608
            kept[name] = sorted((tuple(row[it] for it in row if it != "seen_at") for row in found), key=repr)
        return kept


async def set_scene(town: Town) -> Scene:
    """Paul follows Amina, who asked for one outing and goes to another; the others stand around."""
    it = Scene(town)
    paul = await join(phone(town, 2002, "Paul"), Role.REFERENT)
    amina = await beneficiary(town, paul, 1001, "Amina")
    it.people = {
        "amina": amina,
        "bilal": await beneficiary(town, paul, 1002, "Bilal"),
        "paul": paul,
        "henri": await join(phone(town, 2004, "Henri"), Role.REFERENT),
        "claire": await join(phone(town, 2003, "Claire"), Role.REFERENT, organisation="Autre relais"),
        "karine": await join(phone(town, 3003, "Karine"), Role.COORDINATOR),
        "victor": await volunteer(town, 4004, "Victor"),
        "nadia": await join(phone(town, 1003, "Nadia"), Role.BENEFICIARY, paul.person_id),
        "zoe": phone(town, 5005, "Zoe"),
    }
    it.people["walid"] = await invited(town, it.people["karine"], 4005, "Walid")
    await it.people["nadia"].taps("Je suis d'accord")
    await it.people["zoe"].sends("/start")
    yasmine = await join(phone(town, 1004, "Yasmine"), Role.BENEFICIARY, paul.person_id)
    await yasmine.taps("Je suis d'accord")
    fatou = await beneficiary(town, paul, 1005, "Fatou")
    town.world.block(fatou.account)
    await town.serve()
    soon = town.clock.now() + timedelta(days=12)
    it.ids = {
        "open": await town.publish("Exposition", soon),
        "hidden": await town.publish("Concert caché", soon),
        "amina": amina.person_id,
        "paul": paul.person_id,
        "henri": it.people["henri"].person_id,
        "waiting": yasmine.person_id,
        "lost": fatou.person_id,
        "unopened": await _unopened(town, paul),
        "walid": it.people["walid"].person_id,
        "yann": (await invited(town, it.people["karine"], 4006, "Yann")).person_id,
        "xenia": await _unopened_volunteer(it),
    }
    async with town.storage.writing() as store:
        it.ids["draft"] = await a_session(store, starts_at=soon, title="Brouillon caché", draft=True)
    it.ids["asked"] = await _asks(it, it.ids["hidden"])
    it.ids["coming"] = await _asks(it, await town.publish("Ballet caché", soon))
    await paul.presses(f"accept:{it.ids['coming']}")
    await _goes_along(it)
    it.ids["yes"], it.ids["absence"] = await _arranged(it)
    await town.deliver()
    await _waits(it)
    await _lay_the_desk(it)
    await _lay_the_ground(it)
    await _lay_the_way(it)
    await _goes_alone(it)
    async with town.storage.writing() as store:
        it.ids |= {"permanence": await lay_permanence(store, paul.person_id, town.clock.now()), "tuesday": ON}
        it.ids["house"] = (await store.drafting.named("Maison du quartier"))[0].id
        await store.experiments.start((await store.people.get(paul.person_id)).organisation_id, Question.WEEK, 1, soon)
        it.ids["experiment"] = (await store.experiments.all_running())[0].id
    await _go_along(it)
    await _would_like_to_try(it)
    await _meet(it)
    await _welcome(it)
    return it


async def _go_along(it: Scene) -> None:
    """Victor goes along with a group of the house; of another, nobody does yet."""
    at, town = it.town.clock.now() + timedelta(days=2), it.town
    met, it.ids["wanted"] = [await town.publish(title, at) for title in ("Fête", "Marche")]
    async with town.storage.writing() as store:
        karine = await store.people.get(it.people["karine"].person_id)
        made = [
            await store.accompanied_outings.make(each, karine.organisation_id, Sign.SUN, karine.id)
            for each in (met, it.ids["wanted"])
        ]
        await accompanied_outings.add(store, made[0], it.people["victor"].person_id, town.clock.now())
    it.ids |= {"group": made[0].id, "karine": karine.id}
    await it.town.deliver()


async def _would_like_to_try(it: Scene) -> None:
    """Amina shows Paul what she would like to try, and he has agreed; he proposes something else too."""
    amina, paul, now = it.ids["amina"], it.ids["paul"], it.town.clock.now()
    async with it.town.storage.writing() as store:
        await store.small_projects.keep(amina, "Envie cachée", now)
        mine = await store.small_projects.of(amina)
        assert mine is not None
        await store.small_projects.show(mine.id, paul)
        await store.small_projects.agree(mine.id, paul, now)
        it.ids["proposal"] = await store.small_projects.propose(amina, "Idée cachée", paul, now)
    it.ids["project"] = mine.id


async def _unopened_volunteer(it: Scene) -> int:
    karine = it.people["karine"]
    await karine.presses("invite_volunteer")
    await karine.sends("Xenia")
    (row,) = table(it.town, "SELECT id FROM people WHERE name = 'Xenia'")
    return int(row["id"])


async def _goes_along(it: Scene) -> None:
    """Paul goes with Amina to one outing; to another, which she has asked for, nobody does yet."""
    it.ids["lonely"] = await _asks(it, await it.town.publish("Opéra caché", it.town.clock.now() + timedelta(days=13)))
    await it.people["amina"].presses(f"go_so:{it.ids['lonely']}:company")
    await it.people["paul"].presses(f"accompany:{it.ids['coming']}")
    async with it.town.storage.reading() as store:
        it.ids["ballet"] = (await store.reservations.get(it.ids["coming"])).session.id


async def _goes_alone(it: Scene) -> None:
    """Amina goes somewhere by herself, and would make the way once before."""
    it.ids["tried"] = await _asks(it, await it.town.publish("Récital caché", it.town.clock.now() + timedelta(days=14)))
    await it.people["paul"].presses(f"accept:{it.ids['tried']}")
    async with it.town.storage.writing() as store:
        await store.rehearsals.add(it.ids["tried"], Answer.COMPANY, it.town.clock.now())


async def _lay_the_way(it: Scene) -> None:
    """Amina sets out from a stop, and may say when."""
    async with it.town.storage.writing() as store:
        await lay_timetable(store, (43.313, 5.366), it.town.clock.now())
        await store.starts.put(it.ids["amina"], home("Arrêt caché"))
        coming = (await store.reservations.get(it.ids["coming"])).session
    it.ids |= {"stop": HOME, "leaving": int(coming.starts_at.timestamp()) // 60 - 90}


async def _lay_the_ground(it: Scene) -> None:
    """Amina was absent somewhere; Rosa, who has no account, goes out tomorrow."""
    bilal = it.people["bilal"].person_id
    it.ids["park"] = await it.town.publish("Parc", it.town.clock.now() + timedelta(days=20))
    async with it.town.storage.writing() as store:
        ground = await lay_ground(store, it.ids["paul"], it.ids["amina"], bilal, it.town.clock.now())
    it.ids |= asdict(ground)


async def _lay_the_desk(it: Scene) -> None:
    soon = it.town.clock.now() + timedelta(days=12)
    it.ids["cancelled"] = await it.town.publish("Match", soon)
    spare = await it.town.publish("Musée", soon)
    async with it.town.storage.writing() as store:
        karine = await store.people.get(it.people["karine"].person_id)
        coming = (await store.reservations.get(it.ids["coming"])).session.id
        laid = await lay(store, karine, it.ids["hidden"], coming, spare, it.ids["cancelled"], it.town.clock.now())
        # She has places there; on its list too, she could read the letter to those who wait.
        await store.waiting.add(coming, it.ids["amina"], 1, it.town.clock.now(), None)
        entry = await store.waiting.of(it.ids["amina"], coming)
    assert entry is not None
    it.ids["waits_there"] = entry.id
    it.ids |= {name: number for name, number in asdict(laid).items() if name != "mark"}
    await it.town.deliver()


async def _asks(it: Scene, session: int) -> int:
    await it.people["amina"].presses(f"ask:{session}:2")
    async with it.town.storage.reading() as store:
        made = await store.reservations.live(it.people["amina"].person_id, session)
    assert made is not None
    return made.id


async def _arranged(it: Scene) -> tuple[int, int]:
    """Paul has said yes ahead to Amina for one genre, and he stands in for Henri."""
    now = it.town.clock.now()
    async with it.town.storage.writing() as store:
        await store.standing.give(it.ids["amina"], "danse", it.ids["paul"], now)
        absence = await store.absences.add(it.ids["henri"], it.ids["paul"], now, now + timedelta(days=7))
        return (await store.standing.of(it.ids["amina"]))[0].id, absence


async def _waits(it: Scene) -> None:
    """Amina is on the list of one full outing, and holds the offer of another."""
    bilal, amina, now = it.people["bilal"], it.people["amina"], it.town.clock.now()
    for which, holder in (("listed", it.ids["lost"]), ("freed", bilal.person_id)):
        it.ids[which] = full = await it.town.publish(f"Sortie complète {which}", now + timedelta(days=12), places=1)
        async with it.town.storage.writing() as store:
            assert await store.offers.take(full, 1, now)
            await store.reservations.add(full, holder, 1, now + timedelta(days=9), holder, now)
        await amina.presses(f"wait:{full}:1")
    await bilal.presses(f"session:{it.ids['freed']}")
    await bilal.taps("Annuler ma demande")
    await bilal.taps("Oui, j'annule")
    await it.town.deliver()
    async with it.town.storage.reading() as store:
        entry = await store.waiting.of(amina.person_id, it.ids["listed"])
        held = await store.reservations.live(amina.person_id, it.ids["freed"])
    assert entry is not None
    assert held is not None
    it.ids |= {"entry": entry.id, "held": held.id}


async def _meet(it: Scene) -> None:
    """Today Amina and Paul meet, and something is wrong."""
    karine = it.people["karine"].person_id
    async with it.town.storage.writing() as store:
        met = await lay_meeting(store, [it.ids["amina"]], it.ids["paul"], karine, it.town.clock.now(), "Jardin caché")
    it.ids |= {"met": met.session, "problem": met.problem, "taken": met.taken}


async def _welcome(it: Scene) -> None:
    """Victor welcomes at a permanence of today, and goes along to an open day that begins soon."""
    now, victor, karine = it.town.clock.now(), it.people["victor"].person_id, it.ids["karine"]
    it.ids["doors"] = await it.town.publish("Portes ouvertes", now + timedelta(hours=1), places=None)
    async with it.town.storage.writing() as store:
        it.ids["welcome"] = await lay_permanence(store, karine, now, welcomer_id=victor, weekday=0, opens=time(11))
        house = (await store.people.get(victor)).organisation_id
        group = await store.accompanied_outings.make(it.ids["doors"], house, Sign.SUN, karine)
        await accompanied_outings.add(store, group, victor, now)


async def _unopened(town: Town, paul: Phone) -> int:
    await town.invite(Role.BENEFICIARY, "Omar", referent=paul.person_id)
    async with town.storage.reading() as store:
        return next(it.id for it in await store.people.followed_by(paul.person_id) if it.name == "Omar")
