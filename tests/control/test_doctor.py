"""What `check` finds unsafe in an intranet."""

from __future__ import annotations

import pytest

from flask_initiatieven.control import doctor
from tests.conftest import MakeApp, inside


@pytest.mark.parametrize(("intranet", "is_found"), [(None, True), ("https://intranet.example.nl", False)])
def test_an_address_that_comes_from_the_request_is_found(
    make_app: MakeApp, intranet: str | None, is_found: bool
) -> None:
    app = make_app(public_url=intranet)
    with inside(app) as mount:
        words = " ".join(finding.what for finding in doctor.check(app, mount))
    assert ("INITIATIEVEN_PUBLIC_URL" in words) is is_found
