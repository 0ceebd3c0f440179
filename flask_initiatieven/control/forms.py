"""Forms of control."""

from __future__ import annotations

from .. import access
from ..forms import ChoiceField, Form, LineField
from ..i18n import lazy_gettext as _l
from ..labels import role_label


def _roles() -> list[tuple[str, str]]:
    return [(role.value, role_label(role)) for role in access.Role]


class RoleForm(Form):
    user_id = LineField(
        _l("Nummer, gebruikersnaam of e-mailadres van deze persoon in het intranet"),
        255,
        required=_l("Vul in wie de rol krijgt."),
    )
    user_name = LineField(_l("Naam"), 255)
    role = ChoiceField(_l("Rol"), _roles, required=_l("Kies een rol."))
