"""The report both ways, as page and as file; and how many statements large programmes cost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.initiatives.models import Initiative, ProgrammeLink
from flask_initiatieven.programme.models import Programme, ProgrammeItem
from tests.conftest import inside
from tests.initiatives.counting import queries_of
from tests.programme.conftest import PLACE, AsPerson, item, point


def test_items_without_initiatives_and_open_initiatives_without_item(
    app: Flask, as_person: AsPerson, whole: str
) -> None:
    with inside(app):
        ProgrammeLink.delete().where(ProgrammeLink.item == item(app, "3").id).execute()
        ProgrammeLink.delete().where(ProgrammeLink.item == item(app, "2").id).execute()
    text = as_person("bob").get(f"{whole}/overzicht").text
    assert "Veilig naar school" in text
    assert "Licht in de steeg" in text
    assert "Taalwandelen" in text
    assert "Groen in elke straat" not in text
    assert "Schoolstraat" not in text, "an initiative that has ended is no gap"
    assert "Aan tafel" not in text


def test_an_initiative_that_only_clashes_looks_loose_to_who_may_not_read_that(
    app: Flask, as_person: AsPerson, whole: str
) -> None:
    with inside(app):
        link = ProgrammeLink.get(ProgrammeLink.strength == "schuurt")
        ProgrammeLink.delete().where(ProgrammeLink.initiative == link.initiative, ProgrammeLink.id != link.id).execute()
        title = link.initiative.title
    assert title in as_person("bob").get(f"{whole}/overzicht").text
    loose, clashing = as_person("manager").get(f"{whole}/overzicht").text.split('id="ini-clashing"')
    assert title not in loose
    assert title in clashing


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("punten-zonder-initiatief", "code;titel;portefeuillehouder"),
        ("initiatieven-zonder-punt", "EW-2026-030;Licht in de steeg;Binnengekomen;"),
        ("per-portefeuillehouder", "portefeuillehouder;punten;zonder initiatief;draagt bij;raakt\r\n;6;0;"),
    ],
)
def test_each_table_is_a_file_and_each_file_is_in_the_log(
    app: Flask, as_person: AsPerson, whole: str, part: str, expected: str
) -> None:
    answer = as_person("bob").get(f"{whole}/overzicht/{part}.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert expected in answer.data.decode("utf-8-sig")
    with inside(app):
        row = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert (row.action, row.detail, row.actor) == ("exporteren", f"overzicht {part}", "bob")


def fill(count: int) -> None:
    """`count` more items, and four times as many open initiatives, each linked to one of them; half of these clash."""
    programme = Programme.get()
    some = {"changed_at": datetime(2026, 11, 1, tzinfo=UTC), "changed_by": "test"}
    ProgrammeItem.insert_many(
        [{"programme": programme, "code": f"n{n}", "title": f"Punt {n}", "position": n} for n in range(count)]
    ).execute()
    Initiative.insert_many(
        [
            {"number": f"EW-2027-{n}", "title": f"Plan {n}", "slug": f"plan-{n}", "status": "verkenning", **some}
            for n in range(count * 4)
        ]
    ).execute()
    items = [row.id for row in ProgrammeItem.select().where(ProgrammeItem.code.startswith("n"))]
    new = [row.id for row in Initiative.select().where(Initiative.number.startswith("EW-2027-"))]
    ProgrammeLink.insert_many(
        [
            {
                "initiative": number,
                "item": items[place % len(items)] if place % 3 else items[0],
                "strength": "schuurt" if place % 2 else "raakt",
                "sentence": "Zo.",
            }
            for place, number in enumerate(new)
            if place % 5
        ]
    ).execute()


@pytest.mark.parametrize("person", ["bob", "contact", "manager"])
def test_five_hundred_items_and_two_thousand_initiatives_cost_no_more_statements(
    app: Flask, as_person: AsPerson, whole: str, person: str
) -> None:
    client = as_person(person)
    with inside(app) as mount:
        fill(3)
    pages = (PLACE, point(app, "n0"), f"{whole}/overzicht", f"{whole}/overzicht/initiatieven-zonder-punt.csv")

    def counts() -> list[int]:
        for url in pages:
            client.get(url)
        return [queries_of(mount.database, lambda url=url: client.get(url)) for url in pages]  # type: ignore[misc]

    few = counts()
    with inside(app):
        Initiative.delete().where(Initiative.number.startswith("EW-2027-")).execute()
        ProgrammeItem.delete().where(ProgrammeItem.code.startswith("n")).execute()
        fill(500)
    pages = (PLACE, point(app, "n0"), *pages[2:])
    assert counts() == few
