"""Which text is a mail address that a message may name and a server may be told.

Not here: whose address it is (the plan's units).
"""

from email.errors import MessageError
from email.headerregistry import Address
from email.utils import getaddresses


def checked_address(text: str) -> Address:
    """A sender or recipient, "name@host.example" or "Tên <name@host.example>"; ValueError when it is none.

    Only ASCII addresses: a server need not take others. A line break anywhere would be a header of somebody else's.
    """
    if not text.isprintable():
        raise ValueError(f"{text!r} holds a line break or another control character")
    try:
        [(name, bare)] = getaddresses([text])
        address = Address(name, addr_spec=bare)
    except (ValueError, MessageError) as error:
        raise ValueError(f"{text!r} is no mail address") from error
    if not bare.isascii() or not (name or bare == text.strip()):
        raise ValueError(f"{text!r} is no mail address")
    return address


def is_address(text: str) -> bool:
    """Whether `checked_address` takes it."""
    try:
        checked_address(text)
    except ValueError:
        return False
    return True
