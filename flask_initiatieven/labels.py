"""Words for keys: roles and what they may do. A municipality's own words are a setting."""

from __future__ import annotations

from .access import Permission, Role
from .i18n import gettext
from .i18n import lazy_gettext as _l
from .mount import current

_ROLES = {
    Role.BEHEERDER: _l("Beheerder"),
    Role.LEIDINGGEVENDE: _l("Leidinggevende"),
    Role.UITVOERDER: _l("Uitvoerder"),
    Role.AANSPREEKPUNT: _l("Aanspreekpunt"),
    Role.VAKCOLLEGA: _l("Vakcollega"),
    Role.BESTUURSADVISEUR: _l("Bestuursadviseur"),
    Role.WETHOUDER: _l("Wethouder"),
    Role.GRIFFIE: _l("Griffie"),
    Role.LEZER: _l("Lezer"),
}
_PERMISSIONS = {
    Permission.READ_PAGES: _l("Visie en missie lezen"),
    Permission.READ_DRAFTS: _l("Concepten van visie en missie lezen"),
    Permission.EDIT_PAGES: _l("Visie en missie schrijven"),
    Permission.PUBLISH_PAGES: _l("Visie en missie publiceren"),
    Permission.READ_INITIATIVES: _l("Initiatieven lezen"),
    Permission.READ_CONTACT_DATA: _l("Telefoon en e-mail van bewoners zien"),
    Permission.CREATE_INITIATIVES: _l("Initiatieven registreren"),
    Permission.EDIT_INITIATIVES: _l("Initiatieven bewerken"),
    Permission.READ_AGREEMENTS: _l("Afspraken lezen"),
    Permission.EDIT_AGREEMENTS: _l("Afspraken maken en bevestigen"),
    Permission.READ_VISITS: _l("Bezoeken lezen"),
    Permission.EDIT_VISITS: _l("Bezoeken voorbereiden"),
    Permission.BRIEFING_WETHOUDER: _l("Briefing maken, voor de wethouder"),
    Permission.BRIEFING_INTERN: _l("Briefing maken, voor collega's"),
    Permission.BRIEFING_RAAD: _l("Briefing maken, voor de raad"),
    Permission.BRIEFING_OPENBAAR: _l("Briefing maken, openbaar"),
    Permission.MANAGE_ROLES: _l("Rollen geven"),
    Permission.MANAGE_ADDON: _l("Module beheren"),
}


def role_label(role: Role) -> str:
    """The municipality's word for a role, else ours."""
    own = current().settings.role_labels.get(role.value)
    return own or gettext(_ROLES[role].message)


def permission_label(permission: Permission) -> str:
    return gettext(_PERMISSIONS[permission].message)
