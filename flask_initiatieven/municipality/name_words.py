"""Words by which a person is found: lower case, without accents. The triggers that keep them say the same in SQL."""

from __future__ import annotations

ACCENTED = "áàâäãåāăąçćčďđéèêëēęěğíìîïīıłñńňóòôöõøōőřśşšťúùûüūůűýÿźżž"
PLAIN = "aaaaaaaaacccddeeeeeeegiiiiiilnnnoooooooorssstuuuuuuuyyzzz"
#: what stands between two words
BETWEEN = "-.,'’()/@_+"
_FOLD = str.maketrans(ACCENTED + BETWEEN, PLAIN + " " * len(BETWEEN))


def words_of(text: str) -> list[str]:
    """Zoë van der Berg-Kaya → zoe, van, der, berg, kaya."""
    return [word[:60] for word in text.lower().translate(_FOLD).split()]
