"""Tables of the municipality itself: areas, people, budgets, mandates."""

from __future__ import annotations

from enum import StrEnum

import peewee as pw

from ..database import Model


class Municipality(Model):
    """The one municipality of this mount."""

    id = pw.AutoField()
    name = pw.CharField(max_length=120)
    full_name = pw.CharField(max_length=160)
    code = pw.CharField(max_length=20)
    residents = pw.IntegerField(null=True)
    phone = pw.CharField(max_length=40, default="")
    form_of_address = pw.CharField(max_length=10, default="u")
    initiative_term = pw.CharField(max_length=60, default="bewonersinitiatief")
    college_meets_on = pw.CharField(max_length=20, default="")
    council_meets_on = pw.CharField(max_length=20, default="")
    fictional = pw.BooleanField(default=False)
    notice = pw.TextField(default="")


class PersonKind(StrEnum):
    EMPLOYEE = "employee"
    OFFICIAL = "official"


class Person(Model):
    """Somebody of the municipality: an employee, an alderman or the mayor. Residents are never here."""

    id = pw.AutoField()
    key = pw.CharField(max_length=80, unique=True)
    kind = pw.CharField(max_length=20, default=PersonKind.EMPLOYEE)
    name = pw.CharField(max_length=160)
    job_title = pw.CharField(max_length=200, default="")
    role = pw.CharField(max_length=60, default="")
    department = pw.CharField(max_length=120, default="")
    phone = pw.CharField(max_length=40, default="")
    email = pw.CharField(max_length=200, default="")
    #: id of this person in the host; empty when the host's user is found by e-mail address
    user_id = pw.CharField(max_length=255, null=True, unique=True)


class PersonWord(Model):
    """One word by which a person is found: of his name, department or address. Triggers on `Person` keep them."""

    id = pw.AutoField()
    person = pw.ForeignKeyField(Person, backref="+", on_delete="CASCADE")
    #: lower case without accents, see name_words.py
    word = pw.CharField(max_length=60, index=True)


class District(Model):
    """A wijk. Codes are text: CBS form is usual, own codes are allowed."""

    id = pw.AutoField()
    code = pw.CharField(max_length=20, unique=True)
    name = pw.CharField(max_length=120)
    alderman = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="SET NULL")
    contact = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="SET NULL")


class Neighbourhood(Model):
    """A buurt, part of one district."""

    id = pw.AutoField()
    code = pw.CharField(max_length=20, unique=True)
    name = pw.CharField(max_length=120)
    district = pw.ForeignKeyField(District, backref="neighbourhoods", on_delete="CASCADE")


class Budget(Model):
    id = pw.AutoField()
    key = pw.CharField(max_length=80, unique=True)
    name = pw.CharField(max_length=160)
    amount = pw.DecimalField(max_digits=12, decimal_places=2)
    holder = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="SET NULL")


class Mandate(Model):
    """What a role may decide in the name of the college, up to an amount in euros of the municipality's own share."""

    id = pw.AutoField()
    key = pw.CharField(max_length=80, unique=True)
    role = pw.CharField(max_length=60)
    source = pw.CharField(max_length=200)
    on_behalf_of = pw.CharField(max_length=60)
    up_to_amount = pw.DecimalField(max_digits=12, decimal_places=2)
    may_refuse = pw.BooleanField(default=False)
    valid_from = pw.DateField(null=True)
    valid_until = pw.DateField(null=True)
    version = pw.IntegerField(default=1)


class MandateCondition(Model):
    id = pw.AutoField()
    mandate = pw.ForeignKeyField(Mandate, backref="conditions", on_delete="CASCADE")
    mandate_id: int
    position = pw.IntegerField()
    text = pw.TextField()


TABLES = (Municipality, Person, PersonWord, District, Neighbourhood, Budget, Mandate, MandateCondition)
