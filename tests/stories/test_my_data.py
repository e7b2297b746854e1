"""« Ce qui est gardé sur vous » and « Mes données »: what the register says, and everything that there is."""

from bot import register
from bot.register.kinds import Purpose, Whose
from handlers.privacy import what_for
from handlers.text import Translator
from tests.papers import documents
from tests.phone import Phone
from tests.stories.desk import comes
from tests.town import Town


async def text_of_the_file(it: Phone) -> str:
    await it.sends("/confidentialite")
    await it.taps("Mes données")
    return documents(it)["mes-donnees.txt"].decode()


async def test_what_is_kept_is_said_purpose_by_purpose(amina: Phone) -> None:
    await amina.sends("/confidentialite")
    for purpose in register.kept_about(Whose.PERSON):
        assert what_for(purpose, Translator()) in amina.text
    assert "Gardé deux ans après votre dernier contact." in amina.text
    assert f"Numéro de la fiche : {amina.person_id}" in amina.text


async def test_who_works_here_reads_what_is_kept_of_their_work_and_not_of_outings(paul: Phone) -> None:
    await paul.sends("/confidentialite")
    assert what_for(Purpose.WORK, Translator()) in paul.text
    assert what_for(Purpose.CAME, Translator()) not in paul.text


async def test_the_file_tells_a_whole_outing_in_words(town: Town, amina: Phone, paul: Phone) -> None:
    await town.publish("Concert au Silo")
    await comes(amina, paul)
    told = await text_of_the_file(amina)
    for said in ("Prénom ou surnom, choisi avec la personne : Amina", "Numéro du compte Telegram : 1001"):
        assert said in told
    for said in (
        "Sortie : Concert au Silo",
        "Où en est la demande : acceptée",
        "ses mots ne sont pas gardés : réponse à une demande",
    ):
        assert said in told
    assert "01/03/2027 10:00" in told, "instants are said in the town's hours"
    assert "Paul" not in told


async def test_the_file_holds_every_column_that_the_register_gives(town: Town, amina: Phone, paul: Phone) -> None:
    await town.publish("Concert au Silo")
    await comes(amina, paul)
    async with town.storage.reading() as store:
        found = await store.records.of(amina.person_id)
    assert {"people", "roles", "reservations", "history", "letters", "invitations"} <= set(found)
    for table, rows in found.items():
        assert all(list(row) == register.exported()[table] for row in rows)


async def test_nobody_finds_another_s_data_in_theirs(town: Town, amina: Phone, paul: Phone) -> None:
    await town.publish("Concert au Silo")
    await comes(amina, paul)
    told = await text_of_the_file(paul)
    assert "Amina" not in told
    assert "1001" not in told
