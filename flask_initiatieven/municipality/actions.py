"""Changes to mandates."""

from __future__ import annotations

import secrets

import peewee as pw

from .. import audit, signals
from ..database import db
from ..errors import Conflict, Refused
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current
from .mandate import MandateContent
from .models import Mandate, MandateCondition


def make_mandate(content: MandateContent, created_key: str) -> Mandate:
    """A new mandate; the same key again gives the one that was made before."""
    key = f"mandaat-{created_key or secrets.token_hex(16)}"
    try:
        with db.atomic():
            row = Mandate.create(key=key, **_columns(content))
            _store_conditions(row.id, content)
            audit.record("mandaat maken", f"mandate:{row.id}")
    except pw.IntegrityError:
        found: Mandate = Mandate.get(Mandate.key == key)
        return found
    _tell(row.id)
    return row


def change_mandate(row: Mandate, content: MandateContent, seen: int) -> None:
    """Raises Conflict when it is not the version that was seen."""
    with db.atomic():
        updated = (
            Mandate.update(**_columns(content), version=Mandate.version + 1)
            .where((Mandate.id == row.id) & (Mandate.version == seen))
            .execute()
        )
        if not updated:
            raise Conflict(_("Iemand anders heeft dit mandaat intussen veranderd of verwijderd."))
        MandateCondition.delete().where(MandateCondition.mandate == row.id).execute()
        _store_conditions(row.id, content)
        audit.record("mandaat wijzigen", f"mandate:{row.id}")
    _tell(row.id)


def remove_mandate(row: Mandate, seen: int) -> None:
    """Raises Refused when a decision rests on it, and Conflict when it is not the version that was seen."""
    try:
        with db.atomic():
            if not Mandate.delete().where((Mandate.id == row.id) & (Mandate.version == seen)).execute():
                raise Conflict(_("Iemand anders heeft dit mandaat intussen veranderd of verwijderd."))
            audit.record("mandaat verwijderen", f"mandate:{row.id}")
    except pw.IntegrityError:
        raise Refused(
            _("Een besluit verwijst naar dit mandaat, daarom kan het niet weg. Vul in tot en met wanneer het geldt.")
        ) from None
    _tell(row.id)


def _columns(content: MandateContent) -> dict[str, object]:
    return {
        "role": content.role,
        "source": content.source,
        "on_behalf_of": content.on_behalf_of,
        "up_to_amount": content.up_to_amount,
        "may_refuse": content.may_refuse,
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
    }


def _store_conditions(mandate_id: int, content: MandateContent) -> None:
    rows = [{"mandate": mandate_id, "position": at, "text": text} for at, text in enumerate(content.conditions)]
    if rows:
        MandateCondition.insert_many(rows).execute()


def _tell(mandate_id: int) -> None:
    user = current_user()
    signals.tell(signals.changed, current().name, f"mandate:{mandate_id}", user.id if user else None)
