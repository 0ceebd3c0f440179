"""Changes to settings: a group, one back to its default, or a whole file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .. import audit, signals
from ..database import db, now
from ..errors import Conflict, Refused
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current as current_mount
from ..municipality.models import Municipality
from ..pictures import Image
from . import queries
from .kinds import Wrong
from .models import SettingChange, SettingGroup, SettingPicture, SettingValue
from .registry import Options, cross_check, settings


class WrongValues(Refused):
    """Some values can't stand together: `found` is Wrong by key."""

    def __init__(self, found: Mapping[str, Wrong]) -> None:
        super().__init__(_("Deze instellingen passen niet bij elkaar."))
        self.found = dict(found)


def save(group: str, values: Mapping[str, Any], seen: int, pictures: Iterable[Image] = ()) -> tuple[str, ...]:
    """Store the values of one group that differ from what is in force; returns the keys that changed.

    Raises Conflict when the group is not the version that was seen, and WrongValues.
    """
    queries.forget()
    refuse_wrong(queries.current().with_values(values))
    with db.atomic():
        _raise_version(group, seen)
        changed = _store(_news(values), pictures)
        if changed:
            audit.record("instelling wijzigen", f"settings:{group}", detail=", ".join(changed))
    _told(f"settings:{group}", changed)
    return changed


def to_default(key: str, seen: int) -> bool:
    """One setting back to its default; False when it was that already. Raises Conflict and WrongValues."""
    setting = settings()[key]
    queries.forget()
    refuse_wrong(queries.current().with_values({key: queries.defaults().value(key)}))
    with db.atomic():
        _raise_version(setting.group, seen)
        changed = _store({key: None})
        if changed:
            audit.record("instelling terugzetten", f"settings:{setting.group}", detail=key)
    _told(f"settings:{setting.group}", changed)
    return bool(changed)


def apply(plain: Mapping[str, Any], seen: str, pictures: Iterable[Image] = ()) -> tuple[str, ...]:
    """What a file says, by key in plain JSON; None is the default. All or nothing.

    `seen` is the state the preview was made of; raises Conflict when it is not that any more, and WrongValues.
    """
    with db.atomic():
        if seen and seen != queries.state():
            raise Conflict(_("Iemand anders heeft de instellingen intussen veranderd. Bekijk het verschil opnieuw."))
        refuse_wrong(queries.after({**queries.own_values(), **plain}))
        for group in dict.fromkeys(key.split(".")[0] for key in plain):
            _raise_version(group, None)
        changed = _store(plain, pictures)
        if not changed:
            return ()
        audit.record("instellingen inlezen", "settings:all", detail=", ".join(changed))
    _told("settings:all", changed)
    return changed


def note_export() -> None:
    """One audit entry for a file somebody got."""
    with db.atomic():
        audit.record("instellingen downloaden", "settings:all")


def refuse_wrong(options: Options) -> None:
    """Raises WrongValues when settings that are right by themselves can't stand together."""
    found = cross_check(options)
    if found:
        raise WrongValues(found)


def _raise_version(group: str, seen: int | None) -> None:
    SettingGroup.insert(name=group, version=0).on_conflict_ignore().execute()
    query = SettingGroup.update(version=SettingGroup.version + 1).where(SettingGroup.name == group)
    if seen is not None:
        query = query.where(SettingGroup.version == seen)
    if not query.execute():
        raise Conflict(_("Iemand anders heeft deze instellingen intussen veranderd."))


def _news(values: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values of what is not the same as in force; None for what is the default again."""
    in_force, standard = queries.current(), queries.defaults()
    return {
        key: None if value == standard.value(key) else settings()[key].kind.plain(value)
        for key, value in values.items()
        if value != in_force.value(key)
    }


def _store(plain: Mapping[str, Any], pictures: Iterable[Image] = ()) -> tuple[str, ...]:
    """Write what differs from what is kept, each with its line of history; returns the keys."""
    before = queries.own_values()
    changed = tuple(key for key, value in plain.items() if value != before.get(key))
    for image in pictures:
        SettingPicture.insert(
            digest=image.digest, data=image.data, width=image.width, height=image.height
        ).on_conflict_ignore().execute()
    for key in changed:
        _write(key, plain[key])
        _note(key, before.get(key), plain[key])
    _drop_pictures()
    return changed


def _write(key: str, value: Any) -> None:
    if key in queries.IN_ROW:
        _write_in_row(queries.IN_ROW[key].name, Options().value(key) if value is None else value)
    elif value is None:
        SettingValue.delete().where(SettingValue.key == key).execute()
    else:
        SettingValue.insert(key=key, value=_json(value)).on_conflict(
            conflict_target=[SettingValue.key], update={SettingValue.value: _json(value)}
        ).execute()


def _write_in_row(column: str, value: Any) -> None:
    if not Municipality.update({column: value}).execute():
        Municipality.create(**{"name": "", "full_name": "", "code": "", column: value})


def _note(key: str, old: Any, new: Any) -> None:
    user = current_user()
    SettingChange.insert(
        key=key,
        old=None if old is None else _json(old),
        new=None if new is None else _json(new),
        changed_by=user.id if user else "systeem",
        changed_by_name=user.name if user else "",
        changed_at=now(),
    ).execute()


def _drop_pictures() -> None:
    """Pictures that no setting shows any more."""
    used = [json.loads(row.value) for row in SettingValue.select().where(SettingValue.key == "style.logo")]
    SettingPicture.delete().where(SettingPicture.digest.not_in(used)).execute()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _told(object: str, changed: tuple[str, ...]) -> None:
    queries.forget()
    if changed:
        user = current_user()
        signals.tell(signals.changed, current_mount().name, object, user.id if user else None)
