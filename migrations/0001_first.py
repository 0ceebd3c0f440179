"""Maakt de tabellen van de eerste versie en zorgt dat het logboek alleen kan groeien."""

from __future__ import annotations

from typing import Any

import peewee as pw

SQLITE_TRIGGER = """CREATE TRIGGER initiatieven_audit_no_{what} BEFORE {what} ON initiatieven_audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION initiatieven_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"""
POSTGRES_TRIGGER = """CREATE TRIGGER initiatieven_audit_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON initiatieven_audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION initiatieven_audit_refuse()"""


def _models(db: pw.Database) -> list[type[pw.Model]]:
    """The tables as they were in this version; deliberately apart from the package's models."""

    class Table(pw.Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Table):
        id = pw.AutoField()
        key = pw.CharField(max_length=80, unique=True)
        kind = pw.CharField(max_length=20, default="employee")
        name = pw.CharField(max_length=160)
        job_title = pw.CharField(max_length=200, default="")
        role = pw.CharField(max_length=60, default="")
        department = pw.CharField(max_length=120, default="")
        phone = pw.CharField(max_length=40, default="")
        email = pw.CharField(max_length=200, default="")
        user_id = pw.CharField(max_length=255, null=True, unique=True)

        class Meta:
            table_name = "initiatieven_person"

    class District(Table):
        id = pw.AutoField()
        code = pw.CharField(max_length=20, unique=True)
        name = pw.CharField(max_length=120)
        alderman = pw.ForeignKeyField(Person, backref="+", on_delete="SET NULL", null=True)
        contact = pw.ForeignKeyField(Person, backref="+", on_delete="SET NULL", null=True)

        class Meta:
            table_name = "initiatieven_district"

    class Neighbourhood(Table):
        id = pw.AutoField()
        code = pw.CharField(max_length=20, unique=True)
        name = pw.CharField(max_length=120)
        district = pw.ForeignKeyField(District, backref="+", on_delete="CASCADE")

        class Meta:
            table_name = "initiatieven_neighbourhood"

    class Initiative(Table):
        id = pw.AutoField()
        number = pw.CharField(max_length=20, unique=True)
        title = pw.CharField(max_length=200)
        slug = pw.CharField(max_length=220, unique=True)
        kind = pw.CharField(max_length=40, default="bewonersinitiatief")
        status = pw.CharField(max_length=40, index=True, default="binnengekomen")
        route = pw.CharField(max_length=20, default="nog_onbekend")
        municipal_role = pw.CharField(max_length=40, null=True)
        district = pw.ForeignKeyField(District, backref="+", on_delete="RESTRICT", null=True)
        neighbourhood = pw.ForeignKeyField(Neighbourhood, backref="+", on_delete="RESTRICT", null=True)
        place = pw.CharField(max_length=300, default="")
        contact = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        deputy = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        summary = pw.TextField(default="")
        motive_cause = pw.CharField(max_length=20, default="")
        motive = pw.TextField(default="")
        received_on = pw.DateField(null=True)
        channel = pw.CharField(max_length=20, default="")
        no_colleagues_reason = pw.TextField(default="")
        created_key = pw.CharField(max_length=64, null=True, unique=True)
        version = pw.IntegerField(default=1)
        changed_at = pw.DateTimeField()
        changed_by = pw.CharField(max_length=255, default="")

        class Meta:
            table_name = "initiatieven_initiative"

    class Agreement(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        number = pw.IntegerField()
        kind = pw.CharField(max_length=30)
        is_short = pw.BooleanField(default=False)
        state = pw.CharField(max_length=20, default="concept")
        agreed_on = pw.DateField(null=True)
        about = pw.TextField(default="")
        parties = pw.TextField(default="")
        our_role = pw.TextField(default="")
        contact = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        deputy = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        reaction = pw.CharField(max_length=300, default="")
        money = pw.TextField(default="")
        upkeep = pw.TextField(default="")
        safety = pw.TextField(default="")
        publicity = pw.TextField(default="")
        personal_data = pw.TextField(default="")
        when_things_change = pw.TextField(default="")
        looking_back = pw.TextField(default="")
        stopping = pw.TextField(default="")
        disagreeing = pw.TextField(default="")
        change = pw.TextField(default="")
        content_hash = pw.CharField(max_length=64, default="")
        cancelled_on = pw.DateField(null=True)
        cancelled_by = pw.CharField(max_length=20, default="")
        cancel_reason = pw.TextField(default="")
        created_key = pw.CharField(max_length=64, null=True, unique=True)
        version = pw.IntegerField(default=1)
        changed_at = pw.DateTimeField()
        changed_by = pw.CharField(max_length=255, default="")

        class Meta:
            table_name = "initiatieven_agreement"
            indexes = ((("initiative", "number"), True),)

    class AgreementItem(Table):
        id = pw.AutoField()
        agreement = pw.ForeignKeyField(Agreement, backref="+", on_delete="CASCADE")
        kind = pw.CharField(max_length=20)
        position = pw.IntegerField()
        text = pw.TextField()

        class Meta:
            table_name = "initiatieven_agreement_item"

    class AgreementTerm(Table):
        id = pw.AutoField()
        agreement = pw.ForeignKeyField(Agreement, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        what = pw.CharField(max_length=300)
        who = pw.CharField(max_length=60)
        due_on = pw.DateField(null=True)

        class Meta:
            table_name = "initiatieven_agreement_term"

    class Mandate(Table):
        id = pw.AutoField()
        key = pw.CharField(max_length=80, unique=True)
        role = pw.CharField(max_length=60)
        source = pw.CharField(max_length=200)
        on_behalf_of = pw.CharField(max_length=60)
        up_to_amount = pw.DecimalField(max_digits=12, decimal_places=2)
        may_refuse = pw.BooleanField(default=False)

        class Meta:
            table_name = "initiatieven_mandate"

    class Decision(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE", unique=True)
        outcome = pw.CharField(max_length=20, default="nog_niet")
        decided_on = pw.DateField(null=True)
        decided_by = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        decided_by_body = pw.CharField(max_length=40, default="")
        level = pw.CharField(max_length=40, null=True)
        mandate = pw.ForeignKeyField(Mandate, backref="+", on_delete="RESTRICT", null=True)
        explanation = pw.TextField(default="")
        case_number = pw.CharField(max_length=60, default="")
        proposed = pw.CharField(max_length=20, default="")
        college_proposal = pw.CharField(max_length=80, default="")
        on_agenda = pw.DateField(null=True)
        portfolio_holder = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        told_how = pw.TextField(default="")
        told_on = pw.DateField(null=True)

        class Meta:
            table_name = "initiatieven_decision"

    class Alternative(Table):
        id = pw.AutoField()
        decision = pw.ForeignKeyField(Decision, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        text = pw.CharField(max_length=300)

        class Meta:
            table_name = "initiatieven_alternative"

    class Visit(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        status = pw.CharField(max_length=20, default="gepland")
        official = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        adviser = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        held_on = pw.DateField(index=True)
        begins = pw.TimeField()
        ends = pw.TimeField()
        place = pw.CharField(max_length=300, default="")
        kind = pw.CharField(max_length=60, default="werkbezoek")
        goal = pw.TextField(default="")
        why_now = pw.TextField(default="")
        contact = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        deputy = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        press_invited = pw.BooleanField(null=True)
        press_arrangement = pw.TextField(default="")
        spokesperson = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        bike = pw.CharField(max_length=300, default="")
        public_transport = pw.CharField(max_length=300, default="")
        car = pw.CharField(max_length=300, default="")
        accessibility = pw.CharField(max_length=300, default="")
        clothing = pw.CharField(max_length=300, default="")
        bad_weather = pw.CharField(max_length=300, default="")
        report_due_on = pw.DateField(null=True)
        report = pw.TextField(default="")
        created_key = pw.CharField(max_length=64, null=True, unique=True)
        version = pw.IntegerField(default=1)
        changed_at = pw.DateTimeField()
        changed_by = pw.CharField(max_length=255, default="")

        class Meta:
            table_name = "initiatieven_visit"

    class Attendee(Table):
        id = pw.AutoField()
        visit = pw.ForeignKeyField(Visit, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        name = pw.CharField(max_length=160)
        function = pw.CharField(max_length=300, default="")
        note = pw.CharField(max_length=300, default="")
        phone = pw.CharField(max_length=40, default="")

        class Meta:
            table_name = "initiatieven_attendee"

    class AuditEntry(Table):
        id = pw.AutoField()
        action = pw.CharField(max_length=60)
        object = pw.CharField(max_length=80, index=True)
        result = pw.CharField(max_length=20)
        origin = pw.CharField(max_length=120)
        actor = pw.CharField(max_length=255)
        at = pw.DateTimeField(index=True)
        detail = pw.CharField(max_length=500, default="")

        class Meta:
            table_name = "initiatieven_audit_entry"

    class Budget(Table):
        id = pw.AutoField()
        key = pw.CharField(max_length=80, unique=True)
        name = pw.CharField(max_length=160)
        amount = pw.DecimalField(max_digits=12, decimal_places=2)
        holder = pw.ForeignKeyField(Person, backref="+", on_delete="SET NULL", null=True)

        class Meta:
            table_name = "initiatieven_budget"

    class Confirmation(Table):
        id = pw.AutoField()
        agreement = pw.ForeignKeyField(Agreement, backref="+", on_delete="CASCADE")
        side = pw.CharField(max_length=20)
        name = pw.CharField(max_length=160)
        on_behalf_of = pw.CharField(max_length=200)
        confirmed_on = pw.DateField()
        how = pw.CharField(max_length=200)
        reference = pw.CharField(max_length=200, default="")
        content_hash = pw.CharField(max_length=64)

        class Meta:
            table_name = "initiatieven_confirmation"

    class Initiator(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        name = pw.CharField(max_length=160)
        description = pw.CharField(max_length=300, default="")
        may_be_named = pw.BooleanField(default=False)

        class Meta:
            table_name = "initiatieven_initiator"

    class ContactPerson(Table):
        id = pw.AutoField()
        initiator = pw.ForeignKeyField(Initiator, backref="+", on_delete="CASCADE", unique=True)
        phone = pw.CharField(max_length=40, default="")
        email = pw.CharField(max_length=200, default="")
        preference = pw.CharField(max_length=200, default="")
        purpose = pw.CharField(max_length=200, default="Contact over het initiatief")
        basis = pw.CharField(max_length=200, default="Taak van algemeen belang (AVG art. 6 lid 1 onder e)")
        collected_on = pw.DateField(null=True)

        class Meta:
            table_name = "initiatieven_contact_person"

    class CouncilMoment(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        happened_on = pw.DateField()
        kind = pw.CharField(max_length=60)
        text = pw.TextField()

        class Meta:
            table_name = "initiatieven_council_moment"

    class EarlierPromise(Table):
        id = pw.AutoField()
        visit = pw.ForeignKeyField(Visit, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        text = pw.TextField()
        made_on = pw.DateField(null=True)
        status = pw.CharField(max_length=30)

        class Meta:
            table_name = "initiatieven_earlier_promise"

    class Evaluation(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        held_on = pw.DateField()
        mark = pw.IntegerField(null=True)
        further = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_evaluation"

    class EvaluationPoint(Table):
        id = pw.AutoField()
        evaluation = pw.ForeignKeyField(Evaluation, backref="+", on_delete="CASCADE")
        kind = pw.CharField(max_length=10)
        position = pw.IntegerField()
        text = pw.TextField()

        class Meta:
            table_name = "initiatieven_evaluation_point"

    class FactCheck(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        fact = pw.CharField(max_length=30)
        certainty = pw.CharField(max_length=20, default="")
        source = pw.CharField(max_length=200, default="")
        checked_on = pw.DateField(null=True)

        class Meta:
            table_name = "initiatieven_fact_check"
            indexes = ((("initiative", "fact"), True),)

    class FundingRow(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        source = pw.CharField(max_length=200)
        budget = pw.ForeignKeyField(Budget, backref="+", on_delete="RESTRICT", null=True)
        amount = pw.DecimalField(max_digits=12, decimal_places=2)
        certain = pw.BooleanField(default=False)

        class Meta:
            table_name = "initiatieven_funding_row"

    class Homework(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE", unique=True)
        cost_once = pw.DecimalField(max_digits=12, decimal_places=2, null=True)
        cost_yearly = pw.DecimalField(max_digits=12, decimal_places=2, null=True)
        cost_note = pw.TextField(default="")
        yields = pw.TextField(default="")
        starts_on = pw.DateField(null=True)
        ends_on = pw.DateField(null=True)
        duration_note = pw.TextField(default="")
        municipality_does = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_homework"

    class ImportedFile(Table):
        id = pw.AutoField()
        digest = pw.CharField(max_length=64)
        format = pw.CharField(max_length=80)
        language = pw.CharField(max_length=20, default="")
        language_level = pw.CharField(max_length=10, default="")
        reference_date = pw.DateField(null=True)
        weeks_moved = pw.IntegerField(default=0)
        imported_at = pw.DateTimeField()

        class Meta:
            table_name = "initiatieven_imported_file"

    class ImportedObject(Table):
        id = pw.AutoField()
        kind = pw.CharField(max_length=40)
        key = pw.CharField(max_length=120)
        digest = pw.CharField(max_length=64)

        class Meta:
            table_name = "initiatieven_imported_object"
            indexes = ((("kind", "key"), True),)

    class Involvement(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        person = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        asked_on = pw.DateField()
        answered_on = pw.DateField(null=True)
        contribution = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_involvement"

    class Stop(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        stopped_on = pw.DateField()
        stopped_by = pw.CharField(max_length=60)
        reason = pw.TextField()
        aftercare = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_stop"

    class Lesson(Table):
        id = pw.AutoField()
        stop = pw.ForeignKeyField(Stop, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        text = pw.TextField()

        class Meta:
            table_name = "initiatieven_lesson"

    class MandateCondition(Table):
        id = pw.AutoField()
        mandate = pw.ForeignKeyField(Mandate, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        text = pw.TextField()

        class Meta:
            table_name = "initiatieven_mandate_condition"

    class Municipality(Table):
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

        class Meta:
            table_name = "initiatieven_municipality"

    class MunicipalRole(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        since = pw.DateField()
        role = pw.CharField(max_length=40)

        class Meta:
            table_name = "initiatieven_municipal_role"

    class NumberSeries(Table):
        id = pw.AutoField()
        prefix = pw.CharField(max_length=10)
        year = pw.IntegerField()
        last = pw.IntegerField(default=0)

        class Meta:
            table_name = "initiatieven_number_series"
            indexes = ((("prefix", "year"), True),)

    class Page(Table):
        id = pw.AutoField()
        key = pw.CharField(max_length=120, unique=True)
        kind = pw.CharField(max_length=20, default="vision")
        created_key = pw.CharField(max_length=64, null=True, unique=True)

        class Meta:
            table_name = "initiatieven_page"

    class PageVersion(Table):
        id = pw.AutoField()
        page = pw.ForeignKeyField(Page, backref="+", on_delete="CASCADE")
        number = pw.IntegerField()
        state = pw.CharField(max_length=20, default="draft")
        title = pw.CharField(max_length=200)
        adopted_by = pw.CharField(max_length=60, default="")
        adopted_on = pw.DateField(null=True)
        decision_number = pw.CharField(max_length=80, default="")
        valid_from = pw.DateField(null=True)
        valid_until = pw.DateField(null=True)
        review_on = pw.DateField(null=True)
        owner = pw.ForeignKeyField(Person, backref="+", on_delete="SET NULL", null=True)
        why = pw.TextField(default="")
        mission = pw.TextField(default="")
        vision = pw.TextField(default="")
        if_no = pw.TextField(default="")
        contact = pw.TextField(default="")
        change = pw.TextField(default="")
        replaced_by = pw.IntegerField(null=True)
        read_audience = pw.CharField(max_length=200, default="")
        read_statement = pw.CharField(max_length=300, default="")
        read_again = pw.BooleanField(default=False)
        version = pw.IntegerField(default=1)
        changed_at = pw.DateTimeField()
        changed_by = pw.CharField(max_length=255, default="")

        class Meta:
            table_name = "initiatieven_page_version"
            indexes = ((("page", "number"), True),)

    class PageLine(Table):
        id = pw.AutoField()
        page_version = pw.ForeignKeyField(PageVersion, backref="+", on_delete="CASCADE")
        kind = pw.CharField(max_length=20)
        position = pw.IntegerField()
        title = pw.CharField(max_length=200, default="")
        text = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_page_line"

    class Party(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        name = pw.CharField(max_length=200)
        role = pw.CharField(max_length=300, default="")

        class Meta:
            table_name = "initiatieven_party"

    class Pause(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        since = pw.DateField()
        reason = pw.TextField()
        waiting_for = pw.CharField(max_length=200, default="")
        look_again_on = pw.DateField(null=True)
        told_on = pw.DateField(null=True)

        class Meta:
            table_name = "initiatieven_pause"

    class Programme(Table):
        id = pw.AutoField()
        title = pw.CharField(max_length=200, unique=True)
        period = pw.CharField(max_length=40)

        class Meta:
            table_name = "initiatieven_programme"

    class ProgrammeItem(Table):
        id = pw.AutoField()
        programme = pw.ForeignKeyField(Programme, backref="+", on_delete="CASCADE")
        code = pw.CharField(max_length=20)
        title = pw.CharField(max_length=200)
        text = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_programme_item"
            indexes = ((("programme", "code"), True),)

    class ProgrammeLink(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        item = pw.ForeignKeyField(ProgrammeItem, backref="+", on_delete="RESTRICT")

        class Meta:
            table_name = "initiatieven_programme_link"
            indexes = ((("initiative", "item"), True),)

    class ProgrammeRow(Table):
        id = pw.AutoField()
        visit = pw.ForeignKeyField(Visit, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        begins = pw.TimeField()
        minutes = pw.IntegerField()
        what = pw.CharField(max_length=300)
        who = pw.CharField(max_length=200, default="")

        class Meta:
            table_name = "initiatieven_programme_row"

    class Question(Table):
        id = pw.AutoField()
        visit = pw.ForeignKeyField(Visit, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        question = pw.CharField(max_length=300)
        answer = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_question"

    class Referral(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        referred_on = pw.DateField()
        referred_to = pw.CharField(max_length=200)
        reason = pw.TextField()
        told_on = pw.DateField(null=True)
        told_how = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_referral"

    class RoleAssignment(Table):
        id = pw.AutoField()
        user_id = pw.CharField(max_length=255, index=True)
        user_name = pw.CharField(max_length=255, default="")
        role = pw.CharField(max_length=40)
        given_at = pw.DateTimeField()
        given_by = pw.CharField(max_length=255, default="")

        class Meta:
            table_name = "initiatieven_role_assignment"
            indexes = ((("user_id", "role"), True),)

    class RoleTable(Table):
        id = pw.AutoField()
        title = pw.CharField(max_length=200)
        adopted_by = pw.CharField(max_length=60, default="")
        adopted_on = pw.DateField(null=True)

        class Meta:
            table_name = "initiatieven_role_table"

    class RoleTableActor(Table):
        id = pw.AutoField()
        table = pw.ForeignKeyField(RoleTable, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        name = pw.CharField(max_length=60)

        class Meta:
            table_name = "initiatieven_role_table_actor"

    class RoleTableRow(Table):
        id = pw.AutoField()
        table = pw.ForeignKeyField(RoleTable, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        task = pw.CharField(max_length=200)

        class Meta:
            table_name = "initiatieven_role_table_row"

    class RoleTableCell(Table):
        id = pw.AutoField()
        row = pw.ForeignKeyField(RoleTableRow, backref="+", on_delete="CASCADE")
        actor = pw.ForeignKeyField(RoleTableActor, backref="+", on_delete="CASCADE")
        letters = pw.CharField(max_length=10)

        class Meta:
            table_name = "initiatieven_role_table_cell"

    class RoleTableLetter(Table):
        id = pw.AutoField()
        table = pw.ForeignKeyField(RoleTable, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        letter = pw.CharField(max_length=4)
        meaning = pw.CharField(max_length=80)

        class Meta:
            table_name = "initiatieven_role_table_letter"

    class Sounding(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        held_on = pw.DateField(null=True)
        method = pw.CharField(max_length=300, default="")
        opinion = pw.TextField(default="")
        reached = pw.IntegerField(default=0)
        in_favour = pw.IntegerField(default=0)
        neutral = pw.IntegerField(default=0)
        against = pw.IntegerField(default=0)
        strongest_objection = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_sounding"

    class StoredPaper(Table):
        id = pw.AutoField()
        fingerprint = pw.CharField(max_length=64, unique=True)
        object = pw.CharField(max_length=60, index=True)
        pdf = pw.BlobField()
        pages = pw.IntegerField()
        sections = pw.TextField(default="[]")
        made_at = pw.DateTimeField()

        class Meta:
            table_name = "initiatieven_stored_paper"

    class Theme(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        name = pw.CharField(max_length=60, index=True)

        class Meta:
            table_name = "initiatieven_theme"

    class TimelineEntry(Table):
        id = pw.AutoField()
        initiative = pw.ForeignKeyField(Initiative, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        happened_on = pw.DateField()
        step = pw.CharField(max_length=60)
        text = pw.TextField()

        class Meta:
            table_name = "initiatieven_timeline_entry"

    class VisitLine(Table):
        id = pw.AutoField()
        visit = pw.ForeignKeyField(Visit, backref="+", on_delete="CASCADE")
        kind = pw.CharField(max_length=20)
        position = pw.IntegerField()
        text = pw.TextField()
        reason = pw.CharField(max_length=300, default="")
        decides = pw.CharField(max_length=100, default="")

        class Meta:
            table_name = "initiatieven_visit_line"

    class VisitPromise(Table):
        id = pw.AutoField()
        visit = pw.ForeignKeyField(Visit, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        text = pw.TextField()
        made_to = pw.CharField(max_length=200)
        made_by = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        holder = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT", null=True)
        due_on = pw.DateField(null=True)
        status = pw.CharField(max_length=30, default="open")
        done_on = pw.DateField(null=True)
        explanation = pw.TextField(default="")

        class Meta:
            table_name = "initiatieven_visit_promise"

    class Worry(Table):
        id = pw.AutoField()
        sounding = pw.ForeignKeyField(Sounding, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        text = pw.CharField(max_length=300)

        class Meta:
            table_name = "initiatieven_worry"

    PageVersion.add_index(
        PageVersion.index(
            PageVersion.page,
            unique=True,
            where=pw.SQL("state = 'published'"),
            name="initiatieven_one_published",
        )
    )
    return [
        Person,
        District,
        Neighbourhood,
        Initiative,
        Agreement,
        AgreementItem,
        AgreementTerm,
        Mandate,
        Decision,
        Alternative,
        Visit,
        Attendee,
        AuditEntry,
        Budget,
        Confirmation,
        Initiator,
        ContactPerson,
        CouncilMoment,
        EarlierPromise,
        Evaluation,
        EvaluationPoint,
        FactCheck,
        FundingRow,
        Homework,
        ImportedFile,
        ImportedObject,
        Involvement,
        Stop,
        Lesson,
        MandateCondition,
        Municipality,
        MunicipalRole,
        NumberSeries,
        Page,
        PageVersion,
        PageLine,
        Party,
        Pause,
        Programme,
        ProgrammeItem,
        ProgrammeLink,
        ProgrammeRow,
        Question,
        Referral,
        RoleAssignment,
        RoleTable,
        RoleTableActor,
        RoleTableRow,
        RoleTableCell,
        RoleTableLetter,
        Sounding,
        StoredPaper,
        Theme,
        TimelineEntry,
        VisitLine,
        VisitPromise,
        Worry,
    ]


def up(migrator: Any, db: pw.Database) -> None:
    db.create_tables(_models(db))
    if isinstance(db, pw.SqliteDatabase):
        for what in ("UPDATE", "DELETE"):
            db.execute_sql(SQLITE_TRIGGER.format(what=what))
    else:
        db.execute_sql(POSTGRES_FUNCTION)
        db.execute_sql(POSTGRES_TRIGGER)


def down(migrator: Any, db: pw.Database) -> None:
    db.drop_tables(_models(db))
    if not isinstance(db, pw.SqliteDatabase):
        db.execute_sql("DROP FUNCTION IF EXISTS initiatieven_audit_refuse()")
