"""Every route of ours asks what one may: a view that forgot is found here, and so is one that asks too late."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from types import ModuleType

from flask import Flask

from flask_initiatieven import User, access
from flask_initiatieven.access import Role
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.vision.models import PageVersion
from flask_initiatieven.visits.models import Visit
from tests.conftest import MakeApp, inside

#: routes that ask nothing, with the reason
ASK_NOTHING = {
    "static": "our own style sheet, script and fonts; nothing of the municipality",
    "nowhere": "answers 404 whoever asks",
}
#: functions of access that decide
ASKING = {"fetch", "require", "require_somewhere", "may", "only_own", "somewhere"}


def our_rules(app: Flask) -> list[tuple[str, str, set[str]]]:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("initiatieven.")]
    return [(rule.endpoint.removeprefix("initiatieven."), rule.rule, rule.methods or set()) for rule in rules]


def test_every_route_asks_access_before_it_answers(make_app: MakeApp) -> None:
    app = make_app()
    silent = []
    for endpoint, _rule, _methods in our_rules(app):
        view = app.view_functions[f"initiatieven.{endpoint}"]
        if endpoint not in ASK_NOTHING and not asks(view):
            silent.append(endpoint)
    assert silent == []


def test_the_list_of_routes_that_ask_nothing_is_not_longer_than_it_must(app: Flask) -> None:
    endpoints = {endpoint for endpoint, _rule, _methods in our_rules(app)}
    assert set(ASK_NOTHING) <= endpoints
    assert not any(asks(app.view_functions[f"initiatieven.{each}"]) for each in ASK_NOTHING)


def test_a_route_that_forgets_to_ask_is_found() -> None:
    assert not asks(forgetful)
    assert asks(careful)
    assert asks(careful_by_another)


def forgetful(number: str) -> str:
    return f"everything of {number}"


def careful(number: str) -> str:
    access.require(access.Permission.MANAGE_ADDON)
    return number


def careful_by_another(number: str) -> str:
    return careful(number)


def test_who_has_no_role_at_all_gets_nothing_by_any_route(make_app: MakeApp) -> None:
    """The same over HTTP: without a role nothing answers, and no form is even looked at."""
    answers = crawl(make_app(sample=True, default_role=""), "charlie")
    assert len(answers) > 80
    assert {place: code for place, code in answers.items() if code not in (403, 404, 405)} == {}


def test_the_addresses_of_that_crawl_are_real_ones(make_app: MakeApp) -> None:
    app = make_app(sample=True, user=lambda: User("all", roles=frozenset(Role)))
    answers = crawl(app, "")
    assert sum(code == 200 for (method, _), code in answers.items() if method == "GET") > 40


def crawl(app: Flask, person: str) -> dict[tuple[str, str], int]:
    """Status of each method of each route, at an address that is there."""
    with inside(app):
        visit = Visit.select(Visit, Initiative).join(Initiative).first()
        number = visit.initiative.number
        values = {
            "key": PageVersion.get(PageVersion.state == "published").page.key, "number": number, "visit_id": visit.id,
            "section": "basis", "group": "inhoud", "side": "gemeente", "target": "nergens",
        }  # fmt: skip
    answers = {}
    for endpoint, rule, methods in our_rules(app):
        for method in methods & {"GET", "POST"} if endpoint not in ASK_NOTHING else ():
            address = address_of(rule, values)
            answer = app.test_client().open(address, method=method, headers={"X-Person": person})
            answers[method, address] = answer.status_code
    return answers


def address_of(rule: str, values: dict[str, object]) -> str:
    """The rule with these values, 1 for the others; a number where the rule wants one."""

    def fill(found: re.Match[str]) -> str:
        kind, name = found[1] or "", found[2]
        if kind.startswith("any"):
            return kind[4:-1].split(",")[0]
        return str(values.get(name, 1)) if not kind.startswith("int") or name == "visit_id" else "1"

    return re.sub(r"<(?:([^:<>]+(?:\([^)]*\))?):)?(\w+)>", fill, rule)


def asks(view: Callable[..., object]) -> bool:
    """Does this function ask access itself, or does one that it calls by name, in our own package?"""
    return _asks(view, set())


def _asks(function: object, seen: set[object]) -> bool:
    function = inspect.unwrap(function) if callable(function) else function
    if not inspect.isfunction(function) or function in seen or len(seen) > 200:
        return False
    seen.add(function)
    module = inspect.getmodule(function)
    if module is None or not module.__name__.startswith(("flask_initiatieven", "tests.test_every_route")):
        return False
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            owner = _named(function, module, call.func.value.id)
            if owner is access and call.func.attr in ASKING:
                return True
            if isinstance(owner, ModuleType) and _asks(getattr(owner, call.func.attr, None), seen):
                return True
        elif isinstance(call.func, ast.Name) and _asks(_named(function, module, call.func.id), seen):
            return True
    return False


def _named(function: Callable[..., object], module: ModuleType, name: str) -> object:
    """What a name means inside a function: its closure, else its module."""
    closed = inspect.getclosurevars(function).nonlocals
    return closed.get(name, getattr(module, name, None))
