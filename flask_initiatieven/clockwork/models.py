"""Table of signs of life."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField


class WorkerBeat(Model):
    """One worker process; `seen_at` is renewed at each round."""

    id = pw.AutoField()
    #: machine and process
    name = pw.CharField(max_length=120, unique=True)
    started_at = TimestampField()
    seen_at = TimestampField(index=True)
    #: things done in its last round
    done = pw.IntegerField(default=0)
    #: names of jobs that failed in its last round
    failed = pw.CharField(max_length=200, default="")


TABLES = (WorkerBeat,)
