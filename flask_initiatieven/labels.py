"""Words for keys: roles and what they may do. A municipality's own words are a setting."""

from __future__ import annotations

from .access import Permission, Role
from .i18n import gettext
from .i18n import lazy_gettext as _l
from .options import queries as options

_ROLES = {
    Role.BEHEERDER: _l("Beheerder"),
    Role.LEIDINGGEVENDE: _l("Leidinggevende"),
    Role.REDACTEUR: _l("Redacteur"),
    Role.BEOORDELAAR: _l("Beoordelaar"),
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
    Permission.CREATE_PAGES: _l("Pagina's van visie en missie maken"),
    Permission.EDIT_PAGES: _l("Visie en missie schrijven"),
    Permission.SUBMIT_PAGES: _l("Een tekst ter beoordeling sturen"),
    Permission.TAKE_BACK_PAGES: _l("Een tekst terugnemen uit de beoordeling"),
    Permission.SEND_BACK_PAGES: _l("Een tekst terugsturen"),
    Permission.PUBLISH_PAGES: _l("Visie en missie publiceren"),
    Permission.WITHDRAW_PAGES: _l("Een gepubliceerde tekst intrekken"),
    Permission.COPY_PAGES: _l("Een nieuwe versie van een tekst beginnen"),
    Permission.DELETE_PAGES: _l("Teksten in de prullenbak doen"),
    Permission.RESTORE_PAGES: _l("Teksten terugzetten uit de prullenbak"),
    Permission.PURGE_PAGES: _l("Teksten definitief verwijderen"),
    Permission.SHARE_PAGES: _l("Een pagina delen"),
    Permission.READ_READING: _l("Zien hoeveel collega's een tekst lazen"),
    Permission.EDIT_ROLE_TABLE: _l("De rolverdeling bewerken"),
    Permission.EDIT_PROGRAMME: _l("Het coalitieprogramma bewerken"),
    Permission.READ_INITIATIVES: _l("Initiatieven lezen"),
    Permission.READ_CONTACT_DATA: _l("Telefoon en e-mail van bewoners zien"),
    Permission.CREATE_INITIATIVES: _l("Initiatieven registreren"),
    Permission.EDIT_INITIATIVES: _l("Initiatieven bewerken"),
    Permission.SHARE_INITIATIVES: _l("Een initiatief delen"),
    Permission.READ_AGREEMENTS: _l("Afspraken lezen"),
    Permission.EDIT_AGREEMENTS: _l("Afspraken maken en bevestigen"),
    Permission.READ_VISITS: _l("Bezoeken lezen"),
    Permission.EDIT_VISITS: _l("Bezoeken voorbereiden"),
    Permission.BRIEFING_WETHOUDER: _l("Briefing maken, voor de wethouder"),
    Permission.BRIEFING_INTERN: _l("Briefing maken, voor collega's"),
    Permission.BRIEFING_RAAD: _l("Briefing maken, voor de raad"),
    Permission.BRIEFING_OPENBAAR: _l("Briefing maken, openbaar"),
    Permission.MANAGE_ROLES: _l("Rollen geven"),
    Permission.MANAGE_SETTINGS: _l("Instellingen van de gemeente veranderen"),
    Permission.MANAGE_RULES: _l("Regels voor mail en taken maken"),
    Permission.READ_AUDIT: _l("Het logboek lezen"),
    Permission.MANAGE_ADDON: _l("Module beheren"),
}


def initiatives() -> str:
    """The municipality's word for more than one initiative, as a heading; ours while it chose none."""
    own = options.current().municipality
    return _capital(own.plural) if own.has_own_word else gettext("Initiatieven")


def new_initiative() -> str:
    """On the button that registers one."""
    own = options.current().municipality
    if own.has_own_word:
        return gettext("%(term)s registreren", term=_capital(own.initiative))
    return gettext("Nieuw initiatief")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def role_label(role: Role) -> str:
    """The municipality's word for a role, else ours."""
    return options.current().roles.labels.get(role.value) or own_role_label(role)


def own_role_label(role: Role) -> str:
    """Our own word for a role."""
    return gettext(_ROLES[role].message)


def permission_label(permission: Permission) -> str:
    return gettext(_PERMISSIONS[permission].message)
