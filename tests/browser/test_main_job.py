"""The main job: an implementer opens a planned visit, clicks once, and holds a briefing."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageAs

#: The three planned visits of the sample data, each with the implementer who prepares it.
VISITS = {
    "Buurttuin De Vergeten Hoek": "m-stuiver",
    "Warm Zonneveld": "m-stuiver",
    "Heel Heel: repareren en lenen": "m-belhaj",
}
PARTS = [
    "Het bezoek",
    "Doel en waarom nu",
    "Kern in drie zinnen",
    "Programma",
    "Aanwezigen",
    "Achtergrond in vijf feiten",
    "Spreekpunten",
    "Vragen en antwoorden",
    "Wel en niet toezeggen",
    "Eerdere toezeggingen",
    "Gevoelig",
    "Coalitieprogramma en raad",
    "Pers en sociale media",
    "Praktisch",
    "Contact op de dag",
    "Vervolg",
]


def _briefing(page: Page, initiative: str, folder: Path) -> Path:
    """From the intranet's start page to the file in hand, by clicking only."""
    for menu, link in (("Intranet", "Bewonersinitiatieven"), ("Initiatieven", "Bezoeken")):
        page.get_by_role("navigation", name=menu, exact=True).get_by_role("link", name=link).click()
    page.get_by_role("main").get_by_role("link", name=initiative).first.click()
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name="Briefing maken (pdf)").click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


@pytest.mark.parametrize(("initiative", "implementer"), VISITS.items())
def test_one_click_gives_the_whole_briefing(page_as: PageAs, initiative: str, implementer: str, tmp_path: Path) -> None:
    file = _briefing(page_as(implementer), initiative, tmp_path)
    with pikepdf.open(file) as pdf:
        headings = _bookmarks(pdf)
        assert len(pdf.pages) <= 2
        assert [part for part in PARTS if not any(part in heading for heading in headings)] == []
        assert str(pdf.docinfo["/Title"]).count(initiative.split(":")[0]) == 1


def _bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    found: list[str] = []
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            entry = waiting.pop(0)
            found.append(entry.title)
            waiting += entry.children
    return found


def test_the_briefing_comes_without_scripts_too(page_as: PageAs, tmp_path: Path) -> None:
    file = _briefing(page_as("m-stuiver", width=320, scripts=False), "Buurttuin De Vergeten Hoek", tmp_path)
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_plain_reader_is_not_offered_a_briefing(page_as: PageAs) -> None:
    page = page_as("m-lezer")
    page.get_by_role("navigation", name="Intranet").get_by_role("link").last.click()
    assert page.get_by_role("link", name="Briefing").count() == 0
