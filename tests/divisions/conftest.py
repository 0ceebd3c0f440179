"""A role division in force, and filling in its form as a browser does."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from flask_initiatieven.divisions import actions, queries
from flask_initiatieven.divisions.division import LETTERS, Actor, Party, RoleDivision, TableState, Task
from flask_initiatieven.divisions.models import RoleTable
from tests.conftest import PageClient, inside
from tests.vision.filling import _filled

AsPerson = Callable[[str], PageClient]
PLACE = "/initiatieven/rolverdeling"
SMALL = RoleDivision(
    actors=(Actor("bewoner", Party.RESIDENT), Actor("raad", Party.COUNCIL)),
    meanings=LETTERS,
    tasks=(Task("Idee bedenken", ("A/R", "-"), ("verkenning",)), Task("Geld geven", ("C", "A"))),
    title="Wie doet wat",
)


def table(number: int, state: TableState = TableState.CONCEPT, content: RoleDivision = SMALL) -> RoleTable:
    """A version that says this; adopted by the college unless it is a concept."""
    adopted = {} if state is TableState.CONCEPT else {"adopted_by": "college", "adopted_on": date(2026, 9, 22)}
    row: RoleTable = RoleTable.create(number=number, title=content.title, **adopted)
    actions._store_parts(row.id, content)
    RoleTable.update(state=state).where(RoleTable.id == row.id).execute()
    return row


@pytest.fixture
def role_table(app: Flask) -> None:
    """Version 1, adopted."""
    with inside(app):
        table(1, TableState.ADOPTED)


@pytest.fixture
def concept(app: Flask, role_table: None) -> str:
    """Version 2, a concept with the same text; its address."""
    with inside(app):
        table(2)
    return f"{PLACE}/versie/2"


def typed(text: str) -> MultiDict[str, str]:
    """Everything the big form of a page holds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree: Element = html5lib.parse(text, namespaceHTMLElements=False)
    form = next(form for form in tree.iter("form") if "ini-form" in (form.get("class") or ""))
    return MultiDict(pair for each in form.iter() for pair in _filled(each))


def save(client: PageClient, address: str, **changed: Any) -> TestResponse:
    """Open the page, change some fields (`tasks__0__task`) and send its form."""
    data = typed(client.get(address).text)
    for name, value in changed.items():
        values = value if isinstance(value, list) else [value]
        data.setlist(f"ini-{name.replace('__', '-')}", values)
    return client.post(address, data=data)


def said(app: Flask, number: int) -> RoleDivision:
    """What a version says now."""
    with inside(app):
        row = queries.numbered(number)
        assert row
        return queries.division(row)
