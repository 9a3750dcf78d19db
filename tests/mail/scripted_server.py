"""A mail server on loopback that answers by a script: refusals, drops, delays and silence at any point.

Not here: a server that behaves (`tests.smtp_server`).
"""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

DROP = "drop"
"""Close the connection instead of answering."""

HANG = "hang"
"""Never answer, and keep the connection."""

NESTED = "503 5.5.1 Nested MAIL command"

SLOW = "slow: "
"""Before an answer: give it after a while."""

USUAL_ANSWERS: Mapping[str, str] = {
    "CONNECT": "220 mail.example ESMTP",
    "EHLO": "250-mail.example\r\n250-AUTH PLAIN\r\n250 SIZE 20000000",
    "HELO": "250 mail.example",
    "AUTH": "235 2.7.0 Authentication successful",
    "MAIL": "250 2.1.0 Ok",
    "RCPT": "250 2.1.5 Ok",
    "DATA": "354 End data with <CR><LF>.<CR><LF>",
    "CONTENT": "go on",
    "DOT": "250 2.0.0 Ok: queued as 7F3A",
    "RSET": "250 2.0.0 Ok",
    "QUIT": "221 2.0.0 Bye",
}
"""A message that was begun and not forgotten (RSET) makes the next one's MAIL a nested one."""


@dataclass
class ScriptedServer:
    """Where the server listens and what it holds.

    `script` overrules the usual answer at a point, for the first `times` that it is reached. CONTENT is the middle of a
    message, which can only be dropped or left hanging, DOT its end. A message that came whole and was not refused is
    held, answered or not. `hanging` is set once somebody waits in vain for an answer.
    """

    script: Mapping[str, str]
    times: int
    port: int = 0
    held: list[bytes] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    hanging: threading.Event = field(default_factory=threading.Event)

    def serve(self, connection: socket.socket) -> None:
        """Hold one conversation."""
        self.connections += 1
        with connection, connection.makefile("rb") as lines:
            if not self._answers(connection, self._action("CONNECT")):
                return
            begun = False
            for line in lines:
                verb = line.split()[0].decode().upper()
                self.commands.append(verb)
                action = NESTED if verb == "MAIL" and begun else self._action(verb)
                if verb in ("MAIL", "RSET"):
                    begun = verb == "MAIL" and (begun or action.startswith("250"))
                if not self._answers(connection, action) or verb == "QUIT":
                    return
                if action.startswith("354"):
                    begun = False
                    if not self._takes_content(connection, lines):
                        return

    def _takes_content(self, connection: socket.socket, lines: Iterator[bytes]) -> bool:
        content = next(lines, b"")
        action = self._action("CONTENT")
        if action in (DROP, HANG):
            return self._answers(connection, action)
        for line in lines:
            if line == b".\r\n":
                action = self._action("DOT")
                if not action.startswith(("4", "5")):
                    self.held.append(content)
                return self._answers(connection, action)
            content += line
        return False

    def _action(self, point: str) -> str:
        """What to do at this point: what the script says, as often as it says so, else the usual answer."""
        if self.times > 0 and point in self.script:
            self.times -= 1
            return self.script[point]
        return USUAL_ANSWERS[point]

    def _answers(self, connection: socket.socket, action: str) -> bool:
        """Act; False when the conversation is over."""
        if action == HANG:
            self.hanging.set()
            self.closing.wait()
        if action in (DROP, HANG):
            return False
        if action.startswith(SLOW):
            self.closing.wait(0.3)
        connection.sendall(action.removeprefix(SLOW).encode() + b"\r\n")
        return True


@contextmanager
def scripted_server(script: Mapping[str, str], times: int = 1) -> Iterator[ScriptedServer]:
    """Run the script on a free port of 127.0.0.1 until the block ends."""
    server = ScriptedServer(script, times)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]
        conversations: list[threading.Thread] = []

        def accept() -> None:
            while True:
                connection, _ = listener.accept()
                if server.closing.is_set():
                    connection.close()
                    return
                conversations.append(threading.Thread(target=server.serve, args=(connection,)))
                conversations[-1].start()

        acceptor = threading.Thread(target=accept)
        acceptor.start()
        try:
            yield server
        finally:
            server.closing.set()
            socket.create_connection(("127.0.0.1", server.port)).close()
            for thread in (acceptor, *conversations):
                thread.join()
