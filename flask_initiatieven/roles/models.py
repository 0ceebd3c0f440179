"""Tables of roles: given to people, to groups of the host, or on one object."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField


class RoleAssignment(Model):
    """A role of ours given to a user of the host; the name is kept because a host may forget its users."""

    id = pw.AutoField()
    user_id = pw.CharField(max_length=255, index=True)
    user_name = pw.CharField(max_length=255, default="")
    role = pw.CharField(max_length=40)
    given_at = TimestampField()
    given_by = pw.CharField(max_length=255, default="")

    class Meta:
        indexes = ((("user_id", "role"), True),)


class RoleGroup(Model):
    """A word of the host for a group of its users, and which roles of ours they have by that."""

    id = pw.AutoField()
    word = pw.CharField(max_length=255, unique=True)
    #: role keys, sorted, with a space between
    roles = pw.CharField(max_length=200)
    version = pw.IntegerField(default=1)
    changed_at = TimestampField()
    changed_by = pw.CharField(max_length=255, default="")


class LocalRole(Model):
    """A role of ours on one object ("Delen"), given to a user or a group of the host."""

    id = pw.AutoField()
    #: kind and id of the object, such as `page:3` or `initiative:12`
    object = pw.CharField(max_length=80)
    #: user or group
    grantee_kind = pw.CharField(max_length=10)
    grantee = pw.CharField(max_length=255)
    grantee_name = pw.CharField(max_length=255, default="")
    role = pw.CharField(max_length=40)
    given_at = TimestampField()
    given_by = pw.CharField(max_length=255, default="")
    #: the last day on which it counts; None: no end
    until = pw.DateField(null=True)

    class Meta:
        indexes = (
            (("object", "grantee_kind", "grantee", "role"), True),
            (("grantee_kind", "grantee"), False),
        )


TABLES = (RoleAssignment, RoleGroup, LocalRole)
