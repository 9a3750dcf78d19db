"""The frozen bytes of a message: what a server receives and a mail reader shows, and what is never composed."""

import mimetypes
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from typing import Any

import pytest

from papiplan.mail.client import Security
from papiplan.mail.composing import ANY_BYTES, MEDIA_TYPES, compose
from papiplan.mail.transport import Transport
from tests.factories import at
from tests.smtp_server import smtp_server

SENDER = "papi@sadec.example"
UNIT = "phuong-2@sadec.example"
MESSAGE_ID = "<papi.sa-dec-2023.receipt.0f9a61c2d5e84b7fa3c1d0e9b8a7f6e5d4c3b2a1.long-enough-to-fold@sadec.example>"

LONG_SUBJECT = (
    "[PAPI 2023] Đề nghị hoàn thiện Biểu đăng ký nhiệm vụ của Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức "
    "chính trị - xã hội thành phố Sa Đéc, tỉnh Đồng Tháp (03 nội dung), đề nghị gửi chậm nhất hết ngày 04/7/2023"
)


def a_message(**changes: Any) -> bytes:
    arguments: dict[str, Any] = {
        "sender": SENDER,
        "recipients": [UNIT],
        "subject": "[PAPI 2023] Đề nghị hoàn thiện",
        "text": "Kính gửi: Ủy ban nhân dân Phường 2\n\n   a) Kế hoạch < 5 & 6;\n\nTrân trọng.\n",
        "html": "<p>Kính gửi: Ủy ban nhân dân Phường 2</p>\n",
        "attachments": [("biểu.xlsx", b"PK\x03\x04")],
        "message_id": MESSAGE_ID,
        "date": at("2023-06-29 16:50"),
    }
    return compose(**{**arguments, **changes})


def received(content: bytes) -> EmailMessage:
    """The message as it arrives: through a real server, parsed anew."""
    with smtp_server() as server:
        with Transport(server.host, server.port, "", "", Security.NONE, 5) as transport:
            transport.send(SENDER, UNIT, content)
        return server.mails[0].message


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, subtype: str) -> str:
    """The plain or the HTML part with its line ends as a text file has them."""
    part = message.get_body((subtype,))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


def test_equal_arguments_give_equal_bytes() -> None:
    assert a_message() == a_message()


def test_other_messages_have_other_boundaries() -> None:
    assert parsed(a_message()).get_boundary() != parsed(a_message(message_id="<2@sadec.example>")).get_boundary()


def test_the_received_message_reads_as_it_was_written() -> None:
    message = received(a_message(subject=LONG_SUBJECT))
    assert message["Subject"] == LONG_SUBJECT
    assert (message["From"], message["To"]) == (SENDER, UNIT)
    assert message["Date"].datetime == at("2023-06-29 16:50")
    assert body(message, "plain") == "Kính gửi: Ủy ban nhân dân Phường 2\n\n   a) Kế hoạch < 5 & 6;\n\nTrân trọng.\n"
    assert body(message, "html") == "<p>Kính gửi: Ủy ban nhân dân Phường 2</p>\n"


def test_our_message_id_arrives_on_one_line_as_it_was_given() -> None:
    assert f"Message-ID: {MESSAGE_ID}\r\n".encode() in a_message()
    assert received(a_message())["Message-ID"] == MESSAGE_ID


@pytest.mark.parametrize("length", range(20, len(LONG_SUBJECT), 7))
def test_no_blank_is_lost_wherever_a_subject_is_folded(length: int) -> None:
    subject = LONG_SUBJECT[:length].strip()
    assert parsed(a_message(subject=subject))["Subject"] == subject


def test_a_sender_is_shown_with_its_name() -> None:
    [sender] = parsed(a_message(sender=f"Phòng Nội vụ thành phố Sa Đéc <{SENDER}>"))["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Phòng Nội vụ thành phố Sa Đéc", SENDER)


def test_a_long_name_of_a_sender_keeps_its_blanks() -> None:
    name = "Phòng Nội vụ thành phố Sa Đéc, cơ quan thường trực theo dõi Kế hoạch cải thiện Chỉ số PAPI"
    # The parser of the standard library's policies adds blanks between the words of such a name; this one does not.
    header = message_from_bytes(a_message(sender=f'"{name}" <{SENDER}>'), policy=compat32)["From"]
    assert str(make_header(decode_header(header))) == f"{name} <{SENDER}>"


def test_all_addresses_of_a_unit_are_named() -> None:
    addresses = tuple(f"phuong-{number}@sadec.example" for number in range(1, 12))
    message = parsed(a_message(recipients=addresses))
    assert tuple(address.addr_spec for address in message["To"].addresses) == addresses


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx", MEDIA_TYPES[".xlsx"]),
        ("Kế hoạch số 123 ngày 15.6.2023 đã ký.PDF", MEDIA_TYPES[".pdf"]),
        ("Dự thảo Kế hoạch thực hiện của Ủy ban nhân dân Phường 2 (" + "đơn vị rà soát, " * 12 + ").docx",
         MEDIA_TYPES[".docx"]),
        ("biên bản.bin", ANY_BYTES),
        ("không có đuôi", ANY_BYTES),
    ],
)  # fmt: skip
def test_attachments_arrive_whole_under_their_name_and_type(
    name: str, media_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_: (None, None))
    [part] = received(a_message(attachments=[(name, b"\x00.\r\n.\r\n\xff" * 300)])).iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == (name, media_type)
    assert part.get_content_disposition() == "attachment"
    assert part.get_content() == b"\x00.\r\n.\r\n\xff" * 300


def test_text_subject_and_file_names_are_composed() -> None:
    taken_apart = unicodedata.normalize("NFD", "Đề nghị")
    message = parsed(a_message(subject=taken_apart, text=taken_apart, attachments=[(f"{taken_apart}.xlsx", b"")]))
    [part] = message.iter_attachments()
    assert (message["Subject"], body(message, "plain"), part.get_filename()) == (
        "Đề nghị",
        "Đề nghị\n",
        "Đề nghị.xlsx",
    )


def test_no_line_is_longer_than_mail_servers_take() -> None:
    content = a_message(subject=LONG_SUBJECT, text="ủ" * 5000, attachments=[("ủ" * 180 + ".xlsx", b"x" * 5000)])
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "[PAPI 2023]\r\nBcc: thief@evil.example"},
        {"subject": "[PAPI 2023]\nBcc: thief@evil.example"},
        {"subject": "[PAPI 2023]\u2028Bcc: thief@evil.example"},
        {"subject": ""},
        {"sender": f"{SENDER}\nBcc: thief@evil.example"},
        {"sender": f"{SENDER}, thief@evil.example"},
        {"sender": "papi"},
        {"sender": ""},
        {"recipients": [f"{UNIT}\n"]},
        {"recipients": [f"{UNIT}\r\nBcc: thief@evil.example"]},
        {"recipients": [f"{UNIT}, thief@evil.example"]},
        {"recipients": ["phường-2@sadec.example"]},
        {"recipients": [UNIT, ""]},
        {"attachments": [("biểu.xlsx\r\nX: y", b"")]},
        {"attachments": [("", b"")]},
        {"message_id": "papi@sadec.example"},
        {"message_id": "<papi@sadec.example>\r\nBcc: thief@evil.example"},
        {"message_id": "<papi @sadec.example>"},
        {"date": datetime(2023, 6, 29, 16, 50)},  # noqa: DTZ001 - the naive time is what is refused
    ],
)
def test_what_would_break_a_header_is_not_composed(changes: dict[str, str | Sequence[object] | datetime]) -> None:
    with pytest.raises(ValueError, match=r"."):
        a_message(**changes)


def test_a_message_to_nobody_names_nobody() -> None:
    assert parsed(a_message(recipients=[]))["To"] is None


def test_an_answer_stands_beside_the_mail_that_it_answers() -> None:
    answer = received(
        a_message(in_reply_to="<a.long.name.of.a.clerks.mail.that.must.not.be.folded@mail.sadec.example>")
    )
    for header in ("In-Reply-To", "References"):
        assert answer[header] == "<a.long.name.of.a.clerks.mail.that.must.not.be.folded@mail.sadec.example>"
    assert answer["Auto-Submitted"] == "auto-replied"


@pytest.mark.parametrize(
    "named", ["", "no brackets", "<a@b>\r\nBcc: x@y.example", "<ông@sadec.example>", f"<{'a' * 900}@b>"]
)
def test_what_is_no_message_id_of_a_strangers_is_left_out(named: str) -> None:
    message = parsed(a_message(in_reply_to=named))
    assert (message["In-Reply-To"], message["References"], message["Bcc"]) == (None, None, None)
    assert message["Auto-Submitted"] == "auto-generated"
