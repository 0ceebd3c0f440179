"""Somebody who cannot see the paper can read it all the same."""

from __future__ import annotations

from flask_initiatieven.paper import Document, Paper, render
from tests.paper import samples
from tests.paper.conftest import ROOMY
from tests.paper.reading import Tag, complaints, everything_inside, opened, tags, words

LONG_TABLE = (
    "<table><thead><tr><th scope='col'>Nummer</th><th scope='col'>Wat</th></tr></thead><tbody>"
    + "".join(f"<tr><th scope='row'>{n}</th><td>regel {n}</td></tr>" for n in range(90))
    + "</tbody></table>"
)


def of_role(pdf: bytes, role: str) -> list[Tag]:
    return [tag for tag in tags(opened(pdf)) if tag.role == role]


def test_a_briefing_has_nothing_a_checker_complains_about(briefing: Paper) -> None:
    assert complaints(briefing.pdf) == []
    assert briefing.pages == 2


def test_the_complaints_are_real_ones() -> None:
    bare = samples.simple("<h3>Te diep</h3><img src='ini:foto'><table><tr><th>a</th></tr></table>")
    found = complaints(render(samples.simple(bare.html, foto=samples.photo("red")), ROOMY).pdf)
    assert found == ["H3 after level 1", "figure without words"]


def test_page_headers_and_footers_are_not_read_out(briefing: Paper) -> None:
    assert b"/Type /Pagination" in everything_inside(briefing.pdf)
    assert "Pagina 2 van 2" in words(briefing.pdf)


def test_header_cells_say_whether_they_head_a_row_or_a_column(briefing: Paper) -> None:
    scopes = [str(tag.attribute("/Scope")) for tag in of_role(briefing.pdf, "TH")]
    assert scopes[:5] == ["/Column", "/Column", "/Column", "/Column", "/Row"]


def test_lists_say_how_they_are_numbered(briefing: Paper) -> None:
    kinds = [str(tag.attribute("/ListNumbering")) for tag in of_role(briefing.pdf, "L")]
    assert kinds == ["/Disc", "/Disc", "/Decimal", "/None", "/Disc"]


def test_a_figure_lies_where_it_says(briefing: Paper) -> None:
    code = of_role(briefing.pdf, "Figure")[0]
    left, bottom, right, top = (float(number) for number in code.attribute("/BBox"))
    assert 700 < bottom < top < 842
    assert 450 < left < right < 595


def test_foreign_words_carry_their_language(briefing: Paper) -> None:
    foreign = [tag for tag in tags(opened(briefing.pdf)) if "/Lang" in tag.element]
    assert [str(tag.element.Lang) for tag in foreign] == ["en"]


def test_a_word_broken_at_the_end_of_a_line_is_read_as_one_word(briefing: Paper) -> None:
    read = [str(tag.element.ActualText) for tag in tags(opened(briefing.pdf)) if "/ActualText" in tag.element]
    assert any(text.endswith("luis\u00ad") for text in read)


def test_a_link_is_announced_with_its_words(briefing: Paper) -> None:
    with opened(briefing.pdf) as document:
        links = [each for page in document.pages for each in page.obj.get("/Annots", [])]
        assert str(links[0].Contents) == "de pagina van de buurt"


def test_a_table_over_two_pages_is_one_table_with_one_head() -> None:
    pdf = render(samples.simple(LONG_TABLE), ROOMY).pdf
    assert len(opened(pdf).pages) > 1
    assert [len(of_role(pdf, role)) for role in ("Table", "THead", "TR")] == [1, 1, 91]
    assert complaints(pdf) == []


def test_a_section_and_a_paragraph_over_two_pages_are_one() -> None:
    body = (
        "<section><h2>Lang</h2><div><p>" + "Een lang verhaal zonder eind. " * 400 + "</p><p>Slot.</p></div></section>"
    )
    pdf = render(samples.simple(f"{body}<section><h2>Kort</h2><p>Klaar.</p></section>"), ROOMY).pdf
    assert len(opened(pdf).pages) > 1
    assert [len(of_role(pdf, role)) for role in ("Sect", "Div", "P")] == [2, 1, 3]
    assert complaints(pdf) == []


def test_a_section_in_columns_keeps_all_its_words() -> None:
    css = samples.STYLE + "section { columns: 2 }"
    pdf = render(samples.simple("<section>" + "<p>Een kolom.</p>" * 150 + "</section>", css), ROOMY).pdf
    assert words(pdf).count("Een kolom.") == 150
    assert complaints(pdf) == []


def test_an_underlined_word_is_one_piece() -> None:
    assert complaints(render(samples.simple("<p>Dit is <u>echt</u> zo.</p>"), ROOMY).pdf) == []


def test_a_link_in_a_page_header_is_no_link() -> None:
    css = samples.STYLE + "@page { @top-left { content: element(kop) } } .kop { position: running(kop) }"
    body = "<p class='kop'><a href='https://example.org/'>Gemeente</a></p><p>Tekst</p>"
    pdf = render(samples.simple(body, css), ROOMY).pdf
    assert complaints(pdf) == []
    assert "Gemeente" in words(pdf)


def test_a_document_without_a_language_is_dutch() -> None:
    document = samples.simple("")
    silent = Document(document.html.replace(' lang="nl"', ""), document.css, document.created)
    assert str(opened(render(silent, ROOMY).pdf).Root.Lang) == "nl"


def test_the_room_of_each_section_is_known(briefing: Paper) -> None:
    rooms = {section.label: section for section in briefing.sections}
    assert rooms["Programma"].page == 1
    assert 40 < rooms["Programma"].millimetres < 80
    assert rooms["Gevoelig"].page == 2
    assert rooms["Dit kunt u toezeggen"].millimetres == rooms["Dit kunt u niet toezeggen"].millimetres
