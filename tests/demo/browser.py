"""A real browser before the demo's page, and how a hand finds a phone on it."""

import shutil

from playwright.async_api import Locator, Page, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 15_000


def phone(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


async def tap(phone: Locator, label: str, exact: bool = False) -> None:
    """The newest button with these words."""
    await phone.get_by_role("log").get_by_role("button", name=label, exact=exact).last.click()


async def reads(phone: Locator, words: str) -> None:
    await expect(phone.get_by_role("log").get_by_text(words).last).to_be_visible()
