"""The demo intranet in a process of its own, and a browser in front of it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import machine

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
#: milliseconds a page or a click may take; a first briefing has to start a renderer
PATIENCE = 30_000

PageAs = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser, and shares one: one worker runs it."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def intranet_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo intranet keeps its data."""
    return tmp_path_factory.mktemp("intranet") / "demo"


@pytest.fixture(scope="session")
def intranet(intranet_folder: Path) -> Iterator[str]:
    """The address of the demo intranet, filled with the sample data, served by its own command."""
    folder = intranet_folder.parent
    log = folder / "log"
    with log.open("w") as errors:
        command = [
            sys.executable,
            "-m",
            "flask_initiatieven.demo",
            "--folder",
            str(intranet_folder),
            "--port",
            "0",
        ]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert server.stdout
    said = ""
    for line in server.stdout:
        said += line
        if address := re.search(r"http://127\.0\.0\.1:\d+", line):
            yield address[0]
            break
    else:
        pytest.fail(f"The demo did not start:\n{said}\n{log.read_text()}", pytrace=False)
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = machine.chromium()
    machine.playwright()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def page_as(intranet: str, browser: Browser) -> Iterator[PageAs]:
    """`page_as("m-stuiver")`: a browser window in which this person has signed in."""
    contexts = []

    def open_page(person: str, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=intranet,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            accept_downloads=True,
            locale="nl-NL",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.goto("/inloggen")
        with page.expect_navigation():
            page.click(f'button[value="{person}"]')
        return page

    yield open_page
    for context in contexts:
        context.close()
