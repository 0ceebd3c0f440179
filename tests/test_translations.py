"""Dutch is the source, English is complete: the catalogue itself, and screens in English."""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import ModuleType
from typing import Any

import html5lib
import pytest
import yaml
from babel.messages.pofile import read_po
from flask import Flask, url_for
from jinja2 import Environment

from flask_initiatieven import User, dutch, english, writing
from tests.conftest import SAMPLE, SAMPLE_NOW, MakeApp, inside

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "flask_initiatieven" / "translations" / "en.po"
#: words that are the same in both languages
THE_SAME = {
    "%(count)s ms",
    "%(day)s, %(clock)s",
    "%(kind)s: %(title)s",
    "%(number)s",
    "%(role)s: %(meaning)s",
    "App-bericht",
    "Briefing (PDF)",
    "Briefing %(reader)s (pdf)",
    "Briefing: %(title)s",
    "Contact",
    "Contact:",
    "Code",
    "Details",
    "E-mail",
    "Link",
    "Logo",
    "Open",
    "Route",
    "Status",
    "Was",
    "database",
    "details",
    "je",
    "moment",
    "object",
    "u",
}
#: a label with one of these was forgotten
DUTCH = re.compile(r"\b(de|het|een|en|niet|nog|wat|wie|van|met|voor|naar|om|uur|bewoner|bezoek|kies|opslaan)\b", re.I)
#: what the module says, not what the municipality wrote
OURS = ("label", "button", "legend", "summary", "th", "dt", "nav")
PAGES = ("start", "initiatives", "new_initiative", "visits", "vision", "role_table", "control", "roles")
NOT_TEXT = ("script", "style", "textarea")

Text = tuple[str, str]


def script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("translations_script", str(ROOT / "script" / "translations"))
    spec = importlib.util.spec_from_loader("translations_script", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def entries() -> Iterator[tuple[str, str]]:
    """Dutch and English, singular and plural each as a pair."""
    with CATALOGUE.open("rb") as stream:
        for message in read_po(stream, locale="en"):
            source, target = (each if isinstance(each, tuple) else (each,) for each in (message.id, message.string))
            yield from ((str(one), str(other)) for one, other in zip(source, target, strict=True) if one)


def person() -> User:
    """Somebody who sees all there is to see."""
    return User("alice", "Alice", "alice@example.nl", frozenset({"uitvoerder", "leidinggevende", "beheerder"}))


@pytest.fixture
def in_two_languages(make_app: MakeApp) -> tuple[Flask, Flask]:
    """The same municipality on Dutch and on English screens."""
    options: dict[str, Any] = {"sample": True, "user": person, "now": lambda: SAMPLE_NOW}
    return make_app(locale="nl", **options), make_app(locale="en", **options)


def body(app: Flask, address: str) -> Any:
    """The part of the page that is ours."""
    answer = app.test_client().get(address)
    assert answer.status_code == 200, address
    tree = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False).parse(answer.text)
    return next(each for each in tree.iter() if (each.get("class") or "").split()[:1] == ["ini"])


def texts(element: Any, name: str = "") -> Iterator[Text]:
    """Name of element and text; not of parts that say of themselves that they are Dutch."""
    name = "nav" if "nav" in (name, element.tag) else element.tag
    if name in NOT_TEXT:
        return
    yield from ((name, element.get(each)) for each in ("aria-label", "title", "alt") if element.get(each))
    yield name, element.text or ""
    for child in element:
        if child.get("lang") != "nl":
            yield from texts(child, name)
        yield name, child.tail or ""


def shown(app: Flask, address: str) -> list[Text]:
    found = ((name, " ".join(text.split())) for name, text in texts(body(app, address)))
    return [(name, text) for name, text in found if re.search(r"[a-zA-Z]{2}", text)]


def pieces(text: str) -> set[str]:
    """Parts of a line that is put together from several values."""
    parts = re.split(r"\s*[,·()]\s*|:\s|\s+en\s+|^\d+\. ", text)
    return {part.strip(" .:").casefold() for part in parts} - {""}


def sample_words() -> set[str]:
    """All that the municipality wrote itself."""
    found: set[str] = set()

    def collect(value: object) -> None:
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            collect(each)
        if isinstance(value, str):
            found.update(pieces(" ".join(value.split())))

    collect(yaml.safe_load(SAMPLE.read_text(encoding="utf-8")))
    return found


def addresses(app: Flask) -> list[str]:
    """Pages of all rooms, with those behind the first links of some."""
    initiative: dict[str, Any] = {"number": "EW-2026-007"}
    with inside(app), app.test_request_context():
        return [
            *(url_for(f"initiatieven.{endpoint}") for endpoint in PAGES),
            url_for("initiatieven.initiative", number="EW-2026-005"),
            *(url_for(f"initiatieven.{each}", **initiative) for each in ("initiative", "status", "new_visit")),
            url_for("initiatieven.edit_initiative", section="feiten", **initiative),
            url_for("initiatieven.agreement", version=1, **initiative),
            url_for("initiatieven.visit", visit_id=1),
            url_for("initiatieven.edit_visit", visit_id=1, section="programma"),
            url_for("initiatieven.briefing", visit_id=1),
        ]


def test_no_text_lacks_its_english(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["translations", "--check"])
    assert script().main() == 0, capsys.readouterr().out


def test_a_text_without_english_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    collect = script()
    monkeypatch.setattr("sys.argv", ["translations", "--check"])
    monkeypatch.setattr(collect, "messages", lambda: {"Dit is nog nooit gezegd."})
    assert collect.main() == 1
    assert "Not translated: Dit is nog nooit gezegd." in capsys.readouterr().out


def test_texts_are_found_in_every_form_of_call() -> None:
    collect = script()
    code = '_("een " "twee"), _l("drie" if x else "vier"), ngettext("vijf", "zes", n), other("zeven"), _(x)'
    template = (
        '{{ ini.t("a" if x else "b") }}{{ ini.nt("c", "d", 2) }}{{ m.submit(ini.t("e", f=ini.t("g"))) }}{{ ini.t(x) }}'
    )
    assert set(collect.in_calls(ast.parse(code))) == {"een twee", "drie", "vier", ("vijf", "zes")}
    assert set(collect.in_template(Environment().parse(template))) == {"a", "b", ("c", "d"), "e", "g"}


def test_words_of_tables_and_of_the_status_model_are_found() -> None:
    found = script().messages()
    assert {"In verkenning", "Wij leren elkaar kennen", "Jaargesprek vastleggen", "Wie belt u?"} <= found


def test_placeholders_are_the_same_in_both_languages() -> None:
    names = re.compile(r"%\(\w+\)s|%%")
    assert [pair for pair in entries() if set(names.findall(pair[0])) != set(names.findall(pair[1]))] == []
    assert [pair for pair in entries() if "%" in names.sub("", pair[1])] == []


def test_quotes_are_the_same_in_both_languages() -> None:
    assert [pair for pair in entries() if re.findall("[“”‘’]", pair[0]) != re.findall("[“”‘’]", pair[1])] == []


def test_english_differs_from_dutch_but_for_a_few_words() -> None:
    assert {source for source, english_text in entries() if source == english_text} <= THE_SAME


def test_pages_are_marked_as_english(in_two_languages: tuple[Flask, Flask]) -> None:
    _dutch_app, app = in_two_languages
    assert {body(app, address).get("lang") for address in addresses(app)} == {"en"}


def test_labels_buttons_and_column_heads_are_english(in_two_languages: tuple[Flask, Flask]) -> None:
    _dutch_app, app = in_two_languages
    known = sample_words()
    wrong = [
        (address, text)
        for address in addresses(app)
        for name, text in shown(app, address)
        if name in OURS
        for piece in pieces(text.removeprefix("Visit to "))
        if DUTCH.search(piece) and piece not in known
    ]
    assert wrong == []


def test_only_what_the_municipality_wrote_is_the_same_on_both_screens(in_two_languages: tuple[Flask, Flask]) -> None:
    dutch_app, app = in_two_languages
    known = sample_words().union({"alice"}, *map(pieces, THE_SAME))
    for address in addresses(app):
        both = {text for _name, text in shown(dutch_app, address)} & {text for _name, text in shown(app, address)}
        assert {text for text in both if not pieces(text) <= known} == set(), address


def test_what_goes_on_paper_stays_dutch_on_an_english_screen(in_two_languages: tuple[Flask, Flask]) -> None:
    dutch_app, app = in_two_languages
    in_dutch, in_english = (
        [list(article.itertext()) for article in body(each, addresses(each)[-1]).iter("article")]
        for each in (dutch_app, app)
    )
    assert in_dutch == in_english != []
    assert "Wel toezeggen" in " ".join(in_english[0])


def test_dates_and_times_are_english_on_an_english_screen(in_two_languages: tuple[Flask, Flask]) -> None:
    dutch_app, app = in_two_languages
    address = addresses(app)[-3]
    in_dutch, in_english = (" ".join(text for _name, text in shown(each, address)) for each in (dutch_app, app))
    assert "donderdag 3 december 2026" in in_dutch
    assert "Thursday 3 December 2026" in in_english
    assert "15:00–16:00" in in_english
    assert not re.search(r"\d\.\d\d\suur", in_english)


def test_how_english_writes_dates_times_and_names() -> None:
    assert english.long_date(date(2026, 12, 3)) == "Thursday 3 December 2026"
    assert english.short_date(date(2026, 9, 3)) == "3 Sep 2026"
    assert english.moment(datetime(2026, 11, 23, 21, 3, tzinfo=UTC)) == "23 Nov 2026 at 22:03"
    assert [english.enumeration(names) for names in ([], ["Samira"], ["Samira", "Gerrit", "Mieke"])] == [
        "", "Samira", "Samira, Gerrit and Mieke",
    ]  # fmt: skip


def test_outside_a_request_everything_is_dutch() -> None:
    day, at = date(2026, 12, 3), time(15)
    assert (writing.long_date(day), writing.clock(at)) == (dutch.long_date(day), dutch.clock(at))
