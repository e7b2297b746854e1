"""A file sent in the chat is the import: a truthful preview, then Publier, Brouillons or Abandonner."""

import random
import re
from datetime import UTC, datetime, timedelta

from bot.domain.letters import Kind
from bot.domain.people import Role
from tests.conftest import beneficiary, join, phone
from tests.faults.hostile import calendars, exports, tables, workbooks
from tests.faults.hostile.building import Hostile
from tests.feeds.files import DATA, HEADINGS, as_csv, as_xlsx
from tests.given import GONE, again, fates, forgive, table
from tests.phone import Phone
from tests.stories.desk import asks, comes, opens_sheet
from tests.town import Town

PLACE = ("La Criée", "30 quai de Rive Neuve", "13007", "Marseille")
CONCERT = ("Concert", "13/03/2027", "20h00", *PLACE, "4")
BAL = ("Bal", "20/03/2027", "20h00", *PLACE, "4")


def sheet(*rows: tuple[str, ...]) -> bytes:
    return as_csv([HEADINGS, *rows])


async def imports(karine: Phone, *rows: tuple[str, ...], button: str = "Publier") -> None:
    await karine.sends_file("sorties.csv", sheet(*rows))
    await karine.taps(button)


async def test_the_preview_changes_nothing_and_publishing_does(town: Town, karine: Phone, amina: Phone) -> None:
    await karine.sends_file("sorties.csv", sheet(CONCERT, BAL))
    assert "2 lignes lues" in karine.text
    assert "Nouvelles : 2" in karine.text
    assert "Personne n'est à prévenir." in karine.text
    assert table(town, "SELECT * FROM sessions") == []
    await karine.taps("Publier")
    assert "Dates écrites : 2. Publiées : 2." in karine.text
    await amina.sends("/sorties")
    assert "Concert" in amina.text
    await karine.sends_file("sorties.csv", sheet(CONCERT, BAL))
    assert "Identiques : 2" in karine.text
    assert "Publier" not in karine.buttons
    assert table(town, "SELECT content FROM uploads WHERE done_at IS NOT NULL") == [{"content": ""}]


async def test_drafts_are_not_published_and_leaving_keeps_nothing(town: Town, karine: Phone) -> None:
    await imports(karine, CONCERT, button="Abandonner")
    assert karine.toast == "Le fichier est oublié. Rien n'a été changé."
    assert table(town, "SELECT * FROM sessions") == []
    await imports(karine, CONCERT, button="Brouillons")
    assert [it["publication"] for it in table(town, "SELECT publication FROM sessions")] == ["draft"]


async def test_every_kind_of_file_is_read(town: Town, karine: Phone) -> None:
    await karine.sends_file("sorties.xlsx", as_xlsx([HEADINGS, CONCERT]))
    assert "Nouvelles : 1" in karine.text
    for name in ("openagenda.json", "sorties.ics"):
        await karine.sends_file(name, (DATA / name).read_bytes())
        assert "lues" in karine.text or "n'y a aucune sortie" in karine.text


async def test_what_was_changed_is_told_to_those_who_come(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    await imports(karine, CONCERT, BAL)
    await comes(amina, paul)
    await karine.sends_file("sorties.csv", sheet(("Concert", "13/03/2027", "19h00", *PLACE, "6"), BAL))
    assert "Modifiées : 1" in karine.text
    assert "Identiques : 1" in karine.text
    assert "1 personne sera prévenue." in karine.text
    assert "5 rappels seront replanifiés." in karine.text
    await karine.taps("Voir le détail")
    assert "date : samedi 13 mars 2027 à 20 h 00 → samedi 13 mars 2027 à 19 h 00" in karine.text
    assert "places : 4 → 6" in karine.text
    await karine.taps("Retour au résumé")
    await karine.taps("Publier")
    assert fates(town, Kind.CHANGED) == ["waiting"]
    await town.pass_time(minutes=5)
    assert "Maintenant : samedi 13 mars 2027 à 19 h 00" in amina.text
    assert len(table(town, "SELECT * FROM sessions WHERE capacity = 6 AND taken = 1")) == 1
    assert len(table(town, "SELECT * FROM letters WHERE kind = 'reminder' AND fate = 'waiting'")) == 5


async def test_an_import_is_undone_while_nobody_has_read_of_it(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await imports(karine, CONCERT)
    await comes(amina, paul)
    before = table(town, "SELECT starts_at, capacity, taken FROM sessions")
    await imports(karine, ("Concert", "13/03/2027", "19h00", *PLACE, "6"), BAL)
    await karine.taps("Défaire")
    assert karine.toast == "C'est défait."
    assert table(town, "SELECT starts_at, capacity, taken FROM sessions") == before
    await town.pass_time(minutes=10)
    assert "a changé" not in amina.all_text
    assert len(table(town, "SELECT * FROM letters WHERE kind = 'reminder' AND fate = 'waiting'")) == 5


async def test_an_import_that_somebody_used_stays(town: Town, amina: Phone, karine: Phone) -> None:
    await imports(karine, CONCERT)
    await asks(amina)
    await karine.taps("Défaire")
    assert karine.toast == "Il est trop tard pour défaire ce changement."


async def test_promised_places_stay_and_the_other_rows_go_on(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await imports(karine, CONCERT)
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    await comes(amina, paul)
    await comes(bilal, paul)
    await karine.sends_file("sorties.csv", sheet((*CONCERT[:-1], "1"), BAL))
    assert "déjà promises : 1" in karine.text
    assert "Modifiées : 0" in karine.text
    await karine.taps("Publier")
    assert [it["capacity"] for it in table(town, "SELECT capacity FROM sessions ORDER BY id")] == [4, 4]


async def test_the_town_changed_while_the_preview_was_shown(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await imports(karine, CONCERT)
    await karine.sends_file("sorties.csv", sheet(("Concert", "13/03/2027", "19h00", *PLACE, "4")))
    assert "Personne n'est à prévenir." in karine.text
    await comes(amina, paul)
    await karine.taps("Publier")
    assert karine.toast.startswith("Quelque chose a changé depuis.")
    assert "1 personne sera prévenue." in karine.text
    assert fates(town, Kind.CHANGED) == []
    await karine.taps("Publier")
    assert fates(town, Kind.CHANGED) == ["waiting"]


async def test_the_file_changed_while_it_was_previewed(town: Town, karine: Phone) -> None:
    await karine.sends_file("sorties.csv", sheet(CONCERT))
    older = next(m for m in karine.from_bot if "Publier" in m.labels)
    await karine.sends_file("sorties.csv", sheet(CONCERT, BAL))
    town.world.tap(karine.account, older.id, "Publier")
    await town.serve()
    assert karine.toast.startswith("Quelque chose a changé depuis.")
    assert any("Un fichier plus récent du même nom est arrivé." in m.text for m in karine.from_bot)
    assert table(town, "SELECT * FROM sessions") == []


async def test_the_preview_survives_a_restart_and_publishing_twice_is_once(town: Town, karine: Phone) -> None:
    await karine.sends_file("sorties.csv", sheet(CONCERT))
    shown = karine.from_bot[-1]
    await again(town)
    town.world.tap(karine.account, shown.id, "Publier")
    await town.serve()
    await karine.presses("publish_upload:1:whatever")
    assert karine.toast == "C'est déjà fait."
    assert len(table(town, "SELECT * FROM sessions WHERE publication = 'published'")) == 1
    forgive(town, "message to edit not found")


async def test_what_seems_told_twice_is_left_out_unless_one_says_so(town: Town, karine: Phone) -> None:
    await town.publish("Concert", datetime(2027, 3, 13, 19, tzinfo=UTC))
    await karine.sends_file("sorties.csv", sheet(CONCERT, BAL))
    assert "Peut-être en double : 1" in karine.text
    await karine.taps("Garder aussi les doubles")
    assert "Nouvelles : 2" in karine.text
    await karine.taps("Laisser les doubles de côté")
    await karine.taps("Publier")
    assert len(table(town, "SELECT * FROM sessions")) == 2


async def test_a_sheet_of_past_dates_and_odd_places_says_so(town: Town, karine: Phone) -> None:
    past = ("Concert", "13/03/2020", "20h00", *PLACE, "4")
    odd = [("Concert " + places, "13/03/2027", "20h00", *PLACE, places) for places in ("0", "-1", "dix")]
    await karine.sends_file("sorties.csv", sheet(past, *odd))
    assert "Refusées : 4" in karine.text
    assert "Publier" not in karine.buttons
    await karine.taps("Voir le détail")
    assert "cette date est passée" in karine.text
    assert "« dix » n'est pas un nombre." in karine.text
    assert "Page 1 sur" not in karine.text


async def test_files_that_cannot_be_taken(town: Town, karine: Phone) -> None:
    await karine.sends_file("notes.pdf", b"%PDF-1.7")
    assert "Je ne sais pas lire ce type de fichier." in karine.text
    town.world.fail_next("getFile", "500", times=1)
    await karine.sends_file("sorties.csv", b"x" * 2_000_001)
    assert "Ce fichier est trop gros : 2 Mo au plus." in karine.text  # and it was not asked for
    await karine.sends_file("sorties.csv", sheet(CONCERT))
    assert "Ce fichier n'est pas arrivé." in karine.text
    assert table(town, "SELECT * FROM uploads") == []


async def test_hostile_files_are_refused_with_a_sentence_and_nothing_is_kept(town: Town, karine: Phone) -> None:
    async def sends(it: Hostile) -> str:
        await karine.sends_file(it.filename, it.content)
        return karine.text

    seed = random.Random(1)  # noqa: S311 - a seed
    for build in (workbooks.two_far_corners, workbooks.zip_bomb, calendars.lines_without_end):
        assert "Ce fichier est trop gros. Envoyez-le en plusieurs fichiers plus petits." in await sends(build(seed))
    for build in (workbooks.entities_that_swell, workbooks.truncated, exports.cut_export, tables.nul_bytes):
        assert "Je n'arrive pas à ouvrir ce fichier." in await sends(build(seed))
    assert table(town, "SELECT * FROM uploads") == table(town, "SELECT * FROM sessions") == []
    await karine.sends_file("sorties.csv", sheet(CONCERT))
    assert "Nouvelles : 1" in karine.text


async def test_only_a_coordinator_sends_files(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    fetched = len(town.world.files.by_id)
    for who in (amina, paul):
        await who.sends_file("sorties.csv", sheet(CONCERT))
        assert "Je comprends seulement les boutons et les commandes." in who.text
    assert len(town.world.files.by_id) == fetched + 2
    assert table(town, "SELECT * FROM uploads") == []
    await karine.sends_file("sorties.csv", sheet(CONCERT))
    await paul.presses("upload:1")
    assert paul.toast == GONE
    forgive(town, "message to edit not found")


async def test_a_file_is_its_sender_s(town: Town, karine: Phone) -> None:
    other = await join(phone(town, 3004, "Nour"), Role.COORDINATOR)
    await karine.sends_file("sorties.csv", sheet(CONCERT))
    for data in ("upload:1", "upload_details:1:1:0", "publish_upload:1:0a1b2c3d:0", "leave_upload:1"):
        await other.presses(data)
        assert other.toast == GONE
    assert table(town, "SELECT done_at FROM uploads") == [{"done_at": None}]
    forgive(town, "message to edit not found")


async def test_what_was_changed_by_hand_is_not_brought_back_by_the_old_file(town: Town, karine: Phone) -> None:
    await imports(karine, CONCERT)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer les textes")
    await karine.taps("Changer le titre")
    await karine.sends("Concert de printemps")
    await karine.taps("Modifier")
    await karine.taps("Changer la date")
    await karine.sends("16/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await karine.sends_file("sorties.csv", sheet(CONCERT))
    assert "Identiques : 1" in karine.text
    assert "Publier" not in karine.buttons
    await imports(karine, ("Concert", "17/03/2027", "20h00", *PLACE, "4"))
    assert [it["title"] for it in table(town, "SELECT title FROM offers")] == ["Concert de printemps"]


async def test_920_rows_are_all_accounted_for_and_twice_change_nothing(town: Town, karine: Phone) -> None:
    content = a_year_of_outings()
    await karine.sends_file("marseille.csv", content)
    assert any(m.text == "Je lis votre fichier…" for m in karine.from_bot)
    assert "920 lignes lues" in karine.text
    assert "Nouvelles : 920" in karine.text
    await karine.taps("Publier")
    assert len(table(town, "SELECT * FROM sessions")) == 920
    await karine.sends_file("marseille.csv", content)
    assert "Identiques : 920" in karine.text
    assert "Publier" not in karine.buttons


async def test_in_the_middle_of_the_season_every_row_is_accounted_for(town: Town, karine: Phone) -> None:
    """What is past is refused, what is ahead is new; the second time what was new is the same."""
    content = a_year_of_outings()
    town.clock.move(timedelta(days=100))
    await karine.sends_file("marseille.csv", content)
    first = told(karine)
    assert first["Nouvelles"] > 0
    assert first["Refusées"] > 0
    assert sum(first.values()) == 920
    await karine.taps("Brouillons")
    await karine.sends_file("marseille.csv", content)
    assert told(karine) == {**first, "Nouvelles": 0, "Identiques": first["Nouvelles"]}


def told(karine: Phone) -> dict[str, int]:
    """What becomes of the rows, by the words of the preview."""
    kinds = "Nouvelles|Modifiées|Identiques|Peut-être en double|Refusées"
    return {kind: int(n) for kind, n in re.findall(rf"^({kinds}) : (\d+)$", karine.text, re.MULTILINE)}


def a_year_of_outings() -> bytes:
    """As many rows as a city's season, and as long."""
    first = datetime(2027, 3, 10, 20, tzinfo=UTC)
    street = f"{PLACE[1]}, entrée des artistes, deuxième porte à droite"
    rows = [
        (f"Sortie {n}", f"{first + timedelta(hours=7 * n):%d/%m/%Y}", "20h00", PLACE[0], street, *PLACE[2:], "")
        for n in range(920)
    ]
    return as_csv([HEADINGS, *rows])
