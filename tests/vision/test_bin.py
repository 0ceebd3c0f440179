"""The recycle bin: in, out again, and gone for good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.illustrations.models import PageImage
from flask_initiatieven.mount import utc_now
from flask_initiatieven.printing.models import StoredPaper
from flask_initiatieven.roles.models import LocalRole
from flask_initiatieven.vision import actions, deleting, queries
from flask_initiatieven.vision.models import Page, PageEvent, PageLine, PageVersion
from tests.conftest import PageClient, inside
from tests.vision.conftest import version
from tests.vision.filling import fields, send

AsPerson = Callable[[str], PageClient]
PAGE = "/initiatieven/visie/visie"
BIN = "/initiatieven/visie/prullenbak"


def press(client: PageClient, part: str) -> str:
    """Press the button in the bin whose address contains `part`; the place one comes to."""
    data = fields(client.get(BIN).text, part)
    return str(client.post(f"{BIN}/{part}", data=data).location)


def thrown(app: Flask, number: int, key: str = "visie") -> PageVersion:
    with inside(app):
        row = queries.version((key, number))
        assert row
        deleting.delete(row, row.version)
        return row


def test_a_deleted_page_is_not_there_and_lies_in_the_bin_with_who_and_when(as_person: AsPerson, page: Page) -> None:
    manager = as_person("manager")
    send(manager, f"{PAGE}/versie/1/verwijderen")
    for place in (PAGE, f"{PAGE}/versie/1", f"{PAGE}/geschiedenis"):
        assert as_person("bob").get(place).status_code == 404
        assert manager.get(place).status_code == 404
    text = manager.get(BIN).text
    assert "Zo werken wij" in text
    assert "Weggegooid door Manager op" in text
    assert as_person("bob").get(BIN).status_code == 403


def test_a_published_page_is_deleted_after_a_page_that_says_what_links_to_it(
    app: Flask, as_person: AsPerson, page: Page
) -> None:
    with inside(app):
        link = '<p><a href="https://intranet.example/initiatieven/visie/visie">lees</a></p>'
        other = link.replace("visie/visie", "visie/visie-2")
        version(Page.create(key="a"), 1, title="Verwijst wel", state="published", why=link)
        version(Page.create(key="b"), 1, title="Verwijst niet", state="published", why=other)
    text = as_person("manager").get(f"{PAGE}/versie/1/verwijderen").text
    assert "1 pagina verwijst hiernaar" in text
    assert "Verwijst wel" in text
    assert "Verwijst niet" not in text


def test_throwing_a_working_copy_away_leaves_the_page_free_for_a_new_one_at_once(
    app: Flask, as_person: AsPerson, draft: str
) -> None:
    editor = as_person("editor")
    send(editor, f"{draft}/verwijderen")
    assert as_person("bob").get(PAGE).status_code == 200
    made = send(editor, f"{PAGE}/nieuwe-versie", page=PAGE)
    assert made.location.endswith("/versie/3/bewerken")


def test_a_page_that_is_nothing_but_a_concept_goes_as_a_whole(app: Flask) -> None:
    with inside(app):
        version(Page.create(key="visie"), 1)
    thrown(app, 1)
    with inside(app):
        assert Page.get().deleted_at is not None
        assert PageVersion.get().state == "draft"


def test_a_restored_page_is_as_it_was_and_can_be_deleted_again(app: Flask, as_person: AsPerson, page: Page) -> None:
    manager = as_person("manager")
    for _ in range(2):
        thrown(app, 1)
        assert press(manager, f"pagina/{page.id}/terughalen").endswith(PAGE)
        assert as_person("bob").get(PAGE).status_code == 200
    with inside(app):
        assert [row.action for row in PageEvent.select().order_by(PageEvent.id)] == ["delete", "restore"] * 2


def test_the_address_of_a_deleted_page_may_be_used_again_and_restoring_gives_another(
    app: Flask, as_person: AsPerson, page: Page
) -> None:
    thrown(app, 1)
    manager = as_person("manager")
    assert "/visie/visie/" in send(manager, "/initiatieven/visie/nieuw", title="Visie").location
    assert press(manager, f"pagina/{page.id}/terughalen").endswith("/visie/visie-2")


def test_a_working_copy_comes_back_as_concept_with_its_text(app: Flask, as_person: AsPerson, draft: str) -> None:
    row = thrown(app, 2)
    assert press(as_person("manager"), f"werkkopie/{row.id}/terughalen").endswith(draft)
    with inside(app):
        found = queries.version(("visie", 2))
        assert found
        assert (found.state, found.title, found.deleted_by) == ("draft", "Zo werken wij nu", "")


def test_a_working_copy_stays_in_the_bin_while_there_is_another(app: Flask, as_person: AsPerson, draft: str) -> None:
    row = thrown(app, 2)
    with inside(app):
        actions.make_working_copy(Page.get())
    manager = as_person("manager")
    data = fields(manager.get(BIN).text, f"werkkopie/{row.id}/terughalen")
    answer = manager.post(f"{BIN}/werkkopie/{row.id}/terughalen", data=data, follow_redirects=True)
    assert "heeft al een andere nieuwe versie" in answer.text
    with inside(app):
        assert queries.copy_in_bin(row.id) is not None


@pytest.mark.parametrize("purged", [False, True])
def test_a_working_copy_whose_page_is_gone_becomes_a_page_again(
    app: Flask, as_person: AsPerson, draft: str, purged: bool
) -> None:
    row = thrown(app, 2)
    page = thrown(app, 1).page_id
    if purged:
        with inside(app):
            deleting.purge_page(page)
    assert press(as_person("manager"), f"werkkopie/{row.id}/terughalen").endswith(f"{PAGE}/versie/1")
    with inside(app):
        found = queries.version(("visie", 1))
        assert found
        assert (found.title, found.state) == ("Zo werken wij nu", "draft")
        assert [line.text for line in queries.lines(found.id)] == ["Kort 2"]
        assert queries.copy_in_bin(row.id) is None
        assert Page.select().count() == (1 if purged else 2)


def test_only_the_admin_purges_after_a_question_and_nothing_is_left(
    app: Flask, as_person: AsPerson, page: Page
) -> None:
    with inside(app) as mount:
        who = {"grantee_kind": "user", "grantee": "bob", "role": "redacteur"}
        LocalRole.create(object=f"page:{page.id}", given_at=mount.now(), **who)
    thrown(app, 1)
    place = f"{BIN}/pagina/{page.id}/wissen"
    assert as_person("manager").get(place).status_code == 403
    assert "Dit kan niemand terughalen" in as_person("admin").get(place).text
    send(as_person("admin"), place)
    with inside(app):
        assert [model.select().count() for model in (Page, PageVersion, PageLine, PageEvent, LocalRole)] == [0] * 5
        assert AuditEntry.select().where(AuditEntry.action == "definitief verwijderen").count() == 1


def paper_of(row: PageVersion) -> None:
    values = {"object": f"page_version:{row.id}", "pdf": b"%PDF", "pages": 1, "made_at": row.changed_at}
    StoredPaper.create(fingerprint=f"{row.id}", **values)


def image_of(page: Page, number: int) -> None:
    values = {"data": b"x", "mime": "image/png", "width": 1, "height": 1, "size": 1, "alt": "Tuin"}
    PageImage.create(page=page, digest=f"{number}", uploaded_at=utc_now(), **values)


def test_no_paper_or_image_of_a_purged_text_is_left(app: Flask, page: Page) -> None:
    with inside(app):
        image_of(page, 1)
        image_of(page, 2)
        kept = version(page, 2, why='<img src="beeld:2" alt="Tuin">')
        for row in PageVersion.select():
            paper_of(row)
    thrown(app, 2)
    thrown(app, 1)
    with inside(app):
        deleting.purge_page(page.id)
        assert [row.object for row in StoredPaper.select()] == [f"page_version:{kept.id}"]
        assert [row.digest for row in PageImage.select()] == ["2"]
        deleting.purge_copy(kept.id)
        assert [model.select().count() for model in (StoredPaper, PageImage, Page)] == [0] * 3


def test_no_paper_is_left_under_the_number_of_a_copy_that_became_a_page(app: Flask, draft: str) -> None:
    with inside(app):
        paper_of(PageVersion.get(PageVersion.number == 2))
    row = thrown(app, 2)
    thrown(app, 1)
    with inside(app):
        deleting.restore_copy(row.id)
        assert StoredPaper.select().count() == 0


@pytest.mark.parametrize("read_by", ["nobody", "everybody"])
def test_deleting_says_that_ticks_go_along_but_not_how_many(
    app: Flask, as_person: AsPerson, page: Page, read_by: str
) -> None:
    with inside(app):
        version(Page.create(key="a"), 1, state="published", read_by=read_by)
    text = as_person("manager").get("/initiatieven/visie/a/versie/1/verwijderen").text
    assert ("De vinkjes van collega&#39;s" in text) is (read_by == "everybody")
    assert "hebben aangevinkt" not in text


def test_a_purged_working_copy_leaves_its_page(app: Flask, as_person: AsPerson, draft: str) -> None:
    row = thrown(app, 2)
    send(as_person("admin"), f"{BIN}/werkkopie/{row.id}/wissen")
    with inside(app):
        assert [each.number for each in PageVersion.select()] == [1]
    assert as_person("bob").get(PAGE).status_code == 200


def test_a_full_bin_has_more_pages(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        for number in range(30):
            row = version(Page.create(key=f"p{number}"), 1, title=f"Tekst {number:02}")
            deleting.delete(row, 1)
    admin = as_person("admin")
    first, second = admin.get(BIN), admin.get(f"{BIN}?blad=2")
    assert "Tekst 29" in first.text
    assert "Tekst 00" not in first.text
    assert "Tekst 00" in second.text
    assert len(first.data) < 40_000


@pytest.mark.parametrize("place", ["pagina/1/terughalen", "werkkopie/1/terughalen", "pagina/1/wissen"])
def test_what_is_not_in_the_bin_can_not_be_taken_out(as_person: AsPerson, page: Page, place: str) -> None:
    assert as_person("admin").post(f"{BIN}/{place}").status_code == 404


@pytest.mark.parametrize("what", ["terughalen", "wissen"])
def test_without_a_token_nothing_leaves_the_bin(app: Flask, as_person: AsPerson, page: Page, what: str) -> None:
    thrown(app, 1)
    assert as_person("admin").post(f"{BIN}/pagina/{page.id}/{what}").status_code == 400
    with inside(app):
        assert queries.page_in_bin(page.id) is not None


def test_deleting_a_text_that_changed_after_it_was_read_is_refused(app: Flask, as_person: AsPerson, draft: str) -> None:
    editor = as_person("editor")
    data = fields(editor.get(f"{draft}/verwijderen").text)
    send(editor, f"{draft}/bewerken", title="Nog beter")
    editor.post(f"{draft}/verwijderen", data=data)
    with inside(app):
        assert queries.version(("visie", 2)) is not None
