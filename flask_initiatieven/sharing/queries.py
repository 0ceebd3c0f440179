"""Who may do what on one object, and why: bounded, however many people the host has."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import access
from ..access import Ground, Role, Viewer
from ..database import today
from ..host import host_roles, one_form
from ..i18n import gettext as _
from ..mount import User, current
from ..municipality import queries as municipality
from ..roles import people
from ..roles.local import GROUP
from ..roles.models import LocalRole, RoleAssignment, RoleGroup
from ..roles.sources import Source, Via
from .place import Place
from .reasons import why, why_role

#: lines of one kind on a page
MOST_LINES = 50


@dataclass(frozen=True)
class Line:
    """One line of the table: who, why, and for each right yes or no. `share_id`: it can be taken away here."""

    who: str
    why: tuple[str, ...]
    rights: tuple[bool, ...]
    share_id: int | None = None
    is_over: bool = False


@dataclass(frozen=True)
class Who:
    """The whole table; `more` counts people with a role who are not on it."""

    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True)
class Answer:
    """Whether one person may, for each right with the reasons; `unknown`: the host may give him more at log-in."""

    user: User
    rights: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    unknown: bool = False


def who_may(place: Place) -> Who:
    """Everybody first, then who has it by a role, by a group, by being named here, and by sharing."""
    shares = list(LocalRole.select().where(LocalRole.object == place.object).order_by(LocalRole.id))
    groups = list(RoleGroup.select().order_by(RoleGroup.word).limit(MOST_LINES))
    everybody = Source(current().settings.default_role, Via.EVERYBODY)
    common = _rights(place, everybody) if everybody.role in set(Role) else _nothing(place)
    wider = [role.value for role in Role if _adds(_rights(place, Source(role.value, Via.GIVEN)), common)]
    chosen = RoleAssignment.select().where(RoleAssignment.role.in_(wider))
    given = list(chosen.order_by(RoleAssignment.role, RoleAssignment.id).limit(MOST_LINES))
    givers = (*(row.given_by for row in shares), *(row.given_by for row in given), *(row.changed_by for row in groups))
    names = people.names_of(sorted({giver for giver in givers if giver})[:MOST_LINES])
    lines = [Line(_("Iedereen die is ingelogd"), (why_role(everybody, names),), common)] if any(common) else []
    for row in given:
        source = Source(row.role, Via.GIVEN, by=row.given_by, at=row.given_at)
        lines.append(Line(row.user_name or row.user_id, (why_role(source, names),), _rights(place, source)))
    for who, sources in (*_of_settings(), *_of_groups(groups)):
        rights = _rights(place, *sources)
        if _adds(rights, common):
            lines.append(Line(who, tuple(why_role(source, names) for source in sources), rights))
    lines += _named(place)
    lines += [_shared(place, row, names, common) for row in shares]
    return Who(tuple(lines), max(0, chosen.count() - len(given)))


def ask(place: Place, user: User, host_knows: bool = True) -> Answer:
    """May this person do this? From the same function that guards the pages.

    `host_knows`: the host can be asked for his groups; when not, or when it fails, only our own roles are counted.
    """
    words: frozenset[str] | None = None if host_knows else frozenset()
    try:
        looking = access.viewer_of(user, words if words is not None else people.answered(lambda: host_roles(user)))
    except people.Unanswered:
        looking, host_knows = access.viewer_of(user, frozenset()), False
    found = [(right, access.grounds(looking, right.permission, place.at(right.stage))) for right in place.rights]
    names = people.names_of({ground.source.by for _right, grounds in found for ground in grounds})
    return Answer(
        user,
        tuple((str(right.label), _reasons(grounds, names)) for right, grounds in found),
        unknown=not host_knows or current().adapters.roles is None,
    )


def _reasons(grounds: tuple[Ground, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(why(ground, names) for ground in grounds))


def _rights(place: Place, *sources: Source) -> tuple[bool, ...]:
    """What somebody has who has only this."""
    only = Viewer(User(""), sources, frozenset(), None)
    return tuple(bool(access.grounds(only, right.permission, place.at(right.stage))) for right in place.rights)


def _nothing(place: Place) -> tuple[bool, ...]:
    return (False,) * len(place.rights)


def _adds(rights: tuple[bool, ...], common: tuple[bool, ...]) -> bool:
    return any(right and not already for right, already in zip(rights, common, strict=True))


def _of_settings() -> list[tuple[str, list[Source]]]:
    """Groups and people of the host's own settings."""
    settings = current().settings
    found = [
        (
            _("Iedereen met groep %(group)s", group=word),
            [Source(role, Via.SETTING, one_form(word)) for role in roles if role in set(Role)],
        )
        for word, roles in sorted(settings.role_map.items())[:MOST_LINES]
    ]
    return found + [(who, [Source(Role.BEHEERDER, Via.ADMINS)]) for who in settings.admins[:MOST_LINES]]


def _of_groups(groups: list[RoleGroup]) -> list[tuple[str, list[Source]]]:
    return [
        (
            _("Iedereen met groep %(group)s", group=row.word),
            [
                Source(role, Via.GROUP, row.word, by=row.changed_by, at=row.changed_at)
                for role in row.roles.split()
                if role in set(Role)
            ],
        )
        for row in groups
    ]


def _named(place: Place) -> list[Line]:
    """Whom the object names, as far as he can log in: with every reason, asked as for the pages themselves."""
    lines = []
    for user, host_knows in municipality.users_with(sorted(place.row.people())):
        answer = ask(place, user, host_knows)
        reasons = list(dict.fromkeys(reason for _label, grounds in answer.rights for reason in grounds))
        if answer.unknown:
            reasons.append(_("is hier genoemd; welke rollen het intranet geeft, is pas bij het inloggen bekend"))
        lines.append(Line(user.name, tuple(reasons), tuple(bool(grounds) for _label, grounds in answer.rights)))
    return lines


def _shared(place: Place, row: LocalRole, names: dict[str, str], common: tuple[bool, ...]) -> Line:
    is_group = row.grantee_kind == GROUP
    who = _("Iedereen met groep %(group)s", group=row.grantee) if is_group else row.grantee_name or row.grantee
    source = Source(row.role, Via.SHARED, row.grantee if is_group else "", row.given_by, row.given_at, row.until)
    is_over = row.until is not None and row.until < today()
    reason = why_role(source, names) if row.role in set(Role) else _("een rol die er niet meer is")
    return Line(who, (reason,), _nothing(place) if is_over else _here(place, row, common), row.id, is_over)


def _here(place: Place, row: LocalRole, common: tuple[bool, ...]) -> tuple[bool, ...]:
    """What this role gives here, with what everybody has already."""
    if row.role not in set(Role):
        return common
    given = (access.gives_here(place.kind, Role(row.role), right.permission, right.stage) for right in place.rights)
    return tuple(right or already for right, already in zip(given, common, strict=True))
