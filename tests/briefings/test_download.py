"""One click: the PDF, its key, its log entry, and what happens when none can be made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven import paper, signals
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.printing.models import StoredPaper
from flask_initiatieven.visits.models import Visit, VisitLine
from tests.conftest import PageClient, inside

AsPerson = Callable[[str], PageClient]


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> list[paper.Document]:
    """Documents that were rendered; rendering itself is replaced, it has tests of its own."""
    made: list[paper.Document] = []

    def render(document: paper.Document, limits: paper.Limits) -> paper.Paper:
        made.append(document)
        return paper.Paper(b"%PDF-" + document.fingerprint.encode(), 2, ())

    monkeypatch.setattr(paper, "render", render)
    monkeypatch.setattr(paper, "warm", lambda limits: None)
    return made


def address(visit_id: int, profile: str = "wethouder") -> str:
    return f"/initiatieven/bezoeken/{visit_id}/briefing.pdf?profiel={profile}"


def downloads(visit_id: int) -> list[AuditEntry]:
    """What the log says about briefings of this visit."""
    query = AuditEntry.select().where(
        AuditEntry.object == f"visit:{visit_id}", AuditEntry.action == "briefing gedownload"
    )
    return list(query.order_by(AuditEntry.id))


def test_one_click_gives_a_pdf_to_keep(as_person: AsPerson, garden_id: int, renders: list[paper.Document]) -> None:
    answer = as_person("alice").get(f"/initiatieven/bezoeken/{garden_id}/briefing.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=briefing-2026-12-03-buurttuin-de-vergeten-hoek.pdf"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_the_same_facts_are_rendered_once(as_person: AsPerson, garden_id: int, renders: list[paper.Document]) -> None:
    first = as_person("alice").get(address(garden_id))
    again = as_person("adviser").get(address(garden_id))
    assert first.data == again.data
    assert len(renders) == 1


def test_who_has_it_already_gets_304_without_rendering(
    as_person: AsPerson, garden_id: int, renders: list[paper.Document]
) -> None:
    first = as_person("alice").get(address(garden_id))
    renders.clear()
    again = as_person("alice").get(address(garden_id), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, renders) == (304, b"", [])
    assert again.headers["ETag"] == first.headers["ETag"]
    assert not first.headers["ETag"].startswith("W/")


def test_a_changed_fact_is_a_new_pdf(
    app: Flask, as_person: AsPerson, garden_id: int, renders: list[paper.Document]
) -> None:
    first = as_person("alice").get(address(garden_id))
    with inside(app):
        VisitLine.update(text="Iets anders.").where(
            VisitLine.visit == garden_id, VisitLine.kind == "sensitive"
        ).execute()
    again = as_person("alice").get(address(garden_id), headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_each_download_is_logged_without_a_name_in_it(
    app: Flask, as_person: AsPerson, garden_id: int, renders: list[paper.Document]
) -> None:
    as_person("alice").get(address(garden_id))
    as_person("alice").get(address(garden_id, "raad"))
    with inside(app):
        entries = downloads(garden_id)
    assert [entry.detail.split()[0] for entry in entries] == ["wethouder", "raad"]
    assert {entry.actor for entry in entries} == {"alice"}


def test_who_has_it_already_is_logged_once_a_day(
    app: Flask, as_person: AsPerson, garden_id: int, renders: list[paper.Document]
) -> None:
    has_it = {"If-None-Match": as_person("alice").get(address(garden_id)).headers["ETag"]}
    for person in ("alice", "manager", "manager"):
        assert as_person(person).get(address(garden_id), headers=has_it).status_code == 304
    with inside(app):
        assert [entry.actor for entry in downloads(garden_id)] == ["alice", "manager"]


def test_a_host_hears_of_a_new_briefing_once(
    app: Flask, as_person: AsPerson, garden_id: int, renders: list[paper.Document]
) -> None:
    heard: list[dict[str, object]] = []
    with signals.briefing_made.connected_to(lambda sender, **said: heard.append(said), app):
        for _ in range(2):
            as_person("alice").get(address(garden_id))
    assert heard == [{"mount": "initiatieven", "object": f"visit:{garden_id}", "user": "alice"}]


@pytest.mark.parametrize(("flowing", "pages"), [(2, 2), (3, 3)])
def test_a_third_page_is_saved_where_the_parts_flow_on_from_page_one(
    app: Flask, as_person: AsPerson, garden_id: int, monkeypatch: pytest.MonkeyPatch, flowing: int, pages: int
) -> None:
    def render(document: paper.Document, limits: paper.Limits) -> paper.Paper:
        return paper.Paper(b"%PDF-", 3 if "two-pages" in document.html else flowing, ())

    monkeypatch.setattr(paper, "render", render)
    as_person("alice").get(address(garden_id))
    with inside(app):
        assert StoredPaper.get().pages == pages


def test_only_so_many_papers_are_kept(filled: Callable[..., Flask], renders: list[paper.Document]) -> None:
    app = filled(stored_papers=2)
    with inside(app):
        visits = [visit.id for visit in Visit.select().limit(4)]
    client = app.test_client()
    for visit_id in visits:
        client.get(address(visit_id), headers={"X-Person": "alice"})
    with inside(app):
        assert [row.object for row in StoredPaper.select().order_by(StoredPaper.id)] == [
            f"visit:{visit_id}" for visit_id in visits[2:]
        ]


def test_a_host_may_show_it_in_the_browser(filled: Callable[..., Flask], renders: list[paper.Document]) -> None:
    app = filled(pdf_disposition="inline")
    answer = app.test_client().get(address(1), headers={"X-Person": "alice"})
    assert answer.headers["Content-Disposition"].startswith("inline")


WHO_MAY = [
    ("alice", "wethouder", 200), ("manager", "wethouder", 200), ("adviser", "wethouder", 200),
    ("clerk", "wethouder", 403), ("clerk", "raad", 200), ("clerk", "intern", 403), ("clerk", "openbaar", 200),
    ("bob", "openbaar", 404), ("admin", "wethouder", 404), ("contact", "wethouder", 404),
    ("colleague", "intern", 404), ("alderman", "wethouder", 404), ("nobody", "openbaar", 401),
]  # fmt: skip


@pytest.mark.parametrize(("person", "profile", "status"), WHO_MAY)
def test_who_may_download_which_version(
    as_person: AsPerson, garden_id: int, renders: list[paper.Document], person: str, profile: str, status: int
) -> None:
    assert as_person(person).get(address(garden_id, profile)).status_code == status
    page = f"/initiatieven/bezoeken/{garden_id}/briefing?profiel={profile}"
    assert as_person(person).get(page).status_code == status


@pytest.mark.parametrize(
    ("person", "key", "profile", "status"),
    [
        ("contact", "m-stuiver", "wethouder", 200), ("alderman", "b-haverkate", "wethouder", 200),
        ("colleague", "m-kuiperij", "intern", 200), ("colleague", "m-kuiperij", "wethouder", 403),
        ("contact", "m-belhaj", "wethouder", 200), ("contact", "m-oosterling", "wethouder", 404),
    ],
)  # fmt: skip
def test_people_of_the_visit_may_read_their_own(
    app: Flask, as_person: AsPerson, garden_id: int, renders: list[paper.Document],
    person: str, key: str, profile: str, status: int,
) -> None:  # fmt: skip
    with inside(app):
        Person.update(user_id=person).where(Person.key == key).execute()
    assert as_person(person).get(address(garden_id, profile)).status_code == status


def test_a_visit_or_reader_that_is_not_there_is_404(as_person: AsPerson, garden_id: int) -> None:
    assert as_person("alice").get(address(9999)).status_code == 404
    assert as_person("alice").get(address(garden_id, "pers")).status_code == 404


def test_the_printed_address_is_that_of_the_setting(
    as_person: AsPerson, garden_id: int, renders: list[paper.Document]
) -> None:
    as_person("alice").get(address(garden_id), headers={"Host": "evil.example"})
    assert "evil.example" not in renders[0].html
    assert set(renders[0].images) == {"qr"}


REFUSALS = [
    (paper.PaperBusy("x"), 503, "De PDF is nu niet te maken. Probeer het over een minuut opnieuw."),
    (paper.PaperTooHeavy("x"), 422, "Kort in bij “Achtergrond in vijf feiten”"),
    (paper.PaperUnavailable("x"), 503, "Vraag uw beheerder om WeasyPrint en Pango."),
    (paper.PaperError("x"), 500, "Het maken van de PDF is mislukt."),
]


@pytest.mark.parametrize(("error", "status", "sentence"), REFUSALS, ids=lambda value: type(value).__name__)
def test_when_no_pdf_can_be_made_a_page_says_what_to_do(
    app: Flask, as_person: AsPerson, garden_id: int, monkeypatch: pytest.MonkeyPatch,
    error: paper.PaperError, status: int, sentence: str,
) -> None:  # fmt: skip
    def refuse(document: paper.Document, limits: paper.Limits) -> paper.Paper:
        raise error

    monkeypatch.setattr(paper, "render", refuse)
    answer = as_person("alice").get(address(garden_id))
    assert answer.status_code == status
    assert sentence in answer.text
    with inside(app):
        assert StoredPaper.select().count() == 0
        assert [entry.result for entry in downloads(garden_id)] == ["mislukt"]


def test_the_page_has_the_same_words_as_the_paper(
    as_person: AsPerson, garden_id: int, renders: list[paper.Document]
) -> None:
    page = as_person("alice").get(f"/initiatieven/bezoeken/{garden_id}/briefing").text
    for words in ("Kern in drie zinnen", "Een hek of verlichting.", "06 00 00 02 01", "47 (81\u00a0%)", "Vertrek"):
        assert words in page


def test_the_page_says_how_it_lies_on_paper_once_it_was_made(
    as_person: AsPerson, garden_id: int, renders: list[paper.Document]
) -> None:
    page = f"/initiatieven/bezoeken/{garden_id}/briefing"
    assert "Past op" not in as_person("alice").get(page).text
    as_person("alice").get(address(garden_id))
    assert "Past op 2 A4." in as_person("alice").get(page).text


def test_warnings_are_for_who_may_mend_them(as_person: AsPerson, garden_id: int, renders: list[paper.Document]) -> None:
    page = f"/initiatieven/bezoeken/{garden_id}/briefing?profiel=raad"
    assert "Niet overal staat wie erover beslist." in as_person("alice").get(page).text
    assert "Niet overal staat wie erover beslist." not in as_person("clerk").get(page).text
