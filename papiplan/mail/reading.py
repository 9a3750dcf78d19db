"""What a person reads of a message's bytes. Not here: how messages are made (`composing`)."""

from email import message_from_bytes
from email.policy import default


def plain_text(message: bytes) -> str:
    """The plain text of a message; empty for one that has none."""
    body = message_from_bytes(message, policy=default).get_body(("plain",))
    return str(body.get_content()) if body is not None else ""
