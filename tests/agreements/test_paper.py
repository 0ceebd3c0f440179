"""The agreement on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from flask_initiatieven import paper
from flask_initiatieven.agreements import printing
from flask_initiatieven.agreements.agreement import FOOTER, Side
from flask_initiatieven.agreements.composition import compose
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.printing.models import StoredPaper
from tests.agreements import test_rules as rules
from tests.agreements.conftest import BASE, MakeAgreement
from tests.conftest import MakeApp, PageClient, inside
from tests.paper.reading import complaints, opened, words
from tests.vision.filling import send

AsPerson = Callable[[str], PageClient]
PDF = f"{BASE}/1/afspraak.pdf"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[paper.Document]:
    """Papers are not really made: each document that would have been is kept here."""
    made: list[paper.Document] = []

    def render(document: paper.Document, limits: paper.Limits) -> paper.Paper:
        made.append(document)
        return paper.Paper(b"%PDF " + document.fingerprint.encode(), 1, ())

    monkeypatch.setattr(paper, "render", render)
    return made


def test_the_paper_is_accessible_and_has_a_name(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement("bevestigd")
    answer = as_person("alice").get(PDF)
    assert "uitvoeringsafspraak-EW-2026-007-versie-1.pdf" in answer.headers["Content-Disposition"]
    assert complaints(answer.data) == []
    assert "Wij hebben ja gezegd" in words(answer.data)
    with opened(answer.data) as pdf:
        assert str(pdf.docinfo.Title) == "Uitvoeringsafspraak: Buurttuin"


def test_the_same_facts_are_rendered_once(
    as_person: AsPerson, make_agreement: MakeAgreement, rendered: list[paper.Document]
) -> None:
    make_agreement()
    first, second = as_person("alice").get(PDF), as_person("manager").get(PDF)
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]
    assert len(rendered) == 1


def test_who_has_it_already_gets_304_without_rendering(
    as_person: AsPerson, make_agreement: MakeAgreement, rendered: list[paper.Document]
) -> None:
    make_agreement()
    alice = as_person("alice")
    etag = alice.get(PDF).headers["ETag"]
    assert not etag.startswith("W/")
    again = alice.get(PDF, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert len(rendered) == 1


def test_every_printed_change_changes_the_etag(
    as_person: AsPerson, make_agreement: MakeAgreement, rendered: list[paper.Document]
) -> None:
    make_agreement()
    alice = as_person("alice")
    tags = {alice.get(PDF).headers["ETag"]}
    send(alice, f"{BASE}/1/bewerken/overig", money="€ 3.")
    tags.add(alice.get(PDF).headers["ETag"])
    send(alice, f"{BASE}/1/aanbieden", page=f"{BASE}/1")
    tags.add(alice.get(PDF).headers["ETag"])
    assert len(tags) == 3


def test_paper_has_every_section_both_sides_and_the_fixed_footer(
    as_person: AsPerson, make_agreement: MakeAgreement, rendered: list[paper.Document]
) -> None:
    make_agreement("aangeboden")
    as_person("alice").get(PDF)
    html = rendered[0].html
    assert html.count("<h2>") == 18
    assert html.index("Dit mag u van ons verwachten") < html.index("Dit verwachten wij van u")
    assert html.count("Handtekening</p>") == len(Side)
    assert FOOTER in html


def test_hostile_text_is_only_text_on_paper(
    as_person: AsPerson, make_agreement: MakeAgreement, rendered: list[paper.Document]
) -> None:
    make_agreement(about="<img src='file:///etc/passwd'>" + "x" * 500)
    as_person("alice").get(PDF)
    assert "<img" not in rendered[0].html
    assert "x" * 100 not in rendered[0].html


def test_each_download_is_written_in_the_audit_log(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement, rendered: list[paper.Document]
) -> None:
    make_agreement()
    etag = as_person("alice").get(PDF).headers["ETag"]
    as_person("adviser").get(PDF, headers={"If-None-Match": etag})
    with inside(app):
        found = AuditEntry.select().where(AuditEntry.action == "afspraak gedownload").order_by(AuditEntry.id)
        assert [(entry.actor, entry.object) for entry in found] == [
            ("alice", "agreement:1"),
            ("adviser", "agreement:1"),
        ]


def test_who_may_not_read_gets_no_paper(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement()
    assert as_person("bob").get(PDF).status_code == 403
    assert as_person("alice").get(f"{BASE}/2/afspraak.pdf").status_code == 404


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (paper.PaperBusy("x"), 503, "over een minuut"),
        (paper.PaperTooHeavy("x"), 422, "korter"),
        (paper.PaperUnavailable("x"), 503, "beheerder"),
        (paper.PaperError("x"), 500, "mislukt"),
    ],
)
def test_no_paper_comes_with_a_reason(
    app: Flask,
    as_person: AsPerson,
    make_agreement: MakeAgreement,
    monkeypatch: pytest.MonkeyPatch,
    error: paper.PaperError,
    status: int,
    reason: str,
) -> None:
    def refuse(document: paper.Document, limits: paper.Limits) -> paper.Paper:
        raise error

    make_agreement()
    monkeypatch.setattr(paper, "render", refuse)
    answer = as_person("alice").get(PDF)
    assert answer.status_code == status
    assert reason in answer.text
    with inside(app):
        assert StoredPaper.select().count() == 0


def test_only_so_many_papers_are_kept(make_app: MakeApp, rendered: list[paper.Document]) -> None:
    small = make_app(stored_papers=2)
    with inside(small), small.test_request_context():
        for number in range(4):
            facts = rules.facts(rules.CONTENT.__class__(kind="procesafspraak", about=f"{number}"))
            printing.make(printing.prepare(1, compose(facts)))
        assert StoredPaper.select().count() == 2


def test_the_short_form_fits_on_one_page() -> None:
    facts = rules.facts(replace(rules.CONTENT, is_short=True, we_do=("Wij komen langs.",) * 5), "aangeboden")
    document = printing._document(compose(facts), None)
    assert paper.render(document, paper.Limits()).pages == 1
