"""Forms of roles."""

from __future__ import annotations

import wtforms

from .. import access
from ..forms import ChecksField, ChoiceField, EditForm, Form, LineField, _Translated
from ..i18n import lazy_gettext as _l
from ..labels import role_label
from .picking import PersonForm
from .words import alphabets, has_invisible_sign


def _roles() -> list[tuple[str, str]]:
    return [(role.value, role_label(role)) for role in access.Role]


def one_alphabet(form: wtforms.Form, field: wtforms.Field) -> None:
    """A word that looks like another one, with a letter of another alphabet in it, would give that one nothing."""
    if len(alphabets(field.data or "")) > 1:
        message = _l("Hier staan letters uit verschillende alfabetten door elkaar. Typ het woord opnieuw.")
        raise wtforms.validators.ValidationError(str(message))
    if has_invisible_sign(field.data or ""):
        raise wtforms.validators.ValidationError(str(_l("Hier staat een onzichtbaar teken in. Typ het woord opnieuw.")))


class RoleForm(PersonForm):
    role = ChoiceField(_l("Rol"), _roles, required=_l("Kies een rol."))


class GivenForm(_Translated, wtforms.Form):
    """Which of the given roles are shown, as the address asks."""

    zoek = LineField(_l("Naam of nummer"), 100)
    rol = ChoiceField(_l("Rol"), _roles, blank=_l("Alle"))


class _RolesForm(Form):
    roles = ChecksField(_l("Rollen"), _roles, required=_l("Kies minstens één rol."))


class NewGroupForm(_RolesForm):
    word = LineField(
        _l("Woord van het intranet voor de groep"),
        255,
        required=_l("Vul in hoe het intranet de groep noemt."),
        validators=[one_alphabet],
    )


class GroupForm(EditForm, _RolesForm):
    pass
