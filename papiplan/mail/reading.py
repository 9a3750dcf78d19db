"""What a person reads of a message's bytes, and what a mail that came is made of.

Not here: how messages are made (`composing`), what a mail that came turns out to be (`domain.mail_routing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from hashlib import sha256

from papiplan.domain.mails import DeliveryReport, IncomingMail, MailFile
from papiplan.mail.attached_files import MAIL_TYPE, files_of
from papiplan.mail.body_text import body_text
from papiplan.mail.headers import address_of, instant_of, message_ids, text_of
from papiplan.mail.machine_mails import delivery_report, is_automatic
from papiplan.mail.parsing import Part, head_of, is_tangled, parsed

MOST_REFERENCES = 20

LONGEST_SUBJECT = 500


def plain_text(message: bytes) -> str:
    """The plain text of a message; empty for one that has none."""
    body = message_from_bytes(message, policy=default).get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def read_mail(raw: bytes, received_at: datetime) -> IncomingMail:
    """A mail taken apart, whatever its bytes are; `received_at` is the server's word (INTERNALDATE).

    One that cannot be taken apart within reason is itself its only file, so that a person opens it. A notice about our
    own message brings no files, and what any machine sends is ours where it encloses a mail: that is not opened.
    """
    head = head_of(raw)
    sender = address_of(head["from"])
    automatic = is_automatic(head, sender)
    body = _body_of(raw, sender, automatic)
    return IncomingMail(
        sha256=sha256(raw).hexdigest(),
        raw=raw,
        message_id=next(iter(message_ids(head["message-id"])), ""),
        sender=sender,
        subject=text_of(head["subject"])[:LONGEST_SUBJECT],
        text=body.text,
        received_at=received_at,
        last_hop_at=instant_of(head["received"]),
        references=_references(head),
        automatic=automatic,
        report=body.report,
        files=body.files,
    )


@dataclass(frozen=True)
class _Body:
    """What follows a mail's headers."""

    text: str
    report: DeliveryReport | None
    files: Sequence[MailFile]


def _body_of(raw: bytes, sender: str, automatic: bool) -> _Body:
    whole = _Body("", None, (MailFile("thu.eml", raw, MAIL_TYPE),))
    if is_tangled(raw):
        return whole
    try:
        message = parsed(raw)
        text = body_text(message)
        report = delivery_report(message, sender, text)
        return _Body(text, report, () if report else files_of(message, enclosed=not automatic))
    except Exception:
        # Each version of the standard library trips over something else that strangers write; nothing is lost by it,
        # for the mail is kept as it came.
        return whole


def _references(head: Part) -> tuple[str, ...]:
    """The Message-IDs that a mail answers, the nearest first."""
    earlier = reversed(message_ids(head["references"]))
    return tuple(dict.fromkeys((*message_ids(head["in-reply-to"]), *earlier)))[:MOST_REFERENCES]
