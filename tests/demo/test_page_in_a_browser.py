"""The page, in a real browser: three people, from the invitation to the first reminder."""

import asyncio
import re
from datetime import datetime, timedelta

from playwright.async_api import Locator, Page, expect

from tests.demo.browser import PATIENCE_MS, phone, reads, tap


async def nothing_is_leaving(page: Page) -> None:
    """A letter that is being sent counts as due again in a minute: the clock is moved once it has left."""
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not await far_away(page):  # noqa: ASYNC110 - the demo tells it to those who ask
            await asyncio.sleep(0.1)


async def far_away(page: Page) -> bool:
    face = await (await page.request.get(f"{page.url}door/clock")).json()
    next_at, now = (datetime.fromisoformat(face[name] or face["now"]) for name in ("next", "now"))
    return next_at - now > timedelta(minutes=2)


async def test_three_people_on_one_page(page: Page) -> None:
    amina, paul, karine = (phone(page, name) for name in ("Amina", "Paul", "Karine"))
    await reads(karine, "Bonjour Karine.")
    hint = amina.get_by_role("note")
    await expect(hint).to_contain_text("sur le téléphone de Paul")
    await invite(page, paul)
    await expect(hint).to_be_hidden()
    await reads(amina, "Choisissez votre langue.")
    await tap(amina, "Français", exact=True)
    await tap(amina, "Je suis d'accord")
    await tap(paul, "Confirmer Amina")
    await tap(amina, "Voir les sorties")
    await tap(amina, "Filtrer")
    await tap(amina, "Accompagnée")
    await tap(amina, "Balade au parc Borély")
    await tap(amina, "Demander une place")
    await expect(amina.get_by_role("status")).to_have_text("Demande envoyée.")
    await tap(paul, "Accepter")
    await reads(amina, "Place confirmée.")
    await expect(amina.get_by_role("link", name="sortie.ics")).to_be_visible()
    await nothing_is_leaving(page)
    await jump_pressed_twice(page)
    await reads(amina, "Venez-vous toujours")


async def jump_pressed_twice(page: Page) -> None:
    """The phones stay where they are, and no letter is skipped."""
    top = "document.querySelector('main').getBoundingClientRect().top"
    before = await page.evaluate(top)
    await page.get_by_role("button", name="Jusqu’au prochain message").dblclick()
    await expect(page.locator("#to-next")).to_have_attribute("aria-busy", "false")
    assert await far_away(page)
    assert await page.evaluate(top) == before


async def test_three_places_are_freed_and_ten_people_wait(page: Page) -> None:
    await page.get_by_role("link", name="Une liste d’attente").click()
    amina, bilal, chloe, elif_ = (phone(page, name) for name in ("Amina", "Bilal", "Chloé", "Elif"))
    await expect(amina.get_by_role("note")).to_contain_text("Annuler ma place")
    await reads(elif_, "Vous êtes 4e sur la liste d'attente.")
    await tap(amina, "Annuler ma place")
    await tap(amina, "Oui, j'annule")
    await expect(amina.get_by_role("note")).to_be_hidden()
    for it in (bilal, chloe):
        await reads(it, "1 place s'est libérée pour vous.")
        await reads(it, "Répondez avant")
    await tap(bilal, "Je ne peux pas")
    await reads(bilal, "Vous êtes la première personne sur la liste d'attente.")
    await reads(elif_, "1 place s'est libérée pour vous.")
    await nothing_is_leaving(page)
    await page.get_by_role("button", name="Jusqu’au prochain message").click()
    await reads(chloe, "Sans réponse de vous, la place est allée à la personne suivante.")
    karine = page.get_by_role("navigation", name="Téléphones").get_by_role("button", name="Karine")
    await karine.click()
    await expect(phone(page, "Karine")).to_be_in_viewport(ratio=1)


async def test_each_scene_has_its_own_people_and_its_own_clock(page: Page) -> None:
    today = (await hour(page))[:10]
    await page.get_by_role("button", name="+1 jour").click()
    await expect(page.locator("#now")).not_to_have_attribute("datetime", re.compile(today))
    await page.get_by_role("link", name="Une liste d’attente").click()
    await expect(phone(page, "Bilal")).to_be_visible()
    assert (await hour(page))[:10] == today
    await page.get_by_role("link", name="Une première sortie").click()
    await expect(phone(page, "Paul")).to_be_visible()
    await expect(phone(page, "Bilal")).to_be_hidden()
    assert (await hour(page))[:10] > today
    await page.get_by_role("link", name="Une sortie accompagnée").click()
    await reads(phone(page, "Victor"), "Bonjour Victor.")
    await tap(phone(page, "Victor"), "Sorties à accompagner")
    await reads(phone(page, "Victor"), "Aucune sortie ne cherche quelqu'un pour le moment.")


async def hour(page: Page) -> str:
    await expect(page.locator("#now")).to_have_attribute("datetime", re.compile("20"))
    return await page.locator("#now").get_attribute("datetime") or ""


async def test_a_long_message_is_read_from_its_beginning(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 780})
    await page.get_by_role("navigation").get_by_role("button", name="Paul").click()
    paul = phone(page, "Paul")
    await tap(paul, "Voir les sorties")
    title, key = paul.get_by_text("Sorties", exact=True), paul.get_by_role("button", name="Page suivante")
    await expect(title).to_be_in_viewport()
    await expect(key).not_to_be_in_viewport()
    await paul.get_by_role("button", name="Lire la suite").click()
    await expect(title).not_to_be_in_viewport()
    await key.click()
    await expect(title).to_be_in_viewport()
    await expect(key).to_be_focused()


async def invite(page: Page, paul: Locator) -> None:
    """Paul writes a first name; the link is opened on the other phone."""
    await tap(paul, "Inviter une personne")
    await reads(paul, "Écrivez le prénom")
    await paul.get_by_role("textbox").fill("Amina")
    await paul.get_by_role("button", name="Envoyer", exact=True).click()
    await paul.get_by_role("link", name="https://t.me/").click()
    onto = page.get_by_role("dialog").get_by_role("button", name="Ouvrir sur")
    await expect(onto).to_have_text(["Ouvrir sur le téléphone d’Amina", "Ouvrir sur le téléphone de Karine"])
    await onto.first.click()
