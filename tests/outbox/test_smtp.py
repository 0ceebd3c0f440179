"""The setting MAIL_SERVER speaks SMTP with a real server, here one of twenty lines."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator

import pytest

from flask_initiatieven import ConfigError
from flask_initiatieven.outbox import actions
from tests.conftest import MakeApp, inside


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 hello\r\n")
        for line in self.rfile:
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.letters.append(self._letter())  # type: ignore[attr-defined]
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 fine\r\n")

    def _letter(self) -> str:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.decode())
        return "".join(lines)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    letters: list[str]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Talk) as found:
        found.letters = []
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


def test_a_message_reaches_the_mail_server(make_app: MakeApp, server: Server) -> None:
    app = make_app(mail_server=f"smtp://127.0.0.1:{server.server_address[1]}", mail_from="intranet@example.nl")
    with inside(app):
        actions.queue("kees@example.nl", "Eén tekst", "Lees hem. Groet, Zoë")
        assert actions.deliver() == 1
    [letter] = server.letters
    assert "To: kees@example.nl" in letter
    assert "Message-ID: <" in letter


@pytest.mark.parametrize("wrong", ["localhost", "http://localhost", "smtp://host/path"])
def test_a_wrong_address_of_the_server_is_refused_at_start(make_app: MakeApp, wrong: str) -> None:
    with pytest.raises(ConfigError, match="INITIATIEVEN_MAIL_SERVER"):
        make_app(mail_server=wrong)
