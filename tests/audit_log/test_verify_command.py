"""`flask initiatieven audit verify`."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.audit_log.conftest import Tamper, fill
from tests.audit_log.test_verify import rewrite
from tests.conftest import MakeApp


def verify(app: Flask, *words: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["initiatieven", "audit", "verify", *words])
    return answer.exit_code, answer.output


def test_a_whole_log_tells_what_to_write_down(app: Flask) -> None:
    fill(app, 3)
    code, words = verify(app)
    assert (code, "Het logboek is heel: 3 regels." in words) == (0, True)
    written = re.search(r"Laatste regel: (3:[0-9a-f]{64})", words)
    assert written
    assert verify(app, "--verwacht", written[1])[0] == 0
    rewrite(app, 2, 3, head=True)
    assert verify(app)[0] == 0
    code, words = verify(app, "--verwacht", written[1])
    assert (code, "Regel 3 is niet de regel die eerder is opgeschreven" in words) == (1, True)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE initiatieven_audit_entry SET actor = 'x' WHERE number = 2", "Regel 2 is veranderd."),
        ("DELETE FROM initiatieven_audit_entry WHERE number = 2", "Regel 2 is weggehaald."),
        ("DELETE FROM initiatieven_audit_entry WHERE number > 2", "Aan het eind zijn regel 3 tot en met 5 weggehaald."),
    ],
)
def test_what_is_wrong_is_said_with_its_number(app: Flask, tamper: Tamper, statement: str, words: str) -> None:
    fill(app, 5)
    tamper(statement)
    code, said = verify(app)
    assert (code, words in said, "Het logboek is niet heel" in said) == (1, True, True)


@pytest.mark.parametrize("typed", ["12", "3:abc", "x:" + "0" * 64, "3:" + "g" * 64])
def test_a_mistake_in_what_was_written_down_is_told(app: Flask, typed: str) -> None:
    code, words = verify(app, "--verwacht", typed)
    assert (code, "NUMMER:CONTROLEGETAL" in words) == (1, True)


def test_before_install_it_says_what_to_type(make_app: MakeApp) -> None:
    code, words = verify(make_app(installed=False))
    assert (code, "Typ eerst: flask initiatieven install" in words) == (1, True)
