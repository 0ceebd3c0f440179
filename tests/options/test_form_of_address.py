"""U or je: a setting of the municipality, for screens, paper and mail; both sets of texts ship."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from flask_initiatieven.agreements.agreement import STANDARD_REACTION, standard_reaction
from flask_initiatieven.agreements.composition import HEADINGS
from flask_initiatieven.briefings import queries as briefings
from flask_initiatieven.i18n import gettext, ngettext, spoken, variant
from flask_initiatieven.municipality.models import Municipality
from flask_initiatieven.options import actions, queries
from tests.conftest import MakeApp, PageClient, inside

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "flask_initiatieven" / "translations" / "je.po"
NO_ADDRESS = {"u"}  # the word itself, as a choice


def script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("translations_script", str(ROOT / "script" / "translations"))
    spec = importlib.util.spec_from_loader("translations_script", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def say(app: Flask, form: str) -> None:
    with inside(app):
        actions.save("municipality", {"municipality.address": form}, queries.version("municipality"))


def page(app: Flask, address: str, person: str = "bob") -> str:
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.person = person
    return client.get(f"/initiatieven/{address}").text


@pytest.fixture
def sample(make_app: MakeApp) -> Flask:
    return make_app(sample=True)


def test_screens_follow_the_setting_at_once(sample: Flask) -> None:
    assert "Dit mag u niet" in page(sample, "beheer")
    say(sample, "je")
    assert "Dit mag je niet" in page(sample, "beheer")
    say(sample, "u")
    assert "Dit mag u niet" in page(sample, "beheer")


def test_english_screens_stay_english(make_app: MakeApp) -> None:
    app = make_app(sample=True, locale="en")
    before = page(app, "beheer")
    say(app, "je")
    assert page(app, "beheer") == before


def test_a_message_without_its_own_text_is_said_as_it_is(sample: Flask) -> None:
    say(sample, "je")
    with inside(sample):
        assert variant() == "je"
        assert gettext("Er staat nergens een aanspreekvorm in.") == "Er staat nergens een aanspreekvorm in."
        assert ngettext("1 ding", "%(count)s dingen", 2) == "2 dingen"


def test_paper_and_mail_follow_too(sample: Flask) -> None:
    with inside(sample):
        number = sample_agreement()
    assert "Wie belt u?" in page(sample, f"{number}/mail", "manager")
    say(sample, "je")
    html = page(sample, f"{number}/mail", "manager")
    assert "Wie bel je?" in html
    assert "Wie belt u?" not in html
    assert "je aanspreekpunt" in html


def sample_agreement() -> str:
    from flask_initiatieven.agreements.models import Agreement

    row = Agreement.select().where(Agreement.kind == "uitvoeringsafspraak").first()
    return f"initiatief/{row.initiative.number}/afspraak/{row.number}"


def test_a_briefing_knows_the_form_as_one_of_its_facts(sample: Flask) -> None:
    say(sample, "je")
    with inside(sample):
        facts = briefings.facts_of(1)
        assert facts is not None
        assert facts.says_je


def test_a_new_agreement_starts_with_texts_of_the_setting(sample: Flask) -> None:
    say(sample, "je")
    with inside(sample):
        assert standard_reaction(3, spoken) == "Wij antwoorden binnen 3 werkdagen op je vraag."
    assert standard_reaction(1) == "Wij antwoorden binnen 1 werkdag op uw vraag."


def test_an_import_sets_it_too(sample: Flask) -> None:
    with inside(sample):
        Municipality.update(form_of_address="je").execute()
    assert "Dit mag je niet" in page(sample, "beheer")


def test_a_database_that_is_away_is_not_asked_for_the_form_of_address(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import peewee as pw

    from flask_initiatieven.initiatives import queries as initiatives

    app = make_app()
    asked: list[int] = []

    def away(*args: object, **kwargs: object) -> None:
        raise pw.OperationalError("gone")

    monkeypatch.setattr(initiatives, "initiative", away)
    monkeypatch.setattr(queries, "own_values", lambda: asked.append(1) or away())
    assert "De database antwoordt niet" in page(app, "initiatief/EW-2026-001", "alice")
    assert asked == [], "an error page asks nothing more of it"


def test_every_message_that_says_u_is_asked_for_by_the_script(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    collect = script()
    monkeypatch.setattr("sys.argv", ["translations", "--check"])
    monkeypatch.setattr(collect, "messages", lambda: {"Hebt u dit al gezegd?", "Dit is nog nooit gezegd."})
    assert collect.main() == 1
    output = capsys.readouterr().out
    assert "No text with je: Hebt u dit al gezegd?" in output
    assert "No text with je: Dit is" not in output


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Wat u typte", True),
        ("Uw gegevens", True),
        ("Doe het uzelf niet aan", True),
        (("1 uur", "%(count)s uur voor u"), True),
        ("15.00 uur", False),
        ("De bewoner typte", False),
    ],
)
def test_words_that_address_the_reader(message: str | tuple[str, str], expected: bool) -> None:
    assert script().says_u(message) is expected


def test_texts_of_paper_are_collected() -> None:
    found = set(script().on_paper())
    assert STANDARD_REACTION in found
    assert set(HEADINGS.values()) <= found


def test_texts_with_je_never_say_u_and_keep_their_placeholders() -> None:
    names: Callable[[str], list[str]] = re.compile(r"%\(\w+\)s").findall
    with CATALOGUE.open("rb") as stream:
        for message in read_po(stream, locale="nl"):
            sources, targets = (each if isinstance(each, tuple) else (each,) for each in (message.id, message.string))
            for source, target in zip(sources, targets, strict=True):
                assert sorted(names(source)) == sorted(names(target)) or not target
                assert source in NO_ADDRESS or not re.search(r"\b(u|uw|uzelf)\b", target, re.I), target
