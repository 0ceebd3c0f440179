"""What is wrong with the page in front of us, in words a developer can act on."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

#: WCAG 2.2 A and AA, and what axe calls good practice (one main, headings in order, everything in a landmark)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core finds on this page as it stands now."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def sideways(page: Page) -> list[str]:
    """What makes the page wider than the window, when it is."""
    script = """() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room) return [];
        return [...document.querySelectorAll('body *')]
            .map(each => [each.getBoundingClientRect().right, `${each.tagName}.${each.className}`])
            .filter(([right, _]) => right > room + 1)
            .map(([right, name]) => `${name} ends at ${Math.round(right)}`)
            .slice(0, 5).concat(`the page is ${document.documentElement.scrollWidth} wide`);
    }"""
    found: list[str] = page.evaluate(script)
    return found


def headings(page: Page) -> list[str]:
    """The h1's, as their number has to be one."""
    return page.locator("h1").all_inner_texts()
