"""Files that a person hands to the page and takes away from it."""

from pathlib import Path

from playwright.sync_api import FilePayload, Page

from tests.browser.waiting import wait_until_idle


def upload(page: Page, label: str, file: Path | FilePayload) -> None:
    """Hand a file, on the disk or made up, to the uploader with that label and wait until the page has taken it in."""
    page.get_by_test_id("stFileUploader").filter(has_text=label).locator("input[type=file]").set_input_files(file)
    wait_until_idle(page)


def download(page: Page, button: str, folder: Path) -> Path:
    """Press the download button with that text; the file under the name that the page gives it, in `folder`."""
    with page.expect_download() as caught:
        page.get_by_role("button", name=button, exact=True).click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path
