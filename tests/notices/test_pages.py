"""The pages on which an admin makes, tries and switches rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven.notices.models import NoticeRule, Task
from tests.conftest import PageClient, inside
from tests.vision.filling import send

NEW = "/initiatieven/beheer/regels/nieuw"
GOOD = {
    "name": "Melden", "event": "initiative_registered", "deed": "mail", "to-0-who": "contact", "subject": "Nieuw",
}  # fmt: skip


@pytest.mark.parametrize("person", ["manager", "alice", "bob", "clerk"])
def test_rules_are_for_the_admin(as_person: Callable[[str], PageClient], person: str) -> None:
    client = as_person(person)
    assert [client.get(f"/initiatieven/beheer/{place}").status_code for place in ("regels", "regels/nieuw")] == [
        403
    ] * 2


def test_a_new_rule_is_off_and_is_tried_first(as_person: Callable[[str], PageClient], app: Flask) -> None:
    admin = as_person("admin")
    answer = send(admin, NEW, **GOOD)
    assert answer.status_code == 302
    assert "Dit is nog nooit gebeurd" in admin.get(answer.location).text
    with inside(app):
        assert not NoticeRule.get().is_on
        number = NoticeRule.get().id
    send(admin, f"/initiatieven/beheer/regels/{number}/aan", page="/initiatieven/beheer/regels")
    with inside(app):
        assert NoticeRule.get().is_on


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"subject": ""}, "Schrijf een onderwerp."),
        ({"to-0-who": "owner"}, "Die hoort niet bij wat hier gebeurt."),
        ({"to-0-who": ""}, "Kies ten minste één persoon of rol."),
        ({"condition": "page_kind=vision"}, "Dat kan bij deze gebeurtenis niet gevraagd worden."),
        ({"address": "kees"}, "Dit is geen e-mailadres."),
        ({"deed": "task", "address": "kees@example.nl"}, "Een taak gaat naar een persoon of rol."),
        ({"subject": "Over {title}"}, "{title} wordt niet ingevuld."),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    as_person: Callable[[str], PageClient], app: Flask, change: dict[str, str], message: str
) -> None:
    answer = send(as_person("admin"), NEW, **{**GOOD, **change})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="Melden"' in answer.text
    with inside(app):
        assert NoticeRule.select().count() == 0


def test_two_admins_at_once_see_each_others_text(as_person: Callable[[str], PageClient], app: Flask) -> None:
    admin = as_person("admin")
    send(admin, NEW, **GOOD)
    with inside(app):
        place = f"/initiatieven/beheer/regels/{NoticeRule.get().id}"
        NoticeRule.update(subject="Van een ander", version=2).execute()
    answer = send(admin, place, subject="Van mij", version="1")
    assert answer.status_code == 409
    assert "Van een ander" in answer.text
    assert 'value="Van mij"' in answer.text


def test_a_double_click_makes_one_rule(as_person: Callable[[str], PageClient], app: Flask) -> None:
    admin = as_person("admin")
    for _click in range(2):
        send(admin, NEW, **GOOD, created_key="a" * 32)
    with inside(app):
        assert NoticeRule.select().count() == 1


def test_the_menu_says_how_many_tasks_wait(as_person: Callable[[str], PageClient], app: Flask) -> None:
    with inside(app) as mount:
        Task.create(role="leidinggevende", object="page:1", title="Lees de visie", made_at=mount.now())
    assert "Mijn taken (1)" in as_person("manager").get("/initiatieven/visie").text
    assert "Mijn taken" not in as_person("bob").get("/initiatieven/visie").text
