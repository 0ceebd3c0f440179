"""The editor in a real browser: keyboard, paste, images, a strict content policy, and without scripts a plain field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from flask_initiatieven.rich_text import clean
from tests.browser.conftest import PageAs
from tests.browser.judging import sideways, violations
from tests.illustrations.pictures import photo, picture

EDITOR = "m-windhorst"
PASTED = Path(__file__).parent.parent / "rich_text" / "pasted"
SAMPLES = sorted(path.stem for path in PASTED.glob("*.html") if not path.stem.endswith(".clean"))
#: told by the browser itself, whatever it was that our policy stopped
WATCH = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", event =>
    window.stopped.push(event.violatedDirective + " " + (event.sourceFile || "") + " " + (event.sample || "")));
"""


def strict(route: Route) -> None:
    """The page as a careful host sends it."""
    if route.request.method != "GET":
        return route.continue_()
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": "default-src 'self'"})


@pytest.fixture
def page(page_as: PageAs) -> Iterator[Page]:
    """The edit page of a new page that nobody else uses, under a strict policy, which was never broken at the end."""
    found = page_as(EDITOR)
    made = new_page(found)
    found.route(made, strict)
    found.add_init_script(WATCH)
    found.goto(made)
    yield found
    assert found.evaluate("window.stopped") == []


def new_page(page: Page) -> str:
    """A free page: one title, one text. Its address for editing."""
    page.goto("/initiatieven/visie/nieuw")
    page.get_by_label("Titel").fill("Proef met de editor")
    page.get_by_label("Soort pagina").select_option("free")
    page.get_by_role("button", name="Pagina maken").click()
    page.wait_for_url("**/bewerken")
    return page.url


def area(page: Page) -> str:
    """The text as it would be sent."""
    return page.locator("textarea[name=ini-text]").input_value()


def tool(page: Page, name: str) -> Locator:
    """A button of the editor of the text; the page has a second one, for its contact."""
    return page.get_by_role("toolbar", name="De tekst zelf").get_by_role("button", name=name, exact=True)


def write(page: Page, *keys: str) -> None:
    """Type words and press keys (those between < and >) in the editing area."""
    page.locator("#ini-text").focus()
    for key in keys:
        if key.startswith("<"):
            page.keyboard.press(key.strip("<>"))
            page.wait_for_timeout(40)  # a browser tells of a moved selection a moment later
        else:
            page.keyboard.type(key)


def paste(page: Page, html: str) -> None:
    page.locator("#ini-text").evaluate(
        """(area, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        html,
    )


def save(page: Page) -> str:
    """Save, and the text as it then stands on the page."""
    page.get_by_role("button", name="Opslaan").last.click()
    page.wait_for_url("**/versie/1#*")
    return page.locator(".ini-rich").inner_html()


def a_file(data: bytes, name: str = "foto.jpg") -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def test_words_bold_lists_and_headings_by_keyboard_alone(page: Page) -> None:
    write(page, "## Kop", "<Enter>", "Een ", "<Control+b>", "vet", "<Control+b>", " woord", "<Enter>")
    write(page, "- a", "<Enter>", "b", "<Control+]>", "<Enter>", "<Enter>", "<Enter>", "x", "<Shift+Enter>", "y")
    assert save(page) == (
        "<h2>Kop</h2><p>Een <strong>vet</strong> woord</p><ul><li>a<ul><li>b</li></ul></li></ul><p>x<br>y</p>"
    )


def test_the_toolbar_is_one_stop_and_says_what_is_pressed(page: Page) -> None:
    write(page, "woord", "<Control+a>", "<Alt+F10>")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Vet")
    page.keyboard.press("Enter")
    expect(tool(page, "Vet")).to_have_attribute("aria-pressed", "true")
    for key, reached in [("Alt+F10", "Vet"), ("ArrowLeft", "Opnieuw"), ("ArrowRight", "Vet"), ("End", "Opnieuw")]:
        page.keyboard.press(key)
        expect(focused).to_have_text(reached)
    page.keyboard.press("Escape")
    expect(focused).to_have_id("ini-text")
    assert area(page) == "<p><strong>woord</strong></p>"


def test_undo_and_redo(page: Page) -> None:
    write(page, "woord", "<Control+z>")
    assert area(page) == ""
    tool(page, "Opnieuw").click()
    assert area(page) == "<p>woord</p>"


def test_a_keyboard_gets_in_and_out(page: Page) -> None:
    page.get_by_label("Titel").focus()
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    at = stops.index("ini-text")
    assert stops[at - 1] == "Vet"
    assert stops[at + 1] == "ini-questions-0-title"


def test_a_link_by_keyboard(page: Page) -> None:
    write(page, "kijk hier", "<Shift+Control+ArrowLeft>", "<Control+k>")
    dialog = page.get_by_role("dialog", name="Link")
    page.keyboard.type("geen adres")
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Adres")).to_have_attribute("aria-invalid", "true")
    expect(dialog).to_contain_text("Dit is geen adres.")
    assert violations(page) == []
    dialog.get_by_label("Adres").fill("www.example.nl/a")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_id("ini-text")
    assert area(page) == '<p>kijk <a href="https://www.example.nl/a">hier</a></p>'
    write(page, "<ArrowRight>", "<ArrowLeft>", "<ArrowLeft>", "<Control+k>")
    page.get_by_role("button", name="Link weghalen").click()
    assert area(page) == "<p>kijk hier</p>"


def test_a_link_with_its_own_words_to_a_page_of_ours(page: Page) -> None:
    write(page, "<Control+k>")
    page.get_by_label("Adres").fill("/initiatieven/visie")
    page.get_by_label("Tekst van de link").fill("onze visie")
    page.get_by_role("button", name="Link plaatsen").click()
    assert 'href="/initiatieven/visie"' in save(page)
    page.get_by_role("link", name="onze visie").click()
    page.wait_for_url("**/initiatieven/visie")


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_is_pasted_is_as_clean_here_as_on_the_server(page: Page, sample: str) -> None:
    html = (PASTED / f"{sample}.html").read_text(encoding="utf-8")
    paste(page, html)
    assert clean(area(page), ("/initiatieven",)) == clean(html)


def test_hostile_paste_does_nothing(page: Page) -> None:
    page.evaluate("window.harmed = false")
    for attack in (
        "<img src=x onerror='window.harmed = true'>",
        "<p style='background:url(https://evil.example)' onclick='harmed = true'>a</p><script>harmed = 1</script>",
        "<svg onload='harmed = true'></svg><a href='javascript:harmed = true'>b</a><iframe srcdoc='<script>'>",
    ):
        paste(page, attack)
    page.wait_for_timeout(200)
    assert page.evaluate("window.harmed") is False
    assert area(page) == "<p>ab</p>"


def test_an_image_with_the_words_it_needs(page: Page) -> None:
    write(page, "Kijk:", "<Control+Alt+i>")
    dialog = page.get_by_role("dialog", name="Afbeelding")
    dialog.get_by_label("Bestand").set_input_files(a_file(photo(size=(900, 600))))
    dialog.get_by_role("button", name="Afbeelding plaatsen").click()
    expect(dialog).to_contain_text("Beschrijf wat er te zien is.")
    assert violations(page) == []
    dialog.get_by_label("Wat is er te zien?").fill("Een tuin met bonen")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.keyboard.type("Mooi.")
    html = save(page)
    assert html.startswith("<p>Kijk:</p><img src=")
    assert html.endswith("<p>Mooi.</p>")
    image = page.get_by_alt_text("Een tuin met bonen")
    assert image.evaluate("each => each.complete && each.naturalWidth") == 600


def test_what_is_no_image_is_refused_in_the_dialog(page: Page) -> None:
    write(page, "<Control+Alt+i>")
    dialog = page.get_by_role("dialog", name="Afbeelding")
    dialog.get_by_label("Bestand").set_input_files(a_file(b"<svg onload=alert(1)></svg>"))
    dialog.get_by_label("Wat is er te zien?").fill("Iets")
    dialog.get_by_role("button", name="Afbeelding plaatsen").click()
    expect(dialog).to_contain_text("Dit is geen afbeelding die wij kunnen lezen.")
    expect(dialog.get_by_label("Bestand")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Escape")
    expect(page.locator(":focus")).to_have_id("ini-text")


def test_an_image_that_is_there_is_chosen_and_described_anew(page: Page) -> None:
    write(page, "<Control+Alt+i>")
    page.get_by_label("Bestand").set_input_files(a_file(picture("JPEG")))
    page.get_by_label("Wat is er te zien?").fill("Een verloop")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    write(page, "<Control+Alt+i>")
    page.get_by_role("radio", name="Een verloop").check()
    expect(page.get_by_label("Bestand")).to_be_hidden()
    assert violations(page) == []
    page.get_by_role("button", name="Afbeelding plaatsen").click()
    page.locator("#ini-text img").first.click()
    tool(page, "Afbeelding").click()
    page.get_by_label("Wat is er te zien?").fill("Iets anders")
    page.get_by_role("button", name="Afbeelding plaatsen").click()
    assert area(page).count("<img") == 2
    assert 'alt="Iets anders"' in area(page)
    assert 'alt="Een verloop"' in area(page)


def test_what_was_written_survives_a_refusal_and_the_summary_leads_to_it(page: Page) -> None:
    write(page, "<Control+b>", "woord ")
    page.keyboard.insert_text("lang " * 4100)
    page.get_by_role("button", name="Opslaan").last.click()
    page.wait_for_selector("#ini-errors")
    page.get_by_role("link", name="De tekst zelf: Maak de tekst korter").click()
    expect(page.locator(":focus")).to_have_id("ini-text")
    expect(page.locator("#ini-text")).to_have_attribute("aria-invalid", "true")
    described = page.locator("#ini-text").get_attribute("aria-describedby") or ""
    assert "ini-text-error" in described
    assert area(page).startswith("<p><strong>woord lang")


def test_the_area_is_named_and_the_page_is_accessible_with_it(page: Page) -> None:
    write(page, "## Kop", "<Enter>", "- a")
    expect(page.get_by_role("textbox", name="De tekst zelf")).to_be_focused()
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert violations(page) == []
    assert sideways(page) == []


def test_leaving_unsaved_words_is_asked_first(page: Page) -> None:
    write(page, "woord")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/initiatieven/visie")
    assert asked == ["beforeunload"]


def test_without_scripts_it_is_a_plain_field_and_loses_nothing(page_as: PageAs) -> None:
    typed = "## Kop\n\nEen **vet** woord.\n\n- a\n  - b\n\n[x](https://example.nl)"
    page = page_as(EDITOR, scripts=False)
    address = new_page(page)
    page.get_by_label("De tekst zelf").fill(typed)
    page.get_by_role("button", name="Opslaan").last.click()
    stored = page.locator(".ini-rich").inner_html()
    with_scripts = page_as(EDITOR)
    with_scripts.goto(address)
    write(with_scripts, "<Control+End>", "<Enter>", "y", "<Backspace>", "<Backspace>")
    assert save(with_scripts) == stored
    page.goto(address)
    assert page.get_by_label("De tekst zelf").input_value() == typed
