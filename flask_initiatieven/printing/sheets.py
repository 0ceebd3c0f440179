"""Templates of paper → a document, in an environment of our own: what a host adds to his never reaches paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any
from weakref import WeakKeyDictionary

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined

from .. import paper

_environments: WeakKeyDictionary[BaseLoader, Environment] = WeakKeyDictionary()


def document(
    folder: str,
    values: Mapping[str, Any],
    created: datetime,
    loader: BaseLoader | None,
    images: Mapping[str, bytes] | None = None,
) -> paper.Document:
    """`paper.html` filled with these values, and `paper.css`, both from this folder of the templates."""
    here = environment(loader)
    assert here.loader is not None
    html = here.get_template(f"{folder}/paper.html").render(values)
    styles = here.loader.get_source(here, f"{folder}/paper.css")[0]
    return paper.Document(html, styles, created, images or {})


def environment(loader: BaseLoader | None) -> Environment:
    """Made once for each loader; a host may have replaced our templates by files of the same name."""
    chosen = loader or FileSystemLoader(str(files("flask_initiatieven.templates")))
    if chosen not in _environments:
        _environments[chosen] = Environment(
            loader=chosen, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
    return _environments[chosen]
