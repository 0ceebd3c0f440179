"""Tables of control: roles given in the add-on."""

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


TABLES = (RoleAssignment,)
