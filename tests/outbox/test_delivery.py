"""Mail leaves after the change, once, and nothing is lost while the server is away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask

from flask_initiatieven.database import db
from flask_initiatieven.outbox import actions, delivery
from flask_initiatieven.outbox.models import Mail, MailState
from tests.conftest import MakeApp, inside

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Server:
    """A mail server that takes everything, or is away; with a clock beside it."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.is_away = False
        self.clock = NOON

    def __call__(self, message: EmailMessage) -> None:
        if self.is_away:
            raise ConnectionRefusedError("nobody home")
        self.taken.append(message)

    def now(self) -> datetime:
        return self.clock


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def host(make_app: MakeApp, server: Server) -> Flask:
    return make_app(mailer=server, now=server.now, mail_from="intranet@example.nl")


def test_a_message_is_sent_once(host: Flask, server: Server) -> None:
    with inside(host):
        actions.queue("kees@example.nl", "Een tekst", "Lees hem.", "page:1")
        assert [actions.deliver(), actions.deliver()] == [1, 0]
    [message] = server.taken
    assert (message["To"], message["From"], message["Subject"]) == (
        "kees@example.nl", "intranet@example.nl", "Een tekst",
    )  # fmt: skip
    assert message.get_content().strip() == "Lees hem."
    assert message["Auto-Submitted"] == "auto-generated"


def test_mail_of_a_change_that_was_undone_is_never_sent(host: Flask, server: Server) -> None:
    with inside(host):
        with db.atomic() as change:
            actions.queue("kees@example.nl", "Een tekst", "Lees hem.")
            change.rollback()
        assert actions.deliver() == 0
    assert server.taken == []


def test_a_server_that_is_away_an_hour_loses_nothing(host: Flask, server: Server) -> None:
    with inside(host):
        actions.queue("kees@example.nl", "Een tekst", "Lees hem.")
        server.is_away = True
        for _minute in range(60):
            actions.deliver()
            server.clock += timedelta(minutes=1)
        server.is_away = False
        for _minute in range(60):
            actions.deliver()
            server.clock += timedelta(minutes=1)
    assert len(server.taken) == 1


def test_after_the_last_try_somebody_has_to_look_and_can_send_it_again(host: Flask, server: Server) -> None:
    server.is_away = True
    with inside(host):
        actions.queue("kees@example.nl", "Een tekst", "Lees hem.")
        for _day in range(len(delivery.WAITS) + 1):
            actions.deliver()
            server.clock += timedelta(days=1)
        row = Mail.get()
        assert (row.state, row.last_error) == (MailState.STUCK, "ConnectionRefusedError")
        server.is_away = False
        assert actions.deliver() == 0
        actions.send_again(row)
        assert actions.deliver() == 1


def test_a_worker_that_died_with_a_message_leaves_it_to_another_with_the_same_id(host: Flask, server: Server) -> None:
    with inside(host):
        actions.queue("kees@example.nl", "Een tekst", "Lees hem.")
        row = Mail.get()
        assert actions._claim(row.id)
        assert actions.deliver() == 0
        server.clock += delivery.CLAIM + timedelta(seconds=1)
        assert actions.deliver() == 1
    assert server.taken[0]["Message-ID"] == f"<{row.message_id}>"


def test_workers_at_the_same_time_send_each_message_once(host: Flask, server: Server) -> None:
    with inside(host):
        for number in range(20):
            actions.queue(f"kees{number}@example.nl", "Een tekst", "Lees hem.")
    together = threading.Barrier(4)

    def work() -> None:
        with inside(host):
            together.wait()
            actions.deliver()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(message["To"] for message in server.taken) == sorted(f"kees{n}@example.nl" for n in range(20))


@pytest.mark.parametrize(
    "wrong", ["", "kees", "kees@example", "kees@example.nl\nBcc: x@example.nl", "a@b.nl, c@d.nl", "x" * 251 + "@e.nl"]
)
def test_what_is_no_address_gets_no_mail(host: Flask, wrong: str) -> None:
    with inside(host):
        assert not actions.queue(wrong, "Een tekst", "Lees hem.")
        assert Mail.select().count() == 0


def test_a_subject_cannot_begin_another_header(host: Flask, server: Server) -> None:
    with inside(host):
        actions.queue("kees@example.nl", "Hallo\r\nBcc: x@example.nl", "Lees hem.")
        actions.deliver()
    assert server.taken[0]["Bcc"] is None
    assert server.taken[0]["Subject"] == "Hallo Bcc: x@example.nl"


def test_sent_mail_is_forgotten_after_a_month(host: Flask, server: Server) -> None:
    with inside(host):
        actions.queue("kees@example.nl", "Een tekst", "Lees hem.")
        actions.deliver()
        server.clock += delivery.KEEP_SENT + timedelta(days=1)
        actions.deliver()
        assert Mail.select().count() == 0


def test_without_a_server_mail_waits(make_app: MakeApp) -> None:
    with inside(make_app()):
        actions.queue("kees@example.nl", "Een tekst", "Lees hem.")
        assert actions.deliver() == 0
        assert Mail.get().state == MailState.WAITING


def test_the_outbox_page_is_for_the_admin(as_person: Callable[[str], object], app: Flask) -> None:
    client = app.test_client()
    answers = {
        person: client.get("/initiatieven/beheer/post", headers={"X-Person": person}).status_code
        for person in ("admin", "manager", "alice", "bob")
    }
    assert answers == {"admin": 200, "manager": 403, "alice": 403, "bob": 403}
