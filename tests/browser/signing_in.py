"""How a person signs in."""

from playwright.sync_api import Page, expect

from tests.browser.waiting import wait_until_idle


def sign_in(page: Page, name: str, button: str = "登录") -> None:
    """From the page with the button `button`, by way of the provider, back to the page as `name`."""
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_test_id("stApp")).to_be_attached()
    wait_until_idle(page)
