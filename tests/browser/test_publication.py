"""A governing text from the first word to the recycle bin, by each role, as somebody with a screen reader would go."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageAs
from tests.browser.judging import headings, sideways, violations

WRITER, REVIEWER, MANAGER, READER, ADMIN = "m-vlasblom", "m-secretaris", "m-windhorst", "m-lezer", "m-beheer"
TITLE = "Spelregels voor een buurtfeest"


def checked(page: Page) -> Page:
    """This page, when nothing is wrong with it for anybody."""
    assert violations(page) == [], page.url
    assert len(headings(page)) == 1, page.url
    assert page.get_by_role("main").count() == 1, page.url
    assert sideways(page) == [], page.url
    return page


def press(page: Page, name: str) -> Page:
    """Press the button or follow the link of this name, by keyboard."""
    target = page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))
    target.first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return checked(page)


def told(page: Page) -> str:
    """What a screen reader says by itself after the page has loaded."""
    return " ".join(page.get_by_role("status").all_inner_texts())


def write(page: Page, text: str, change: str = "") -> None:
    page.get_by_role("textbox", name="Tekst", exact=False).first.fill(text)
    page.get_by_label("Wat is er veranderd").fill(change)
    press(page, "Opslaan")


def let_the_worker_work(intranet_folder: Path) -> None:
    """The planned moment has come: put it in the past, and let the worker do one round."""
    with sqlite3.connect(intranet_folder / "initiatieven.sqlite", timeout=20) as database:
        database.execute("UPDATE initiatieven_page_version SET publish_at = datetime('now', '-1 minute') "
                         "WHERE publish_at IS NOT NULL")  # fmt: skip
    command = [sys.executable, "-m", "flask", "--app", "flask_initiatieven.demo.intranet:create_app"]
    subprocess.run(
        [*command, "initiatieven", "worker", "--eenmaal"], check=True, capture_output=True,
        env={**os.environ, "INTRANET_FOLDER": str(intranet_folder)},
    )  # fmt: skip


@pytest.fixture(scope="module")
def place(intranet: str) -> str:
    return "/initiatieven/visie/spelregels-voor-een-buurtfeest"


def test_a_text_from_first_word_to_recycle_bin(page_as: PageAs, place: str, intranet_folder: Path) -> None:
    writer = page_as(WRITER)
    writer.goto("/initiatieven/visie")
    press(writer, "Nieuwe pagina")
    writer.get_by_label("Titel").fill(TITLE)
    writer.get_by_label("Soort").select_option(value="free")
    press(writer, "Pagina maken")
    write(writer, "Vraag het feest zes weken vooraf aan.\n\nMaak de straat daarna schoon.")
    assert "Het concept is opgeslagen" in told(writer)

    # the writer sends it in; the reviewer sends it back, and has to say why
    press(writer, "Ter beoordeling sturen")
    press(writer, "Insturen")
    assert "ter beoordeling" in told(writer)
    assert writer.get_by_role("link", name="Bewerken").count() == 0
    reviewer = page_as(REVIEWER)
    reviewer.goto("/initiatieven/visie")
    press(reviewer, "Te beoordelen (1)")
    press(reviewer, f"{TITLE}, versie 1")
    press(reviewer, "Terugsturen")
    press(reviewer, "Terugsturen")
    assert reviewer.evaluate("document.activeElement.id") == "ini-errors"
    reviewer.get_by_label("Opmerking").or_(reviewer.locator("textarea")).first.fill("Zes weken is te lang.")
    press(reviewer, "Terugsturen")
    assert "teruggestuurd" in told(reviewer)

    # mended, sent in again, planned; nobody reads it before its time
    writer.goto(f"{place}/versie/1")
    assert "Zes weken is te lang." in writer.get_by_role("main").inner_text()
    press(writer, "Bewerken")
    write(writer, "Vraag het feest vier weken vooraf aan.\n\nMaak de straat daarna schoon.")
    press(writer, "Ter beoordeling sturen")
    press(writer, "Insturen")
    reviewer.goto(f"{place}/versie/1")
    press(reviewer, "Publicatie plannen")
    reviewer.get_by_label("Dag").fill((date.today() + timedelta(days=2)).isoformat())
    reviewer.get_by_label("Tijd").fill("09:00")
    press(reviewer, "Plannen")
    assert "wordt gepubliceerd op" in told(reviewer)
    reader = page_as(READER)
    answer = reader.goto(place)
    assert answer
    assert answer.status == 404

    # the moment comes
    let_the_worker_work(intranet_folder)
    reader.goto(place)
    assert "vier weken vooraf" in checked(reader).get_by_role("main").inner_text()

    # a working copy leaves the text in place until a manager publishes it, without asking anybody
    writer.goto(place)
    press(writer, "Nieuwe versie maken")
    write(writer, "Vraag het feest drie weken vooraf aan.\n\nMaak de straat daarna schoon.", "Sneller geregeld.")
    reader.reload()
    assert "vier weken vooraf" in reader.get_by_role("main").inner_text()
    manager = page_as(MANAGER)
    manager.goto(f"{place}/versie/2")
    press(manager, "Publiceren")
    assert "gepubliceerd" in told(manager)
    reader.reload()
    assert "drie weken vooraf" in reader.get_by_role("main").inner_text()

    # what changed is said in words, not only by colour
    manager.goto(f"{place}/vergelijk?van=1&tot=2")
    checked(manager)
    removed, added = manager.locator("del").first.text_content(), manager.locator("ins").first.text_content()
    assert (removed or "").startswith("verwijderd:")
    assert "vier" in (removed or "")
    assert (added or "").startswith("toegevoegd:")
    assert "drie" in (added or "")

    # an old version becomes a new concept; thrown away, it lies in the bin and comes back
    manager.goto(f"{place}/versie/1")
    press(manager, "Terugzetten als nieuw concept")
    manager.goto(f"{place}/versie/3")
    press(manager, "Verwijderen")
    press(manager, "Naar de prullenbak")
    assert "prullenbak" in told(manager)
    manager.goto("/initiatieven/visie/prullenbak")
    checked(manager).get_by_role("button", name=f"Terughalen: {TITLE}").or_(
        manager.get_by_role("button", name="Terughalen")
    ).first.focus()
    with manager.expect_navigation():
        manager.keyboard.press("Enter")
    manager.goto(f"{place}/geschiedenis")
    history = checked(manager).get_by_role("main").inner_text()
    assert "Zes weken is te lang." in history

    # the whole page: bin, back, bin, and only an admin throws it away for good
    manager.goto(place)
    manager.get_by_text("Andere stappen", exact=True).press("Enter")
    press(manager, "Verwijderen")
    press(manager, "Naar de prullenbak")
    answer = reader.goto(place)
    assert answer
    assert answer.status == 404
    assert manager.get_by_role("link", name="Definitief verwijderen").count() == 0
    admin = page_as(ADMIN)
    admin.goto("/initiatieven/visie/prullenbak")
    checked(admin).get_by_role("link", name="Definitief verwijderen").first.click()
    press(admin, "Definitief verwijderen")
    assert TITLE not in admin.get_by_role("main").inner_text().replace(told(admin), "")


def test_who_has_read_a_text_is_a_number_never_a_name(page_as: PageAs) -> None:
    reader = page_as("m-kuiperij")
    reader.goto("/initiatieven/visie/visie-bewonersinitiatieven")
    reader.get_by_label("Ik heb dit gelezen").check()
    press(reader, "Vastleggen")
    assert told(reader)
    manager = page_as(MANAGER)
    manager.goto("/initiatieven/visie/visie-bewonersinitiatieven")
    press(manager, "Bekijk hoeveel collega's dit lazen")
    text = manager.get_by_role("main").inner_text()
    assert "Er zijn 13 collega's gevraagd." in text
    assert "Kuiperij" not in text
