"""The demo's mailbox: a real IMAP server on loopback, with one account, that holds its mails in memory.

Not here: who reads them (`tasks.mailbox`).
"""

import asyncio
import secrets
from argparse import Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from imap_tools import MailBoxUnencrypted, MailMessage
from pymap.backend.dict import DictBackend
from pymap.concurrent import Subsystem
from pymap.imap import IMAPService
from pysasl.hashing import BuiltinHash

from deployments.prefect_server import HOST, free_port


@dataclass(frozen=True)
class MailboxServer:
    """Where an IMAP server without encryption listens, its account, and what one does there as a mail program does."""

    port: int
    host: str = HOST
    user: str = "papi"
    password: str = field(default_factory=secrets.token_urlsafe)

    def append(self, raw: bytes, received_at: datetime, folder: str = "INBOX") -> None:
        """Put a mail into a folder as the server itself does when it has received it at an instant."""
        with self.opened() as box:
            if not box.folder.exists(folder):
                box.folder.create(folder)
            box.append(raw, folder, received_at)

    def messages(self, folder: str) -> list[MailMessage]:
        """What lies in a folder, in the order in which it came there; nothing where there is no such folder."""
        with self.opened() as box:
            if not box.folder.exists(folder):
                return []
            box.folder.set(folder, readonly=True)
            return list(box.fetch(mark_seen=False))

    def folders(self) -> list[str]:
        with self.opened() as box:
            return [folder.name for folder in box.folder.list()]

    def opened(self) -> MailBoxUnencrypted:
        """A connection that has logged in, with no folder open; closed where its `with` ends."""
        box = MailBoxUnencrypted(self.host, self.port, timeout=30)
        box.login(self.user, self.password, initial_folder=None)
        return box


@contextmanager
def mailbox_server() -> Iterator[MailboxServer]:
    """A running mailbox, empty; it lives in a thread of this process, so that it cannot outlive it."""
    server, stopper = MailboxServer(free_port(0)), Future[Callable[[], object]]()
    with ThreadPoolExecutor(1, "mailbox") as executor:
        executor.submit(_run, server, stopper)
        stop = stopper.result()
        try:
            yield server
        finally:
            stop()


def _run(server: MailboxServer, stopper: Future[Callable[[], object]]) -> None:
    try:
        asyncio.run(_serve(server, stopper))
    except Exception as error:
        # Whoever waits for it to start is told why it cannot.
        if stopper.done():
            raise
        stopper.set_exception(error)


async def _serve(server: MailboxServer, stopper: Future[Callable[[], object]]) -> None:
    """Serve until the function that `stopper` is given is called, from whatever thread."""
    usual = {"debug": False, "cert": None, "key": None, "passlib_cfg": None, "proxy_protocol": None}
    account = {"demo_data": False, "demo_user": server.user, "demo_password": server.password}
    args = Namespace(host=server.host, port=server.port, tls=False, inherited_sockets=None, **usual, **account)
    # Its hashing of passwords is meant for servers that keep them: here each connection would wait for it.
    quick = {"hash_context": BuiltinHash(rounds=1), "cpu_subsystem": Subsystem.for_asyncio()}
    backend, config = await DictBackend.init(args, **quick)
    config.apply_context()
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        await backend.start(stack)
        await IMAPService(backend, config).start(stack)
        stopper.set_result(lambda: loop.call_soon_threadsafe(stop.set))
        await stop.wait()
