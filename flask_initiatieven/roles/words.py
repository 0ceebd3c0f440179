"""Words of the host for its groups, as somebody types them."""

from __future__ import annotations

import unicodedata

#: alphabets with letters that look the same
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def alphabets(text: str) -> set[str]:
    """Which of the alphabets that look alike have letters in this text."""
    names = {unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha()}
    return names & set(_ALIKE)


def has_invisible_sign(text: str) -> bool:
    """Is there a sign in it that nobody sees, so that two words that look the same are not?"""
    return any(unicodedata.category(sign) == "Cf" for sign in text)
