"""What machines write to our mailbox: automatic replies, and notices that a message of ours was not delivered.

Not here: what becomes of them (`domain.mail_routing`).
"""

import re
from collections.abc import Iterable, Iterator

from papiplan.domain.mails import DeliveryReport, FailedRecipient
from papiplan.mail.headers import address_of, message_ids, one_line, text_of
from papiplan.mail.parsing import Part, parsed
from papiplan.mail.parts import children, content_of, enclosed_mail, is_enclosed_mail, own_parts

MOST_RECIPIENTS = 100
LONGEST_REASON = 500

_MAIL_SERVERS = ("mailer-daemon", "postmaster")
_REPLIERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply")
_LISTS = ("list-id", "list-post", "list-unsubscribe")
_RETURNED_HEADERS = ("text/rfc822-headers", "message/rfc822-headers")


def is_automatic(message: Part, sender: str) -> bool:
    """Whether a machine wrote it (RFC 3834), by any of the usual signs.

    "Precedence: bulk" is one only outside of a mailing list: a unit's shared address may be a list, on which people
    write, and our answers go to the writer and to the unit's own addresses, never to the list.
    """
    said = text_of(message["auto-submitted"]).lower()
    precedence = text_of(message["precedence"]).lower()
    on_list = any(message[name] is not None for name in _LISTS)
    return (
        (said != "" and not re.match(r"no\b", said))
        or any(message[name] is not None for name in _REPLIERS)
        or precedence == "auto_reply"
        or (precedence in ("bulk", "junk") and not on_list)
        or message.get_content_type() == "multipart/report"
        or _comes_from_nobody(message, sender)
    )


def delivery_report(message: Part, sender: str, text: str) -> DeliveryReport | None:
    """What a notice says of a message of ours that was not delivered; None for any other mail.

    By RFC 3464, else in the words of the servers that write notices of their own. With no address in `failed` it gives
    up on nobody, as of a delay. One that cannot be read is none.
    """
    if message.get_content_type() != "multipart/report" and not _comes_from_nobody(message, sender):
        return None
    parts = list(own_parts(message))
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is not None:
        return DeliveryReport(_returned_id(message, parts, text), tuple(_failed(status))[:MOST_RECIPIENTS])
    failed = tuple(_failed_in_words(message, text))[:MOST_RECIPIENTS]
    return DeliveryReport(_returned_id(message, parts, text), failed) if failed else None


def _comes_from_nobody(message: Part, sender: str) -> bool:
    """Whether it was sent so that nobody can answer it, as notices are (RFC 5321)."""
    return text_of(message["return-path"]) == "<>" or sender.partition("@")[0] in _MAIL_SERVERS


def _returned_id(message: Part, parts: Iterable[Part], text: str) -> str:
    """The Message-ID of the message that a notice is about, from wherever it stands; "" where it does not."""
    for part in parts:
        if is_enclosed_mail(part):
            returned = enclosed_mail(part)
        else:
            returned = parsed(content_of(part)) if part.get_content_type() in _RETURNED_HEADERS else None
        if returned is not None and (found := message_ids(returned["message-id"])):
            return found[0]
    quoted = re.search(r"message-id:\s*(<[^<>\s]{1,500}>)", text, re.IGNORECASE)
    named = (quoted[1] if quoted else None, message["in-reply-to"], message["references"])
    return next((found[-1] for value in named if (found := message_ids(value))), "")


def _failed(status: Part) -> Iterator[FailedRecipient]:
    """The recipients that a delivery status gives up on; the first block is about the message."""
    for block in children(status):
        fields = {name: _untyped(block[name]) for name in ("original-recipient", "final-recipient", "diagnostic-code")}
        # What we wrote to comes before what the last server made of it.
        address = address_of(fields["original-recipient"]) or address_of(fields["final-recipient"])
        if address and text_of(block["action"]).lower() == "failed":
            yield FailedRecipient(address, text_of(block["status"]), fields["diagnostic-code"][:LONGEST_REASON])


def _untyped(value: str | None) -> str:
    """A field's text without the type before it: "rfc822; a@b.example", "smtp; 550 5.1.1 No such user"."""
    return re.sub(r"^[\w-]+\s*;\s*", "", text_of(value))


def _failed_in_words(message: Part, text: str) -> Iterator[FailedRecipient]:
    """The recipients that a notice gives up on in words: Exim's header, qmail's "<a@b.example>:" and a reason below."""
    for address in text_of(message["x-failed-recipients"]).split(","):
        if bare := address_of(address):
            yield FailedRecipient(bare, "", _reason(text.partition(address.strip())[2]))
    if message["x-failed-recipients"] is None:
        for found in re.finditer(r"^<(\S{3,250})>:[ \t]*$", text, re.MULTILINE):
            if bare := address_of(found[1]):
                yield FailedRecipient(bare, "", _reason(text[found.end() :]))


def _reason(text: str) -> str:
    return one_line(text.strip().split("\n\n")[0])[:LONGEST_REASON]
