"""Words on screen are the words on paper."""

from __future__ import annotations

from flask import Flask

from flask_initiatieven.agreements import forms
from flask_initiatieven.agreements.agreement import WAYS, Section
from flask_initiatieven.agreements.composition import HEADINGS
from tests.conftest import inside


def test_every_section_is_asked_under_its_own_heading(app: Flask) -> None:
    with inside(app), app.test_request_context():
        labels = {str(field.label.text) for form in forms.GROUPS.values() for field in form(formdata=None)}
    assert {HEADINGS[section] for section in Section if section is not Section.CONTACT} <= labels


def test_every_section_is_edited_somewhere() -> None:
    assert {forms.group_of(section) for section in Section} == set(forms.GROUPS)


def test_a_way_of_saying_yes_that_we_do_not_know_stays_as_it_was_written(app: Flask) -> None:
    with inside(app):
        assert forms.way_label("Per postduif") == "Per postduif"
        assert [forms.way_label(way) for way in WAYS] == list(WAYS)
