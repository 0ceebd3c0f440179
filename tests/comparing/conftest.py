"""The page with a published version and a draft."""

from __future__ import annotations

from tests.vision.conftest import draft as draft
from tests.vision.conftest import page as page
