"""What is in our tables, in words: for the one who uninstalls and for the one who installs again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import peewee as pw

from ..database import no_file_yet
from ..i18n import gettext as _
from ..i18n import ngettext
from ..mount import Mount
from . import schema, steps

#: in the order in which they are told; the other tables are counted together
_WORDS: dict[str, Callable[[int], str]] = {
    "initiatieven_initiative": lambda count: ngettext("1 initiatief", "%(count)s initiatieven", count),
    "initiatieven_visit": lambda count: ngettext("1 bezoek", "%(count)s bezoeken", count),
    "initiatieven_agreement": lambda count: ngettext("1 afspraak", "%(count)s afspraken", count),
    "initiatieven_page_version": lambda count: ngettext(
        "1 versie van een visiepagina", "%(count)s versies van visiepagina's", count
    ),
    "initiatieven_programme_item": lambda count: ngettext(
        "1 punt uit het coalitieprogramma", "%(count)s punten uit het coalitieprogramma", count
    ),
    "initiatieven_person": lambda count: ngettext("1 medewerker", "%(count)s medewerkers", count),
    "initiatieven_contact_person": lambda count: ngettext("1 contactpersoon", "%(count)s contactpersonen", count),
    "initiatieven_role_assignment": lambda count: ngettext(
        "1 rol van een persoon", "%(count)s rollen van personen", count
    ),
    "initiatieven_local_role": lambda count: ngettext(
        "1 rol op één initiatief of pagina", "%(count)s rollen op één initiatief of pagina", count
    ),
    "initiatieven_audit_entry": lambda count: ngettext(
        "1 regel in het logboek", "%(count)s regels in het logboek", count
    ),
}


def counts(database: pw.Database) -> dict[str, int]:
    """Table of ours → rows."""
    ours = schema.tables(database) & steps.tables_of(steps.names())
    return schema.count(database, sorted(ours))


def counts_or_none(mount: Mount) -> dict[str, int]:
    """The same for a page that must come up whatever is the matter with the database."""
    try:
        return {} if no_file_yet(mount.database) else counts(mount.database)
    except pw.PeeweeException:
        return {}


def sentence(rows: Mapping[str, int]) -> str:
    """Such as "12 initiatieven, 7 bezoeken en 340 regels in 31 andere tabellen"; "niets" when all are empty."""
    words = [say(rows[table]) for table, say in _WORDS.items() if rows.get(table)]
    others = [count for table, count in rows.items() if count and table not in _WORDS]
    if others:
        in_tables = ngettext("1 andere tabel", "%(count)s andere tabellen", len(others))
        words.append(ngettext("1 regel in %(tables)s", "%(count)s regels in %(tables)s", sum(others), tables=in_tables))
    return ", ".join(words) or _("niets")
