"""A role on one object alone: it counts there, in lists and counts too, and nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from flask_initiatieven import access
from flask_initiatieven import mount as mounts
from flask_initiatieven.access import OBJECT_PERMISSIONS, Permission, Role
from flask_initiatieven.database import now, today
from flask_initiatieven.initiatives import queries as initiatives
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.initiatives.queries import Search
from flask_initiatieven.roles.models import LocalRole
from flask_initiatieven.visits import queries as visits
from flask_initiatieven.visits.models import Visit
from tests.conftest import MakeApp, PageClient, inside


def share(object: str, grantee: str, role: str, kind: str = "user", **values: object) -> None:
    LocalRole.create(object=object, grantee_kind=kind, grantee=grantee, role=role, given_at=now(), **values)


def visited() -> Visit:
    """A visit of the sample, to be shared with its initiative."""
    return Visit.select().order_by(Visit.id).get()


@pytest.fixture
def sample(make_app: MakeApp) -> Flask:
    return make_app(sample=True)


def client(app: Flask, person: str) -> PageClient:
    found = app.test_client()
    assert isinstance(found, PageClient)
    found.person = person
    return found


def test_a_shared_initiative_brings_its_visits_and_its_place_in_the_list(sample: Flask) -> None:
    with inside(sample):
        visit = visited()
        number = visit.initiative.number
        share(f"initiative:{visit.initiative_id}", "bob", "uitvoerder")
    bob = client(sample, "bob")
    assert bob.get(f"/initiatieven/bezoek/{visit.id}").status_code == 200
    assert bob.get(f"/initiatieven/initiatief/{number}/bewerken/basis").status_code == 200
    assert f"/bezoek/{visit.id}" in bob.get("/initiatieven/bezoeken").text
    assert client(sample, "charlie").get(f"/initiatieven/bezoek/{visit.id}").status_code == 404


def test_what_was_shared_of_one_object_gives_nothing_on_another(sample: Flask) -> None:
    with inside(sample):
        visit = visited()
        share(f"initiative:{visit.initiative_id}", "bob", "uitvoerder")
        others = list(Visit.select().where(Visit.initiative != visit.initiative_id))
        other = Initiative.get(Initiative.id != visit.initiative_id)
    bob = client(sample, "bob")
    page = bob.get("/initiatieven/bezoeken").text
    assert others
    for each in others:
        assert bob.get(f"/initiatieven/bezoek/{each.id}").status_code == 404
        assert bob.get(f"/initiatieven/bezoek/{each.id}.ics").status_code == 404
        assert bob.get(f"/initiatieven/bezoeken/{each.id}/briefing.pdf").status_code == 404
        assert f"/bezoek/{each.id}" not in page
    assert bob.get(f"/initiatieven/initiatief/{other.number}/bewerken/basis").status_code == 403


def test_lists_and_counts_hold_what_was_shared_and_no_more(make_app: MakeApp) -> None:
    app = make_app(sample=True, default_role="")
    with inside(app):
        first, second = Initiative.select().order_by(Initiative.id).limit(2)
        share(f"initiative:{first.id}", "charlie", "lezer")
    charlie = client(app, "charlie")
    assert charlie.get("/initiatieven/").status_code == 200
    page = charlie.get("/initiatieven/lijst").text
    assert "<strong>1 initiatief</strong>" in page
    assert first.number in page
    assert second.number not in page
    assert charlie.get(f"/initiatieven/initiatief/{second.number}").status_code == 404


def test_sharing_with_a_group_counts_for_who_is_in_it(make_app: MakeApp) -> None:
    app = make_app(sample=True, default_role="", roles=lambda user: ["Wijkteam"] if user.id == "charlie" else [])
    with inside(app):
        row, other = Initiative.select().order_by(Initiative.id).limit(2)
        share(f"initiative:{row.id}", "Wijkteam", "lezer", kind="group")
        share(f"initiative:{other.id}", "charlie", "lezer", kind="group")
        share(f"initiative:{other.id}", "Wijkteam", "lezer", kind="user")
    charlie = client(app, "charlie")
    assert charlie.get(f"/initiatieven/initiatief/{row.number}").status_code == 200
    assert charlie.get(f"/initiatieven/initiatief/{other.number}").status_code == 404


@pytest.mark.parametrize(("days", "status"), [(0, 200), (-1, 403)])
def test_after_its_last_day_it_counts_no_more(sample: Flask, days: int, status: int) -> None:
    with inside(sample):
        row = Initiative.get()
        share(f"initiative:{row.id}", "bob", "uitvoerder", until=today() + timedelta(days=days))
    assert client(sample, "bob").get(f"/initiatieven/initiatief/{row.number}/bewerken/basis").status_code == status


def test_a_role_that_may_not_be_given_on_one_object_counts_for_nothing(sample: Flask) -> None:
    with inside(sample):
        row = Initiative.get()
        for role in ("beheerder", "leidinggevende", "aanspreekpunt", "onzin"):
            share(f"initiative:{row.id}", "bob", role)
    with sample.test_request_context(headers={"X-Person": "bob"}), mounts.of(sample).opened():
        gained = [each for each in OBJECT_PERMISSIONS["initiative"] if access.may(each, row)]
        assert gained == [Permission.READ_INITIATIVES]
        assert not access.may(Permission.SHARE_INITIATIVES, row)


@pytest.mark.parametrize("role", [Role.UITVOERDER, Role.VAKCOLLEGA, Role.LEZER])
def test_no_role_by_sharing_lets_one_share(sample: Flask, role: Role) -> None:
    with inside(sample):
        row = Initiative.get()
        share(f"initiative:{row.id}", "bob", role)
    with sample.test_request_context(headers={"X-Person": "bob"}), mounts.of(sample).opened():
        assert access.may(Permission.READ_INITIATIVES, row)
        assert not access.may(Permission.SHARE_INITIATIVES, row)
        assert not access.may(Permission.CREATE_INITIATIVES, row)
        assert not access.may(Permission.CREATE_INITIATIVES)


def test_when_an_initiative_goes_so_does_what_was_shared_of_it(sample: Flask) -> None:
    with inside(sample):
        row = Initiative.create(number="EW-2026-999", title="Tijdelijk", slug="tijdelijk", changed_at=now())
        share(f"initiative:{row.id}", "bob", "uitvoerder")
        share("initiative:1", "bob", "lezer")
        row.delete_instance()
        assert [each.object for each in LocalRole.select()] == ["initiative:1"]


def test_the_count_is_of_the_query_and_not_filtered_after(sample: Flask) -> None:
    with inside(sample):
        ids = [row.id for row in Initiative.select()]
        for number in ids[:2]:
            share(f"initiative:{number}", "bob", "lezer")
        share(f"page:{ids[2]}", "bob", "lezer")
    with sample.test_request_context(headers={"X-Person": "bob"}), mounts.of(sample).opened():
        scope = access.shared(Permission.READ_INITIATIVES)
        assert initiatives.found(Search(), False, scope).total == 2
        assert visits.upcoming(today(), access.shared(Permission.READ_VISITS)) == []
