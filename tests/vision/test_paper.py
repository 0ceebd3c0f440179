"""A governing text on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from flask_initiatieven import paper
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.printing.models import StoredPaper
from flask_initiatieven.vision.models import Page, PageLine
from flask_initiatieven.vision.paper import Facts, compose
from flask_initiatieven.vision.publication import Line, PageLineKind, VersionContent
from tests.conftest import MakeApp, PageClient, inside
from tests.paper.reading import complaints, opened, words
from tests.vision.conftest import version

AsPerson = Callable[[str], PageClient]
PDF = "/initiatieven/visie/visie.pdf"
RICH = (
    "<h3>Kop</h3><p>Wij <strong>helpen</strong> <em>graag</em>: <a href='https://example.nl'>lees mee</a>.</p>"
    "<ul><li>een<ul><li>dieper</li></ul></li></ul>"
)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[paper.Document]:
    """Papers are not really made: each document that would have been is kept here."""
    made: list[paper.Document] = []

    def render(document: paper.Document, limits: paper.Limits) -> paper.Paper:
        made.append(document)
        return paper.Paper(b"%PDF " + document.fingerprint.encode(), 1, ())

    monkeypatch.setattr(paper, "render", render)
    return made


def everything(app: Flask) -> None:
    """A version with every kind of section, on the page "alles"."""
    with inside(app):
        values = {"why": RICH, "vision": "<p>2030</p>", "if_no": "<p>Nee</p>", "contact": "<p>Bel</p>", "text": RICH}
        row = version(Page.create(key="alles"), 1, state="published", decision_number="B-1", change="Nieuw", **values)
        kinds = [kind for kind in PageLineKind if kind != PageLineKind.IN_SHORT]
        PageLine.insert_many(
            [
                {"page_version": row.id, "kind": kind, "position": position, "title": f"{kind} {position}", "text": "t"}
                for kind in kinds
                for position in range(3)
            ]
        ).execute()


def test_the_paper_of_every_kind_of_section_is_accessible(app: Flask, as_person: AsPerson) -> None:
    everything(app)
    answer = as_person("bob").get("/initiatieven/visie/alles.pdf")
    assert "alles-versie-1.pdf" in answer.headers["Content-Disposition"]
    assert complaints(answer.data) == []
    printed = words(answer.data)
    for text in (
        "Vastgesteld door het college op 22 september 2026, besluit B-1.",
        "Onze missie",
        "dieper",
        "Pagina 1",
    ):
        assert text in printed
    with opened(answer.data) as pdf:
        assert str(pdf.docinfo.Title) == "Zo werken wij"


def test_parts_stand_in_the_order_of_the_screen(
    app: Flask, as_person: AsPerson, rendered: list[paper.Document]
) -> None:
    everything(app)
    as_person("bob").get("/initiatieven/visie/alles.pdf")
    headings = [
        "In het kort", "Waarom", "Onze missie", "Onze visie", "Onze uitgangspunten", "Onze rollen", "Zo werkt het",
        "Wat verwachten wij van u als collega?", "Wat als het nee is?", "Veelgestelde vragen", "Contact",
        "Over deze tekst",
    ]  # fmt: skip
    places = [rendered[0].html.index(f"<h2>{heading}</h2>") for heading in headings]
    assert places == sorted(places)


def test_a_draft_says_so_in_words_and_is_for_its_readers(
    as_person: AsPerson, draft: str, rendered: list[paper.Document]
) -> None:
    assert as_person("manager").get(f"{draft}.pdf").status_code == 200
    assert "<strong>Concept</strong>" in rendered[0].html
    assert "Zo werken wij nu · Concept" in rendered[0].html
    assert as_person("bob").get(f"{draft}.pdf").status_code == 404


def test_the_page_gives_the_version_in_force(as_person: AsPerson, draft: str, rendered: list[paper.Document]) -> None:
    assert as_person("manager").get(PDF).status_code == 200
    assert "Versie 1 · gepubliceerd" in rendered[0].html
    assert "Concept" not in rendered[0].html


def test_an_old_version_says_that_it_is_over(
    app: Flask, as_person: AsPerson, page: Page, rendered: list[paper.Document]
) -> None:
    with inside(app):
        version(page, 2, state="replaced")
    as_person("bob").get("/initiatieven/visie/visie/versie/2.pdf")
    assert "Geldt niet meer" in rendered[0].html


def test_a_withdrawn_text_is_gone_for_readers(app: Flask, as_person: AsPerson, rendered: list[paper.Document]) -> None:
    with inside(app):
        version(Page.create(key="weg"), 1, state="withdrawn")
    assert as_person("bob").get("/initiatieven/visie/weg.pdf").status_code == 410
    assert as_person("bob").get("/initiatieven/visie/weg/versie/1.pdf").status_code == 410
    assert as_person("manager").get("/initiatieven/visie/weg.pdf", follow_redirects=True).status_code == 200


@pytest.mark.parametrize("place", ["weg.pdf", "visie/versie/9.pdf"])
def test_what_is_not_there_is_404(as_person: AsPerson, page: Page, place: str) -> None:
    assert as_person("bob").get(f"/initiatieven/visie/{place}").status_code == 404


def test_the_same_facts_are_rendered_once_and_keep_their_etag(
    as_person: AsPerson, page: Page, rendered: list[paper.Document]
) -> None:
    first, second = as_person("bob").get(PDF), as_person("manager").get(PDF)
    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])
    assert not first.headers["ETag"].startswith("W/")
    again = as_person("bob").get(PDF, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert len(rendered) == 1


def test_every_download_is_written_in_the_audit_log(
    app: Flask, as_person: AsPerson, page: Page, rendered: list[paper.Document]
) -> None:
    etag = as_person("bob").get(PDF).headers["ETag"]
    for _ in range(2):
        as_person("manager").get(PDF, headers={"If-None-Match": etag})
    with inside(app):
        found = AuditEntry.select().where(AuditEntry.action == "tekst gedownload").order_by(AuditEntry.id)
        assert [entry.actor for entry in found] == ["bob", "manager"]


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
    app: Flask, as_person: AsPerson, page: Page, monkeypatch: pytest.MonkeyPatch,
    error: paper.PaperError, status: int, reason: str,
) -> None:  # fmt: skip
    def refuse(document: paper.Document, limits: paper.Limits) -> paper.Paper:
        raise error

    monkeypatch.setattr(paper, "render", refuse)
    answer = as_person("bob").get(PDF)
    assert (answer.status_code, reason in answer.text) == (status, True)
    with inside(app):
        assert StoredPaper.select().count() == 0


def test_hostile_words_are_only_words_on_paper(app: Flask, as_person: AsPerson, rendered: list[paper.Document]) -> None:
    with inside(app):
        bad = "<img src='file:///etc/passwd'><script>x</script><p>&lt;b&gt; &amp;amp; " + "x" * 500 + "</p>"
        version(Page.create(key="boos"), 1, state="published", why=bad, mission="<i>" + "y" * 300)
    as_person("bob").get("/initiatieven/visie/boos.pdf")
    html = rendered[0].html
    assert "<script" not in html
    assert "file:" not in html
    assert "&lt;b&gt; &amp;amp; " in html
    assert "&lt;i&gt;" in html
    assert "x" * 100 not in html


def facts(**values: object) -> Facts:
    given: dict[str, object] = {
        "content": VersionContent("Titel", adopted_by="college", adopted_on=date(2026, 9, 22)), "rich": {},
        "kind": "vision", "key": "titel", "number": 2, "stage": "published", "is_over": False, "owner": "",
        "municipality": "Elzerwoude", "changed_at": datetime(2026, 10, 1, tzinfo=UTC), **values,
    }  # fmt: skip
    return Facts(**given)  # type: ignore[arg-type]


def test_headings_of_the_text_itself_come_below_the_title() -> None:
    composed = compose(facts(kind="free", rich={"text": "<h3>Een</h3><h4>Twee</h4>", "why": "<h3>Drie</h3>"}))
    assert composed.text == "<h2>Een</h2><h3>Twee</h3>"
    assert composed.parts[0].rich == "<h3>Drie</h3>"


def test_a_published_text_past_its_last_day_says_so() -> None:
    composed = compose(facts(is_over=True))
    assert (composed.warning, composed.version) == ("Geldt niet meer", "Versie 2 · verlopen")


def test_titles_of_points_end_with_a_stop_of_their_own() -> None:
    lines = tuple(Line(PageLineKind.ROLE, "t", title) for title in ("loslaten", "Doen?"))
    composed = compose(facts(content=VersionContent("Titel", lines=lines)))
    assert [point.title for point in composed.parts[0].points] == ["Loslaten.", "Doen?"]


def test_two_pages_of_words_stay_readable(make_app: MakeApp) -> None:
    app = make_app(sample=True)
    client = app.test_client()
    answer = client.get("/initiatieven/visie/visie-bewonersinitiatieven.pdf", headers={"X-Person": "bob"})
    assert complaints(answer.data) == []
    with opened(answer.data) as pdf:
        assert len(pdf.pages) <= 2
