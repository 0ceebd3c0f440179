"""Which decisions that cite the principles of a text who is looking may read."""

from __future__ import annotations

from .. import access
from ..access import Permission
from ..initiatives import citations
from ..initiatives.citations import Cited
from ..vision.models import PageVersion


def cited(row: PageVersion) -> dict[str, Cited]:
    """Key of a principle → the decisions that cite it, the newest by name."""
    if not access.somewhere(Permission.READ_INITIATIVES):
        return {}
    scope = access.only_own(Permission.READ_INITIATIVES)
    return citations.under_principles(row.page_id, all_names(), scope)


def all_names() -> bool:
    """May texts name residents who did not consent to that?"""
    return access.may(Permission.READ_CONTACT_DATA)
