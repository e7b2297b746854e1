"""The demo's page for everyone: what axe-core finds of WCAG 2.2 AA (RGAA 4 asks for 2.1 AA), and hands that use no mouse."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from handlers.demo.scenes import SCENES
from tests.demo.browser import phone, reads

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
SEEN = {"on a desk, by day": (1440, 900, "light"), "on a telephone, at night": (390, 780, "dark")}

MOST_STEPS = 150
"""Of the tabulator key, from one thing to another."""


async def ills(page: Page) -> list[str]:
    """What axe-core finds, and where."""
    found = await Axe().run(page, options=OPTIONS)
    return [f"{it['id']}: {node['html'][:200]}" for it in found.response["violations"] for node in it["nodes"]]


@pytest.mark.parametrize("seen", SEEN)
async def test_every_scene_is_within_the_rules(page: Page, seen: str) -> None:
    width, height, light = SEEN[seen]
    await page.set_viewport_size({"width": width, "height": height})
    await page.emulate_media(color_scheme="dark" if light == "dark" else "light", reduced_motion="reduce")
    for scene in SCENES:
        await page.get_by_role("navigation", name="Scènes").get_by_role("link", name=scene.title).click()
        await expect(page.get_by_role("log").first).to_be_visible()
        assert await ills(page) == [], scene.name


async def test_the_rules_are_looked_at(page: Page) -> None:
    """A picture without words is found."""
    await page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(it.startswith("image-alt") for it in await ills(page))


async def test_a_place_is_asked_for_without_a_mouse(page: Page) -> None:
    paul = phone(page, "Paul")
    await reads(paul, "Bonjour Paul.")
    await page.get_by_role("heading").first.click()
    await steps_to(page, "Voir les sorties", "Paul")
    await page.keyboard.press("Enter")
    await reads(paul, "Page 1 sur")
    await steps_to(page, "Message, téléphone de Paul", "Paul")
    await page.keyboard.type("/aide")
    await page.keyboard.press("Enter")
    await reads(paul, "/aide")


async def steps_to(page: Page, name: str, owner: str) -> None:
    """With the tabulator only; wherever the eye is, it sees where the hand is."""
    region = phone(page, owner)
    for _ in range(MOST_STEPS):
        await page.keyboard.press("Tab")
        here = region.locator(":focus")
        if await here.count() and name in (await here.get_attribute("aria-label") or await here.inner_text()):
            outline = await here.evaluate("it => getComputedStyle(it).outlineStyle + getComputedStyle(it).boxShadow")
            assert outline != "nonenone", f"{name} has the focus and does not show it"
            return
    raise AssertionError(f"no way to {name} with the keyboard")
