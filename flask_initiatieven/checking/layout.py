"""The host's base templates: which there are, which blocks they have, and which of ours belongs in which of theirs."""

from __future__ import annotations

from flask import Flask
from jinja2 import TemplateError, TemplateNotFound, nodes

#: usual names of blocks, the likeliest first; whole pages ("body") last
USUAL = {
    "content": (
        "content", "inhoud", "main", "main_content", "page_content", "hoofdinhoud", "pagina", "page", "page_body",
        "body",
    ),
    "title": ("title", "titel", "page_title", "paginatitel", "pagina_titel"),
    "head": ("head", "extra_head", "head_extra", "styles", "stylesheets", "css", "extra_css", "stijl"),
    "scripts": ("scripts", "extra_scripts", "javascript", "js", "extra_js"),
}  # fmt: skip


def bases(app: Flask) -> list[tuple[str, list[str]]]:
    """Templates of the host that other templates extend, most used first, each with its blocks."""
    parsed = {
        name: tree
        for name in app.jinja_env.list_templates(extensions=["html"])
        if not name.startswith("initiatieven/") and (tree := _parsed(app, name)) is not None
    }
    used = [parent for tree in parsed.values() for parent in _parents(tree)]
    names = sorted((name for name in parsed if name in used and _blocks(parsed[name])), key=lambda n: -used.count(n))
    return [(name, _blocks(parsed[name])) for name in names]


def proposal(blocks: list[str]) -> dict[str, str]:
    """Part of ours → block of the host. `content` is there whenever the host has a block at all."""
    found = {part: next((name for name in usual if name in blocks), "") for part, usual in USUAL.items()}
    others = [block for block in blocks if block not in found.values()]
    found["content"] = found["content"] or (others or blocks)[0]
    return {part: block for part, block in found.items() if block}


def blocks_of(app: Flask, name: str) -> set[str] | None:
    """All blocks of a template and of what it extends; None when that is worked out only while drawing.

    Raises TemplateNotFound when one of them is not there.
    """
    source, _, _ = app.jinja_env.loader.get_source(app.jinja_env, name) if app.jinja_env.loader else ("", None, None)
    tree = app.jinja_env.parse(source)
    found = set(_blocks(tree))
    extends = list(tree.find_all(nodes.Extends))
    for parent in extends:
        if not isinstance(parent.template, nodes.Const):
            return None
        above = blocks_of(app, str(parent.template.value))
        if above is None:
            return None
        found |= above
    return found


def _parsed(app: Flask, name: str) -> nodes.Template | None:
    """None for what Jinja can't read: it is not ours to judge."""
    try:
        source = app.jinja_env.loader.get_source(app.jinja_env, name)[0] if app.jinja_env.loader else ""
        return app.jinja_env.parse(source)
    except (TemplateNotFound, TemplateError, UnicodeDecodeError):
        return None


def _parents(tree: nodes.Template) -> list[str]:
    parents = [each.template for each in tree.find_all(nodes.Extends)]
    return [str(parent.value) for parent in parents if isinstance(parent, nodes.Const)]


def _blocks(tree: nodes.Template) -> list[str]:
    return list(dict.fromkeys(block.name for block in tree.find_all(nodes.Block)))
