"""Two people at the same moment: one of them is first, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven.errors import Conflict
from flask_initiatieven.vision import actions, deleting, queries
from flask_initiatieven.vision.models import Page, PageEvent, PageVersion
from tests.conftest import inside
from tests.together import at_once
from tests.vision.conftest import version

#: what the database itself decides is tried in every case on both
EVERY_CASE = True


def row_of(app: Flask, number: int) -> PageVersion:
    with inside(app):
        found = queries.version(("visie", number))
        assert found
        return found


JOBS: dict[str, Callable[[PageVersion], Any]] = {
    "publish": lambda row: actions.publish(row, row.version),
    "submit": lambda row: actions.submit(row, row.version),
    "delete": lambda row: deleting.delete(row, row.version),
    "edit": lambda row: actions.edit(row, queries.content(row), row.version),
}


@pytest.mark.parametrize("first", JOBS)
@pytest.mark.parametrize("second", JOBS)
def test_of_two_people_one_is_first(app: Flask, draft: str, first: str, second: str) -> None:
    row = row_of(app, 2)
    answers = at_once(app, lambda: JOBS[first](row), lambda: JOBS[second](row))
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    with inside(app):
        assert PageVersion.select().where(PageVersion.state == "published").count() == 1
        assert PageEvent.select().count() <= 1


def test_four_who_make_a_working_copy_get_one(app: Flask, page: Page) -> None:
    answers = at_once(app, *[lambda: actions.make_working_copy(page).number] * 4)
    assert answers == [2, 2, 2, 2]


def test_two_who_take_a_page_out_of_the_bin_get_it_once(app: Flask, page: Page) -> None:
    row = row_of(app, 1)
    with inside(app):
        deleting.delete(row, row.version)
    answers = at_once(app, *[lambda: deleting.restore_page(page.id)] * 2)
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1


def test_a_page_is_either_taken_out_of_the_bin_or_gone(app: Flask, page: Page) -> None:
    row = row_of(app, 1)
    with inside(app):
        deleting.delete(row, row.version)
    answers = at_once(app, lambda: deleting.restore_page(page.id), lambda: deleting.purge_page(page.id))
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    with inside(app):
        assert PageVersion.select().count() == Page.select().where(Page.deleted_at.is_null()).count()


def test_two_pages_that_want_one_address_back_get_two(app: Flask) -> None:
    ids = []
    with inside(app):
        for _ in range(2):
            page = Page.create(key="visie")
            ids.append(page.id)
            deleting.delete(version(page, 1), 1)
    at_once(app, *(partial(deleting.restore_page, number) for number in ids))
    with inside(app):
        assert {row.key for row in Page.select()} == {"visie", "visie-2"}
