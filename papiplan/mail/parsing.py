"""Bytes that somebody sent as a mail, as a tree of its parts, within bounds.

The standard library takes any bytes, but a few kilobytes of the right ones keep it busy for hours or fill the memory:
such a mail is recognised first. Not here: what the parts mean (`headers`, `parts`).
"""

import re
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from typing import TypeAlias

Part: TypeAlias = Message
"""A mail or a part of one. A header's value is what the bytes say, its letters beyond ASCII as surrogates."""

LONGEST_HEADER = 10_000
"""Characters of one header that are read: the library's reading of a header's parameters is quadratic."""

HEAD_BYTES = 262_144
"""A mail's own headers end within these."""

_MOST_LINES = 1_000_000
_MOST_DELIMITERS = 5_000
_MOST_BLANK_LINES = 50_000
_MOST_COMPARISONS = 20_000_000
"""Each line is compared with the delimiter of every multipart around it."""


class _AsTheBytesSay(Compat32):
    """Headers as they came, but no longer than is good; the newer policies raise on what strangers write."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the library's name
        return value


def parsed(raw: bytes) -> Part:
    """The tree of a mail's parts. RecursionError, or another error of the library, for one that makes no sense."""
    return message_from_bytes(raw, policy=_AsTheBytesSay())


def head_of(raw: bytes) -> Part:
    """A mail's own headers; never an error, for nothing of them is understood yet."""
    return BytesHeaderParser(policy=_AsTheBytesSay()).parsebytes(raw[:HEAD_BYTES])


def is_tangled(raw: bytes) -> bool:
    """Whether taking these bytes apart would cost beyond all reason, measured in a fraction of that time."""
    lines = raw.count(b"\n") + raw.count(b"\r")
    multiparts = sum(1 for _ in re.finditer(rb"multipart/", raw, re.IGNORECASE))
    delimiters = raw.count(b"\n--") + raw.count(b"\r--")
    blank_lines = raw.count(b"\n\n") + raw.count(b"\n\r") + raw.count(b"\r\r")
    return (
        delimiters > _MOST_DELIMITERS or blank_lines > _MOST_BLANK_LINES or lines * (1 + multiparts) > _MOST_COMPARISONS
    )
