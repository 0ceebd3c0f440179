"""The same document gives the same bytes: in another process, on another day, in another country."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flask_initiatieven.paper import Document, Paper, fonts, pool, render, renderer, renderer_version
from flask_initiatieven.paper.frames import unpack
from tests.paper import samples
from tests.paper.conftest import ROOMY
from tests.paper.reading import everything_inside, opened

ANOTHER_DAY = """
import datetime, time
real = time.time
time.time = lambda: real() + 400 * 86400
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=400)
datetime.datetime = Later
"""


def made_elsewhere(document: Document, folder: Path, **environment: str) -> bytes:
    """The PDF from a renderer process of its own, in an environment of its own."""
    (folder / "sitecustomize.py").write_text(ANOTHER_DAY)
    modules = os.pathsep.join([str(folder), *filter(None, sys.path)])
    to_child, from_child = os.pipe(), os.pipe()
    numbers = [to_child[0], from_child[1], 768, 30]
    command = [sys.executable, "-c", pool._BOOTSTRAP, str(Path(pool.__file__).parent.parent), *map(str, numbers)]
    with subprocess.Popen(
        command,
        pass_fds=(to_child[0], from_child[1]),
        env={**fonts.environment(), "PYTHONPATH": modules, **environment},
        stderr=subprocess.DEVNULL,
    ):
        os.close(to_child[0])
        os.close(from_child[1])
        with os.fdopen(to_child[1], "wb") as asked, os.fdopen(from_child[0], "rb") as answered:
            assert unpack(answered.read)[0] == {"ready": True}
            asked.write(renderer.request_of(document))
            asked.flush()
            assert unpack(answered.read)[0] == {"begun": True}
            return unpack(answered.read)[1][0]


def test_another_process_on_another_day_makes_the_same_bytes(briefing: Paper, tmp_path: Path) -> None:
    elsewhere = made_elsewhere(
        samples.briefing(), tmp_path, TZ="Asia/Tokyo", LC_ALL="nl_NL.UTF-8", PYTHONHASHSEED="4711"
    )
    assert elsewhere == briefing.pdf


def test_what_was_printed_before_leaves_no_trace(briefing: Paper) -> None:
    render(samples.simple("<p>Heel iets <i>anders</i> ✓ فاطمة</p><ul><li>a</li></ul>"), ROOMY)
    assert render(samples.briefing(), ROOMY).pdf == briefing.pdf


def test_the_date_in_the_file_is_that_of_the_facts(briefing: Paper) -> None:
    inside = everything_inside(briefing.pdf)
    assert inside.count(b"20260227093000Z") == 2
    assert inside.count(b"2026-02-27T09:30:00Z") == 2
    assert str(datetime.now(UTC).year).encode() + b"-" not in inside.replace(b"2026-02-27", b"")


@pytest.mark.parametrize("change", ["html", "css", "created", "images"])
def test_any_change_changes_the_fingerprint(change: str) -> None:
    document = samples.briefing()
    changed: dict[str, Any] = {
        "html": document.html + " ",
        "css": document.css + " ",
        "created": document.created + timedelta(seconds=1),
        "images": {**document.images, "qr": b"anders"},
    }
    assert replace(document, **{change: changed[change]}).fingerprint != document.fingerprint


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="Document.created has no time zone. Give an aware datetime, in UTC."):
        Document("", "", datetime(2026, 1, 1))


def test_a_picture_has_a_name_that_fits_in_an_address() -> None:
    with pytest.raises(ValueError, match="Image name 'foto 1' cannot stand in an address."):
        Document("", "", samples.CREATED, {"foto 1": b""})


def test_the_file_carries_the_fingerprint_of_its_document(briefing: Paper) -> None:
    with opened(briefing.pdf) as document:
        assert [bytes(part).hex() for part in document.trailer.ID] == [samples.briefing().fingerprint[:32]] * 2


def test_the_renderer_knows_its_version_without_being_loaded() -> None:
    code = "import sys; from flask_initiatieven.paper import renderer_version, warm, available; "
    code += "print(renderer_version(), available(), 'weasyprint' in sys.modules, 'PIL' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == [renderer_version(), "True", "False", "False"]
    assert renderer_version().startswith("weasyprint-")
