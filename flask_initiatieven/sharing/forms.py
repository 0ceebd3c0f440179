"""The form of sharing: a person or a group, a role, and until when."""

from __future__ import annotations

from typing import Any

from ..forms import DateField, LineField, PickField
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..labels import role_label
from ..roles.forms import one_alphabet
from ..roles.picking import PersonForm
from .place import ROLES, Place, delegable


def form_of(place: Place) -> Any:
    """The form for this object: it offers only the roles that who is looking may give here."""

    def roles() -> list[tuple[str, str]]:
        meaning = ROLES[place.kind]
        return [
            (role.value, _("%(role)s: %(meaning)s", role=role_label(role), meaning=str(meaning[role])))
            for role in delegable(place)
        ]

    class ShareForm(PersonForm):
        group = LineField(_l("Of een groep van het intranet"), 255, validators=[one_alphabet])
        role = PickField(_l("Rol"), roles, required=_l("Kies een rol."))
        until = DateField(_l("Tot en met"))

    return ShareForm()
