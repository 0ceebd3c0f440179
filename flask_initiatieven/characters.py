"""Characters that are never stored, whoever sends them."""

from __future__ import annotations

import re

#: C0/C1 controls but tab and newline, lone surrogates, bidi overrides and isolates
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
