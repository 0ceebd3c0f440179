"""Filling in the forms of the settings."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from tests.conftest import PageClient

BASE = "/initiatieven/beheer/instellingen"
Send = Callable[..., TestResponse]


def fields_of(html: str, action: str = "") -> dict[str, list[str]]:
    """What a browser would send for the last form with this action, untouched."""
    forms = re.findall(rf'<form[^>]*action="{re.escape(action)}"[^>]*>.*?</form>', html, re.S)
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>|<select.*?</select>|<textarea.*?</textarea>", forms[-1], re.S):
        name = re.search(r'name="([^"]+)"', tag)
        if name is None or 'type="file"' in tag or ("checkbox" in tag and " checked" not in tag):
            continue
        chosen = re.search(r'<option selected value="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        text = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", tag, re.S)
        found.setdefault(name[1], []).append(
            chosen[1] if chosen else text[1] if text else value[1] if value and "<select" not in tag else ""
        )
    return {name: [unescape(value) for value in values] for name, values in found.items()}


@pytest.fixture
def admin(app: Flask) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.person = "admin"
    return client


@pytest.fixture
def save(admin: PageClient) -> Send:
    """save("termijnen", decision_fast="21") fills in the form of a group and sends it; None unticks."""

    def send(slug: str, client: PageClient | None = None, **typed: object) -> TestResponse:
        browser = client or admin
        address = f"{BASE}/groep/{slug}"
        data: dict[str, object] = {**fields_of(browser.get(address).text)}
        for name, value in typed.items():
            data[f"ini-{name}"] = value
        return browser.post(address, data={key: value for key, value in data.items() if value is not None})

    return send


def picture() -> io.BytesIO:
    """A small PNG."""
    file = io.BytesIO()
    Image.new("RGBA", (120, 40), "#00573d").save(file, "PNG")
    return io.BytesIO(file.getvalue())
