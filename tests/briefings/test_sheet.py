"""From words to HTML for paper."""

from __future__ import annotations

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

from flask_initiatieven.briefings.briefing import compose
from flask_initiatieven.briefings.profiles import Profile
from flask_initiatieven.briefings.sheet import STYLES, Sheet, layout, qr_code, sheet_of

from . import sample


def test_typed_text_is_escaped_and_never_an_attribute_of_ours() -> None:
    hostile = '<img src="file:///etc/passwd" onerror="x">{{ 7 * 7 }}<style>*{color:red}</style>'
    html = Sheet().document(compose(sample.with_visit(sample.garden(), goal=hostile))).html
    assert "<img src=&#34;" not in html
    assert "<img src=&quot;" not in html
    assert "&lt;img src=" in html
    assert "{{ 7 * 7 }}" in html
    assert html.count("<img ") == 1
    assert "<style" not in html


def test_invisible_and_turning_characters_do_not_reach_paper() -> None:
    typed = "Kijk\u202e eens\x00 naar\ud800 dit"
    html = Sheet().document(compose(sample.with_visit(sample.garden(), goal=typed))).html
    assert "Kijk eens naar dit" in html


def test_a_very_long_word_gets_places_to_break() -> None:
    html = Sheet().document(compose(sample.with_visit(sample.garden(), goal="a" * 50_000))).html
    assert "a" * 40 not in html
    assert html.count("\u200b") > 1000


def test_the_title_has_no_invisible_breaks() -> None:
    briefing = compose(sample.with_initiative(sample.garden(), title="Burgerinitiatiefvergaderingsruimte" * 2))
    assert "\u200b" in briefing.title
    assert "\u200b" not in briefing.document_title
    assert "\u200b" not in briefing.file_name


def test_the_address_in_the_qr_code_is_not_broken() -> None:
    assert "\u200b" not in compose(sample.garden()).page_url


def test_parts_stand_beside_each_other_only_where_columns_stay_short() -> None:
    beside = [row for row in layout(compose(sample.garden()).parts) if row.right]
    assert [part.number for part in (*beside[0].left, *beside[0].right)] == [7, 8]
    assert [part.number for part in (*beside[1].left, *beside[1].right)] == list(range(10, 17))
    assert not any(row.right for row in layout(compose(sample.long_visit()).parts) if row.left[0].number in (7, 8))


def test_the_layout_keeps_every_part_in_reading_order() -> None:
    for facts in (*sample.planned_visits(), sample.bare_visit(), sample.long_visit(), sample.short_garden()):
        parts = compose(facts).parts
        assert tuple(part for row in layout(parts) for part in (*row.left, *row.right)) == parts


def test_the_public_gets_no_qr_code_to_the_intranet() -> None:
    assert Sheet().document(compose(sample.garden())).images == {"qr": qr_code(sample.garden().page_url)}
    public = Sheet().document(compose(sample.garden(), Profile.PUBLIC))
    assert public.images == {}
    assert "ini:qr" not in public.html


def test_a_host_may_replace_the_styles_and_that_changes_the_key() -> None:
    ours = FileSystemLoader("templates")
    sheet = sheet_of(ChoiceLoader([DictLoader({STYLES: "h1 { color: green }"}), ours]))
    assert sheet.document(compose(sample.garden())).css == "h1 { color: green }"
    assert sheet.materials != Sheet(ours).materials


def test_the_same_words_give_the_same_document() -> None:
    first, second = (Sheet().document(compose(sample.garden())) for _ in range(2))
    assert first.fingerprint == second.fingerprint
