"""A whole first outing, told to a bot that is killed with -9 after every step: the story goes on, nothing doubled.

Every other gesture is made while the bot is down, as people do who know nothing of processes.
"""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from bot.clock import RehearsalClock
from handlers.demo.world import World
from tests.given import rows

AMINA, PAUL, KARINE = 1001, 2002, 3003
SHEET = "titre;date;heure;lieu;adresse;code postal;ville\nConcert au Silo;{day};20h00;Le Silo;35 quai du Lazaret;13002;Marseille\n"

UNDER_WAY = """
    SELECT 'update' AS what FROM inbox WHERE state <> 'done'
    UNION ALL SELECT kind FROM letters WHERE fate = 'waiting' AND (attempts > 0 OR due_at <= {now})
"""


class Bot(Protocol):
    """What is killed: one process, or several."""

    environment: dict[str, str]

    async def start(self) -> None: ...
    async def kill(self) -> None: ...
    async def killed_and_restarted(self, after: timedelta = timedelta()) -> None: ...
    @property
    def log(self) -> str: ...


class Story:
    """People, a bot, and a wait that ends when the screen says so."""

    def __init__(self, world: World, process: Bot) -> None:
        self.world = world
        self.process = process
        self.steps = 0

    async def step(self, gesture: Callable[[], object], who: int, expected: str) -> None:
        """One gesture, one thing seen, one kill."""
        self.steps += 1
        if self.steps % 2:
            await self.settles()
            await self.process.kill()
            gesture()
            await self.process.start()
        else:
            gesture()
        await self.sees(who, expected)
        await self.settles()
        await self.process.killed_and_restarted()

    async def sees(self, who: int, expected: str) -> None:
        for _ in range(600):
            if expected in self.newest(who):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{who} does not see {expected!r} but {self.newest(who)!r}\n{self.process.log[-2000:]}")

    async def settles(self) -> None:
        """Between two steps: what was seen has been noted. Kills inside a step are another test's."""
        for _ in range(600):
            if not rows(self.url, UNDER_WAY.format(now=int(self.world.now().timestamp()))):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"it does not come to rest\n{self.process.log[-2000:]}")

    @property
    def url(self) -> str:
        return self.process.environment["PASSERELLE_DATABASE_URL"]

    def newest(self, who: int) -> str:
        """What changed last: an answer that a kill made doubtful may stand below it once more."""
        texts = [m for m in self.world.transcript(who) if m.from_bot and m.kind == "text"]
        return max(texts, key=lambda m: (m.edited_at or m.sent_at, m.id)).text if texts else ""

    def tap(self, who: int, label: str) -> Callable[[], object]:
        def gesture() -> None:
            for message in reversed(self.world.transcript(who)):
                for text in message.labels:
                    if text.startswith(label):
                        self.world.tap(who, message.id, text)
                        return
            raise AssertionError(f"no button {label!r}")

        return gesture

    def write(self, who: int, text: str) -> Callable[[], object]:
        return lambda: self.world.send_text(who, text)


def command(process: Bot, *words: str) -> str:
    """A command of the operator, on the same database."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env=process.environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


async def told(story: Story, folder: Path, clock: RehearsalClock) -> None:
    sheet = folder / "sorties.csv"
    day = clock.now() + timedelta(days=12)
    sheet.write_text(SHEET.format(day=f"{day:%d/%m/%Y}"))
    off = asyncio.to_thread
    await off(command, story.process, "import", str(sheet))
    codes = {}
    for role, name in (("coordinator", "Karine"), ("referent", "Paul")):
        said = await off(command, story.process, "invite", role, "--organisation", "CCAS", "--name", name)
        codes[name] = next(line.split()[-1] for line in said.splitlines() if line.startswith("Code"))
    step, tap, write = story.step, story.tap, story.write
    await step(write(KARINE, f"/start {codes['Karine']}"), KARINE, "Choisissez votre langue")
    await step(tap(KARINE, "Français"), KARINE, "Bonjour Karine")
    await step(tap(KARINE, "Sorties"), KARINE, "1 brouillon")
    await step(tap(KARINE, "Brouillons"), KARINE, "Concert au Silo")
    await step(tap(KARINE, "Concert au Silo"), KARINE, "Il manque le nombre de places")
    await step(tap(KARINE, "Nombre de places"), KARINE, "Combien de places")
    await step(tap(KARINE, "4 places"), KARINE, "Places prises : 0 sur 4")
    await step(tap(KARINE, "Publier"), KARINE, "Il manque une version facile à lire")
    await step(tap(KARINE, "Publier sans version facile"), KARINE, "Sortie publiée")
    await step(write(PAUL, f"/start {codes['Paul']}"), PAUL, "Choisissez votre langue")
    await step(tap(PAUL, "Français"), PAUL, "Bonjour Paul")
    await step(tap(PAUL, "Inviter une personne"), PAUL, "Écrivez le prénom")
    await step(write(PAUL, "Amina"), PAUL, "Invitation pour Amina")
    link = next(word for word in story.newest(PAUL).split() if word.startswith("https://t.me/"))
    await step(lambda: story.world.open_link(AMINA, link), AMINA, "Choisissez votre langue")
    await step(tap(AMINA, "Français"), AMINA, "Nous gardons")
    await step(tap(AMINA, "Je suis d'accord"), AMINA, "confirmer que c'est bien vous")
    await story.sees(PAUL, "Quelqu'un a ouvert l'invitation")
    await step(tap(PAUL, "Confirmer Amina"), PAUL, "compte confirmé")
    await story.sees(AMINA, "Votre référent a confirmé")
    await step(tap(AMINA, "Voir les sorties"), AMINA, "Il reste 4 places")
    await step(tap(AMINA, "Concert"), AMINA, "35 quai du Lazaret")
    await step(tap(AMINA, "Demander 2 places"), AMINA, "Demande envoyée. Votre référent répond avant")
    await story.sees(PAUL, "Amina demande 2 places.")
    await step(tap(PAUL, "Accepter"), PAUL, "Demande acceptée par Paul")
    await story.sees(AMINA, "Place confirmée.")
    for later, expected in (
        (timedelta(days=5), "dans 7 jours"),
        (timedelta(days=4), "dans 3 jours"),
        (timedelta(days=2, hours=7), "est demain"),
    ):
        await story.process.killed_and_restarted(after=later)
        await story.sees(AMINA, expected)
        await story.settles()
    await step(tap(AMINA, "Je viens"), AMINA, "Place confirmée.")
    await story.process.killed_and_restarted(after=timedelta(days=2))
    await story.sees(AMINA, "Comment était-ce")
    await step(tap(AMINA, "Bien"), AMINA, "Merci")


def nothing_is_doubled(story: Story) -> None:
    """One request, its places taken once, one row a letter, no letter tried more than twice."""

    def asked(sql: str) -> list[tuple[object, ...]]:
        return [tuple(row.values()) for row in rows(story.url, sql)]

    assert asked("SELECT state, places FROM reservations") == [("approved", 2)]
    assert asked("SELECT taken FROM sessions") == [(2,)]
    told = Counter(asked("SELECT kind, args FROM letters WHERE fate = 'sent'"))
    assert set(told.values()) == {1}, told
    fates = {fate for (fate,) in asked("SELECT DISTINCT fate FROM letters")}
    assert fates <= {"sent", "late", "overtaken", "waiting"}
    assert asked("SELECT max(attempts) FROM letters") == [(1,)]
    assert asked("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]
    for opening in ("Votre sortie est dans 7 jours", "Votre sortie est dans 3 jours"):
        assert sum(m.text.startswith(opening) for m in story.world.transcript(AMINA) if m.from_bot) == 1
    assert story.world.refusals == []
