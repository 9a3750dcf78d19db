"""Debian's Dovecot on loopback, where it is installed: the server that real mailboxes lie on.

Not here: the server that is always there (`deployments.demo.mailbox_server`).
"""

import grp
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from deployments.demo.mailbox_server import MailboxServer
from deployments.prefect_server import free_port

PROGRAM = shutil.which("dovecot", path="/usr/sbin:/usr/bin:/sbin:/bin")

_CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
{users}
ssl = no
disable_plaintext_auth = no
first_valid_uid = 0
mail_location = maildir:{folder}/mail
auth_mechanisms = plain login
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
namespace inbox {{
  inbox = yes
  separator = .
  prefix = INBOX.
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@contextmanager
def dovecot() -> Iterator[MailboxServer]:
    """A running Dovecot that keeps everything in a folder of its own, and a user's folders below "INBOX."."""
    assert PROGRAM is not None
    server = MailboxServer(free_port(0))
    with TemporaryDirectory(prefix="dovecot-") as name:
        process = subprocess.Popen([PROGRAM, "-F", "-c", str(_configuration(Path(name), server))])
        try:
            _await(server, process)
            yield server
        finally:
            process.terminate()
            process.wait()


def _configuration(folder: Path, server: MailboxServer) -> Path:
    """The file that tells it all; started by root it runs as Debian's users, who must find their way into `folder`."""
    is_root = os.getuid() == 0
    owner = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.getuid())
    group = grp.getgrgid(owner.pw_gid).gr_name
    own = f"default_login_user = {owner.pw_name}\ndefault_internal_user = {owner.pw_name}\n"
    folder.chmod(0o755)
    for part in ("mail", "home"):
        (folder / part).mkdir()
        os.chown(folder / part, owner.pw_uid, owner.pw_gid)
    file = folder / "dovecot.conf"
    file.write_text(
        _CONFIGURATION.format(
            folder=folder,
            users="" if is_root else f"{own}default_internal_group = {group}",
            uid=owner.pw_uid,
            gid=owner.pw_gid,
            password=server.password,
            port=server.port,
        )
    )
    return file


def _await(server: MailboxServer, process: subprocess.Popen[bytes]) -> None:
    """Return once it answers."""
    while process.poll() is None:
        try:
            server.folders()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"dovecot ended with {process.returncode}")
