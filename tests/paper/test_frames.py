"""Messages between the web process and a renderer."""

from __future__ import annotations

import io

import pytest

from flask_initiatieven.paper import Paper, SectionHeight, renderer
from flask_initiatieven.paper.frames import BrokenFrame, pack, unpack
from tests.paper import samples


def test_what_is_packed_is_unpacked() -> None:
    frame = io.BytesIO(pack({"naam": "é"}, [b"", b"\x00\xff"]) + b"rest")
    assert unpack(frame.read) == ({"naam": "é"}, [b"", b"\x00\xff"])
    assert frame.read() == b"rest"


def test_a_document_travels_whole() -> None:
    document = samples.simple("<p>half \ud83d paar</p>", foto=b"\x00\x01", qr=b"")
    assert renderer.document_from(*unpack(io.BytesIO(renderer.request_of(document)).read)) == document


def test_a_paper_travels_whole() -> None:
    paper = Paper(b"%PDF", 2, (SectionHeight("Programma", 1, 60.5),))
    assert renderer.paper_from(*unpack(io.BytesIO(pack(renderer.answer_of(paper), [paper.pdf])).read)) == paper


@pytest.mark.parametrize("noise", [b"hallo wereld", b"\x00\x00\x00\x02[]", b"\x00\x00\x00\x02{}", b"\x00\x00\x00\x01{"])
def test_noise_is_not_a_message(noise: bytes) -> None:
    with pytest.raises(BrokenFrame):
        unpack(io.BytesIO(noise).read)
