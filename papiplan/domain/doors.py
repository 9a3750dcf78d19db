"""The doors by which files come (kênh nhận), and how a table says by which one, and who recorded it.

Not here: what an officer may state of a file that came by hand (`hand_entry`).
"""

from collections.abc import Mapping
from datetime import datetime

from papiplan.domain.deadlines import clock_time, local_date, short

DOOR_WORDS: Mapping[str, str] = {
    "inbox": "thư mục hồ sơ đến",
    "mailbox": "hộp thư",
    "paper": "bản giấy",
    "zalo": "Zalo",
    "register": "văn thư",
    "forwarded": "cán bộ chuyển tiếp",
    "typed": "nhập hộ",
}

STATED_CHANNELS = ("paper", "zalo", "register")
"""The doors that an officer may state; the others are those by which the system itself took a file."""


def stated_channel(words: str) -> str:
    """The door that an officer means, by its code or in Vietnamese; another word as it is, for `hand_entry` to refuse.

    >>> stated_channel("Bản giấy")
    'paper'
    """
    wanted = words.strip().casefold()
    return next((each for each in STATED_CHANNELS if wanted in (each, DOOR_WORDS[each].casefold())), words)


def door_words(channel: str, entered_at: datetime | None) -> str:
    """What follows the instant of a receipt: by which door, and when an officer recorded what came by hand.

    Empty where nothing is known of it.

    >>> door_words("mailbox", None)
    ' (hộp thư)'
    """
    door = f" ({DOOR_WORDS[channel]})" if channel else ""
    if entered_at is None:
        return door
    return f"{door}; cán bộ ghi lúc {clock_time(entered_at)} ngày {short(local_date(entered_at))}"


def typed_words(typed_from: str) -> str:
    """That an officer entered something for a unit, and from which of its papers; empty for what it sent itself."""
    return f"nhập hộ theo văn bản số {typed_from}" if typed_from else ""
