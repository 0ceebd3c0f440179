"""Files in forms: only where a form asks for one, and within the bounds of that request."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from flask_initiatieven import forms, uploads
from flask_initiatieven import mount as mounts


class Upload(forms.Form):
    file = forms.FileField("Bestand", required="Kies een bestand.")
    note = forms.LineField("Opmerking", 20)


class Plain(forms.Form):
    note = forms.LineField("Opmerking", 20)


def sent(app: Flask, kind: type[forms.Form], **values: Any) -> Any:
    data = {f"ini-{name}": value for name, value in values.items()}
    with app.test_request_context(method="POST", data=data), mounts.of(app).opened():
        form = kind(meta={"csrf": False})
        form.validate()
        return form


def a_file(content: bytes = b"x", name: str = "a.png") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def test_a_form_with_a_file_field_gets_the_file_and_the_text(app: Flask) -> None:
    form = sent(app, Upload, file=a_file(), note=" dag ")
    assert (form.file.data.filename, form.note.data, form.errors) == ("a.png", "dag", {})
    assert form.takes_files


@pytest.mark.parametrize("file", [lambda: "typed", lambda: (BytesIO(b""), "")], ids=["text", "nothing"])
def test_text_or_nothing_in_place_of_a_file_is_no_file(app: Flask, file: Callable[[], Any]) -> None:
    assert sent(app, Upload, file=file()).errors == {"file": ["Kies een bestand."]}


def test_a_file_in_place_of_text_is_no_text(app: Flask) -> None:
    assert not sent(app, Upload, file=a_file(), note=a_file()).note.data
    assert not sent(app, Plain, note=a_file()).note.data


def test_reading_stops_at_the_bound() -> None:
    assert uploads.read(FileStorage(BytesIO(b"12345")), 4) is None
    assert uploads.read(FileStorage(BytesIO(b"12345")), 5) == b"12345"


def test_a_body_that_says_it_is_too_long_is_not_parsed(app: Flask) -> None:
    body = BytesIO(b"x" * (uploads.AROUND + 11))
    with app.test_request_context(method="POST", input_stream=body, content_length=uploads.AROUND + 11):
        assert uploads.is_too_large(10)
        assert body.read() == b""
    with app.test_request_context(method="POST", data={"a": "b"}):
        assert not uploads.is_too_large(10)
        assert request.form["a"] == "b"


def test_a_body_of_unknown_length_is_counted_while_it_is_read(app: Flask) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"x" * 200_000 + b"\r\n--x--\r\n"
    more = {"wsgi.input_terminated": True, "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    with app.test_request_context(method="POST", input_stream=BytesIO(body), environ_overrides=more):
        if not uploads.is_too_large(10):
            with pytest.raises(RequestEntityTooLarge):
                _ = request.files


def test_a_smaller_bound_of_the_host_stays(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 5
    with app.test_request_context(method="POST", data={"a": "b" * 20}):
        assert not uploads.is_too_large(10)
        with pytest.raises(RequestEntityTooLarge):
            _ = request.form
    assert app.config["MAX_CONTENT_LENGTH"] == 5
