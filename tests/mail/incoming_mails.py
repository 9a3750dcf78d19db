"""Mails as real programs write them, byte by byte: what a test reads. Not here: what must come of them."""

from base64 import b64encode
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

UNIT = "phuong-2@sadec.example"
OURS = "<papi.sa-dec-2023.17@sadec.example>"
PDF = b"%PDF-1.4 scan"
XLSX = b"PK\x03\x04 form"


def mail(*lines: str, body: str = "Kính gửi\r\n") -> bytes:
    """A mail of these header lines and one part."""
    return "\r\n".join((*lines, "", body)).encode()


def multipart(kind: str, *parts: bytes, lines: Sequence[str] = ()) -> bytes:
    """A mail or part of several parts; `kind` is its media type, with further parameters if any."""
    boundary = f"=_{sha256(b''.join(parts)).hexdigest()[:16]}"
    head = "\r\n".join((*lines, "MIME-Version: 1.0", f'Content-Type: {kind}; boundary="{boundary}"', "", ""))
    delimiter = f"\r\n--{boundary}".encode()
    return head.encode() + b"".join(delimiter + b"\r\n" + each for each in parts) + delimiter + b"--\r\n"


def part(*lines: str, content: bytes = b"", encode: bool = True) -> bytes:
    """A part of these header lines, in base64 unless its content goes as it is."""
    encoding = ("Content-Transfer-Encoding: base64",) if encode else ()
    return "\r\n".join((*lines, *encoding, "", "")).encode() + (b64encode(content) if encode else content)


def words(text: str = "Gửi kèm báo cáo.") -> bytes:
    return part("Content-Type: text/plain; charset=utf-8", content=text.encode())


def page(html: str) -> bytes:
    return part("Content-Type: text/html; charset=utf-8", content=html.encode())


def attached(name: str, content: bytes = PDF, media_type: str = "application/octet-stream") -> bytes:
    """A file whose name stands in the header just as it is given, quoted."""
    return part(f"Content-Type: {media_type}", f'Content-Disposition: attachment; filename="{name}"', content=content)


FROM_UNIT = (
    "Received: from mx.example (mx.example [192.0.2.1]) by thu.sadec.example; Thu, 29 Jun 2023 16:50:03 +0700",
    "Received: from old.example by mx.example; Thu, 29 Jun 2023 16:49:00 +0700",
    f"From: =?UTF-8?B?UGjGsOG7nW5nIDI=?= <{UNIT}>",
    "Message-ID: <1@sadec.example>",
)


def with_files(*files: bytes) -> bytes:
    """A unit's mail with words and these parts."""
    return multipart("multipart/mixed", words(), *files, lines=(*FROM_UNIT, "Subject: Bao cao"))


def composed(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A mail as a modern program writes it, names by RFC 2231."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = UNIT, "Báo cáo kết quả thực hiện"
    message.set_content("Gửi kèm báo cáo.")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


STATUS = """Reporting-MTA: dns; mx.sadec.example

Final-Recipient: rfc822; Phuong-2@sadec.example
Action: {action}
Status: 5.1.1
Remote-MTA: dns; mail.sadec.example
Diagnostic-Code: smtp; 550 5.1.1 <phuong-2@sadec.example>:
 Recipient address rejected
"""

RETURNED = f"Message-ID: {OURS}\r\nFrom: papi@sadec.example\r\nSubject: Nhac\r\n"


def bounce(
    status: str = STATUS.format(action="failed"),
    *,
    returned: bytes = b"",
    lines: Sequence[str] = (
        "From: MAILER-DAEMON@mx.sadec.example (Mail Delivery System)",
        "Auto-Submitted: auto-replied",
    ),
) -> bytes:
    """A notice by RFC 3464, with the headers of the message that it returns."""
    return multipart(
        "multipart/report; report-type=delivery-status",
        words("This is the mail system at host mx.sadec.example."),
        part("Content-Type: message/delivery-status", content=status.encode(), encode=False),
        returned or part("Content-Type: text/rfc822-headers", content=RETURNED.encode(), encode=False),
        lines=("Return-Path: <>", *lines, "Subject: Undelivered Mail Returned to Sender"),
    )


QMAIL = mail(
    "Return-Path: <>",
    "From: MAILER-DAEMON@sadec.example",
    "Subject: failure notice",
    body=(
        "Hi. This is the qmail-send program.\r\n\r\n<phuong-2@sadec.example>:\r\nSorry, no mailbox here by that name. "
        f"(#5.1.1)\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nMessage-ID: {OURS}\r\nSubject: Nhac\r\n"
    ),
)

EXIM = mail(
    "Return-Path: <>",
    "X-Failed-Recipients: phuong-2@sadec.example, xa-1@sadec.example",
    "Auto-Submitted: auto-replied",
    "From: Mail Delivery System <Mailer-Daemon@mx.example>",
    f"References: {OURS}",
    "Subject: Mail delivery failed: returning message to sender",
    body=(
        "A message that you sent could not be delivered.\r\n\r\n  phuong-2@sadec.example\r\n    mailbox is full\r\n\r\n"
        "  xa-1@sadec.example\r\n    Unrouteable address\r\n"
    ),
)
