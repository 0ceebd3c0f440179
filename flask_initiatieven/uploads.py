"""Uploads within bounds that belong to the request, never to the app: the host's config stays as it is."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import FileStorage

#: bytes of a form around its file: token, names, other fields
AROUND = 64 * 1024
_CHUNK = 64 * 1024


def is_too_large(most: int) -> bool:
    """Whether this request brings more than a form with one file of `most` bytes. Ask before reading the form.

    A body whose length is not told is counted while it is read, by Flask 3.1 and later; an older Flask can't, so there
    it counts as too large. What is too large is thrown away unread by us, so that the answer reaches the browser.
    """
    allowed = most + AROUND
    length = request.content_length
    if length is not None and length > allowed:
        _throw_away(8 * allowed)
        return True
    if request.max_content_length is None or request.max_content_length > allowed:
        try:
            request.max_content_length = allowed
        except AttributeError:  # Flask before 3.1: fixed by the app's config
            return length is None and bool(request.environ.get("wsgi.input_terminated"))
    return False


def read(file: FileStorage | None, most: int) -> bytes | None:
    """All bytes of an uploaded file, no bytes without a file; None when there are more than `most`."""
    found = file.stream.read(most + 1) if file is not None else b""
    return None if len(found) > most else found


def _throw_away(at_most: int) -> None:
    left = at_most
    while left > 0 and (chunk := request.environ["wsgi.input"].read(min(_CHUNK, left))):
        left -= len(chunk)
