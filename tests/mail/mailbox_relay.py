"""A line to a mailbox's server that a test disturbs: answers of its own, drops, silence, fewer extensions, encryption.

Not here: the server behind it (`deployments.demo.mailbox_server`).
"""

import re
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO

DROP = "drop"
"""Close the connection instead of passing the command on."""

HANG = "hang"
"""Neither pass it on nor answer, and keep the connection."""

CONNECT = "CONNECT"
"""The point before the server's greeting."""


@dataclass
class MailboxRelay:
    """Where it listens and what it does.

    `script` says what becomes of a command: its verb, or "UID " and the verb, with DROP, HANG or an answer in the
    server's place. `words` are replaced in what the server says. `tls` encrypts from the start, `starttls` where the
    client asks for it.
    """

    script: Mapping[str, str]
    words: Mapping[bytes, bytes]
    tls: ssl.SSLContext | None
    starttls: ssl.SSLContext | None
    port: int = 0
    commands: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def serve(self, client: socket.socket, server_port: int) -> None:
        """Hold one conversation; it ends where either side ends it, or does not believe the other's certificate."""
        with suppress(OSError), ExitStack() as stack:
            client = self._encrypted(stack.enter_context(client), self.tls, stack)
            server = stack.enter_context(socket.create_connection(("127.0.0.1", server_port)))
            said = stack.enter_context(server.makefile("rb"))
            if self._acts(client, "*", CONNECT):
                return
            client.sendall(said.readline())
            tag = asked = ""
            while asked := _line(client):
                first, _, rest = asked.partition(" ")
                tag, command = (first, _verb(rest)) if rest else (tag, "")
                if command == "STARTTLS" and self.starttls is not None:
                    client.sendall(f"{tag} OK Begin\r\n".encode())
                    client = self._encrypted(client, self.starttls, stack)
                    continue
                if self._acts(client, tag, command):
                    return
                server.sendall(asked.encode())
                self._pass_on(said, client, tag)

    def _encrypted(self, client: socket.socket, context: ssl.SSLContext | None, stack: ExitStack) -> socket.socket:
        return stack.enter_context(context.wrap_socket(client, server_side=True)) if context is not None else client

    def _acts(self, client: socket.socket, tag: str, command: str) -> bool:
        """Do what the script says at this point, whether anything or not; True when the conversation is over."""
        self.commands.append(command)
        action = self.script.get(command, "")
        if action == HANG:
            self.closing.wait()
        elif action and action != DROP:
            client.sendall(f"{action.replace('TAG', tag)}\r\n".encode())
        return bool(action)

    def _pass_on(self, said: BinaryIO, client: socket.socket, tag: str) -> None:
        """Pass on what the server says until it has answered, or wants more."""
        while answer := said.readline():
            literal = re.search(rb"\{(\d+)\}\r\n$", answer)
            for word, other in self.words.items():
                answer = answer.replace(word, other)
            client.sendall(answer + (said.read(int(literal[1])) if literal else b""))
            if answer.startswith((f"{tag} ".encode(), b"+")):
                return


def _line(client: socket.socket) -> str:
    """One line, read byte by byte: what follows may already be encrypted."""
    line = b""
    while not line.endswith(b"\n") and (byte := client.recv(1)):
        line += byte
    return line.decode()


def _verb(command: str) -> str:
    words = command.upper().split()
    return " ".join(words[:2]) if words[0] == "UID" else words[0]


@contextmanager
def mailbox_relay(
    server_port: int,
    script: Mapping[str, str] | None = None,
    *,
    words: Mapping[bytes, bytes] | None = None,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
) -> Iterator[MailboxRelay]:
    """Run a relay to the server on `server_port`, on a free port of 127.0.0.1, until the block ends."""
    offered = {b"LITERAL+": b"LITERAL+ STARTTLS"} if starttls is not None else {}
    relay = MailboxRelay(script or {}, {**(words or {}), **offered}, tls, starttls)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        relay.port = listener.getsockname()[1]
        conversations: list[threading.Thread] = []

        def accept() -> None:
            while not relay.closing.is_set():
                client, _ = listener.accept()
                conversations.append(threading.Thread(target=relay.serve, args=(client, server_port)))
                conversations[-1].start()

        acceptor = threading.Thread(target=accept)
        acceptor.start()
        try:
            yield relay
        finally:
            relay.closing.set()
            socket.create_connection(("127.0.0.1", relay.port)).close()
            for thread in (acceptor, *conversations):
                thread.join()
