"""Words for who holds a mandate and in whose name."""

from __future__ import annotations

from ..access import Role
from ..i18n import lazy_gettext as _l
from ..labels import role_label
from .mandate import BODIES, HOLDERS

_HOLDERS = {"wijkregisseur": _l("Wijkregisseur"), "communicatieadviseur": _l("Communicatieadviseur")}
_BODIES = {"college": _l("College"), "raad": _l("Gemeenteraad"), "burgemeester": _l("Burgemeester")}


def holder(key: str) -> str:
    """The municipality's word where the holder is one of our roles."""
    if key in set(Role):
        return role_label(Role(key))
    return str(_HOLDERS.get(key, key))


def body(key: str) -> str:
    return str(_BODIES.get(key, key))


def holders() -> list[tuple[str, str]]:
    return [(key, holder(key)) for key in HOLDERS]


def bodies() -> list[tuple[str, str]]:
    return [(key, body(key)) for key in BODIES]
